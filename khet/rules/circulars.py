"""Whom a circular goes to, what can become of an answer, and the lines that tell of it elsewhere.

Source: the correspondence rules of the Office of the Prime Minister 2526: a circular goes alike to
all whom it names. Whom it names is written as tokens: ``schools`` is every public school of the
area, ``size:small``, ``network:N1``, ``programme:3`` some of them, ``group:1`` a group of the
office, ``teachers`` and ``staff`` people, ``body:5`` who sits there. A token after ``-`` takes out.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from khet.rules.calendar import thai_date

SCHOOLS, GROUPS = "schools", "groups"
HEADS, TEACHERS, STAFF = "heads", "teachers", "staff"
EXCEPT = "-"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
READ, TEXT, FILE, FORM, WORKBOOK = "read", "text", "file", "form", "workbook"


class Receiver(NamedTuple):
    """Who gets a circular: a unit or a person, by its key."""

    kind: str
    key: int


UNIT, PERSON = "unit", "person"
Members = Mapping[str, Mapping[Receiver, frozenset[int]]]
"""By token whom it means; of people besides at which units: at none who is meant alone."""


def written(to: Iterable[str], but: Iterable[str]) -> list[str]:
    """An audience as it is kept: whom it goes to, then whom not, each once.

    >>> written(["schools", "group:1", "schools"], ["network:N1"])
    ['schools', 'group:1', '-network:N1']
    """
    return [*dict.fromkeys(to), *dict.fromkeys(f"{EXCEPT}{token}" for token in but)]


def read(audience: Iterable[str]) -> tuple[list[str], list[str]]:
    """Whom an audience goes to, and whom not.

    >>> read(["schools", "-network:N1"])
    (['schools'], ['network:N1'])
    """
    tokens = list(audience)
    but = [token.removeprefix(EXCEPT) for token in tokens if token.startswith(EXCEPT)]
    return [token for token in tokens if not token.startswith(EXCEPT)], but


def chosen(audience: Iterable[str], members: Members) -> dict[Receiver, frozenset[int]]:
    """The receivers of an audience, each once; of people the units at which they are meant.

    Who is taken out gets nothing. With a unit go out the people who are meant at it alone: the
    teachers of a network's schools with that network.

    Args:
        members: of every token of the audience whom it means.

    >>> ann, ben = Receiver(PERSON, 1), Receiver(PERSON, 2)
    >>> means = {
    ...     "teachers": {ann: frozenset({10}), ben: frozenset({20})},
    ...     "school:2": {Receiver(UNIT, 20): frozenset()},
    ... }
    >>> list(chosen(["teachers", "-school:2"], means)) == [ann]
    True
    """
    to, but = read(audience)
    found: dict[Receiver, frozenset[int]] = {}
    for token in to:
        for one, at in members[token].items():
            found[one] = found.get(one, frozenset()) | at
    gone = {one for token in but for one in members[token]}
    units = {one.key for one in gone if one.kind == UNIT}
    return {one: at for one, at in found.items() if one not in gone and not (at and at <= units)}


def asks_answer(asks: str) -> bool:
    """Whether more is asked for than to take note.

    >>> asks_answer("read"), asks_answer("form")
    (False, True)
    """
    return asks != READ


def may_answer(asks: str, *, closed: bool) -> bool:
    """Whether an answer is taken, a first one or a corrected one: until the circular is closed.

    >>> may_answer("text", closed=False), may_answer("text", closed=True)
    (True, False)
    """
    return asks_answer(asks) and not closed


def may_return(state: str, *, closed: bool) -> bool:
    """Whether an answer can be given back to be mended.

    >>> may_return("answered", closed=False), may_return("read", closed=False)
    (True, False)
    """
    return state == "answered" and not closed


def may_remind(last: date | None, today: date) -> bool:
    """Whether those who have not answered are reminded: once a day at most.

    >>> may_remind(date(2014, 8, 22), date(2014, 8, 22)), may_remind(None, date(2014, 8, 22))
    (False, True)
    """
    return last is None or last < today


def place_told(at: datetime, key: int) -> str:
    """A place in a list that is read from the newest on, as an address has it.

    >>> place_told(datetime(2014, 8, 22, 9, 0, 0, 5, UTC), 7)
    '1408698000000005-7'
    """
    return f"{(at - _EPOCH) // timedelta(microseconds=1)}-{key}"


def place_of(told: str) -> tuple[datetime, int] | None:
    """The place that an address tells; ``None`` where it tells none.

    >>> place_of("1408698000000005-7")
    (datetime.datetime(2014, 8, 22, 9, 0, 0, 5, tzinfo=datetime.timezone.utc), 7)
    >>> place_of("x-7") is None
    True
    """
    moment, _, key = told.partition("-")
    if not all(one.isascii() and one.isdecimal() and len(one) < 18 for one in (moment, key)):
        return None
    try:
        return _EPOCH + timedelta(microseconds=int(moment)), int(key)
    except OverflowError:
        return None


def line_text(
    *, subject: str, ref: str, day: date | None, asked: str, due: date | None, link: str
) -> str:
    """What is copied into a chat so that receivers open the circular where it is.

    Args:
        asked: what is asked of them, in words.
        due: the last day for it, if there is one.

    >>> day = date(2014, 8, 22)
    >>> print(line_text(subject="แจ้งแนวทาง", ref="ศธ 04999/ว12", day=day, asked="รับทราบ",
    ...     due=None, link="https://khet.example/1"))
    📢 หนังสือเวียน
    เรื่อง แจ้งแนวทาง
    ที่ ศธ 04999/ว12 ลงวันที่ 22 สิงหาคม 2557
    ขอให้รับทราบ
    เปิดอ่านและรับทราบที่ https://khet.example/1
    """
    bears = " ".join(
        [*([f"ที่ {ref}"] if ref else []), *([f"ลงวันที่ {thai_date(day)}"] if day else [])]
    )
    until = f" ภายใน {thai_date(due)}" if due else ""
    lines = ["📢 หนังสือเวียน", f"เรื่อง {subject}", bears, f"ขอให้{asked}{until}"]
    return "\n".join([*filter(None, lines), f"เปิดอ่านและรับทราบที่ {link}"])


def reminder(
    subject: str, told: str, due: date | None, by: str, link: str, today: date
) -> tuple[str, str]:
    """The subject and the text of a letter by which the office reminds of a circular.

    Args:
        told: what is still asked: รับทราบ, or what is to be answered.

    >>> reminder("แจ้งแนวทาง", "รับทราบ", None, "ผู้เตือน", "", date(2014, 8, 22))[0]
    'เตือนหนังสือเวียน: แจ้งแนวทาง'
    """
    until = ""
    if due:
        late = (today - due).days
        until = f" เกินกำหนด {late} วัน" if late > 0 else f" ภายใน {thai_date(due)}"
    body = [f"{by} ขอเตือนหนังสือเวียนต่อไปนี้", "", f"เรื่อง {subject}", f"ขอให้{told}{until}"]
    return f"เตือนหนังสือเวียน: {subject}"[:200], "\n".join([*body, *([link] if link else []), ""])


def share(part: int, whole: int) -> tuple[int, int, int]:
    """What puts sendings in order: first the one of which the smallest share has read, then most.

    Compared in whole ten-thousandths; an empty one comes last.

    >>> sorted([(3, 4), (1, 4), (10, 100)], key=lambda one: share(*one))
    [(10, 100), (1, 4), (3, 4)]
    """
    return (10_000 * part // whole if whole else 10_001, -whole, part)
