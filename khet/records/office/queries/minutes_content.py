"""What minutes say, as one value: drawn, made into papers, and frozen as a version."""

from collections.abc import Sequence
from datetime import date, time
from typing import NotRequired, TypedDict

from django.utils import translation

from khet.records.office.models import Attendance, Instruction, Item, Meeting
from khet.records.office.queries.instructions import open_before
from khet.records.office.queries.owner_choices import OwnerWords
from khet.rules.meetings import number_told

FOLLOW_UP_SECTION = 3
"""The section of an agenda under which earlier instructions are followed up."""


class Attender(TypedDict):
    """One who was expected: see ``Attendance``."""

    name: str
    post: str
    part: str
    state: str
    instead: str
    reason: str


class Told(TypedDict):
    """An instruction or a recommendation; ``due`` is ISO or empty."""

    kind: str
    text: str
    owners: str
    due: str


class Open(TypedDict):
    """What an earlier meeting told somebody to do and isn't settled; ``due`` is ISO or empty.

    ``sent`` of ``of`` who owe it have sent something.
    """

    text: str
    meeting: str
    owners: str
    due: str
    sent: int
    of: int


class Spoken(TypedDict):
    """An item of the agenda, with what was said of it."""

    key: int
    title: str
    text: str
    discussion: str
    resolution: str
    told: list[Told]


class Part(TypedDict):
    """A section of the agenda."""

    heading: str
    items: list[Spoken]


class Content(TypedDict):
    """Minutes; days are ISO, hours ``13:30`` or empty; old versions tell no ``follows``."""

    body: str
    number: str
    title: str
    begins: str
    ends: str
    starts: str
    finishes: str
    place: str
    attendance: list[Attender]
    parts: list[Part]
    follows: NotRequired[list[Open]]


def number_of(meeting: Meeting) -> str:
    """The number of a meeting as papers print it: ``3/2557``, or ``3`` where numbers run on."""
    return number_told(meeting.number, meeting.year, meeting.printed)


def content_of(meeting: Meeting) -> Content:
    """What the minutes of a meeting say now; in Thai, whatever its reader's language."""
    with translation.override("th"):
        return _content(meeting)


def _content(meeting: Meeting) -> Content:
    items = list(Item.objects.filter(meeting=meeting))
    instructions = list(Instruction.objects.filter(meeting=meeting))
    words = OwnerWords(one.owners for one in instructions)
    told: dict[int | None, list[Told]] = {}
    for one in instructions:
        told.setdefault(one.item_id, []).append(_told(one, words))
    attendance = Attendance.objects.filter(meeting=meeting)
    return Content(
        body=meeting.body.name,
        number=number_of(meeting),
        title=meeting.title,
        begins=meeting.begins.isoformat(),
        ends=meeting.ends.isoformat(),
        starts=_hour(meeting.starts),
        finishes=_hour(meeting.finishes),
        place=meeting.place,
        attendance=[_attender(one) for one in attendance],
        parts=_parts(meeting.sections, items, told),
        follows=_follows(meeting, items),
    )


def _follows(meeting: Meeting, items: Sequence[Item]) -> list[Open]:
    """What is still open of earlier meetings, but for that of which this one noted something."""
    noted = "\n".join(item.discussion for item in items if item.section == FOLLOW_UP_SECTION)
    return [
        Open(
            text=one.instruction.text,
            meeting=f"{one.instruction.meeting.body} {number_of(one.instruction.meeting)}",
            owners=one.owners,
            due=due.isoformat() if (due := one.due or one.instruction.due) else "",
            sent=one.tally.done,
            of=one.tally.of,
        )
        for one in open_before(meeting, meeting.ends)
        if f"– {one.instruction.text}: " not in noted
    ]


def text_of(content: Content) -> str:
    """Every text of the minutes, for the search; nobody's name."""
    items = [item for part in content["parts"] for item in part["items"]]
    found = [
        " ".join((item["title"], item["text"], item["discussion"], item["resolution"]))
        for item in items
    ]
    return " ".join([*found, *(told["text"] for item in items for told in item["told"])])


def without_names(content: Content) -> Content:
    """The same for anybody to read: who came is only counted, and no owner is named.

    Names of those who were expected are left out of the texts too.
    """
    names = {one[key] for one in content["attendance"] for key in ("name", "instead")} - {""}
    longest = sorted(names, key=len, reverse=True)

    def plain(text: str) -> str:
        for name in longest:
            text = text.replace(name, _SOMEBODY)
        return text

    def said(item: Spoken) -> Spoken:
        told = [
            Told(kind=t["kind"], text=plain(t["text"]), owners="", due=t["due"])
            for t in item["told"]
        ]
        return Spoken(
            key=item["key"],
            title=plain(item["title"]),
            text=plain(item["text"]),
            discussion=plain(item["discussion"]),
            resolution=plain(item["resolution"]),
            told=told,
        )

    follows = [
        Open({**one, "text": plain(one["text"]), "owners": ""})
        for one in content.get("follows", ())
    ]
    return {
        **content,
        "follows": follows,
        "attendance": [_nobody(one["state"]) for one in content["attendance"]],
        "parts": [
            Part(heading=part["heading"], items=[said(item) for item in part["items"]])
            for part in content["parts"]
        ],
    }


_SOMEBODY = "(ไม่ระบุชื่อ)"


def _nobody(state: str) -> Attender:
    return Attender(name="", post="", part="", state=state, instead="", reason="")


def changed_items(old: Content, new: Content) -> list[tuple[Spoken | None, Spoken]]:
    """The items that a version says otherwise than the one before; ``None`` is new."""
    before = {item["key"]: item for part in old["parts"] for item in part["items"]}
    now = [item for part in new["parts"] for item in part["items"]]
    return [(before.get(item["key"]), item) for item in now if before.get(item["key"]) != item]


def day_of(iso: str) -> date:
    """A day of the content."""
    return date.fromisoformat(iso)


def _parts(
    sections: Sequence[str], items: Sequence[Item], told: dict[int | None, list[Told]]
) -> list[Part]:
    """Every section with its items; sections that only items know have no heading."""
    last = max([len(sections), *(item.section for item in items)])
    headings = [*sections, *[""] * (last - len(sections))]
    parts = [Part(heading=heading, items=[]) for heading in headings]
    for item in items:
        parts[item.section - 1]["items"].append(_spoken(item, told.get(item.pk, [])))
    return parts


def _spoken(item: Item, told: list[Told]) -> Spoken:
    return Spoken(
        key=item.pk,
        title=item.title,
        text=item.text,
        discussion=item.discussion,
        resolution=item.resolution,
        told=told,
    )


def _told(one: Instruction, words: OwnerWords) -> Told:
    due = one.due.isoformat() if one.due else ""
    return Told(kind=one.kind, text=one.text, owners=words.of(one.owners), due=due)


def _attender(one: Attendance) -> Attender:
    return Attender(
        name=one.name,
        post=one.post,
        part=one.part,
        state=one.state,
        instead=one.instead,
        reason=one.reason,
    )


def _hour(at: time | None) -> str:
    return f"{at:%H:%M}" if at else ""
