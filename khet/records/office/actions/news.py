"""News: proposed, checked, published, taken back, archived. Each is audited.

Events keep what the public could read, before and after.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from khet.records.office.actions.evidence import Brought
from khet.records.office.actions.files import attach
from khet.records.office.actions.search import Seen, forget, make_findable
from khet.records.office.models import Level, News
from khet.records.office.queries.news import DOCUMENT, KIND, pictures_of
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit, User
from khet.rules.news import (
    ARCHIVE,
    CHANGE,
    CHECK,
    PIN,
    PUBLISH,
    PUBLISHED,
    RETURN,
    RETURNED,
    TAKE_BACK,
    after_step,
    says_consent,
)


@dataclass(frozen=True)
class NewsEntry:
    """What news says, and the documents that come with it."""

    kind: str
    title: str
    day: date
    text: str
    at: datetime
    documents: Sequence[Brought] = ()


@dataclass(frozen=True)
class NewsStep:
    """A step: which, when, why, and whether what is published stands first."""

    step: str
    at: datetime
    reason: str = ""
    pinned: bool = False


class NewsMovedError(Exception):
    """The news is in another state than one in which this can be done; tells which."""


class ConsentMissingError(Exception):
    """A picture shows children, and nobody is named who consented; tells its caption."""


@transaction.atomic
def propose_news(*, by: User, area: Unit, unit: Unit, entry: NewsEntry) -> News:
    """Propose news of a unit; it waits to be checked."""
    made = News(area=area, unit=unit, proposed_by=by, proposed_at=entry.at)
    _write(made, entry)
    made.save()
    _attach(by, made, entry)
    _tell(by, "propose-news", made, None)
    return made


@transaction.atomic
def change_news(*, by: User, news: News, entry: NewsEntry) -> News:
    """Say it otherwise. What was given back waits to be checked again; what is published stays so.

    Raises:
        NewsMovedError: see there.
    """
    kept, after = held(news, CHANGE)
    before = _told(kept)
    if kept.state == RETURNED:
        kept.proposed_at, kept.reason = entry.at, ""
    kept.state = after
    _write(kept, entry)
    kept.save()
    _attach(by, kept, entry)
    _be_found(kept)
    _tell(by, "change-news", kept, before)
    return kept


@transaction.atomic
def move_news(*, by: User, news: News, step: NewsStep) -> News:
    """Let news take a step other than being changed.

    Raises:
        NewsMovedError: see there.
        ConsentMissingError: see there.
    """
    kept, after = held(news, step.step)
    if after == PUBLISHED:
        _check_consent(kept)
    before = _told(kept)
    kept.state = after
    for name, value in _written(by, kept, step).items():
        setattr(kept, name, value)
    kept.save()
    _be_found(kept)
    _tell(by, f"{step.step}-news", kept, before)
    return kept


def held(news: News, step: str) -> tuple[News, str]:
    """The news, kept from others until the transaction ends, and the state after the step.

    Raises:
        NewsMovedError: the step can't be taken.
    """
    kept = News.objects.select_for_update(of=("self",)).select_related("area", "unit")
    found = kept.get(pk=news.pk)
    after = after_step(step, found.state)
    if after is None:
        raise NewsMovedError(found.state)
    return found, after


def _check_consent(news: News) -> None:
    for picture in pictures_of(news):
        if picture.children and not says_consent(picture.consent):
            raise ConsentMissingError(picture.caption)


def _written(by: User, news: News, step: NewsStep) -> dict[str, Any]:
    """What a step writes beside the state."""
    if step.step == CHECK:
        return {"checked_by": by, "checked_at": step.at, "reason": ""}
    if step.step in (RETURN, TAKE_BACK):
        unread = {"published_by": None, "published_at": None, "pinned": False}
        return {"reason": step.reason, "checked_by": None, "checked_at": None, **unread}
    if step.step == PUBLISH:
        first = {} if news.published_at else {"published_by": by, "published_at": step.at}
        return {"pinned": step.pinned, **first}
    return {"pinned": step.step == PIN} if step.step != ARCHIVE else {"pinned": False}


def _write(news: News, entry: NewsEntry) -> None:
    news.kind, news.title, news.day, news.text = entry.kind, entry.title, entry.day, entry.text


def _attach(by: Actor, news: News, entry: NewsEntry) -> None:
    for file in entry.documents:
        attach(by=by, about=(KIND, str(news.pk)), brought=file, at=entry.at, part=DOCUMENT)


def _be_found(news: News) -> None:
    """The search knows what is published, and nothing else."""
    key = str(news.pk)
    if news.state != PUBLISHED:
        forget(area=news.area, kind=KIND, key=key)
        return
    seen = Seen(news.area, news.unit, Level.PUBLIC)
    make_findable(seen=seen, kind=KIND, key=key, title=news.title, day=news.day, text=news.text)


def _told(news: News) -> dict[str, Any]:
    """What news says; its text only while the public can read it."""
    said = {"state": news.state, "kind": news.kind, "title": news.title}
    text = {"text": news.text} if news.state == PUBLISHED else {}
    about = {"pinned": news.pinned, "reason": news.reason}
    return {**said, "day": news.day.isoformat(), **text, **about}


def _tell(by: Actor, action: str, news: News, before: Mapping[str, Any] | None) -> None:
    """What changed, and always how far it is."""
    after, was = _told(news), before or {}
    changed = {name for name in {**was, **after} if was.get(name) != after.get(name)} | {"state"}
    record_event(
        by=by,
        action=action,
        kind=KIND,
        key=str(news.pk),
        before=_only(was, changed) if before else None,
        after=_only(after, changed),
    )


def _only(told: Mapping[str, Any], names: set[str]) -> dict[str, Any]:
    return {name: told[name] for name in told if name in names and told[name] not in ("", False)}
