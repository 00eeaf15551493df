"""What goes wrong, as exceptions with the findings of the engine.

In: statuses and errors of the library. Out: exceptions. Never: a failure without a reason.
"""
import dataclasses
from typing import Any, Callable, Optional, Tuple

from . import _library
from ._library import ENGLISH, CHINESE, ProblemStruct, library

SEVERITIES = ("error", "warning", "note")


@dataclasses.dataclass(frozen=True)
class Problem:
    """One finding about rules, facts or an evaluation."""
    code: str  #: "JB2003", permanent; empty where the call itself is wrong
    severity: str  #: "error", "warning" or "note"
    file: str  #: as it was named; empty where there is no place
    line: int  #: from 1; 0: no place
    column: int  #: from 1, in characters; 0: no place
    message_zh: str
    message_en: str
    rendered_zh: str  #: with place, line and caret; several lines
    rendered_en: str

    def __str__(self) -> str:
        return self.rendered_en


class JiangbuError(Exception):
    """A call that failed. `str()` is English; `message_zh` is the same in Chinese."""

    def __init__(self, message_zh: str, message_en: str,
                 problems: Tuple[Problem, ...] = ()) -> None:
        super().__init__(message_en or message_zh)
        self.message_zh = message_zh
        self.message_en = message_en
        self.problems = problems


class RulesError(JiangbuError):
    """The rules have errors; `problems` has them, with their places."""


class FactsError(JiangbuError):
    """The facts have errors; `problems` has them, with their places."""


class CallError(JiangbuError, ValueError):
    """A call that makes no sense: no such day, reading, policy or table."""


class NotComputedError(JiangbuError):
    """Clauses could not be computed. `evaluation` has all the others; totals are without
    those that could not."""
    evaluation: Any = None


def _described(problem: ProblemStruct) -> Problem:
    severity = SEVERITIES[min(problem.severity, len(SEVERITIES) - 1)]
    return Problem(problem.code.get(), severity, problem.file.get(), problem.line,
                   problem.column, problem.message_zh.get(), problem.message_en.get(),
                   problem.rendered_zh.get(), problem.rendered_en.get())


def problems_of(handle: Optional[Any], count: Callable[..., int],
                get: Callable[..., int]) -> Tuple[Problem, ...]:
    """The findings about a handle; it may be None."""
    if handle is None:
        return ()
    found = []
    for index in range(count(handle)):
        problem = ProblemStruct()
        if get(handle, index, problem) == _library.OK:
            found.append(_described(problem))
    return tuple(found)


class CancelledError(JiangbuError):
    """The progress function said to end it."""


class LimitError(JiangbuError):
    """A limit of time or steps is exceeded."""


KINDS = {_library.INVALID_ARGUMENT: CallError, _library.RULES_FAULTY: RulesError,
         _library.FACTS_FAULTY: FactsError, _library.NOT_COMPUTED: NotComputedError,
         _library.CANCELLED: CancelledError, _library.LIMIT: LimitError}


def error_of(status: int, failure: Optional[Any]) -> Exception:
    """The exception for a call that did not end well."""
    if status == _library.OUT_OF_MEMORY:
        return MemoryError()
    zh = en = ""
    if failure is not None:
        zh = library.jb_error_message(failure, CHINESE).get()
        en = library.jb_error_message(failure, ENGLISH).get()
    problems = problems_of(failure, library.jb_error_problem_count, library.jb_error_problem)
    return KINDS.get(status, JiangbuError)(zh, en or f"status {status}", problems)
