"""The kind of record that news is, and the words of its events."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.queries.news import KIND, news_known
from khet.web.office.news.asked import NewsRoom
from khet.web.office.news.words import kind_names, news_url, state_names
from khet.web.parts.kinds import Kind, Named, Ref, Told, numbers, register
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer


def _news(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """News that the viewer sees before the public does, and what the public reads."""
    keys = numbers(ref.key for ref in refs)
    if not keys:
        return {}
    if viewer.user is None:
        raise PermissionDenied
    room = NewsRoom(viewer, viewer.user)
    return {
        Ref(KIND, str(one.pk)): Named(
            one.title,
            news_url(one) if room.checks or room.mine(one) else reverse("news-item", args=[one.pk]),
        )
        for one in news_known(room.desk).filter(pk__in=keys)
    }


def _differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """Field by field what was and what is; what stayed as it was is left out."""
    was, now = dict(before or {}), dict(after or {})
    told = [(label, _said(name, was), _said(name, now)) for name, label in _fields().items()]
    return [(label, old, new) for label, old, new in told if old != new]


def _fields() -> dict[str, str]:
    return {
        "state": gettext("สถานะ"),
        "kind": gettext("ประเภท"),
        "title": gettext("หัวข้อ"),
        "day": gettext("วันของเรื่อง"),
        "text": gettext("เนื้อหา"),
        "pinned": gettext("ปักหมุด"),
        "reason": gettext("เหตุผล"),
        "name": gettext("ไฟล์"),
        "picture": gettext("ภาพ"),
        "children": gettext("มีภาพเด็ก"),
    }


def _said(name: str, told: dict[str, Any]) -> str:
    value = told.get(name)
    if not value:
        return ""
    if value is True:
        return gettext("ใช่")
    if name == "day":
        return be_date(date.fromisoformat(value))
    names = {"state": state_names, "kind": kind_names}
    return names[name]().get(value, value) if name in names else str(value)


register(
    {KIND: Kind(_("ข่าวและประกาศ"), _news, _differences, closed=True)},
    {
        "propose-news": _("เสนอข่าว"),
        "change-news": _("แก้ข่าว"),
        "check-news": _("ตรวจข่าว"),
        "return-news": _("ส่งข่าวกลับแก้ไข"),
        "publish-news": _("เผยแพร่ข่าว"),
        "pin-news": _("ปักหมุดข่าว"),
        "unpin-news": _("ถอนหมุดข่าว"),
        "archive-news": _("เก็บข่าวถาวร"),
        "take-back-news": _("ถอนข่าวกลับ"),
        "describe-picture": _("บรรยายภาพของข่าว"),
    },
    {},
)
