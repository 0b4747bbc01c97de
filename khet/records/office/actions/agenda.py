"""Writes about agendas: their headings, and what groups and the secretary enter."""

from dataclasses import dataclass

from django.db import transaction

from khet.records.office.actions.meetings import MeetingMovedError, let_find, tell, unproposed
from khet.records.office.models import Item, Meeting
from khet.records.office.queries.meetings import TO_COME
from khet.records.registry.actions.audit import Actor
from khet.records.registry.models import Unit, User


@dataclass(frozen=True)
class ItemEntry:
    """What an item of an agenda says: its section (from 1), and the unit whose business it is."""

    section: int
    title: str
    text: str = ""
    unit: Unit | None = None


@transaction.atomic
def set_sections(*, by: Actor, meeting: Meeting, sections: list[str]) -> None:
    """Give the agenda other headings; no fewer than the items need.

    Raises:
        ValueError: items stand in a section that would be gone.
    """
    kept = _open(meeting)
    last = max(kept.items.values_list("section", flat=True), default=0)
    if len(sections) < last:
        raise ValueError(last)
    before = {"sections": kept.sections}
    kept.sections = sections
    kept.save()
    tell(by, "set-agenda-sections", kept, {"sections": sections}, before)


@transaction.atomic
def add_item(*, by: User | str, meeting: Meeting, entry: ItemEntry) -> Item:
    """Put a further item at the end of its section."""
    kept = _open(meeting)
    item = Item.objects.create(
        meeting=kept,
        place=_last(kept, entry.section) + 1,
        entered_by=by if isinstance(by, User) else None,
        **vars(entry),
    )
    tell(by, "add-agenda-item", kept, _told(item))
    let_find(kept)
    return item


@transaction.atomic
def change_item(*, by: Actor, item: Item, entry: ItemEntry) -> None:
    """Change what an item says; in another section it comes last."""
    kept, found = _held(item)
    before = _told(found)
    if entry.section != found.section:
        found.place = _last(kept, entry.section) + 1
    for name, value in vars(entry).items():
        setattr(found, name, value)
    found.save()
    tell(by, "change-agenda-item", kept, _told(found), before)
    let_find(kept)


@transaction.atomic
def move_item(*, by: Actor, item: Item, up: bool) -> None:
    """Move an item before the one above it in its section, or after the one below."""
    kept, found = _held(item)
    listed = list(kept.items.filter(section=found.section))
    here = listed.index(found)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(listed):
        return
    listed[here], listed[there] = listed[there], listed[here]
    for place, one in enumerate(listed, 1):
        one.place = place
    Item.objects.bulk_update(listed, ["place"])
    tell(by, "move-agenda-item", kept, {**_told(found), "place": there + 1})


@transaction.atomic
def remove_item(*, by: Actor, item: Item) -> None:
    """Take an item off the agenda of a meeting that is still to be held.

    Raises:
        MeetingMovedError: the meeting was held: what was spoken of stays.
    """
    kept, found = _held(item)
    if kept.state not in TO_COME:
        raise MeetingMovedError(kept.state)
    before = _told(found)
    found.delete()
    tell(by, "remove-agenda-item", kept, {}, before)
    let_find(kept)


def _open(meeting: Meeting) -> Meeting:
    """The meeting, whose agenda may still be changed."""
    return unproposed(meeting, *TO_COME, Meeting.State.HELD)


def _held(item: Item) -> tuple[Meeting, Item]:
    kept = _open(item.meeting)
    return kept, Item.objects.select_related("unit").get(pk=item.pk)


def _last(meeting: Meeting, section: int) -> int:
    places = meeting.items.filter(section=section).values_list("place", flat=True)
    return max(places, default=0)


def _told(item: Item) -> dict[str, str | int]:
    unit = item.unit.code if item.unit else ""
    return {"section": item.section, "title": item.title, "unit": unit}
