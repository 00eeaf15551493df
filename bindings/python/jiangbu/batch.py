"""What every applicant of a population gets.

In: tables of NumPy, pandas, Arrow. Out: amounts in fen as NumPy arrays or a DataFrame, and a
report. Never: an amount where none could be computed.
"""
import ctypes
import decimal
import json
from typing import TYPE_CHECKING, Any, Dict, List, Mapping, Optional, Tuple

from . import _library
from ._library import (BatchOptions, BudgetOptions, Handle, NamedText, TableStruct, Text, call,
                       library)
from .arrow import ArrowArray, ArrowTable, OwnedStructs, exported_table, is_exporter
from .control import Control
from .errors import error_of

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd


class BatchResult:
    """One row for each applicant that could be read, in their order.

    `low` and `high` are masked arrays of whole fen (1/100 yuan). Masked in both: could not be
    computed; in `high` alone: there is no upper bound. They are views of the engine's memory,
    which lives as long as they do.
    """

    def __init__(self, owned: OwnedStructs, report: str) -> None:
        """Use Rules.batch."""
        import numpy as np

        from . import columns
        table = owned.arrays[0]
        rows = table.length
        ids, low, high = (table.children[i].contents for i in range(3))
        self._ends = columns.view(ids.buffers[1], ctypes.c_int32, rows + 1, owned)
        self._texts = ctypes.string_at(ids.buffers[2], int(self._ends[-1])) if rows else b""
        self.low: "np.ma.MaskedArray[Any, Any]" = _amounts(np, columns, low, rows, owned)
        self.high: "np.ma.MaskedArray[Any, Any]" = _amounts(np, columns, high, rows, owned)
        #: Rows set aside and why, totals by clause: as `jiangbu batch --format json`.
        self.report: Dict[str, Any] = json.loads(report, parse_float=decimal.Decimal)
        self._ids: "Optional[np.ndarray[Any, Any]]" = None

    @property
    def ids(self) -> "np.ndarray[Any, Any]":
        """The ids of the applicants, as texts."""
        if self._ids is None:
            import numpy as np
            ends: List[int] = self._ends.tolist()
            self._ids = np.array([self._texts[begin:end].decode("utf-8")
                                  for begin, end in zip(ends, ends[1:])], dtype=object)
        return self._ids

    def to_frame(self) -> "pd.DataFrame":
        """A DataFrame with `id`, `low_fen`, `high_fen`; what is masked is missing. Needs
        pandas."""
        import pandas as pd

        from .columns import masked
        fen = {name: pd.arrays.IntegerArray(amounts.data.copy(), masked.getmaskarray(amounts))
               for name, amounts in (("low_fen", self.low), ("high_fen", self.high))}
        return pd.DataFrame({"id": self.ids, **fen})

    def __len__(self) -> int:
        return len(self.low)

    def __repr__(self) -> str:
        return f"<jiangbu.BatchResult of {len(self)} applicants>"


def _amounts(np: Any, columns: Any, array: ArrowArray, rows: int, owner: Any) -> Any:
    values = columns.view(array.buffers[1], ctypes.c_int64, rows, owner)
    valid = columns.bits(array.buffers[0], rows, owner)
    return np.ma.MaskedArray(values, mask=~valid, copy=False)


def _table(name: str, table: Any) -> ArrowTable:
    if type(table).__module__.split(".")[0] == "pandas":
        from .frames import table_of_frame
        return table_of_frame(table, name)
    if is_exporter(table):
        return exported_table(name, table)
    if isinstance(table, Mapping):
        from .columns import table_of_mapping
        return table_of_mapping(table, name)
    raise TypeError(f"table {name}: a dict of columns, a pandas DataFrame or an object with "
                    f"__arrow_c_stream__ is needed, not a {type(table).__name__}")


def _structs(tables: Mapping[str, Any], threads: int) -> Tuple[Any, Dict[str, ArrowTable]]:
    """An array of jb_table, and the tables they point into: keep these."""
    if not isinstance(tables, Mapping):
        raise TypeError("tables are a dict of tables by name, such as {'applicants': frame}")
    if not 0 <= threads <= 1024:
        raise ValueError(f"{threads} threads")
    built = {name: _table(name, table) for name, table in tables.items()}
    return (TableStruct * len(built))(*[
        TableStruct(Text.of(name), ctypes.addressof(table.schema), table.addresses,
                    len(table.batches)) for name, table in built.items()]), built


def run_batch(rules: Handle, policy: Optional[str], tables: Mapping[str, Any], date: str,
              readings: Optional[Mapping[str, str]], closed_world: bool,
              threads: int, control: Control) -> BatchResult:
    """As Rules.batch says."""
    structs, built = _structs(tables, threads)
    pairs, count = _library.readings_of(readings)
    options = BatchOptions(policy=Text.of(policy or ""), decision_date=Text.of(date),
                           readings=pairs, reading_count=count,
                           open_world=not closed_world, threads=threads,
                           time_limit=control.milliseconds, progress=control.function,
                           max_rows=control.max_rows, max_bytes=control.max_bytes)
    owned = OwnedStructs()
    array = ArrowArray()
    status, report, failure = call(
        library.jb_batch, rules, structs, len(built), ctypes.byref(options),
        ctypes.byref(owned.schema), ctypes.byref(array), kind="string")
    control.raise_what_was_raised()
    if status != _library.OK or report is None:
        raise error_of(status, failure)
    owned.arrays.append(array)
    return BatchResult(owned, _library.string_of(report))


def run_budget(rules: Handle, tables: Mapping[str, Any], date: str, assumptions: str,
               scenarios: Mapping[str, str], closed_world: bool, threads: int, listed: int,
               facts_name: str, control: Control) -> str:
    """As Rules.budget says; the JSON."""
    structs, built = _structs(tables, threads)
    named = [NamedText(Text.of(name), Text.of(text)) for name, text in scenarios.items()]
    options = BudgetOptions(
        decision_date=Text.of(date), assumptions=Text.of(assumptions),
        scenarios=(NamedText * len(named))(*named), scenario_count=len(named),
        facts_name=Text.of(facts_name), facts_hash=Text.of(""), open_world=not closed_world,
        threads=threads, listed=listed, time_limit=control.milliseconds,
        progress=control.function, max_rows=control.max_rows, max_bytes=control.max_bytes)
    status, text, failure = call(library.jb_budget, rules, structs, len(built),
                                 ctypes.byref(options), kind="string")
    control.raise_what_was_raised()
    if status != _library.OK or text is None:
        raise error_of(status, failure)
    return _library.string_of(text)
