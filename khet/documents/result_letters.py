"""Letters that tell each school its results, in the layout of official external letters.

Thai only. The size of the text is 11 pt of Sarabun, whose letters are as tall as those of
16 pt of TH SarabunPSK, the font and size of official letters.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from khet.documents.thai_words import pieces
from khet.documents.typeset import NONE, marks, pdf
from khet.rules.calendar import thai_date
from khet.rules.thai import thai_digits

_HEADS = (
    *("วิชา", "นักเรียน (คน)", "โรงเรียน", "เขต", "ต่างจากเขต", "จากปีก่อน"),
    *("ร้อยละไม่ผ่านขีดจำกัดล่าง", "กลุ่มสี"),
)
_BLANK = "……………………"
_WORDS = {
    "garuda": "เว้นที่สำหรับตราครุฑ",
    "number": f"ที่ ศธ {_BLANK}",
    "place": _BLANK * 2,
    "closing": "ขอแสดงความนับถือ",
    "phone": f"โทร. {_BLANK}",
}


@dataclass(frozen=True)
class Line:
    """A subject's figures beside the area's; ``colour`` is (key, word) where there is one.

    ``few`` is set where the school's are kept back: they rest on fewer pupils than this.
    """

    name: str
    n: int | None
    mean: Decimal | None
    area: Decimal | None
    change: Decimal | None
    gap: Decimal | None
    percent: Decimal | None
    colour: tuple[str, str] | None
    few: int = 0


@dataclass(frozen=True)
class Letter:
    """What one school is told: its subjects, all together, and the ``asked`` ones by name.

    ``pupils`` have a score; ``few`` where they are so few that single ones count; ``pooled`` is
    then the percent over several years in words, or empty.
    """

    school: str
    pupils: int
    few: bool
    whole: Line
    lines: tuple[Line, ...]
    asked: tuple[str, ...]
    pooled: str = ""


@dataclass(frozen=True)
class Sent:
    """What all letters share: the office, the test, its days, who signs and for whom to ask.

    ``signer`` is empty where nobody is known to hold the post; ``refers`` and ``encloses`` where
    there is nothing to refer to or to enclose. ``thai`` is for Thai digits.
    """

    office: str
    test: str
    announced: date | None
    day: date
    by: date
    signer: str
    post: tuple[str, ...]
    group: str
    place: str = ""
    refers: str = ""
    encloses: str = ""
    thai: bool = True


def letters_pdf(letters: Sequence[Letter], sent: Sent) -> bytes:
    """The letters as PDF, each on a page of its own or more; the same letters, the same bytes."""
    data = _shared(sent) | {"letters": [_letter(letter, sent) for letter in letters]}
    return pdf("result_letters.typ", _digits(data) if sent.thai else data, sent.day)


def _digits(value: Any) -> Any:
    """The same data with Thai digits in every text."""
    if isinstance(value, str):
        return thai_digits(value)
    if isinstance(value, dict):
        return {key: _digits(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_digits(part) for part in value]
    return value


def _day(day: date) -> str:
    """A day that no line breaks."""
    return thai_date(day).replace(" ", "\u00a0")


def _shared(sent: Sent) -> dict[str, Any]:
    subject = f"แจ้งผลการทดสอบ {sent.test}"
    heads = [("เรื่อง", subject), ("อ้างถึง", sent.refers), ("สิ่งที่ส่งมาด้วย", sent.encloses)]
    return {
        **_WORDS,
        "place": pieces(sent.place) if sent.place else [_WORDS["place"]],
        "office": pieces(sent.office),
        "title": subject,
        "day": thai_date(sent.day),
        "subject": pieces(subject),
        "further": [(name, pieces(text)) for name, text in heads[1:] if text],
        "heads": [pieces(head) for head in _HEADS],
        "note": pieces(f"{NONE} คือ ไม่มีข้อมูล ไม่ผ่านขีดจำกัดล่าง คือ คะแนนไม่สูงกว่าขีดจำกัดล่างของวิชา"),
        "signer": sent.signer or _BLANK,
        "post": [pieces(line) for line in sent.post],
        "group": pieces(sent.group),
        "numbers": [str(number) for number in range(10)],
    }


def _letter(letter: Letter, sent: Sent) -> dict[str, Any]:
    return {
        "to": pieces(f"ผู้อำนวยการโรงเรียน{letter.school}"),
        "told": pieces(_told(letter, sent)),
        "rows": [row(line) for line in (*letter.lines, letter.whole)],
        "then": [pieces(text) for text in (_few(letter), *_asks(letter, sent)) if text],
        "last": pieces(_last(letter)),
    }


def row(line: Line) -> dict[str, Any]:
    """A row of the table of subjects, for a template."""
    numbers = [
        f"น้อยกว่า {line.few}" if line.few else NONE if line.n is None else f"{line.n:,}",
        *(marks(line.mean), marks(line.area), marks(line.gap, True), marks(line.change, True)),
        marks(line.percent),
    ]
    key, word = line.colour or ("", NONE)
    return {"name": pieces(line.name), "numbers": numbers, "key": key, "word": word}


def _told(letter: Letter, sent: Sent) -> str:
    announced = f" และประกาศผลเมื่อวันที่ {_day(sent.announced)}" if sent.announced else ""
    whole = letter.whole
    colour = f" กลุ่มสีรวมทุกวิชาคือสี{whole.colour[1]}" if whole.colour else ""
    return (
        f"ด้วย{sent.office} ได้วิเคราะห์ผลการทดสอบ {sent.test}{announced}"
        f" โรงเรียน{letter.school} มีนักเรียนที่มีคะแนน {letter.pupils:,} คน"
        f" คะแนนเฉลี่ยรวมทุกวิชา {marks(whole.mean)} คะแนนเฉลี่ยของเขต {marks(whole.area)}"
        f" ต่างจากเขต {marks(whole.gap, True)} คะแนน{colour} รายละเอียดดังนี้"
    )


def _few(letter: Letter) -> str:
    if not letter.few:
        return ""
    pooled = f" เมื่อดูหลายปีร่วมกัน {letter.pooled}" if letter.pooled else ""
    return (
        f"ทั้งนี้ โรงเรียนมีนักเรียนที่มีคะแนนเพียง {letter.pupils:,} คน ซึ่งเป็นจำนวนน้อย"
        " นักเรียนคนเดียวก็ทำให้ร้อยละและสีเปลี่ยนได้มาก จึงควรอ่านด้วยความระวัง"
        f"{pooled}"
    )


def _asks(letter: Letter, sent: Sent) -> list[str]:
    if not any(line.colour for line in letter.lines):
        return []
    if not letter.asked:
        return [
            f"ผลการทดสอบของโรงเรียนไม่มีวิชาใดอยู่ในกลุ่มสีแสดหรือสีแดง {sent.office}"
            " ขอขอบคุณผู้บริหาร ครู และบุคลากรทุกท่าน และขอให้รักษาคุณภาพการจัดการเรียนรู้ไว้ต่อไป"
        ]
    colours = {line.name: line.colour[1] for line in letter.lines if line.colour}
    named = " ".join(f"{name} (สี{colours[name]})" for name in letter.asked)
    return [
        f"{sent.office} ขอให้โรงเรียนดำเนินการกับวิชาที่อยู่ในกลุ่มสีแสดหรือสีแดง คือ {named}"
        " โดยวิเคราะห์สาเหตุทั้งด้านนักเรียนและด้านครู กำหนดสิ่งที่จะดำเนินการและค่าเป้าหมายของแต่ละวิชา"
        f" แล้วรายงานให้{sent.office} ทราบ ภายในวันที่ {_day(sent.by)}"
    ]


def _last(letter: Letter) -> str:
    return "จึงเรียนมาเพื่อโปรดทราบและดำเนินการ" if letter.asked else "จึงเรียนมาเพื่อโปรดทราบ"
