"""What one cell of a filled-in workbook says, read as what belongs there, or why it can't be.

Numbers are taken in Thai and Arabic digits and with commas between thousands, days in every way
that ``rules.dates`` reads and as spreadsheets count them; a year from 2400 on was meant as one of
the Buddhist era. An empty cell says nothing, which is never 0. Source: ECMA-376 part 1, 18.3.1.32
(what data validation allows); how schools write.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from khet.rules.calendar import BUDDHIST_ERA
from khet.rules.dates import parse_day
from khet.rules.near_names import distance
from khet.rules.thai import arabic_digits, plain_number, tidy
from khet.rules.workbook_cells import Cell, Limit, Value
from khet.rules.workbook_templates import Asked, Kind

LONGEST = 5_000
"""Letters that a cell may have."""
_NUMBER = re.compile(r"[-+]?\d{1,30}(\.\d{1,30})?")
_DATE_CALL = re.compile(r"DATE\((\d{4}),(\d{1,2}),(\d{1,2})\)", re.I)
_EPOCH, _LAST_SERIAL = date(1899, 12, 30), 200_000
_BUDDHIST = 2400
_NEAR, _COMPARED = 3, 100


@dataclass(frozen=True)
class Wrong:
    """Why a cell can't be read: a code, and what the words about it name."""

    code: str
    about: Mapping[str, str] = field(default_factory=dict)


def value_of(asked: Asked, cell: Cell) -> Value | Wrong | None:
    """What the cell says; ``None`` where it is empty.

    >>> number = Asked((2, 2), "จำนวน", Kind.NUMBER)
    >>> value_of(number, Cell("๑,๒๓๔")), value_of(number, Cell("12 คน")).code
    (Decimal('1234'), 'not-number')
    >>> value_of(Asked((2, 2), "วันที่", Kind.DATE), Cell(date(2567, 5, 16)))
    datetime.date(2024, 5, 16)
    """
    if cell.error:
        return Wrong("error", {"value": cell.error})
    if cell.formula and cell.value is None:
        return Wrong("uncalculated")
    found = tidy(cell.value) if isinstance(cell.value, str) else cell.value
    if found is None or found == "":
        return None
    if isinstance(found, str) and len(found) > LONGEST:
        return Wrong("too-long", {"most": f"{LONGEST:,}"})
    read = _read(asked, found)
    return read if isinstance(read, Wrong) else _within(asked, read)


def unchecked(limit: Limit) -> bool:
    """Whether a limit is one that isn't checked: by a formula, a time, or a list that isn't there.

    >>> unchecked(Limit((), "whole", "between", "1", "10")), unchecked(Limit((), "custom"))
    (False, True)
    """
    if limit.kind == "list":
        return not limit.items
    if limit.kind in ("custom", "time"):
        return True
    return _bound(limit.low) is None or (_paired(limit) and _bound(limit.high) is None)


def ends(limit: Limit) -> tuple[str, str]:
    """The ends of a limit as texts, numbers or days; empty where there is none or it is a formula.

    >>> ends(Limit((), "whole", "between", "0", "99")), ends(Limit((), "date", "equal", "41873"))
    (('0', '99'), ('2014-08-22', ''))
    """
    first, last = (_end(limit, _bound(text)) for text in (limit.low, limit.high))
    return first, last


def _end(limit: Limit, bound: Decimal | None) -> str:
    if bound is None:
        return ""
    if limit.kind == "date" and 0 < bound < _LAST_SERIAL:
        return (_EPOCH + timedelta(int(bound))).isoformat()
    return shown(bound)


def as_json(value: Value) -> Any:
    """A value as it is kept: numbers and texts as they are, a day under ``day``.

    >>> as_json(Decimal("12.50")), as_json(date(2014, 8, 22))
    (12.5, {'day': '2014-08-22'})
    """
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return {"day": value.isoformat()} if isinstance(value, date) else value


def of_json(kept: Any) -> Value:
    """A value that was kept.

    >>> of_json(12.5), of_json({"day": "2014-08-22"}), of_json("012")
    (Decimal('12.5'), datetime.date(2014, 8, 22), '012')
    """
    if isinstance(kept, dict):
        return date.fromisoformat(kept["day"])
    if isinstance(kept, bool) or not isinstance(kept, int | float):
        return kept if isinstance(kept, bool) else str(kept)
    return Decimal(repr(kept))


def shown(value: Value | None) -> str:
    """A value as text, numbers without needless zeros.

    >>> shown(Decimal("1234.50")), shown(Decimal("1E+3")), shown(None)
    ('1234.5', '1000', '')
    """
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return "" if value is None else str(value)


def _read(asked: Asked, found: Value) -> Value | Wrong:
    if asked.kind in (Kind.NUMBER, Kind.WHOLE):
        number = _number(found, percent=asked.percent)
        if number is None:
            return Wrong("not-number", {"value": shown(found)})
        whole = asked.kind == Kind.NUMBER or number == number.to_integral_value()
        return number if whole else Wrong("not-whole", {"value": shown(number)})
    if asked.kind == Kind.DATE:
        day = _day(found)
        return day if day else Wrong("not-day", {"value": shown(found)})
    if asked.kind == Kind.LIST and asked.limit:
        return _listed(shown(found), asked.limit.items)
    return shown(found) if asked.kind == Kind.TEXT else found


def _number(found: Value, *, percent: bool) -> Decimal | None:
    if isinstance(found, Decimal):
        return found
    text = found.strip() if isinstance(found, str) else ""
    whole = text.removesuffix("%") if percent else text
    try:
        plain = plain_number(whole)
    except ValueError:
        return None
    if not _NUMBER.fullmatch(plain):
        return None
    return Decimal(plain) / (1 if whole == text else 100)


def _day(found: Value) -> date | None:
    try:
        if isinstance(found, Decimal) and 0 < found < _LAST_SERIAL:
            return _EPOCH + timedelta(int(found))
        if isinstance(found, str):
            return parse_day(found)
        if isinstance(found, date):
            era = BUDDHIST_ERA if found.year >= _BUDDHIST else 0
            return found.replace(year=found.year - era)
    except ValueError:
        pass
    return None


def _listed(text: str, items: tuple[str, ...]) -> str | Wrong:
    plain = {tidy(item): item for item in items}
    if text in plain:
        return plain[text]
    same = [item for key, item in plain.items() if _bare(key) == _bare(text)]
    if len(same) == 1:
        return same[0]
    near = min(plain, key=lambda key: distance(key, text[:_COMPARED]), default="")
    close = distance(near, text[:_COMPARED]) <= max(_NEAR, len(near) // 3)
    return Wrong("not-listed", {"value": text, "near": plain[near] if close else ""})


def _bare(text: str) -> str:
    """A text without spaces, its digits Arabic and its letters small."""
    return arabic_digits(text).replace(" ", "").lower()


def _within(asked: Asked, value: Value) -> Value | Wrong:
    """The value where the limit allows it."""
    limit = asked.limit
    if limit is None or limit.kind == "list" or unchecked(limit):
        return value
    low, high = _bound(limit.low), _bound(limit.high)
    size = _size(limit, value)
    if low is None or size is None or _allows(limit.operator, size, low, high):
        return value
    code = "length" if limit.kind == "textLength" else "range"
    first, last = ends(limit)
    about = {"value": shown(value), "operator": limit.operator, "low": first, "high": last}
    return Wrong(code, about)


def _size(limit: Limit, value: Value) -> Decimal | None:
    """What of a value is compared."""
    if limit.kind == "textLength":
        return Decimal(len(shown(value)))
    if isinstance(value, bool | str):
        return None
    return Decimal((value - _EPOCH).days) if isinstance(value, date) else value


def _allows(operator: str, size: Decimal, low: Decimal, high: Decimal | None) -> bool:
    top = low if high is None else high
    return {
        "between": low <= size <= top,
        "notBetween": not low <= size <= top,
        "equal": size == low,
        "notEqual": size != low,
        "lessThan": size < low,
        "lessThanOrEqual": size <= low,
        "greaterThan": size > low,
        "greaterThanOrEqual": size >= low,
    }.get(operator, True)


def _paired(limit: Limit) -> bool:
    return limit.operator in ("between", "notBetween")


def _bound(text: str) -> Decimal | None:
    """An end of a range; ``None`` where it is a formula."""
    if day := _DATE_CALL.fullmatch(text.strip().lstrip("=")):
        try:
            return Decimal((date(*map(int, day.groups())) - _EPOCH).days)
        except ValueError:
            return None
    try:
        found = Decimal(text.strip())
    except InvalidOperation:
        return None
    return found if found.is_finite() else None
