"""Pictures of news: added, described otherwise, taken off. Each is audited at the news.

Events tell whether children are on a picture, never who consented.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from khet.records.office.actions.evidence import Brought
from khet.records.office.actions.files import attach, take_off
from khet.records.office.actions.news import held
from khet.records.office.models import AttachedFile, News, NewsPicture
from khet.records.office.queries.news import KIND, PICTURE
from khet.records.registry.actions.audit import Actor, record_event
from khet.rules.news import ADD_PICTURE, CHANGE, TAKE_FILE_OFF


@dataclass(frozen=True)
class PictureEntry:
    """What is said of a picture: what it shows, and where children are on it, who consented."""

    caption: str
    children: bool
    consent: str


@transaction.atomic
def add_picture(
    *, by: Actor, news: News, brought: Brought, entry: PictureEntry, at: datetime
) -> NewsPicture:
    """Add a picture to news that nobody has checked yet.

    Raises:
        NewsMovedError: somebody has.
    """
    kept, _state = held(news, ADD_PICTURE)
    about = (KIND, str(kept.pk))
    file = attach(by=by, about=about, brought=brought, at=at, part=PICTURE, told=False)
    made = NewsPicture(news=kept, file=file)
    return _save(by, made, entry)


@transaction.atomic
def describe_picture(*, by: Actor, picture: NewsPicture, entry: PictureEntry) -> NewsPicture:
    """Say otherwise what a picture shows, and who consented.

    Raises:
        NewsMovedError: the news can't be changed any more.
    """
    held(picture.news, CHANGE)
    return _save(by, picture, entry)


@transaction.atomic
def take_file_off(*, by: Actor, news: News, file: AttachedFile, at: datetime) -> None:
    """Take a picture or document off news, whatever its state: consent can be withdrawn."""
    held(news, TAKE_FILE_OFF)
    take_off(by=by, file=file, at=at, told=file.part != PICTURE)


def _save(by: Actor, picture: NewsPicture, entry: PictureEntry) -> NewsPicture:
    picture.caption, picture.children = entry.caption, entry.children
    picture.consent = entry.consent if entry.children else ""
    picture.save()
    told = {"picture": picture.caption, "children": picture.children}
    key = str(picture.news_id)
    record_event(by=by, action="describe-picture", kind=KIND, key=key, after=told)
    return picture
