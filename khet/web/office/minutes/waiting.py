"""Minutes that wait for the executives, as the folder shows them and has several circulated."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from khet.records.office.actions.minutes import circulate_minutes
from khet.records.office.models import Meeting, Minutes
from khet.records.office.queries.minutes import minutes_meetings
from khet.records.registry.access import APPROVE_MINUTES
from khet.web.office.minutes.asked import reader_of
from khet.web.office.minutes.filling import FAULTS, fault_told
from khet.web.office.minutes.words import meeting_name
from khet.web.parts.folder import RefusedError, Source, Waiting
from khet.web.parts.viewer import Viewer


def _proposed(viewer: Viewer) -> list[Meeting]:
    if viewer.user is None or not viewer.scope.may_everywhere(APPROVE_MINUTES):
        return []
    found = minutes_meetings(reader_of(viewer)).filter(minutes__state=Minutes.State.PROPOSED)
    return list(found.order_by("ends", "pk"))


def waiting_minutes(viewer: Viewer) -> list[Waiting]:
    """The minutes that the viewer is to have circulated."""
    return [
        Waiting(
            key=str(meeting.pk),
            title=meeting_name(meeting),
            url=reverse("office:minutes", args=[meeting.pk]),
            about="",
            since=meeting.minutes.proposed_at,
            act=_("ให้แจ้งเวียน"),
            files=(("PDF", reverse("office:minutes-file", args=[meeting.pk, "pdf"])),),
        )
        for meeting in _proposed(viewer)
    ]


def circulate_several(viewer: Viewer, keys: Sequence[str], _said: str) -> None:
    """Have minutes circulated, all or none.

    Raises:
        RefusedError: one can't be circulated; tells which and why.
    """
    here = {str(meeting.pk): meeting for meeting in _proposed(viewer)}
    for key in keys:
        meeting = here.get(key)
        if meeting is None or viewer.user is None:
            raise RefusedError(_("รายงานการประชุมฉบับหนึ่งไม่รอท่านแล้ว: กลับไปดูแฟ้มเสนอ"))
        try:
            circulate_minutes(by=viewer.user, meeting=meeting, at=timezone.now())
        except FAULTS as fault:
            raise RefusedError(f"{meeting_name(meeting)}: {fault_told(fault)}") from fault


MINUTES_SOURCE = Source(
    "minutes", gettext_noop("รายงานการประชุม"), waiting_minutes, circulate_several
)
