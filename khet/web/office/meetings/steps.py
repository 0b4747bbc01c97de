"""Steps with a meeting: invited, cancelled, held, and held taken back."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from khet.records.office.actions.holding import (
    NotYetError,
    hold_meeting,
    withdraw_holding,
)
from khet.records.office.actions.meetings import (
    MeetingMovedError,
    MinutesProposedError,
    call_meeting,
    cancel_meeting,
)
from khet.records.office.queries.meetings import name_of
from khet.rules.deadlines import MINUTES, terms_of
from khet.web.office.meetings.asked import Held, held_by
from khet.web.office.meetings.forms import HoldForm, ReasonForm
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import signed_in


@private
@require_POST
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Invite who sits in the body; again, those who came to sit since."""
    held = held_by(request, pk)
    try:
        meeting = call_meeting(by=signed_in(request), meeting=held.meeting)
    except MeetingMovedError:
        messages.error(request, _moved())
        return redirect("office:meeting", pk)
    told = _("เชิญแล้ว %(n)s คน พิมพ์ชุดเอกสารได้จากหน้านี้") % {"n": meeting.attendance.count()}
    messages.success(request, told)
    return redirect("office:meeting", pk)


@private
@form_page
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel a meeting, with a reason."""
    held = held_by(request, pk)
    form = ReasonForm(request.POST or None, label_suffix="")
    title = _("ยกเลิก %(meeting)s") % {"meeting": name_of(held.meeting)}
    lead = _("เลขครั้งที่ประชุมใช้ใหม่ได้ เหตุผลเก็บไว้กับการประชุม")
    page = Page(title, _("ยกเลิกการประชุม"), _of(held), lead, done=_("ยกเลิกการประชุมแล้ว"))

    def act() -> None:
        reason = form.cleaned_data["reason"]
        cancel_meeting(by=signed_in(request), meeting=held.meeting, reason=reason)

    return filled(request, form, page, _doing(held, act))


@private
@form_page
def hold(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down that a meeting was held."""
    held = held_by(request, pk)
    meeting = held.meeting
    form = HoldForm(request.POST if request.method == "POST" else None, meeting)
    title = _("บันทึกว่าประชุมแล้ว: %(meeting)s") % {"meeting": name_of(meeting)}
    told = _("รายงานการประชุมเป็นงานที่ต้องทำภายใน %(n)s วันนับแต่วันสุดท้ายของการประชุม")
    lead = told % {"n": terms_of(MINUTES.code, meeting.ends, held.desk.viewer.tables).days}
    page = Page(title, _("บันทึกว่าประชุมแล้ว"), _of(held), lead, done=_("บันทึกแล้ว"))

    def act() -> None:
        hold_meeting(
            by=signed_in(request),
            meeting=meeting,
            at=timezone.now(),
            today=held.desk.viewer.today,
            times=(form.cleaned_data["starts"], form.cleaned_data["finishes"]),
            report_due=form.cleaned_data.get("report_due"),
        )

    return filled(request, form, page, _doing(held, act))


@private
@form_page
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Take back that a meeting was held."""
    held = held_by(request, pk)
    form = ReasonForm(request.POST or None, label_suffix="")
    title = _("ถอนการบันทึกว่าประชุมแล้ว: %(meeting)s") % {"meeting": name_of(held.meeting)}
    lead = _("ใช้เมื่อบันทึกผิด งานรายงานการประชุมจะยกเว้นด้วยเหตุผลนี้")
    page = Page(title, _("ถอนการบันทึก"), _of(held), lead, done=_("ถอนการบันทึกแล้ว"))

    def act() -> None:
        reason = form.cleaned_data["reason"]
        withdraw_holding(by=signed_in(request), meeting=held.meeting, reason=reason)

    return filled(request, form, page, _doing(held, act))


def _doing(held: Held, act: Callable[[], None]) -> Callable[[], str]:
    """The step, and what is said where it can't be taken."""

    def do() -> str:
        try:
            act()
        except MeetingMovedError:
            raise ValidationError(_moved()) from None
        except MinutesProposedError:
            told = _("รายงานการประชุมเสนอผู้บริหารแล้ว จึงถอนไม่ได้: ให้แก้ในรายงานการประชุม")
            raise ValidationError(told) from None
        except NotYetError:
            told = _("ยังไม่ถึงวันประชุม (%(day)s): บันทึกได้ตั้งแต่วันแรกของการประชุม")
            day = be_date(held.meeting.begins)
            raise ValidationError(told % {"day": day}) from None
        return _of(held)

    return do


def _of(held: Held) -> str:
    return reverse("office:meeting", args=[held.meeting.pk])


def _moved() -> str:
    return _("สถานะของการประชุมเปลี่ยนไปแล้ว จึงทำรายการนี้ไม่ได้: กลับไปดูหน้าการประชุม")
