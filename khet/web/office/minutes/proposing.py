"""Proposing minutes to the executives: what is missing is told first."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from khet.records.office.actions.minutes import NothingWrittenError, propose_minutes
from khet.records.office.models import Meeting
from khet.records.office.queries.attendance import counts_of
from khet.rules.minutes import PROPOSE
from khet.web.office.minutes.asked import asked_minutes
from khet.web.office.minutes.filling import fault_told, filled
from khet.web.office.minutes.steps import too_late
from khet.web.parts.filling import Page, form_page, nothing_asked
from khet.web.parts.private import private


class ProposeForm(forms.Form):
    """That minutes are proposed though too few are noted as having come."""

    sure = forms.BooleanField(
        label=gettext_lazy("เสนอทั้งที่ยังไม่บันทึกผู้มาประชุมหรือไม่ครบองค์ประชุม"),
        error_messages={"required": gettext_lazy("เลือกเพื่อยืนยัน หรือกลับไปบันทึกผู้มาประชุมก่อน")},
    )


@private
@form_page
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Bring minutes before the executives; first what that means."""
    asked = asked_minutes(request, pk)
    asked.require_writer()
    if (refused := too_late(request, asked, PROPOSE)) is not None:
        return refused
    items = list(asked.meeting.items.all())
    unsaid = [one.title for one in items if not (one.discussion or one.resolution)]
    if len(unsaid) == len(items):
        messages.error(request, fault_told(NothingWrittenError()))
        return redirect(asked.url)

    def do() -> str:
        propose_minutes(by=asked.user, meeting=asked.meeting, at=timezone.now())
        return asked.url

    title = _("เสนอรายงานการประชุม %(meeting)s") % {"meeting": asked.title}
    lead = _("รายงานจะถูกตรึงไว้ แก้ได้อีกเมื่อผู้บริหารส่งกลับแก้ไข")
    told = _("ยังไม่ได้เขียนการอภิปรายหรือมติ: %(items)s") % {"items": ", ".join(unsaid)}
    few = _too_few(asked.meeting)
    warning = " · ".join(filter(None, [told if unsaid else "", few]))
    page = Page(title, _("เสนอผู้บริหาร"), asked.url, lead, warning, _("เสนอผู้บริหารแล้ว"))
    form = _form(request) if few else nothing_asked(request)
    return filled(request, form, page, do)


def _form(request: HttpRequest) -> ProposeForm:
    data = request.POST if request.method == "POST" else None
    return ProposeForm(data, label_suffix="")


def _too_few(meeting: Meeting) -> str:
    """That nobody is noted as having come, or fewer than the body's rule wants."""
    quorum = counts_of(meeting).quorum
    if not quorum.came:
        return _("ยังไม่ได้บันทึกผู้มาประชุม รายงานจึงไม่แสดงว่าใครมาและครบองค์ประชุมหรือไม่")
    if quorum.reached is not False:
        return ""
    told = _("ไม่ครบองค์ประชุม: มา %(came)s คน ต้องมา %(needed)s จาก %(members)s คน")
    return told % vars(quorum)
