"""Making instruments: drafted, released in versions, closed and opened again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from khet.records.office.actions.search import Seen, make_findable
from khet.records.office.models import Instrument, InstrumentVersion, Level
from khet.records.office.queries.instruments import draft, released
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit
from khet.records.registry.queries.settings import office_tables
from khet.rules.instrument_checks import Flaw, flaws
from khet.rules.instrument_scores import schemes
from khet.rules.instruments import Content, content_of, told_of
from khet.rules.ready_instruments import ready_instrument

KIND = "office.instrument"


class TitleTakenError(Exception):
    """Another instrument of the area has that title; tells the title."""


class NoDraftError(Exception):
    """The instrument has no draft."""


class NeverReleasedError(Exception):
    """The instrument was never released, so its draft can't be thrown away."""


class DraftMovedError(Exception):
    """The draft was changed by somebody else meanwhile."""


class FlawedError(Exception):
    """The draft can't be released; ``flaws`` says why."""

    def __init__(self, found: list[Flaw]) -> None:
        super().__init__(found)
        self.flaws = found


@transaction.atomic
def make_instrument(
    *,
    by: Actor,
    area: Unit,
    unit: Unit,
    title: str,
    note: str = "",
    content: Content | None = None,
    ready: str = "",
) -> Instrument:
    """Begin an instrument with a draft, empty unless it is told what it asks.

    Raises:
        TitleTakenError: see there.
    """
    made = Instrument(area=area, unit=unit, title=" ".join(title.split()), note=note, ready=ready)
    _refuse_taken(made)
    made.save()
    _draft_of(by, made, content or Content(()), 1)
    _find(made)
    _tell(by, "make-instrument", made, after=_said(made))
    return made


@transaction.atomic
def take_ready(*, by: Actor, area: Unit, unit: Unit, code: str, at: datetime) -> Instrument:
    """Let the office use an instrument that comes with Khet; one that it has already is left.

    Raises:
        LookupError: there is none of that code.
        TitleTakenError: see there.
    """
    Unit.objects.select_for_update().get(pk=area.pk)
    known = Instrument.objects.filter(area=area, ready=code).first()
    if known is not None:
        return known
    ready = ready_instrument(code)
    made = make_instrument(
        by=by,
        area=area,
        unit=unit,
        title=ready.title,
        note=ready.note,
        content=ready.content,
        ready=code,
    )
    release_version(by=by, instrument=made, at=at)
    return made


@transaction.atomic
def change_instrument(*, by: Actor, instrument: Instrument, title: str, note: str) -> Instrument:
    """Call an instrument otherwise; nothing is written where nothing changes.

    Raises:
        TitleTakenError: see there.
    """
    kept = _held(instrument)
    before = _said(kept)
    kept.title, kept.note = " ".join(title.split()), note
    if before != _said(kept):
        _refuse_taken(kept)
        kept.save()
        _find(kept)
        _tell(by, "change-instrument", kept, before, _said(kept))
    return kept


@transaction.atomic
def change_draft(
    *, by: Actor, instrument: Instrument, content: Content, base: Content | None = None
) -> InstrumentVersion:
    """Let the draft ask this; where all versions are released, a new draft begins.

    ``base`` is what the change began from, where it matters: the draft, else the newest version.

    Raises:
        DraftMovedError: see there.
    """
    kept = _held(instrument)
    newest = kept.versions.order_by("number").last()
    before = content_of(newest.content) if newest else Content(())
    if base is not None and base != before:
        raise DraftMovedError
    if newest is not None and before == content:
        return newest
    if newest is None or newest.released_at:
        return _draft_of(by, kept, content, newest.number + 1 if newest else 1)
    newest.content = told_of(content)
    newest.save(update_fields=["content"])
    _tell(by, "change-draft", kept, after=_counted(newest))
    return newest


@transaction.atomic
def discard_draft(*, by: Actor, instrument: Instrument) -> None:
    """Throw the draft away, so that the released version is the newest again.

    Raises:
        NoDraftError, NeverReleasedError: see there.
    """
    kept = _held(instrument)
    found = draft(kept)
    if found is None:
        raise NoDraftError
    if released(kept) is None:
        raise NeverReleasedError
    _tell(by, "discard-draft", kept, before={"number": found.number, "content": found.content})
    found.delete()


@transaction.atomic
def release_version(*, by: Actor, instrument: Instrument, at: datetime) -> InstrumentVersion:
    """Let the draft be what is filled in from now on; it never changes again.

    Raises:
        NoDraftError, FlawedError: see there.
    """
    kept = _held(instrument)
    found = draft(kept)
    if found is None:
        raise NoDraftError
    known = schemes(timezone.localtime(at).date(), office_tables(kept.area))
    if wrong := flaws(content_of(found.content), known):
        raise FlawedError(wrong)
    found.released_at, found.released_by = at, str(by)
    found.save(update_fields=["released_at", "released_by"])
    _find(kept)
    _tell(by, "release-version", kept, after=_counted(found))
    return found


@transaction.atomic
def close_instrument(*, by: Actor, instrument: Instrument) -> None:
    """Offer an instrument no more; what was answered stays."""
    _set_closed(by, "close-instrument", instrument, True)


@transaction.atomic
def reopen_instrument(*, by: Actor, instrument: Instrument) -> None:
    """Offer a closed instrument again."""
    _set_closed(by, "reopen-instrument", instrument, False)


def _set_closed(by: Actor, action: str, instrument: Instrument, closed: bool) -> None:
    kept = _held(instrument)
    if kept.closed != closed:
        kept.closed = closed
        kept.save(update_fields=["closed"])
        _tell(by, action, kept)


def _held(instrument: Instrument) -> Instrument:
    return Instrument.objects.select_for_update().get(pk=instrument.pk)


def _draft_of(
    by: Actor, instrument: Instrument, content: Content, number: int
) -> InstrumentVersion:
    made = InstrumentVersion.objects.create(
        instrument=instrument, number=number, content=told_of(content), made_by=str(by)
    )
    if number > 1:
        _tell(by, "begin-draft", instrument, after=_counted(made))
    return made


def _refuse_taken(instrument: Instrument) -> None:
    """Titles of an area are given one after the other."""
    Unit.objects.select_for_update().get(pk=instrument.area_id)
    others = Instrument.objects.filter(area=instrument.area, title=instrument.title)
    if others.exclude(pk=instrument.pk).exists():
        raise TitleTakenError(instrument.title)


def _find(instrument: Instrument) -> None:
    """Let it be found by its title and by what it asks."""
    shown = released(instrument) or draft(instrument)
    if shown is None:
        return
    content = content_of(shown.content)
    asks = [part.title for part in content.parts] + [item.label for item in content.items]
    make_findable(
        seen=Seen(instrument.area, instrument.unit, Level.OFFICE),
        kind=KIND,
        key=str(instrument.pk),
        title=instrument.title,
        day=timezone.localtime(shown.released_at or shown.made_at).date(),
        text=" ".join([instrument.note, *asks]),
    )


def _said(instrument: Instrument) -> dict[str, str]:
    told = {name: getattr(instrument, name) for name in ("title", "note", "ready")}
    return {name: value for name, value in told.items() if value}


def _counted(version: InstrumentVersion) -> dict[str, int]:
    items = list(content_of(version.content).items)
    return {"number": version.number, "items": len(items)}


def _tell(
    by: Actor,
    action: str,
    instrument: Instrument,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    key = str(instrument.pk)
    record_event(by=by, action=action, kind=KIND, key=key, before=before, after=after)
