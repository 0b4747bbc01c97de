"""One A4 page to know a school by: registers, colours, trend, the way to its page. Thai only."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from khet.documents.qr import qr_svg
from khet.documents.result_letters import Line, row
from khet.documents.thai_words import pieces
from khet.documents.typeset import NONE, marks, pdf

_HEADS = (
    *("วิชา", "นักเรียน (คน)", "โรงเรียน", "เขต", "ต่างจากเขต", "จากปีก่อน"),
    *("ร้อยละไม่ผ่าน", "กลุ่มสี"),
)
_WORDS = {
    "title": "แผ่นข้อมูลโรงเรียน",
    "pupils": "จำนวนนักเรียน",
    "all": "รวม",
    "sittings": "กลุ่มสีรวมทุกวิชาของทุกการสอบ",
    "programmes": "โครงการ",
    "trend": "คะแนนเฉลี่ยรวมทุกวิชา",
    "own": "โรงเรียน",
    "area": "เขต",
    "none": "ไม่มีข้อมูล",
    "scan": "เปิดหน้าของโรงเรียน",
    "note": f"{NONE} คือ ไม่มีข้อมูล ร้อยละไม่ผ่าน คือ ร้อยละของนักเรียนที่คะแนนไม่สูงกว่าขีดจำกัดล่าง"
    " ดูพัฒนาการจากคะแนนเฉลี่ยเทียบกับเขต ไม่ใช่จากสี",
}
_MOST_PROGRAMMES = 8


@dataclass(frozen=True)
class Overall:
    """A sitting's overall colour (key, word) where there is one, and percent not above.

    ``few`` is set where both are kept back: they rest on fewer pupils than this.
    """

    name: str
    percent: Decimal | None
    colour: tuple[str, str] | None
    few: int = 0


@dataclass(frozen=True)
class Year:
    """The overall mean of a year, of the school and of the area."""

    year: int
    own: Decimal | None
    area: Decimal | None


@dataclass(frozen=True)
class SchoolSheet:
    """What a sheet tells of a school.

    ``facts`` are (label, value); ``grades`` pupils by grade, empty where not known; ``lines`` the
    subjects of the main ``sitting`` and then all together, empty without results; ``pooled`` is a
    small school's percent over several years in words, empty where there is none.
    """

    name: str
    facts: tuple[tuple[str, str], ...]
    year: int
    grades: tuple[tuple[str, int], ...]
    programmes: tuple[str, ...]
    sittings: tuple[Overall, ...]
    sitting: str
    lines: tuple[Line, ...]
    few: bool
    years: tuple[Year, ...]
    address: str
    pooled: str = ""


@dataclass(frozen=True)
class Print:
    """What all sheets of a print share: the office, lines at the foot, the day."""

    office: str
    foot: tuple[str, ...]
    day: date


def sheets_pdf(sheets: Sequence[SchoolSheet], printed: Print) -> bytes:
    """The sheets as PDF, a page each; the same sheets and day, the same bytes."""
    data = {
        **{name: pieces(text) for name, text in _WORDS.items()},
        "document": _WORDS["title"],
        "office": pieces(printed.office),
        "foot": [pieces(line) for line in printed.foot],
        "heads": [pieces(head) for head in _HEADS],
        "sheets": [_sheet(sheet) for sheet in sheets],
    }
    return pdf("school_sheets.typ", data, printed.day)


def _sheet(sheet: SchoolSheet) -> dict[str, Any]:
    few = "นักเรียนน้อย อ่านด้วยความระวัง: คนเดียวก็เปลี่ยนร้อยละและสีได้มาก" if sheet.few else ""
    few = f"{few} · {sheet.pooled}" if few and sheet.pooled else few
    return {
        "name": pieces(sheet.name),
        "facts": [(pieces(label), pieces(value)) for label, value in sheet.facts],
        "year": str(sheet.year),
        "grades": [(grade, f"{n:,}") for grade, n in sheet.grades],
        "sum": f"{sum(n for _, n in sheet.grades):,}",
        "programmes": pieces(_programmes(sheet.programmes)),
        "sittings": [_overall(one) for one in sheet.sittings],
        "sitting": pieces(sheet.sitting),
        "rows": [row(line) for line in sheet.lines],
        "few": pieces(few),
        "trend": _trend(sheet.years),
        "address": sheet.address,
        "qr": qr_svg(sheet.address),
    }


def _programmes(names: tuple[str, ...]) -> str:
    more = len(names) - _MOST_PROGRAMMES
    told = " · ".join(names[:_MOST_PROGRAMMES])
    return f"{told} · และอีก {more} โครงการ" if more > 0 else told or "ไม่มี"


def _overall(one: Overall) -> dict[str, Any]:
    key, word = one.colour or ("", f"น้อยกว่า {one.few} คน" if one.few else NONE)
    return {"name": pieces(one.name), "key": key, "word": word, "percent": marks(one.percent)}


def _trend(years: Sequence[Year]) -> dict[str, Any] | None:
    """The means as heights from 0, the lowest of all, to 1, the highest; ``None`` without two."""
    known = [m for year in years for m in (year.own, year.area) if m is not None]
    if len(years) < 2 or not known:
        return None
    low, high = min(known), max(known)
    span = high - low or Decimal(1)

    def points(name: str) -> list[dict[str, Any] | None]:
        means = [getattr(year, name) for year in years]
        heights = [None if m is None else float((m - low) / span) for m in means]
        return [
            None if h is None else {"height": h, "told": marks(m)}
            for m, h in zip(means, heights, strict=True)
        ]

    return {
        "years": [str(year.year) for year in years],
        "own": points("own"),
        "area": points("area"),
    }
