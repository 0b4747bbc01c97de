"""Dated tables as people read them: blocks of words, and what one edition says otherwise."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from khet.rules.colours import bands_of, colour_words
from khet.rules.limits import SMALL
from khet.rules.rewards import FIVE, FOUR, FOUR_BY_RANK, OVERALL
from khet.rules.rewards import SUBJECTS as BY_SUBJECT
from khet.rules.rounding import shown
from khet.rules.sittings import SUBJECTS, YEARS
from khet.rules.tables import SHIPPED
from khet.web.learning.words import grade_name, origin_names, subject_name, test_name
from khet.web.settings.contact import contact_rows
from khet.web.settings.correspondence import correspondence_rows
from khet.web.settings.deadlines import deadline_columns, deadline_rows
from khet.web.settings.services import services_rows
from khet.web.settings.supervision import supervision_rows

Table = Mapping[str, Any]


class Block(NamedTuple):
    """A part of a table: headings, and rows whose first cell names them."""

    title: str
    columns: list[str]
    rows: list[list[str]]


class Change(NamedTuple):
    """What one edition says otherwise than another; empty is not there."""

    what: str
    before: str
    after: str


def blocks(name: str, table: Table) -> list[Block]:
    """A table's content in words."""
    return _BLOCKS[name](table)


def changes(name: str, before: Table, after: Table) -> list[Change]:
    """What the later table says otherwise, cell by cell."""
    old, new = _cells(blocks(name, before)), _cells(blocks(name, after))
    return [
        Change(what, old.get(what, ""), new.get(what, ""))
        for what in dict.fromkeys([*old, *new])
        if old.get(what, "") != new.get(what, "")
    ]


def _cells(parts: list[Block]) -> dict[str, str]:
    return {
        f"{row[0]}: {column}" if len(row) > 2 else row[0]: cell
        for block in parts
        for row in block.rows
        for column, cell in zip(block.columns[1:], row[1:], strict=True)
    }


def _limits(table: Table) -> list[Block]:
    base = {"area": _("นักเรียนทั้งเขต"), "nation": _("นักเรียนทั้งประเทศ")}[table["base"]]
    overall = {
        "pooled": _("รวมคะแนนทุกวิชาแล้วคิดร้อยละ"),
        "mean": _("เฉลี่ยร้อยละรายวิชา"),
    }[table["overall"]]
    rows = [
        [_("ค่า z ของขีดจำกัดล่าง"), table["z"]],
        [_("ฐานคำนวณ"), base],
        [_("ร้อยละรวมทุกวิชา"), overall],
        [_("เป้าหมายคะแนนเฉลี่ย"), str(table["target"])],
        [_("ไม่แสดงค่าแก่ผู้อื่นเมื่อนักเรียนน้อยกว่า (คน)"), str(table["few"])],
        [_("เตือนเมื่อนักเรียนน้อยกว่า (คน)"), str(table.get("small", SMALL))],
    ]
    return [Block("", [_("เกณฑ์"), _("ค่า")], rows)]


def _percent(hundredths: int) -> str:
    return str(shown(hundredths, 2))


def _colours(table: Table) -> list[Block]:
    five = [[_(b.th), _percent(b.low), _percent(b.high), _(b.meaning_th)] for b in bands_of(table)]
    four = [[_(row["th"]), str(row["up_to"]), _(row["meaning_th"])] for row in table["four"]]
    ends = [_("สี"), _("ตั้งแต่ร้อยละ"), _("ถึงร้อยละ"), _("ความหมาย")]
    return [
        Block(_("5 สี จากร้อยละของนักเรียนที่ไม่ผ่านขีดจำกัดล่าง"), ends, five),
        Block(
            _("4 สี จากลำดับคุณภาพ: ร้อยละของลำดับ หรือลำดับที่ ตามที่เลือกในหน้ากลุ่มสี"),
            [_("สี"), _("ลำดับไม่เกินร้อยละ"), _("ความหมาย")],
            four,
        ),
    ]


def _ability(table: Table) -> list[Block]:
    rows = [
        [_("กลุ่ม A ตั้งแต่คะแนน"), _percent(table["a_from"])],
        [_("กลุ่ม C ไม่เกินคะแนน"), _percent(table["c_up_to"])],
    ]
    return [Block("", [_("เกณฑ์"), _("คะแนน")], rows)]


def scheme_names() -> dict[str, str]:
    """The schemes of colours that rewards may go by."""
    return {
        FOUR: _("4 สี ตามร้อยละของลำดับ"),
        FOUR_BY_RANK: _("4 สี ตามลำดับที่"),
        FIVE: _("5 สี ตามร้อยละที่ไม่ผ่านขีดจำกัดล่าง"),
    }


def over_names() -> dict[str, str]:
    """Which colours of a school rewards may count."""
    return {
        BY_SUBJECT: _("ทุกวิชาของทุกชั้นที่โรงเรียนมี"),
        OVERALL: _("สีรวมทุกวิชาของทุกชั้นที่โรงเรียนมี"),
    }


def _rewards(table: Table) -> list[Block]:
    said = [
        [_("เกณฑ์สี"), scheme_names()[table["scheme"]]],
        [_("สีที่นับ"), over_names()[table["over"]]],
        [_("การสอบที่นับ"), ", ".join(table["tests"])],
    ]
    colours = colour_words(YEARS[0])
    rewards = [
        [row["th"], ", ".join(_(colours[key]) for key in row["colours"]) or _("ไม่ใช้")]
        for row in table["reward"]
    ]
    return [
        Block("", [_("เกณฑ์"), _("ค่า")], said),
        Block(
            _("แรงจูงใจ จากดีที่สุด: โรงเรียนได้แรงจูงใจแรกที่ทุกสีของโรงเรียนอยู่ในรายการ"),
            [_("แรงจูงใจ"), _("ทุกสีของโรงเรียนต้องเป็น")],
            rewards,
        ),
    ]


def _sizes(table: Table) -> list[Block]:
    rows = table["size"]
    ends = [str(row["from"] - 1) for row in rows[1:]] + [_("ขึ้นไป")]
    lines = [[_(r["th"]), str(r["from"]), end] for r, end in zip(rows, ends, strict=True)]
    return [Block("", [_("ขนาด"), _("ตั้งแต่ (คน)"), _("ถึง (คน)")], lines)]


def _small_schools(table: Table) -> list[Block]:
    begins = table["from"]
    ends = [str(low - 1) for low in begins[1:]] + [_("ก่อนขนาดถัดไป")]
    rows = [
        [str(place), str(low), end]
        for place, (low, end) in enumerate(zip(begins, ends, strict=True), 1)
    ]
    return [Block("", [_("ช่วงที่"), _("ตั้งแต่ (คน)"), _("ถึง (คน)")], rows)]


def _tests(table: Table) -> list[Block]:
    rows = [
        [
            row["name"],
            ", ".join(map(grade_name, row["grades"])) or _("ไม่จัดสอบ"),
            ", ".join(subject_name(code) if code in SUBJECTS else code for code in row["subjects"]),
            ", ".join(row.get("rounds", ())),
        ]
        for row in table["test"]
    ]
    columns = [_("การสอบ"), _("ชั้นที่สอบ"), _("วิชาที่สอบ"), _("ครั้งที่ (ถ้ามี)")]
    return [Block("", columns, rows)]


def _papers(table: Table) -> list[Block]:
    names = origin_names()
    rows = [
        [
            f"{test_name(row['test'], row['round'])} {', '.join(map(grade_name, row['grades']))}",
            names[row["origin"]],
        ]
        for row in table["paper"]
    ]
    return [Block("", [_("การสอบและชั้น"), _("แหล่งที่มาของข้อสอบ")], rows)]


def _subjects(table: Table) -> list[Block]:
    rows = [
        [row["th"], ", ".join(row["names"])] for row in table.values() if isinstance(row, Mapping)
    ]
    return [Block("", [_("วิชา"), _("ชื่อที่หัวตารางใช้")], rows)]


def _headers(table: Table) -> list[Block]:
    rows = [
        [names[1] if names[1:] else names[0], ", ".join(names)]
        for names in table["columns"].values()
    ]
    return [Block("", [_("คอลัมน์"), _("ชื่อที่หัวตารางใช้")], rows)]


def column_name(key: str) -> str:
    """What a column of score files is called: the first Thai name that comes with Khet."""
    names: list[str] = SHIPPED.of("headers", YEARS[0])["columns"][key]
    return next(name for name in names if not name.isascii())


def _instrument_bands(table: Table) -> list[Block]:
    rows = [[str(row["level"]), _(row["th"]), str(row["from"])] for row in table["band"]]
    return [Block("", [_("ระดับ"), _("ชื่อระดับ"), _("ตั้งแต่ร้อยละ")], rows)]


_BLOCKS: dict[str, Callable[[Table], list[Block]]] = {
    "limits": _limits,
    "colours": _colours,
    "ability": _ability,
    "rewards": _rewards,
    "sizes": _sizes,
    "small_schools": _small_schools,
    "tests": _tests,
    "papers": _papers,
    "subjects": _subjects,
    "headers": _headers,
    "deadlines": lambda table: [Block("", deadline_columns(), deadline_rows(table))],
    "supervision": lambda table: [Block("", [_("ค่า"), _("จำนวน")], supervision_rows(table))],
    "instrument_bands": _instrument_bands,
    "correspondence": lambda table: [Block("", [_("ค่า"), _("ที่ใช้")], correspondence_rows(table))],
    "office_contact": lambda table: [Block("", [_("ช่องทาง"), _("ที่ใช้")], contact_rows(table))],
    "services": lambda table: [Block("", [_("ค่า"), _("ที่ใช้")], services_rows(table))],
}
