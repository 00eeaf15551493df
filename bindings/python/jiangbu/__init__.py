"""What an applicant qualifies for under incentive clauses, exactly.

    from jiangbu import Rules

    with Rules.load("rules/changzhi") as rules:
        result = rules.evaluate({"kind": "park"}, date="2024-11-30")
        print(result.payable, result.indicative)

Money is `decimal.Decimal` in yuan, in populations whole fen; never a float. Rules may be
shared by threads, and calls of the engine let other threads run.
"""
from ._library import version as _version
from .batch import BatchResult
from .errors import (CallError, CancelledError, FactsError, JiangbuError, LimitError,
                     NotComputedError, Problem, RulesError)
from .evaluation import Amount, Applicant, Clause, Evaluation
from .facts import UNKNOWN
from .rules import Policy, Rules

__version__: str = _version()

__all__ = ["Amount", "Applicant", "BatchResult", "CallError", "CancelledError", "Clause",
           "Evaluation", "FactsError", "JiangbuError", "LimitError", "NotComputedError",
           "Policy", "Problem", "Rules", "RulesError", "UNKNOWN", "__version__"]
