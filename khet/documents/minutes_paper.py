"""Minutes in the form that offices print, and the sheet of what instructions have come to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from khet.documents.paper import Block, Entry, Heading, Paper, Signature, Table, Text, Title
from khet.documents.sheets import Sheet
from khet.documents.thai_docx import Columns
from khet.records.office.models import Attendance, Seat
from khet.records.office.queries.minutes_content import (
    FOLLOW_UP_SECTION,
    Attender,
    Content,
    Open,
    Part,
    Spoken,
    Told,
    day_of,
)
from khet.rules.calendar import thai_date
from khet.rules.meetings import meeting_of

_State = Attendance.State
_LISTS = (_State.PRESENT, _State.SUBSTITUTE, _State.ACTING, _State.ABSENT, _State.EXPECTED)
_NUMBERED = "ระเบียบวาระที่"
_ATTENDERS = Columns(("ที่", "ชื่อ", "ตำแหน่ง", "หมายเหตุ"), (1.1, 5.6, 6.0, 3.6), frozenset({0}))
_SCHOOL_HEAD = "ผู้อำนวยการโรงเรียน"
"""How one begins who is named only by the post: a school's head without an account."""
_UNSAID = {_State.EXPECTED: "ผู้ที่ยังไม่บันทึกการมาประชุม"}
_WORDS = {"instruction": "ข้อสั่งการ", "recommendation": "ข้อเสนอแนะ"}


@dataclass(frozen=True)
class Standing:
    """How minutes stand: ``mark`` as printed on them, who wrote and who looked at them."""

    mark: str
    written_by: str = ""
    checked_by: str = ""


def minutes_paper(content: Content, standing: Standing) -> Paper:
    """Minutes as a paper; without names where the content has none."""
    title = f"รายงานการ{meeting_of(content['body'])}"
    blocks: list[Block] = [Title([title, *_where(content)])]
    if standing.mark:
        blocks.append(Text(f"({standing.mark})"))
    blocks += _attendance(content["attendance"])
    if content["starts"]:
        blocks.append(Text(f"เริ่มประชุมเวลา {_hour(content['starts'])}"))
    for place, part in enumerate(content["parts"], 1):
        follows = content.get("follows", []) if place == FOLLOW_UP_SECTION else []
        blocks += _part(place, part, [Entry("–", follow_told(one), 1) for one in follows])
    if content["finishes"]:
        blocks.append(Text(f"เลิกประชุมเวลา {_hour(content['finishes'])}"))
    return Paper(f"{title} ครั้งที่ {content['number']}", [*blocks, *_signed(content, standing)])


def _where(content: Content) -> list[str]:
    begins, ends = day_of(content["begins"]), day_of(content["ends"])
    days = thai_date(begins) if begins == ends else f"{thai_date(begins)} ถึง {thai_date(ends)}"
    lines = [f"ครั้งที่ {content['number']}", f"เมื่อวันที่ {days}"]
    titled = [content["title"]] if content["title"] else []
    return [*titled, *lines, *([f"ณ {content['place']}"] if content["place"] else [])]


def _hour(told: str) -> str:
    return f"{told.replace(':', '.')} น."


def _attendance(expected: Sequence[Attender]) -> list[Block]:
    """A list for each way of coming; only counted where nobody is named."""
    found: list[Block] = []
    for state in _LISTS:
        there = [one for one in expected if one["state"] == state]
        word = _UNSAID.get(state, state.label)
        if there and not any(one["name"] for one in there):
            found.append(Text(f"{word} {len(there)} คน"))
        elif there:
            rows = [[[str(n)], *_named(one)] for n, one in enumerate(there, 1)]
            found += [Heading(f"{word} ({len(there)} คน)"), Table(_ATTENDERS, rows)]
    return found


def _named(one: Attender) -> list[list[str]]:
    """A line of attendance: the name or who came instead, the post, the part or why not."""
    name, part = one["name"], one["part"]
    told = Seat.Part(part).label if part and part != Seat.Part.MEMBER else ""
    if one["state"] == _State.SUBSTITUTE and one["instead"]:
        name, told = one["instead"], f"แทน {name}"
    post = one["post"] or (one["name"] if one["name"].startswith(_SCHOOL_HEAD) else "")
    return [[name], [post], [f"เนื่องจาก{one['reason']}" if one["reason"] else told]]


def follow_told(one: Open) -> str:
    """What is still open of an earlier meeting in a line."""
    due = thai_date(day_of(one["due"])) if one["due"] else ""
    told = (("จาก", one["meeting"]), ("ผู้รับผิดชอบ ", one["owners"]), ("กำหนด ", due))
    more = " ".join(f"{word}{said}" for word, said in told if said)
    return f"{one['text']} ({more}) ส่งแล้ว {one['sent']}/{one['of']} ยังไม่ปิดเรื่อง"


def _part(place: int, part: Part, follows: Sequence[Block]) -> list[Block]:
    heading = part["heading"]
    if not heading.startswith("ระเบียบวาระ"):
        heading = f"{_NUMBERED} {place} {heading}".strip()
    items = [block for n, item in enumerate(part["items"], 1) for block in _item(place, n, item)]
    return [Heading(heading), *([*items, *follows] or [Text("– ไม่มี –", indented=True)])]


def _item(place: int, number: int, item: Spoken) -> list[Block]:
    blocks: list[Block] = [Entry(f"{place}.{number}", item["title"])]
    for text in (item["text"], item["discussion"]):
        blocks += [Text(line, indented=True) for line in text.splitlines() if line.strip()]
    if item["resolution"]:
        blocks.append(Entry("มติที่ประชุม", f" {item['resolution']}"))
    return [*blocks, *(Entry("–", _told(one), 1) for one in item["told"])]


def _told(one: Told) -> str:
    """An instruction in a line: what, whose, and until when."""
    until = f"ภายใน {thai_date(day_of(one['due']))}" if one["due"] else ""
    whose = f"ผู้รับผิดชอบ {one['owners']}" if one["owners"] else ""
    more = " ".join(word for word in (whose, until) if word)
    said = f"{_WORDS[one['kind']]}: {one['text']}"
    return f"{said} ({more})" if more else said


def _signed(content: Content, standing: Standing) -> list[Block]:
    """The two who answer for the minutes; nobody where these are without names."""
    if content["attendance"] and not any(one["name"] for one in content["attendance"]):
        return []
    wrote, checked = (name or "." * 40 for name in (standing.written_by, standing.checked_by))
    below = (f"({checked})", "ผู้ตรวจรายงานการประชุม")
    return [Signature([f"({wrote})", "ผู้จดรายงานการประชุม", "", *below])]


@dataclass(frozen=True)
class FollowLine:
    """An instruction of the sheet, in words; ``due`` and ``late`` are empty where not known."""

    text: str
    meeting: str
    owners: str
    due: str
    state: str
    done: str


FOLLOW_HEADS = ("ที่", "ข้อสั่งการ", "จากการประชุม", "ผู้รับผิดชอบ", "กำหนด", "ส่งแล้ว", "สถานะ")
_FOLLOW = Columns(FOLLOW_HEADS, (0.9, 4.6, 2.6, 2.8, 2.1, 1.7, 2.0), frozenset({0, 5}))


def follow_up_paper(title: str, lines: Iterable[FollowLine], day: date) -> Paper:
    """The sheet of instructions as a paper."""
    rows = [[[cell] for cell in _cells(n, line)] for n, line in enumerate(lines, 1)]
    heads = ["ตารางติดตามข้อสั่งการ", title, f"ข้อมูล ณ วันที่ {thai_date(day)}"]
    body: Block = Table(_FOLLOW, rows) if rows else Text("ไม่มีข้อสั่งการที่ต้องติดตาม", indented=True)
    return Paper(f"ตารางติดตามข้อสั่งการ {title}", [Title(heads), body])


def follow_up_sheet(title: str, lines: Iterable[FollowLine], day: date) -> Sheet:
    """The sheet of instructions as a workbook."""
    rows = [_cells(n, line) for n, line in enumerate(lines, 1)]
    heading = ("ตารางติดตามข้อสั่งการ", title)
    return Sheet("ข้อสั่งการ", heading, FOLLOW_HEADS, rows, (f"ข้อมูล ณ {thai_date(day)}",))


def _cells(number: int, line: FollowLine) -> list[str]:
    return [str(number), line.text, line.meeting, line.owners, line.due, line.done, line.state]
