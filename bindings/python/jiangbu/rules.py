"""Rules of policies: loaded once, evaluated from any number of threads.

In: files, folders, texts. Out: Rules. Never: a state that an evaluation changes.
"""
import ctypes
import dataclasses
import datetime
import decimal
import json
import os
from typing import Any, Callable, Dict, Iterable, List, Mapping, Optional, Tuple, Union

from . import _library
from ._library import FactsOptions, Handle, NamedText, PolicyStruct, Text, call, library
from .batch import BatchResult, run_batch, run_budget
from .control import Control, Progress, count_of
from .errors import CallError, Problem, error_of, problems_of
from .evaluation import Evaluation, evaluation_of
from .facts import Facts, date_text, facts_text

Path = Union[str, "os.PathLike[str]"]
Date = Union[str, datetime.date]


@dataclasses.dataclass(frozen=True)
class Policy:
    """One official document among the rules."""
    id: str
    version: str
    title_zh: str
    title_en: str
    file: str
    hash: str  #: of its meaning
    is_draft: bool  #: pays nothing yet: its amounts are indicative


class Rules:
    """A set of compiled policies; immutable.

    Made by `load`, `from_texts` or `read`. Any number of threads may evaluate with one; `close`
    (or the end of a `with` block) frees it once running calls are done.
    """

    def __init__(self, handle: Handle) -> None:
        """Use `load`, `from_texts` or `read`."""
        self._handle: Optional[Handle] = handle

    @classmethod
    def load(cls, paths: Union[Path, Iterable[Path]]) -> "Rules":
        """Rules from files and folders (every .yaml file below them).

        Raises RulesError, with all problems and their places, if they have errors.
        """
        if isinstance(paths, (str, os.PathLike)):
            paths = [paths]
        names = [os.fsencode(path) for path in paths]
        return cls(_loaded(library.jb_rules_load, *_library.texts(names)))

    @classmethod
    def from_texts(cls, texts: Mapping[str, str]) -> "Rules":
        """Rules from texts by name. Names relate to each other as paths do: a text `uses`
        another by its name. No file is opened. Raises RulesError."""
        named = [NamedText(Text.of(name), Text.of(text)) for name, text in texts.items()]
        array = (NamedText * len(named))(*named)
        return cls(_loaded(library.jb_rules_from_memory, array, len(named)))

    @classmethod
    def read(cls, names: Iterable[str], text_of: Callable[[str], Optional[str]]) -> "Rules":
        """Rules from a function, asked for `names` and for every name these use; None means
        that there is no such text. What it raises is raised here. Raises RulesError."""
        kept: List[Any] = []
        raised: List[BaseException] = []

        def answer(_: Any, name: Any, out: Any) -> int:
            try:
                text = None if raised else text_of(name.get())
                if text is None:
                    return 1
                kept.append(Text.of(text))
                ctypes.memmove(out, ctypes.byref(kept[-1]), ctypes.sizeof(Text))
                return 0
            except BaseException as why:  # passes through C and is raised behind it
                raised.append(why)
                return 1

        try:
            handle = _loaded(library.jb_rules_read, *_library.texts(names),
                             _library.READ_FUNCTION(answer), None)
        except Exception:
            if raised:
                raise raised[0] from None
            raise
        if raised:
            raise raised[0]
        return cls(handle)

    @property
    def policies(self) -> Tuple[Policy, ...]:
        """The policies, in the order they were loaded."""
        handle = self._open()
        found = []
        for index in range(library.jb_rules_policy_count(handle)):
            policy = PolicyStruct()
            library.jb_rules_policy(handle, index, policy)
            found.append(Policy(policy.id.get(), policy.version.get(), policy.title_zh.get(),
                                policy.title_en.get(), policy.file.get(), policy.hash.get(),
                                bool(policy.is_draft)))
        return tuple(found)

    @property
    def problems(self) -> Tuple[Problem, ...]:
        """Warnings and notes; rules with errors are not given."""
        return _problems(self._open())

    def evaluate(self, facts: Facts, *, date: Date, readings: Optional[Mapping[str, str]] = None,
                 closed_world: bool = False, allow_unknown_names: bool = False,
                 all_readings: bool = False, explain: bool = True, near_misses: bool = True,
                 form: str = "json", time_limit: Optional[float] = None,
                 step_limit: Optional[int] = None,
                 progress: Optional[Progress] = None, max_bytes: Optional[int] = None,
                 max_depth: Optional[int] = None,
                 max_values: Optional[int] = None) -> Evaluation:
        """What an applicant, or a set `{"applicants": {name: facts, …}}`, qualifies for.

        facts: a dict, or JSON text. In a dict, None is known not to be, UNKNOWN is stated to
            be unknown, a name left out is not known; figures are int, Decimal or texts such
            as "3万元". A float is a TypeError, for it is seldom the number that was meant.
        date: the decision date; there is no today.
        readings: question to option; others take their default.
        closed_world: lists not given are empty instead of unknown.
        allow_unknown_names: facts no policy knows are warnings instead of errors.
        all_readings: text and JSON show all readings side by side.
        explain: False leaves out proofs, missing facts and near misses: faster.
        near_misses: False leaves out these alone, which are slowest.
        form: of a text, "json" (the default) or "yaml".
        time_limit: seconds from the call on, after which it ends.
        step_limit: steps of formulas; unlike the time it is exceeded always or never.
        progress: told ("computing", steps, None) at the beginning and about every 10 ms;
            False ends the call.
        max_bytes, max_depth, max_values: what the text of the facts may have at most, collections
            within each other, values and keys (64 MiB, 64, 1,000,000); more is a FactsError.

        Raises FactsError, CallError (no such day or reading), NotComputedError (its
        `evaluation` has what could be computed), LimitError, CancelledError, TypeError,
        ValueError, and what `progress` raises.
        """
        text = facts_text(facts)
        if form not in ("json", "yaml"):
            raise ValueError(f"the form is 'json' or 'yaml', not {form!r}")
        options = FactsOptions(closed_world=bool(closed_world),
                               allow_unknown_names=bool(allow_unknown_names),
                               max_bytes=count_of("bytes", max_bytes),
                               max_depth=count_of("collections within each other", max_depth),
                               max_values=count_of("values", max_values))
        read = library.jb_facts_from_json if form == "json" else library.jb_facts_from_yaml
        status, handle, failure = call(read, self._open(), Text.of(text), ctypes.byref(options),
                                       kind="facts")
        if status != _library.OK:
            raise error_of(status, failure)
        return evaluation_of(handle, date_text(date), readings, all_readings, explain,
                             near_misses, count_of("steps", step_limit),
                             Control(time_limit, progress))

    def batch(self, policy: Optional[str], tables: Mapping[str, Any], *, date: Date,
              readings: Optional[Mapping[str, str]] = None, closed_world: bool = True,
              threads: int = 1, time_limit: Optional[float] = None,
              progress: Optional[Progress] = None, max_rows: Optional[int] = None,
              max_bytes: Optional[int] = None) -> BatchResult:
        """What each applicant of a population gets from a policy.

        policy: its id; None where the rules have one.
        tables: by name, "applicants" and one for each list, as `jiangbu columns` names tables
            and columns. A table is a dict of NumPy arrays or lists, a pandas DataFrame, or
            anything with `__arrow_c_stream__` or `__arrow_c_array__`. Columns of numbers are
            not copied on their way to the engine; which ones it then reads where they lie
            stands in `jiangbu_population.h`, at jb_table.
        closed_world: what is not given is assumed or none; False: unknown.
        threads: how many the engine uses.
        time_limit: seconds from the call on, after which it ends.
        progress: told ("reading", rows, all) and ("computing", applicants, all) about every
            10 ms; False ends the call.
        max_rows, max_bytes: what the tables may have in all; more is a LimitError, before any of
            it is read.

        Missing values (None, NaN of pandas, masked ones) are not given. Floats are read as
        the shortest decimal that names them: 0.1 is 0.1. Raises CallError, FactsError,
        LimitError, CancelledError, TypeError, ValueError. Needs NumPy.
        """
        return run_batch(self._open(), policy, tables, date_text(date), readings, closed_world,
                         threads, Control(time_limit, progress, max_rows, max_bytes))

    def budget(self, tables: Mapping[str, Any], *, date: Date, assumptions: str = "",
               scenarios: Optional[Mapping[str, str]] = None, closed_world: bool = True,
               threads: int = 1, listed: int = 10, facts_name: str = "",
               time_limit: Optional[float] = None, progress: Optional[Progress] = None,
               max_rows: Optional[int] = None,
               max_bytes: Optional[int] = None) -> Dict[str, Any]:
        """What all policies of the rules cost over a population, as the dicts and lists of
        `jiangbu budget --format json`; figures are int or Decimal.

        tables: as for batch.
        assumptions: the text of a file of assumptions; scenarios: texts of changes, by name.
        listed: winners and losers named for each scenario.
        facts_name: stands in the result as the source of the facts.

        Raises RulesError (for assumptions and scenarios too), and as batch.
        """
        text = run_budget(self._open(), tables, date_text(date), assumptions, scenarios or {},
                          closed_world, threads, listed, facts_name,
                          Control(time_limit, progress, max_rows, max_bytes))
        return json.loads(text, parse_float=decimal.Decimal)  # type: ignore[no-any-return]

    def close(self) -> None:
        """Frees the rules, once calls that run in other threads are done."""
        self._handle = None

    def __enter__(self) -> "Rules":
        self._open()
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._handle is None:
            return "<jiangbu.Rules, closed>"
        names = [policy.id for policy in self.policies]
        shown = ", ".join(names[:5]) + (f" and {len(names) - 5} more" if len(names) > 5 else "")
        return f"<jiangbu.Rules: {shown or 'no policy'}>"

    def _open(self) -> Handle:
        handle = self._handle
        if handle is None:
            raise CallError("规则已关闭", "the rules are closed")
        return handle


def _problems(handle: Optional[Handle]) -> Tuple[Problem, ...]:
    return problems_of(handle, library.jb_rules_problem_count, library.jb_rules_problem)


def _loaded(function: Callable[..., int], *arguments: Any) -> Handle:
    status, handle, failure = call(function, *arguments, kind="rules")
    if status != _library.OK or handle is None:
        raise error_of(status, failure)
    return handle
