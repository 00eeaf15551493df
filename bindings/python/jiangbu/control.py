"""When a call has to end before it is done: limits, and a function that is told how far it is.

In: seconds, steps, a function. Out: members of option structs. Never: an exception lost.
"""
import ctypes
import math
from typing import Any, Callable, List, Optional

from ._library import PROGRESS_FUNCTION, ProgressStruct

#: Told ("reading" or "computing", done, all or None); False ends the call.
Progress = Callable[[str, int, Optional[int]], Any]

PHASES = ("reading", "computing")


def count_of(what: str, limit: Optional[int]) -> int:
    """A limit as the engine has it: 0 for none. Raises ValueError if it makes no sense."""
    if limit is not None and not 0 < limit < 2 ** 63:
        raise ValueError(f"a limit of {limit} {what}")
    return limit or 0


class Control:
    """The limits of one call. Keep it until the call is over, then ask `raise_what_was_raised`."""

    def __init__(self, time_limit: Optional[float], progress: Optional[Progress],
                 max_rows: Optional[int] = None, max_bytes: Optional[int] = None) -> None:
        if time_limit is not None and not 0 < time_limit < 2 ** 31 / 1000:
            raise ValueError(f"a limit of {time_limit} seconds")
        self.milliseconds = 0 if time_limit is None else max(1, math.ceil(time_limit * 1000))
        self.max_rows = count_of("rows", max_rows)
        self.max_bytes = count_of("bytes", max_bytes)
        self._progress = progress
        self._raised: List[BaseException] = []
        self.function = (PROGRESS_FUNCTION(self._tell) if progress
                         else ctypes.cast(0, PROGRESS_FUNCTION))

    def _tell(self, _: Any, given: Any) -> int:
        assert self._progress is not None
        try:
            progress: ProgressStruct = given.contents
            phase = PHASES[min(progress.phase, len(PHASES) - 1)]
            goes_on = self._progress(phase, progress.done, progress.all or None)
            return 1 if goes_on is False else 0
        except BaseException as why:  # ends the call in C and is raised behind it
            self._raised.append(why)
            return 1

    def raise_what_was_raised(self) -> None:
        """Raises what the function raised."""
        if self._raised:
            raise self._raised[0]
