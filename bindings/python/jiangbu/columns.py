"""Tables of NumPy arrays, lists and pandas DataFrames as Arrow structs.

In: columns by name. Out: ArrowTable. Never: copies numbers (unless they lie apart or in the
other byte order), takes NaN of NumPy for a missing value, or rounds.
"""
import ctypes
from ctypes import POINTER, c_void_p, pointer
from typing import Any, Iterable, List, Mapping, Optional, Tuple

import numpy as np

from .arrow import ArrowArray, ArrowSchema, ArrowTable, keep_array, keep_schema
from .facts import UNKNOWN, scalar_text

FORMATS = {"int8": b"c", "uint8": b"C", "int16": b"s", "uint16": b"S", "int32": b"i",
           "uint32": b"I", "int64": b"l", "uint64": b"L", "float32": b"f", "float64": b"g",
           "datetime64[s]": b"tss:", "datetime64[ms]": b"tsm:", "datetime64[us]": b"tsu:",
           "datetime64[ns]": b"tsn:"}

masked: Any = np.ma
Mask = Optional["np.ndarray[Any, Any]"]


class Column:
    """The structs of one column, and the arrays they point into."""

    def __init__(self, name: str, form: bytes, length: int, buffers: List[Any],
                 mask: Mask = None, dictionary: "Optional[Column]" = None) -> None:
        valid = None
        if mask is not None and mask.any():
            valid = np.packbits(~mask, bitorder="little")
        self.keep = [valid, *buffers, dictionary]
        addresses = [None if it is None else it.ctypes.data for it in (valid, *buffers)]
        self.schema = ArrowSchema(format=form, name=name.encode("utf-8"), flags=2,
                                  release=keep_schema)
        self.array = ArrowArray(length=length, null_count=-1, n_buffers=len(addresses),
                                release=keep_array)
        self.array.buffers = (c_void_p * len(addresses))(*addresses)
        if dictionary is not None:
            self.schema.dictionary = pointer(dictionary.schema)
            self.array.dictionary = pointer(dictionary.array)


def table_of(columns: Iterable[Column], table: str) -> ArrowTable:
    """A struct of columns. Raises ValueError if they are not of one length."""
    given = list(columns)
    lengths = {column.schema.name.decode(): column.array.length for column in given}
    if len(set(lengths.values())) > 1:
        raise ValueError(f"table {table}: columns of different lengths: {lengths}")
    schema = ArrowSchema(format=b"+s", name=b"", n_children=len(given), release=keep_schema)
    schema.children = (POINTER(ArrowSchema) * len(given))(*[pointer(it.schema) for it in given])
    array = ArrowArray(length=next(iter(lengths.values()), 0), n_buffers=1,
                       n_children=len(given), release=keep_array)
    array.buffers = (c_void_p * 1)(None)
    array.children = (POINTER(ArrowArray) * len(given))(*[pointer(it.array) for it in given])
    return ArrowTable(schema, [array], given)


def table_of_mapping(columns: Mapping[str, Any], table: str) -> ArrowTable:
    """A dict of NumPy arrays, masked arrays, pandas Series, lists. Raises TypeError,
    ValueError."""
    for name in columns:
        if not isinstance(name, str):
            raise TypeError(f"table {table}: the column {name!r} has no text as its name")
    return table_of((column_of(name, values) for name, values in columns.items()), table)


def column_of(name: str, values: Any) -> Column:
    """One column, from what can be one."""
    if type(values).__module__.split(".")[0] == "pandas":
        from .frames import column_of_series
        return column_of_series(name, values)
    if isinstance(values, masked.MaskedArray):
        return column_of_array(name, values.data, masked.getmaskarray(values))
    if isinstance(values, np.ndarray):
        return column_of_array(name, values)
    if isinstance(values, (list, tuple)):
        return column_of_objects(name, values)
    raise TypeError(f"column {name}: a NumPy array, a pandas Series or a list is needed, not a "
                    f"{type(values).__name__}")


def column_of_array(name: str, values: Any, mask: Mask = None) -> Column:
    """One column from an array; `mask` says what is missing."""
    if values.ndim != 1:
        raise ValueError(f"column {name}: an array of {values.ndim} dimensions")
    kind = values.dtype.kind
    if kind == "O":
        return column_of_objects(name, values, mask)
    if kind == "U":
        return column_of_objects(name, values.tolist(), mask)
    if kind == "b":
        bits = np.packbits(values, bitorder="little")
        return Column(name, b"b", len(values), [_something(bits)], mask)
    if kind == "M":
        values, mask = _days_or_moments(values, mask)
        if values.dtype.kind == "i":
            return Column(name, b"tdD", len(values), [_something(values)], mask)
    elif kind == "f":
        if values.dtype.itemsize == 2:
            values = values.astype(np.float32)
        missing = np.isnan(values)
        if mask is not None:
            missing &= ~mask
        if missing.any():
            raise ValueError(f"column {name}: NaN. If these are missing values say so: "
                             "numpy.ma.masked_invalid(array)")
    form = FORMATS.get(values.dtype.newbyteorder("=").name)
    if form is None:
        raise TypeError(f"column {name}: nothing is known of arrays of {values.dtype}")
    # A copy only where the values lie apart or in the other byte order.
    laid = np.ascontiguousarray(values, dtype=values.dtype.newbyteorder("="))
    return Column(name, form, len(laid), [_something(laid)], mask)


def _something(array: Any) -> Any:
    """An address even where there are no rows."""
    return array if array.size else np.zeros(1, dtype=array.dtype)


def _days_or_moments(values: Any, mask: Mask) -> Tuple[Any, Mask]:
    """Moments in a unit Arrow has; NaT is missing."""
    missing = np.isnat(values)
    if mask is not None:
        missing = missing | mask
    unit = np.datetime_data(values.dtype)
    if unit[1] != 1 or unit[0] not in ("D", "W", "s", "ms", "us", "ns"):
        raise TypeError(f"moments in {values.dtype} are no days")
    if unit[0] not in ("D", "W"):
        return values, missing
    days = values.astype("datetime64[D]").astype(np.int64)
    if missing.any():
        days[missing] = 0
    # Days far beyond the calendar become others that are beyond it too.
    return np.clip(days, -2**31, 2**31 - 1, out=days).astype(np.int32), missing


def column_of_objects(name: str, values: Any, mask: Mask = None) -> Column:
    """Texts, whole numbers, Decimals, truths, dates; None is missing. Written as cells of
    files are. Raises TypeError for floats."""
    missing = np.zeros(len(values), dtype=bool) if mask is None else mask.copy()
    cells = [b""] * len(values)
    for row, value in enumerate(values):
        if missing[row]:
            continue
        if value is None:
            missing[row] = True
        elif type(value) is str:
            cells[row] = value.encode("utf-8")
        elif value is UNKNOWN:
            cells[row] = b"unknown"
        else:
            cells[row] = scalar_text(value, f"column {name}, row {row}")[0].encode("utf-8")
    ends = np.zeros(len(cells) + 1, dtype=np.int64)
    np.cumsum([len(cell) for cell in cells], out=ends[1:])
    texts = np.frombuffer(b"".join(cells) or b"\0", dtype=np.uint8)
    return Column(name, b"U", len(cells), [ends, texts], missing)


def view(address: int, kind: Any, count: int, owner: Any) -> Any:
    """An array over memory of `owner`, which lives as long."""
    if count == 0:
        return np.zeros(0, dtype=np.dtype(kind))
    memory = (kind * count).from_address(address)
    memory.owner = owner
    return np.frombuffer(memory, dtype=np.dtype(kind))


def bits(address: Optional[int], count: int, owner: Any) -> Any:
    """A validity bitmap as an array of truths."""
    if address is None or count == 0:
        return np.ones(count, dtype=bool)
    packed = view(address, ctypes.c_uint8, (count + 7) // 8, owner)
    return np.unpackbits(packed, count=count, bitorder="little").astype(bool)
