"""DataFrames and Series of pandas as columns.

In: pandas objects. Out: columns. Never: drops an index that has a name, or takes a missing
value for a number.
"""
from typing import Any

import numpy as np
import pandas as pd

from .arrow import ArrowTable
from .columns import Column, column_of_array, column_of_objects, table_of


def table_of_frame(frame: "pd.DataFrame", table: str) -> ArrowTable:
    """A DataFrame; levels of its index that have names are columns too."""
    columns = [(name, frame.index.get_level_values(level).to_series())
               for level, name in enumerate(frame.index.names) if name is not None]
    columns += [(name, frame.iloc[:, place]) for place, name in enumerate(frame.columns)]
    for name, _ in columns:
        if not isinstance(name, str):
            raise TypeError(f"table {table}: the column {name!r} has no text as its name")
    return table_of((column_of_series(name, values) for name, values in columns), table)


def column_of_series(name: str, series: Any) -> Column:
    """One column; what pandas counts as missing is not given."""
    dtype = series.dtype
    missing = np.asarray(series.isna(), dtype=bool)
    if isinstance(dtype, pd.CategoricalDtype):
        values = series.cat if hasattr(series, "cat") else series
        categories = column_of_objects(name, values.categories.to_numpy(dtype=object))
        codes = np.ascontiguousarray(values.codes)
        coded = column_of_array(name, codes, missing)
        return Column(name, coded.schema.format, len(codes), [coded.keep[1]], missing,
                      categories)
    if isinstance(dtype, np.dtype):
        return column_of_array(name, series.to_numpy(), missing)
    if isinstance(dtype, pd.StringDtype):
        return column_of_objects(name, series.to_numpy(dtype=object), missing)
    inner = getattr(dtype, "numpy_dtype", None)
    if inner is not None and inner.kind in "iufb":
        values = series.to_numpy(dtype=inner, na_value=inner.type(0))
        return column_of_array(name, values, missing)
    raise TypeError(f"column {name}: nothing is known of a Series of {dtype}")
