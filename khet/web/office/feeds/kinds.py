"""Feeds of calendars as events tell of them, and the words of these events."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.queries.agenda import known_feeds
from khet.records.registry.access import SEE_EVENTS
from khet.web.parts.kinds import Kind, Named, Ref, numbers, register
from khet.web.parts.viewer import Viewer

ACTIONS = {
    "make-feed": _("สร้างลิงก์ปฏิทิน"),
    "revoke-feed": _("ยกเลิกลิงก์ปฏิทิน"),
}


def _feeds(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Feeds have no name of their own; who reads events may know that there is one."""
    if not viewer.scope.may_everywhere(SEE_EVENTS):
        return {}
    return {
        Ref("office.feed", str(pk)): Named(gettext("ลิงก์ปฏิทิน %(n)s") % {"n": pk})
        for pk in known_feeds(numbers(ref.key for ref in refs))
    }


KINDS = {"office.feed": Kind(_("ลิงก์ปฏิทิน"), _feeds)}
register(KINDS, ACTIONS, {})
