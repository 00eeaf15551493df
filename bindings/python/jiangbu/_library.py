"""The functions of include/jiangbu/jiangbu.h through ctypes.

In: Python values. Out: handles that free themselves, structs. Never: a meaning of its own.

ctypes, because then nothing is compiled where the package is installed, and one library
serves every version of Python. It lets other threads run during each call.
"""
import ctypes
import pathlib
from ctypes import (POINTER, Structure, byref, c_char_p, c_int, c_int64, c_size_t, c_uint32,
                    c_uint64, c_void_p)
from typing import Any, Callable, Iterable, Mapping, Optional, Tuple, Union

LIBRARY = "libjiangbu-c.so.0"

CHINESE, ENGLISH = 0, 1
(OK, INVALID_ARGUMENT, RULES_FAULTY, FACTS_FAULTY, NOT_COMPUTED, OUT_OF_MEMORY, INTERNAL,
 CANCELLED, LIMIT) = range(9)


class Text(Structure):
    """jb_text: UTF-8 bytes, with their length."""
    _fields_ = [("data", c_char_p), ("size", c_size_t)]

    @classmethod
    def of(cls, text: Union[str, bytes]) -> "Text":
        """Keeps the bytes alive: ctypes holds the object behind a c_char_p."""
        encoded = text if isinstance(text, bytes) else text.encode("utf-8")
        return cls(encoded, len(encoded))


class BorrowedText(Structure):
    """jb_text as it is given: it may hold zeros, so no c_char_p."""
    _fields_ = [("data", c_void_p), ("size", c_size_t)]

    def get(self) -> str:
        return ctypes.string_at(self.data, self.size).decode("utf-8") if self.size else ""


class Sized(Structure):
    """A struct that begins with its size."""

    def __init__(self, **members: Any) -> None:
        super().__init__(**members)
        self.struct_size = ctypes.sizeof(self)


class ProblemStruct(Sized):
    _fields_ = [("struct_size", c_size_t), ("code", BorrowedText), ("file", BorrowedText),
                ("line", c_uint32), ("column", c_uint32), ("severity", c_uint32),
                ("reserved", c_uint32), ("message_zh", BorrowedText),
                ("message_en", BorrowedText), ("rendered_zh", BorrowedText),
                ("rendered_en", BorrowedText)]


class PolicyStruct(Sized):
    _fields_ = [("struct_size", c_size_t), ("id", BorrowedText), ("version", BorrowedText),
                ("title_zh", BorrowedText), ("title_en", BorrowedText), ("file", BorrowedText),
                ("hash", BorrowedText), ("is_draft", c_uint32), ("reserved", c_uint32)]


class NamedText(Structure):
    _fields_ = [("name", Text), ("text", Text)]


class FactsOptions(Sized):
    _fields_ = [("struct_size", c_size_t), ("closed_world", c_uint32),
                ("allow_unknown_names", c_uint32), ("max_bytes", c_size_t),
                ("max_depth", c_size_t), ("max_values", c_size_t)]


class ProgressStruct(Sized):
    _fields_ = [("struct_size", c_size_t), ("phase", c_uint32), ("reserved", c_uint32),
                ("done", c_uint64), ("all", c_uint64)]


PROGRESS_FUNCTION = ctypes.CFUNCTYPE(c_int, c_void_p, POINTER(ProgressStruct))


class Reading(Structure):
    _fields_ = [("question", Text), ("option", Text)]


class EvaluateOptions(Sized):
    _fields_ = [("struct_size", c_size_t), ("decision_date", Text),
                ("readings", POINTER(Reading)), ("reading_count", c_size_t),
                ("all_readings", c_uint32), ("amounts_only", c_uint32),
                ("no_near_misses", c_uint32), ("reserved", c_uint32),
                ("time_limit", c_uint64), ("step_limit", c_uint64),
                ("progress", PROGRESS_FUNCTION), ("progress_context", c_void_p)]


class AmountStruct(Structure):
    _fields_ = [("low", c_int64), ("high", c_int64), ("is_stated", c_uint32),
                ("is_bounded", c_uint32)]


class ApplicantStruct(Sized):
    _fields_ = [("struct_size", c_size_t), ("name", BorrowedText), ("payable", AmountStruct),
                ("indicative", AmountStruct), ("unspecified_count", c_size_t),
                ("delegated_count", c_size_t)]


class ClauseStruct(Sized):
    _fields_ = [("struct_size", c_size_t), ("policy", BorrowedText), ("id", BorrowedText),
                ("title_zh", BorrowedText), ("title_en", BorrowedText), ("cite", BorrowedText),
                ("amount", AmountStruct), ("status", c_uint32), ("reserved", c_uint32)]


class TableStruct(Structure):
    _fields_ = [("name", Text), ("schema", c_void_p), ("batches", POINTER(c_void_p)),
                ("batch_count", c_size_t)]


class BatchOptions(Sized):
    _fields_ = [("struct_size", c_size_t), ("policy", Text), ("decision_date", Text),
                ("readings", POINTER(Reading)), ("reading_count", c_size_t),
                ("open_world", c_uint32), ("threads", c_uint32), ("time_limit", c_uint64),
                ("progress", PROGRESS_FUNCTION), ("progress_context", c_void_p),
                ("max_rows", c_uint64), ("max_bytes", c_uint64)]


class BudgetOptions(Sized):
    _fields_ = [("struct_size", c_size_t), ("decision_date", Text), ("assumptions", Text),
                ("scenarios", POINTER(NamedText)), ("scenario_count", c_size_t),
                ("facts_name", Text), ("facts_hash", Text), ("open_world", c_uint32),
                ("threads", c_uint32), ("listed", c_uint32), ("reserved", c_uint32),
                ("time_limit", c_uint64), ("progress", PROGRESS_FUNCTION),
                ("progress_context", c_void_p), ("max_rows", c_uint64), ("max_bytes", c_uint64)]


READ_FUNCTION = ctypes.CFUNCTYPE(c_int, c_void_p, BorrowedText, POINTER(Text))

HANDLE_OUT, ERROR_OUT = POINTER(c_void_p), POINTER(c_void_p)
FUNCTIONS = {
    "jb_error_status": (c_int, [c_void_p]),
    "jb_error_message": (BorrowedText, [c_void_p, c_int]),
    "jb_error_free": (None, [c_void_p]),
    "jb_error_problem_count": (c_size_t, [c_void_p]),
    "jb_error_problem": (c_int, [c_void_p, c_size_t, POINTER(ProblemStruct)]),
    "jb_string_get": (BorrowedText, [c_void_p]),
    "jb_string_free": (None, [c_void_p]),
    "jb_version": (BorrowedText, []),
    "jb_rules_load": (c_int, [POINTER(Text), c_size_t, HANDLE_OUT, ERROR_OUT]),
    "jb_rules_from_memory": (c_int, [POINTER(NamedText), c_size_t, HANDLE_OUT, ERROR_OUT]),
    "jb_rules_read": (c_int, [POINTER(Text), c_size_t, READ_FUNCTION, c_void_p, HANDLE_OUT,
                              ERROR_OUT]),
    "jb_rules_free": (None, [c_void_p]),
    "jb_rules_problem_count": (c_size_t, [c_void_p]),
    "jb_rules_problem": (c_int, [c_void_p, c_size_t, POINTER(ProblemStruct)]),
    "jb_rules_policy_count": (c_size_t, [c_void_p]),
    "jb_rules_policy": (c_int, [c_void_p, c_size_t, POINTER(PolicyStruct)]),
    "jb_facts_from_json": (c_int, [c_void_p, Text, POINTER(FactsOptions), HANDLE_OUT, ERROR_OUT]),
    "jb_facts_from_yaml": (c_int, [c_void_p, Text, POINTER(FactsOptions), HANDLE_OUT, ERROR_OUT]),
    "jb_facts_free": (None, [c_void_p]),
    "jb_facts_problem_count": (c_size_t, [c_void_p]),
    "jb_facts_problem": (c_int, [c_void_p, c_size_t, POINTER(ProblemStruct)]),
    "jb_evaluate": (c_int, [c_void_p, POINTER(EvaluateOptions), HANDLE_OUT, ERROR_OUT]),
    "jb_evaluation_free": (None, [c_void_p]),
    "jb_evaluation_problem_count": (c_size_t, [c_void_p]),
    "jb_evaluation_problem": (c_int, [c_void_p, c_size_t, POINTER(ProblemStruct)]),
    "jb_evaluation_json": (c_int, [c_void_p, HANDLE_OUT, ERROR_OUT]),
    "jb_evaluation_text": (c_int, [c_void_p, c_int, HANDLE_OUT, ERROR_OUT]),
    "jb_evaluation_applicant_count": (c_size_t, [c_void_p]),
    "jb_evaluation_applicant": (c_int, [c_void_p, c_size_t, POINTER(ApplicantStruct)]),
    "jb_evaluation_clause_count": (c_size_t, [c_void_p, c_size_t]),
    "jb_evaluation_clause": (c_int, [c_void_p, c_size_t, c_size_t, POINTER(ClauseStruct)]),
    "jb_clause_status_name": (BorrowedText, [c_uint32, c_int]),
    "jb_batch": (c_int, [c_void_p, POINTER(TableStruct), c_size_t, POINTER(BatchOptions),
                         c_void_p, c_void_p, HANDLE_OUT, ERROR_OUT]),
    "jb_budget": (c_int, [c_void_p, POINTER(TableStruct), c_size_t, POINTER(BudgetOptions),
                          HANDLE_OUT, ERROR_OUT]),
}


def _open() -> ctypes.CDLL:
    path = pathlib.Path(__file__).with_name(LIBRARY)
    try:
        # What it needs, where the wheel brings it: then the system's is not sought.
        for needed in sorted(path.parent.glob("lib*.so.*")):
            if needed.name != LIBRARY and not needed.name.endswith(".txt"):
                ctypes.CDLL(str(needed))
        loaded = ctypes.CDLL(str(path))
    except OSError as why:
        raise ImportError(
            f"{path} cannot be loaded: {why}. It comes with the wheel; the libraries it needs "
            "are named in the package's README") from why
    for name, (result, arguments) in FUNCTIONS.items():
        function = getattr(loaded, name)
        function.restype = result
        function.argtypes = arguments
    return loaded


library = _open()


def version() -> str:
    """The version of the library."""
    text: BorrowedText = library.jb_version()
    return text.get()


class Handle:
    """Something the library gave, freed with the last reference: a call that runs in one
    thread keeps it, whatever another thread closes meanwhile."""
    __slots__ = ("_as_parameter_", "_free")

    def __init__(self, pointer: c_void_p, free: Callable[[c_void_p], None]) -> None:
        self._as_parameter_ = pointer
        self._free = free

    def __del__(self) -> None:
        self._free(self._as_parameter_)


def call(function: Callable[..., int], *arguments: Any,
         kind: str) -> Tuple[int, Optional[Handle], Optional[Handle]]:
    """Calls a function whose last parameters are a handle it gives and the error.
    Returns (status, handle or None, error or None); `kind` names the handle's type."""
    given, error = c_void_p(), c_void_p()
    status = function(*arguments, byref(given), byref(error))
    handle = Handle(given, getattr(library, f"jb_{kind}_free")) if given.value else None
    failure = Handle(error, library.jb_error_free) if error.value else None
    return status, handle, failure


def string_of(handle: Handle) -> str:
    """The text of a jb_string."""
    text: BorrowedText = library.jb_string_get(handle)
    return text.get()


def texts(items: Iterable[Union[str, bytes]]) -> Tuple[Any, int]:
    """An array of jb_text, and their number."""
    encoded = [Text.of(item) for item in items]
    return (Text * len(encoded))(*encoded), len(encoded)


def readings_of(readings: Optional[Mapping[str, str]]) -> Tuple[Any, int]:
    """An array of jb_reading, and their number."""
    pairs = [Reading(Text.of(question), Text.of(option))
             for question, option in (readings or {}).items()]
    return (Reading * len(pairs))(*pairs), len(pairs)
