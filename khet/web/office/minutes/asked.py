"""The minutes that an address asks for, and what their reader may do with them."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.models import Duty, Instruction, Meeting, Minutes
from khet.records.office.queries.instructions import instruction_of_key
from khet.records.office.queries.minutes import (
    Reader,
    duties_of_meeting,
    meeting_of_key,
    minutes_meetings,
)
from khet.records.office.queries.minutes_content import number_of
from khet.records.office.queries.owners import is_own
from khet.records.registry.access import APPROVE_MINUTES, HOLD_MEETINGS, SEE_MEETINGS
from khet.records.registry.models import User
from khet.rules.deadlines import MINUTES
from khet.rules.minutes import next_state
from khet.web.parts.viewer import Viewer, viewer_of
from khet.web.public.errors import Nearest, NotHereError


def reader_of(viewer: Viewer) -> Reader:
    """The viewer before minutes."""
    may, everywhere = viewer.scope.may, viewer.scope.may_everywhere
    heads, writes = everywhere(APPROVE_MINUTES), everywhere(HOLD_MEETINGS)
    office, teller = everywhere(SEE_MEETINGS), may(SEE_MEETINGS)
    return Reader(viewer.office_sight, heads, writes, office, teller)


@dataclass
class Asked:
    """The minutes of a meeting as a viewer sees them."""

    viewer: Viewer
    meeting: Meeting

    @cached_property
    def reader(self) -> Reader:
        """The viewer before minutes."""
        return reader_of(self.viewer)

    @property
    def user(self) -> User:
        """The reader, who is signed in."""
        if self.viewer.user is None:
            raise PermissionDenied
        return self.viewer.user

    @property
    def minutes(self) -> Minutes | None:
        """The minutes, where somebody began them."""
        return getattr(self.meeting, "minutes", None)

    @property
    def state(self) -> str:
        """The state of the minutes."""
        return self.minutes.state if self.minutes else Minutes.State.DRAFT

    @cached_property
    def writes(self) -> bool:
        """Whether the reader may write them, whatever their state."""
        if self.reader.may_write(self.meeting.body):
            return True
        duty, viewer = self.duty(MINUTES.code), self.viewer
        return duty is not None and is_own(duty, viewer.office_sight, viewer.roles)

    @cached_property
    def _duties(self) -> dict[str, Duty]:
        return {duty.rule: duty for duty in duties_of_meeting(self.meeting)}

    def duty(self, rule: str) -> Duty | None:
        """The duty that a rule opened about the meeting."""
        return self._duties.get(rule)

    @cached_property
    def sees(self) -> bool:
        """Whether the reader may read them."""
        if self.reader.heads or self.writes:
            return True
        return minutes_meetings(self.reader).filter(pk=self.meeting.pk).exists()

    def allows(self, step: str) -> bool:
        """Whether the step leads anywhere from the state of the minutes."""
        return next_state(self.state, step) is not None

    def require_writer(self) -> None:
        """Raise ``PermissionDenied`` unless the reader may write the minutes."""
        if not self.writes:
            raise PermissionDenied(_("ผู้จดรายงานและฝ่ายเลขานุการเป็นผู้เขียนรายงานการประชุมนี้"))

    def require_head(self) -> None:
        """Raise ``PermissionDenied`` unless the reader has minutes circulated and adopted."""
        if not self.reader.heads:
            raise PermissionDenied(_("ผู้บริหารเป็นผู้ให้แจ้งเวียนและรับรองรายงานการประชุม"))

    @property
    def title(self) -> str:
        """The meeting in a line."""
        names = {"body": self.meeting.body, "number": number_of(self.meeting)}
        return _("%(body)s ครั้งที่ %(number)s") % names

    @property
    def url(self) -> str:
        """The page of the minutes."""
        return reverse("office:minutes", args=[self.meeting.pk])


def asked_minutes(request: HttpRequest, pk: int) -> Asked:
    """The minutes of the meeting of that key, which the reader may read.

    Raises:
        PermissionDenied: the reader may not.
        NotHereError: the meeting wasn't held.
        Http404: there is no such meeting in the area.
    """
    viewer = viewer_of(request)
    viewer.require(SEE_MEETINGS)
    meeting = meeting_of_key(pk)
    if meeting is None or meeting.body.area_id != viewer.area.pk:
        raise Http404
    asked = Asked(viewer, meeting)
    if meeting.state != Meeting.State.HELD and (asked.writes or asked.reader.heads):
        page = Nearest(asked.title, reverse("office:meeting", args=[pk]))
        told = _("การประชุมนี้ยังไม่ได้บันทึกว่าประชุมแล้ว จึงยังเขียนรายงานไม่ได้: บันทึกการประชุมก่อน")
        raise NotHereError(told, [page])
    if not asked.sees:
        raise PermissionDenied(_("รายงานการประชุมนี้ยังไม่แจ้งเวียน หรือเป็นของคณะที่ท่านไม่ได้อยู่"))
    return asked


def asked_instruction(viewer: Viewer, pk: int) -> Instruction:
    """The instruction or recommendation of that key in the viewer's area; whoever may see it."""
    found = instruction_of_key(pk)
    if found is None or found.meeting.body.area_id != viewer.area.pk:
        raise Http404
    return found
