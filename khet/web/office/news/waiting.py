"""News that waits to be published, as the folder shows it and publishes several at once."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from khet.records.office.actions.news import (
    ConsentMissingError,
    NewsMovedError,
    NewsStep,
    move_news,
)
from khet.records.office.models import News, NewsPicture
from khet.records.office.queries.news import (
    documents_of_each,
    news_seen,
    pictures_of_each,
    to_publish,
)
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
    found = seen.filter(to_publish()).order_by("checked_at", "pk")
    return {str(one.pk): one for one in found}


def waiting_news(viewer: Viewer) -> list[Waiting]:
    """The news that the viewer is to publish, with its pictures and documents."""
    here = _checked(viewer)
    files = _files(here)
    return [
        Waiting(
            key=key,
            title=f"{kind_names()[one.kind]}: {one.title}",
            url=news_url(one),
            about=f"{one.unit} · {one.proposed_by}",
            since=one.checked_at,
            act=_("เผยแพร่"),
            summary=one.text,
            files=tuple(files[key]),
        )
        for key, one in here.items()
    ]


def _files(news: Mapping[str, News]) -> dict[str, list[tuple[str, str]]]:
    """What each is published with: of a picture with children, who consented is told too."""
    if not news:
        return {}
    pictures, documents = pictures_of_each(news.values()), documents_of_each(news.values())
    return {
        key: [(_told(picture), _file_url(picture.file_id)) for picture in pictures.get(one.pk, [])]
        + [(file.name, _file_url(file.pk)) for file in documents.get(key, [])]
        for key, one in news.items()
    }


def _told(picture: NewsPicture) -> str:
    told = {"caption": picture.caption, "consent": picture.consent}
    if picture.children:
        return _("ภาพ: %(caption)s (มีภาพเด็ก ผู้ยินยอม: %(consent)s)") % told
    return _("ภาพ: %(caption)s") % told


def _file_url(pk: int) -> str:
    return reverse("office:file", args=[pk])


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
