"""What a person is told by e-mail of the own work: each morning, and when somebody reminds.

Source: the office's custom. Late first, then what is due today, given back, and due this week.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from khet.rules.calendar import thai_date
from khet.rules.deadlines import days_late
from khet.rules.duties import week_end

_LONGEST = 30


class Part(Enum):
    """A part of the digest, in its order."""

    LATE = "เกินกำหนด"
    TODAY = "ครบกำหนดวันนี้"
    RETURNED = "ส่งกลับแก้ไข"
    WEEK = "ครบกำหนดสัปดาห์นี้"


@dataclass(frozen=True)
class Owed:
    """A duty that is still owed: what, where, until when, whether it was given back, its page."""

    what: str
    where: str
    due: date
    returned: bool
    url: str


def part_of(due: date, returned: bool, today: date) -> Part | None:
    """The part in which a duty is told; ``None`` for one that isn't due this week.

    >>> part_of(date(2014, 3, 19), True, date(2014, 3, 20))
    <Part.LATE: 'เกินกำหนด'>
    >>> part_of(date(2014, 4, 30), True, date(2014, 3, 20))
    <Part.RETURNED: 'ส่งกลับแก้ไข'>
    >>> part_of(date(2014, 3, 24), False, date(2014, 3, 20)) is None
    True
    """
    if due < today:
        return Part.LATE
    if due == today:
        return Part.TODAY
    if returned:
        return Part.RETURNED
    return Part.WEEK if due <= week_end(today) else None


def digest(
    owed: Sequence[Owed], late_by_group: Mapping[str, int], today: date, url: str
) -> tuple[str, str] | None:
    """The subject and the text of a person's morning letter; ``None`` where there is nothing.

    Args:
        late_by_group: how many duties of each group are late, for heads only.
        url: the page of all the person's work.

    >>> day = date(2014, 3, 20)
    >>> owed = [Owed("ตอบผลสอบ", "บ้านหนึ่ง", date(2014, 3, 18), False, "")]
    >>> subject, text = digest(owed, {}, day, "")
    >>> subject
    'งานของท่านวันนี้: เกินกำหนด 1'
    >>> "เกินกำหนด 2 วัน" in text
    True
    """
    parts = {part: [one for one in owed if _part(one, today) is part] for part in Part}
    told = [f"{part.value} {len(found)}" for part, found in parts.items() if found]
    if late_by_group:
        told.append(f"ทั้งสำนักงานเกินกำหนด {sum(late_by_group.values())}")
    if not told:
        return None
    lines = [f"งานของท่าน ณ วันที่ {thai_date(today)}", ""]
    for part, found in parts.items():
        lines += _lines(part, sorted(found, key=lambda one: (one.due, one.what, one.where)), today)
    if late_by_group:
        lines += ["งานเกินกำหนดแยกกลุ่ม", *_groups(late_by_group), ""]
    lines += [f"ดูงานทั้งหมด: {url}"] if url else []
    lines.append("ไม่ต้องการจดหมายนี้ เลิกรับได้ที่หน้าบัญชีของฉัน")
    return f"งานของท่านวันนี้: {' '.join(told)}", "\n".join(lines)


def reminder(one: Owed, by: str, today: date) -> tuple[str, str]:
    """The subject and the text of a letter by which somebody reminds of one duty.

    >>> one = Owed("ตอบผลสอบ", "บ้านหนึ่ง", date(2014, 3, 18), False, "")
    >>> reminder(one, "ผู้เตือน", date(2014, 3, 20))[0]
    'เตือนงาน: ตอบผลสอบ บ้านหนึ่ง (เกินกำหนด 2 วัน)'
    """
    subject = f"เตือนงาน: {one.what} {one.where} ({_until(one, today)})"
    return subject[:200], f"{by} ขอเตือนงานต่อไปนี้\n\n{_line(one, today)}\n"


def _part(one: Owed, today: date) -> Part | None:
    return part_of(one.due, one.returned, today)


def _lines(part: Part, found: Sequence[Owed], today: date) -> list[str]:
    if not found:
        return []
    shown = [_line(one, today) for one in found[:_LONGEST]]
    more = len(found) - len(shown)
    return [
        f"{part.value} {len(found)} งาน",
        *shown,
        *([f"และอีก {more} งาน"] if more else []),
        "",
    ]


def _line(one: Owed, today: date) -> str:
    returned = " · ส่งกลับแก้ไข" if one.returned else ""
    return f"- {one.what} {one.where} ({_until(one, today)}{returned})\n  {one.url}".rstrip()


def _until(one: Owed, today: date) -> str:
    if days := days_late(one.due, today):
        return f"เกินกำหนด {days} วัน"
    return f"ภายใน {thai_date(one.due, short=True)}"


def _groups(late: Mapping[str, int]) -> list[str]:
    return [f"- {name}: {n} งาน" for name, n in sorted(late.items(), key=lambda p: (-p[1], p[0]))]
