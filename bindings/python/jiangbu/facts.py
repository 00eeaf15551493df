"""Facts of an applicant as the text the engine reads.

In: dicts, lists, values; or JSON. Out: JSON text, with figures digit by digit. Never: a
float, which is seldom the number that was meant: 0.1 + 0.2 is 0.30000000000000004.
"""
import datetime
import decimal
import json
import operator
import re
from typing import Any, List, Mapping, Tuple, Union


class _Unknown:
    """The one value of its type."""

    def __repr__(self) -> str:
        return "jiangbu.UNKNOWN"

    def __reduce__(self) -> str:
        return "UNKNOWN"


#: A fact stated to be unknown, also where the closed world or the vocabulary assumes one.
UNKNOWN = _Unknown()

Facts = Union[Mapping[str, Any], str, bytes]

# The engine refuses more than 64; here only loops and overflows are kept out.
DEEPEST = 100
# Stand in JSON as they are; the engine refuses some of them, as in YAML.
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")


def decimal_text(number: decimal.Decimal) -> str:
    """Digits without an exponent. Raises ValueError for infinities and NaN."""
    if not number.is_finite():
        raise ValueError(f"{number} is no number a fact can have")
    if number.adjusted() > 100 or number.as_tuple().exponent < -100:  # type: ignore[operator]
        raise ValueError(f"{number} has too many digits")
    return format(number, "f")


def date_text(day: Union[str, datetime.date]) -> str:
    """A day as "2024-11-30"; texts are taken as they are. Raises TypeError for moments."""
    if isinstance(day, str):
        return day
    if isinstance(day, datetime.datetime) or not isinstance(day, datetime.date):
        raise TypeError(f"a date or a text such as '2024-11-30' is needed, not {day!r}")
    return day.isoformat()


def scalar_text(value: Any, place: str) -> Tuple[str, bool]:
    """(the text of a value, whether it is a text in quotes). Raises TypeError."""
    if isinstance(value, str):
        return str(value), True
    if isinstance(value, bool):
        return ("true" if value else "false"), False
    if isinstance(value, float) or type(value).__name__ in ("float16", "float32", "longdouble"):
        raise TypeError(f"{place} is the float {value!r}: figures are exact here. Write "
                        f"Decimal('{value!s}') or the text '{value!s}'; for JSON, give the text "
                        "itself or json.loads(text, parse_float=Decimal)")
    if isinstance(value, decimal.Decimal):
        return decimal_text(value), False
    if isinstance(value, datetime.date):
        return date_text(value), True
    if type(value).__name__ in ("bool_", "bool") and type(value).__module__ == "numpy":
        return ("true" if value else "false"), False
    try:
        return str(operator.index(value)), False
    except TypeError:
        raise TypeError(f"{place} is a {type(value).__name__}; facts are texts, whole numbers, "
                        "Decimals, dates, True or False, None, UNKNOWN, lists and dicts"
                        ) from None


def quoted(text: str) -> str:
    """A text as JSON."""
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found.group()):04x}",
                           json.dumps(text, ensure_ascii=False))


class _Writer:
    def __init__(self) -> None:
        self.parts: List[str] = []

    def write(self, value: Any, place: str, depth: int) -> None:
        if depth > DEEPEST:
            raise ValueError(f"{place[:100]} is nested too deeply")
        if value is None:
            self.parts.append("null")
        elif value is UNKNOWN:
            self.parts.append('{"unknown": true}')
        elif isinstance(value, Mapping):
            self.write_mapping(value, place, depth)
        elif isinstance(value, (list, tuple)):
            self.parts.append("[")
            for index, item in enumerate(value):
                self.parts.append(", " if index else "")
                self.write(item, f"{place}[{index}]", depth + 1)
            self.parts.append("]")
        else:
            text, is_quoted = scalar_text(value, place)
            self.parts.append(quoted(text) if is_quoted else text)

    def write_mapping(self, value: Mapping[Any, Any], place: str, depth: int) -> None:
        self.parts.append("{")
        for index, (name, item) in enumerate(value.items()):
            if not isinstance(name, str):
                raise TypeError(f"{place} has the name {name!r}; names of facts are texts")
            self.parts.append(", " if index else "")
            self.parts.append(quoted(name) + ": ")
            self.write(item, f"{place}.{name}" if place != "facts" else name, depth + 1)
        self.parts.append("}")


def facts_text(facts: Facts) -> Union[str, bytes]:
    """The JSON of a dict; texts are taken as they are."""
    if isinstance(facts, (str, bytes)):
        return facts
    if not isinstance(facts, Mapping):
        raise TypeError(f"facts are a dict or JSON text, not a {type(facts).__name__}")
    writer = _Writer()
    writer.write(facts, "facts", 0)
    return "".join(writer.parts)
