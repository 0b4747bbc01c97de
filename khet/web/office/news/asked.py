"""Which news a page is of, and what its reader may do with it."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from khet.records.office.models import News
from khet.records.office.queries.news import NewsDesk, news_seen, units_inside
from khet.records.registry.access import CHECK_NEWS, PROPOSE_NEWS, PUBLISH_NEWS, ROLES
from khet.records.registry.models import Unit, User
from khet.rules.news import (
    ADD_PICTURE,
    ARCHIVE,
    ARCHIVED,
    CHANGE,
    CHECK,
    CHECKED,
    PIN,
    PROPOSED,
    PUBLISH,
    PUBLISHED,
    RETURN,
    RETURNED,
    TAKE_BACK,
    TAKE_FILE_OFF,
    UNPIN,
    after_step,
)
from khet.web.parts.viewer import Viewer, viewer_of

STEPS = (CHECK, PUBLISH, PIN, UNPIN, RETURN, TAKE_BACK, ARCHIVE)
"""The steps that are buttons of an item's page, in their order."""


@dataclass
class NewsRoom:
    """The reader before the news of the office."""

    viewer: Viewer
    user: User

    @property
    def publishes(self) -> bool:
        """Whether the reader publishes news of the office."""
        return self.viewer.scope.may_everywhere(PUBLISH_NEWS)

    @property
    def checks(self) -> bool:
        """Whether the reader checks news: who publishes may check too, so that none lies still."""
        return self.publishes or self.viewer.scope.may_everywhere(CHECK_NEWS)

    @cached_property
    def units(self) -> list[Unit]:
        """The units for which the reader proposes: those at which a role that may is held.

        Those of another area are none of this one's.
        """
        may = (held for held in self.viewer.roles if PROPOSE_NEWS in ROLES[held.role].permissions)
        units = list({held.unit_id: held.unit for held in may}.values())
        return units_inside(self.viewer.area, units) if len(units) > 1 else units

    @cached_property
    def desk(self) -> NewsDesk:
        """The reader as look-ups know one."""
        units = frozenset(unit.pk for unit in self.units)
        return NewsDesk(self.viewer.area.pk, self.user.pk, units, self.checks)

    def mine(self, news: News) -> bool:
        """Whether the reader or one of the reader's units proposed it."""
        return news.proposed_by_id == self.user.pk or news.unit_id in self.desk.units

    def may(self, step: str, news: News) -> bool:
        """Whether the reader may take a step with the news, its state aside.

        Nobody checks what the person proposed, so that two see everything before the public does.
        """
        if step in (CHANGE, ADD_PICTURE):
            return self._changes(news)
        if step in (TAKE_BACK, TAKE_FILE_OFF):
            public = step == TAKE_FILE_OFF or news.state in (PUBLISHED, ARCHIVED)
            return self.mine(news) or (self.checks and public)
        if step in (CHECK, RETURN):
            return self.checks and news.proposed_by_id != self.user.pk
        return self.publishes

    def _changes(self, news: News) -> bool:
        if news.state in (PROPOSED, RETURNED):
            return self.checks or self.mine(news)
        return self.checks if news.state == CHECKED else self.publishes

    def can(self, step: str, news: News) -> bool:
        """Whether the reader can take the step with the news as it is."""
        undone = (PIN, UNPIN)[not news.pinned]
        return after_step(step, news.state) is not None and step != undone and self.may(step, news)


def newsroom(request: HttpRequest) -> NewsRoom:
    """The room of a reader who proposes, checks or publishes news.

    Raises:
        PermissionDenied: who does none of these.
    """
    viewer = viewer_of(request)
    if viewer.user is None:
        raise PermissionDenied
    room = NewsRoom(viewer, viewer.user)
    if not room.checks and not room.units:
        raise PermissionDenied
    return room


def news_of(room: NewsRoom, pk: int) -> News:
    """The news of that key, where the reader sees it before the public does.

    Raises:
        PermissionDenied: the reader doesn't.
        Http404: there is none.
    """
    found = news_seen(room.desk).filter(pk=pk).first()
    if found is None:
        get_object_or_404(News, pk=pk, area=room.viewer.area)
        raise PermissionDenied
    return found


def to_change(request: HttpRequest, pk: int, step: str = CHANGE) -> tuple[NewsRoom, News]:
    """The news of that key, for who may change it (or take another step) as it is.

    Raises:
        PermissionDenied: the reader may not.
    """
    room = newsroom(request)
    news = news_of(room, pk)
    if not room.may(step, news):
        raise PermissionDenied
    return room, news
