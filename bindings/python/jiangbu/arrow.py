"""The structs of Arrow's C data interface, and tables that other packages export in them.

In: objects with __arrow_c_stream__ or __arrow_c_array__. Out: addresses of a schema and of
batches. Never: copies a column, or releases what still belongs to its exporter.

The interface: https://arrow.apache.org/docs/format/CDataInterface.html.
"""
import ctypes
from ctypes import CFUNCTYPE, POINTER, Structure, byref, c_char_p, c_int, c_int64, c_void_p
from typing import Any, List


class ArrowSchema(Structure):
    pass


class ArrowArray(Structure):
    pass


RELEASE_SCHEMA = CFUNCTYPE(None, POINTER(ArrowSchema))
RELEASE_ARRAY = CFUNCTYPE(None, POINTER(ArrowArray))

ArrowSchema._fields_ = [
    ("format", c_char_p), ("name", c_char_p), ("metadata", c_void_p), ("flags", c_int64),
    ("n_children", c_int64), ("children", POINTER(POINTER(ArrowSchema))),
    ("dictionary", POINTER(ArrowSchema)), ("release", RELEASE_SCHEMA),
    ("private_data", c_void_p)]
ArrowArray._fields_ = [
    ("length", c_int64), ("null_count", c_int64), ("offset", c_int64), ("n_buffers", c_int64),
    ("n_children", c_int64), ("buffers", POINTER(c_void_p)),
    ("children", POINTER(POINTER(ArrowArray))), ("dictionary", POINTER(ArrowArray)),
    ("release", RELEASE_ARRAY), ("private_data", c_void_p)]


class ArrowArrayStream(Structure):
    pass


ArrowArrayStream._fields_ = [
    ("get_schema", CFUNCTYPE(c_int, POINTER(ArrowArrayStream), POINTER(ArrowSchema))),
    ("get_next", CFUNCTYPE(c_int, POINTER(ArrowArrayStream), POINTER(ArrowArray))),
    ("get_last_error", CFUNCTYPE(c_void_p, POINTER(ArrowArrayStream))),
    ("release", c_void_p), ("private_data", c_void_p)]


def _keep(_: Any) -> None:
    pass


# The engine wants what it reads to be unreleased; Python frees these structs itself.
keep_schema = RELEASE_SCHEMA(_keep)
keep_array = RELEASE_ARRAY(_keep)


class ArrowTable:
    """A table for the engine. `keep` holds whatever its addresses lead to."""

    def __init__(self, schema: ArrowSchema, batches: List[ArrowArray], *keep: Any) -> None:
        self.schema = schema
        self.batches = batches
        self.addresses = (c_void_p * len(batches))(*[ctypes.addressof(it) for it in batches])
        self.keep = keep


class OwnedStructs:
    """Structs somebody else filled for us: released when nobody needs them."""

    def __init__(self) -> None:
        self.schema = ArrowSchema()
        self.arrays: List[ArrowArray] = []

    def release(self) -> None:
        for struct in [self.schema, *self.arrays]:
            if struct.release:
                struct.release(byref(struct))

    def __del__(self) -> None:
        self.release()


_pointer_of = ctypes.pythonapi.PyCapsule_GetPointer
_pointer_of.restype = c_void_p
_pointer_of.argtypes = [ctypes.py_object, c_char_p]


def is_exporter(table: Any) -> bool:
    """Whether an object exports itself through the PyCapsule interface."""
    return hasattr(table, "__arrow_c_stream__") or hasattr(table, "__arrow_c_array__")


def exported_table(name: str, table: Any) -> ArrowTable:
    """The table an exporter gives. Raises ValueError with what it says if it fails."""
    if hasattr(table, "__arrow_c_stream__"):
        return _streamed_table(name, table.__arrow_c_stream__())
    schema, array = table.__arrow_c_array__()
    return ArrowTable(
        ArrowSchema.from_address(_pointer_of(schema, b"arrow_schema")),
        [ArrowArray.from_address(_pointer_of(array, b"arrow_array"))], schema, array)


def _streamed_table(name: str, capsule: Any) -> ArrowTable:
    stream = ArrowArrayStream.from_address(_pointer_of(capsule, b"arrow_array_stream"))
    owned = OwnedStructs()

    def check(code: int) -> None:
        if code != 0:
            said = stream.get_last_error(byref(stream))
            text = ctypes.string_at(said).decode("utf-8", "replace") if said else ""
            raise ValueError(f"table {name}: its exporter failed ({code}): {text}")

    check(stream.get_schema(byref(stream), byref(owned.schema)))
    while True:
        array = ArrowArray()
        check(stream.get_next(byref(stream), byref(array)))
        if not array.release:
            return ArrowTable(owned.schema, owned.arrays, owned, capsule)
        owned.arrays.append(array)
