"""What an evaluation found, as Python values.

In: handles of evaluations. Out: amounts in yuan, clauses, JSON, text, HTML. Never: an amount
of 0 where none is stated.
"""
import ctypes
import dataclasses
import decimal
import json
from typing import Any, Callable, Dict, Mapping, Optional, Tuple

from . import _library
from ._library import (CHINESE, ENGLISH, AmountStruct, ApplicantStruct, ClauseStruct,
                       EvaluateOptions, Handle, Text, call, library)
from .control import Control
from .errors import CallError, NotComputedError, Problem, error_of, problems_of
from .notebook import evaluation_html

LANGUAGES = {"zh": CHINESE, "en": ENGLISH}


@dataclasses.dataclass(frozen=True)
class Amount:
    """A sum of money in yuan, known up to a range; both ends can be."""
    low: decimal.Decimal
    high: Optional[decimal.Decimal]  #: None: no upper bound

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    def __str__(self) -> str:
        if self.is_exact:
            return f"{self.low:,}"
        return f"{self.low:,}–{self.high:,}" if self.high is not None else f"from {self.low:,}"


@dataclasses.dataclass(frozen=True)
class Clause:
    """One clause for one applicant."""
    policy: str
    id: str
    title_zh: str
    title_en: str
    cite: str  #: where it stands in the official text
    #: "due", "possible", "not met", "excluded", "superseded", "already paid", "unspecified",
    #: "delegated", "no money", "not in force", "error"
    status: str
    status_zh: str
    amount: Optional[Amount]  #: None: the text states none, or it was not computed


@dataclasses.dataclass(frozen=True)
class Applicant:
    """One applicant under all policies."""
    name: str  #: in a set; else empty
    payable: Amount
    indicative: Amount  #: of drafts; never part of `payable`
    unspecified_count: int  #: clauses beside the totals: no amount is stated
    delegated_count: int  #: the same: the amount stands in another measure
    clauses: Tuple[Clause, ...]


class Evaluation:
    """What applicants qualify for; immutable, for any thread.

    `payable`, `indicative` and `clauses` are those of the one applicant; of a set, ask
    `applicants`. The same inputs give the same bytes of `json`.
    """

    def __init__(self, handle: Handle) -> None:
        """Use Rules.evaluate."""
        self._handle: Optional[Handle] = handle
        self._applicants: Optional[Tuple[Applicant, ...]] = None

    @property
    def applicants(self) -> Tuple[Applicant, ...]:
        """In the order of the facts."""
        if self._applicants is None:
            handle = self._open()
            count = library.jb_evaluation_applicant_count(handle)
            self._applicants = tuple(_applicant(handle, index) for index in range(count))
        return self._applicants

    @property
    def payable(self) -> Amount:
        """What the applicant gets, in yuan."""
        return self._only().payable

    @property
    def indicative(self) -> Amount:
        """What drafts would give, in yuan; never part of `payable`."""
        return self._only().indicative

    @property
    def clauses(self) -> Tuple[Clause, ...]:
        """All clauses of all policies for the applicant."""
        return self._only().clauses

    @property
    def problems(self) -> Tuple[Problem, ...]:
        """Warnings and notes about rules and facts."""
        return problems_of(self._open(), library.jb_evaluation_problem_count,
                           library.jb_evaluation_problem)

    @property
    def json(self) -> str:
        """Everything, as `jiangbu check --format json` writes it."""
        return _text(library.jb_evaluation_json, self._open())

    def to_dict(self) -> Dict[str, Any]:
        """`json` as dicts and lists; amounts are texts there, other figures Decimals."""
        return json.loads(self.json, parse_float=decimal.Decimal)  # type: ignore[no-any-return]

    def text(self, language: str = "zh") -> str:
        """The report for people, in "zh" or "en"."""
        if language not in LANGUAGES:
            raise ValueError(f"the language is 'zh' or 'en', not {language!r}")
        return _text(library.jb_evaluation_text, self._open(), LANGUAGES[language])

    def close(self) -> None:
        """Frees it; `applicants` stay if they were asked for."""
        self._handle = None

    def __enter__(self) -> "Evaluation":
        return self

    def __exit__(self, *_: Any) -> None:
        self.close()

    def __repr__(self) -> str:
        if self._handle is None and self._applicants is None:
            return "<jiangbu.Evaluation, closed>"
        if len(self.applicants) != 1:
            return f"<jiangbu.Evaluation of {len(self.applicants)} applicants>"
        return f"<jiangbu.Evaluation: payable {self.payable}, indicative {self.indicative}>"

    def _repr_html_(self) -> str:
        return evaluation_html(self.applicants)

    def _open(self) -> Handle:
        handle = self._handle
        if handle is None:
            raise CallError("结果已关闭", "the evaluation is closed")
        return handle

    def _only(self) -> Applicant:
        if len(self.applicants) != 1:
            count = len(self.applicants)
            raise CallError(f"结果有 {count} 个申请人，请用 applicants",
                            f"there are {count} applicants: ask `applicants`")
        return self.applicants[0]


def evaluation_of(facts: Any, date: str, readings: Optional[Mapping[str, str]],
                  all_readings: bool, explain: bool, near_misses: bool, step_limit: int,
                  control: Control) -> Evaluation:
    """Evaluates facts that were read. Raises as Rules.evaluate says."""
    pairs, count = _library.readings_of(readings)
    options = EvaluateOptions(decision_date=Text.of(date), readings=pairs, reading_count=count,
                              all_readings=bool(all_readings), amounts_only=not explain,
                              no_near_misses=not near_misses, step_limit=step_limit,
                              time_limit=control.milliseconds, progress=control.function)
    status, handle, failure = call(library.jb_evaluate, facts, ctypes.byref(options),
                                   kind="evaluation")
    control.raise_what_was_raised()
    evaluation = Evaluation(handle) if handle is not None else None
    if status == _library.OK and evaluation is not None:
        return evaluation
    error = error_of(status, failure)
    if isinstance(error, NotComputedError):
        error.evaluation = evaluation
    raise error


def _yuan(fen: int) -> decimal.Decimal:
    whole, part = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return decimal.Decimal(f"{sign}{whole}.{part:02}" if part else f"{sign}{whole}")


def _amount(given: AmountStruct) -> Optional[Amount]:
    if not given.is_stated:
        return None
    return Amount(_yuan(given.low), _yuan(given.high) if given.is_bounded else None)


def _total(given: AmountStruct) -> Amount:
    amount = _amount(given)
    assert amount is not None, "totals are always stated"
    return amount


def _applicant(handle: Handle, index: int) -> Applicant:
    given = ApplicantStruct()
    library.jb_evaluation_applicant(handle, index, given)
    count = library.jb_evaluation_clause_count(handle, index)
    clauses = tuple(_clause(handle, index, clause) for clause in range(count))
    return Applicant(given.name.get(), _total(given.payable), _total(given.indicative),
                     given.unspecified_count, given.delegated_count, clauses)


def _clause(handle: Handle, applicant: int, index: int) -> Clause:
    given = ClauseStruct()
    library.jb_evaluation_clause(handle, applicant, index, given)
    status = library.jb_clause_status_name(given.status, ENGLISH).get()
    status_zh = library.jb_clause_status_name(given.status, CHINESE).get()
    return Clause(given.policy.get(), given.id.get(), given.title_zh.get(),
                  given.title_en.get(), given.cite.get(), status, status_zh,
                  _amount(given.amount))


def _text(function: Callable[..., int], *arguments: Any) -> str:
    status, handle, failure = call(function, *arguments, kind="string")
    if status != _library.OK or handle is None:
        raise error_of(status, failure)
    return _library.string_of(handle)
