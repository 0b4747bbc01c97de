"""News that waits to be published, as the folder shows it and publishes several at once."""

from collections.abc import Sequence

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from khet.records.office.actions.news import (
    ConsentMissingError,
    NewsMovedError,
    NewsStep,
    move_news,
)
from khet.records.office.models import News
from khet.records.office.queries.news import news_seen, to_publish, with_children
from khet.records.registry.access import PUBLISH_NEWS
from khet.rules.news import PUBLISH
from khet.web.office.news.asked import NewsRoom
from khet.web.office.news.words import fault_told, kind_names, news_url
from khet.web.parts.folder import RefusedError, Source, Waiting
from khet.web.parts.viewer import Viewer


def _checked(viewer: Viewer) -> dict[str, News]:
    """The news that the viewer is to publish by its key, the first checked first."""
    if viewer.user is None or not viewer.scope.may_everywhere(PUBLISH_NEWS):
        return {}
    seen = news_seen(NewsRoom(viewer, viewer.user).desk)
    found = with_children(seen.filter(to_publish())).order_by("checked_at", "pk")
    return {str(one.pk): one for one in found}


def waiting_news(viewer: Viewer) -> list[Waiting]:
    """The news that the viewer is to publish; marked where children are on its pictures."""
    return [
        Waiting(
            key=key,
            title=f"{kind_names()[one.kind]}: {one.title}",
            url=news_url(one),
            about=f"{one.unit} · {one.proposed_by}",
            since=one.checked_at,
            act=_("เผยแพร่"),
            mark=_("มีภาพเด็ก") if getattr(one, "children", False) else "",
            summary=one.text,
        )
        for key, one in _checked(viewer).items()
    ]


def publish_several(viewer: Viewer, keys: Sequence[str], _said: str) -> None:
    """Publish several at once, none of them pinned.

    Raises:
        RefusedError: one can't be published; tells which and why.
    """
    here = _checked(viewer)
    for key in keys:
        one = here.get(key)
        if one is None or viewer.user is None:
            raise RefusedError(_("ข่าวรายการหนึ่งไม่รอเผยแพร่แล้ว: กลับไปดูแฟ้มเสนอ"))
        try:
            move_news(by=viewer.user, news=one, step=NewsStep(PUBLISH, timezone.now()))
        except (NewsMovedError, ConsentMissingError) as fault:
            raise RefusedError(f"{one.title}: {fault_told(fault)}") from fault


NEWS_SOURCE = Source("news", gettext_noop("ข่าวและประกาศ"), waiting_news, publish_several)
