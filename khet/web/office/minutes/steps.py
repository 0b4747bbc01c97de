"""The steps of minutes: taken down, given back, circulated, published, corrected, adopted."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.records.office.actions.instructions import add_instruction
from khet.records.office.actions.minutes import (
    adopt_minutes,
    circulate_minutes,
    publish_minutes,
    return_minutes,
)
from khet.records.office.actions.minutes_items import ItemChangedError, correct_item, text_of_item
from khet.records.office.actions.minutes_steps import MinutesMovedError
from khet.records.office.actions.owners import owners_named
from khet.records.office.models import Instruction, Item
from khet.records.office.queries.instructions import instructions_of
from khet.records.office.queries.minutes import adopting, following
from khet.records.office.queries.owner_choices import owner_choices, units_under
from khet.records.registry.models import UnitKind
from khet.rules.minutes import (
    ADOPT,
    CIRCULATE,
    CORRECT,
    PUBLISH,
    RETURN,
    WRITE,
    usual_day,
)
from khet.web.office.minutes.asked import Asked, asked_minutes
from khet.web.office.minutes.filling import fault_told, filled
from khet.web.office.minutes.forms import (
    AdoptForm,
    CorrectionForm,
    InstructionForm,
    ReasonForm,
)
from khet.web.parts.filling import Page, form_page, nothing_asked
from khet.web.parts.private import private


@private
@form_page
def instruct(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Write down an instruction or a recommendation of an item."""
    asked = asked_minutes(request, pk)
    asked.require_writer()
    if (refused := too_late(request, asked, WRITE)) is not None:
        return refused
    found = _item(asked, item)
    form = _instruction_form(request, asked)

    def do() -> str:
        add_instruction(by=asked.user, meeting=asked.meeting, item=found, entry=form.entry)
        return f"{asked.url}#item-{item}"

    title = _("ข้อสั่งการหรือข้อเสนอแนะ: %(item)s") % {"item": found.title}
    lead = _("งานของผู้รับผิดชอบจะเปิดเมื่อผู้บริหารให้แจ้งเวียนรายงาน")
    page = Page(title, _("เพิ่ม"), asked.url, lead, done=_("เพิ่มแล้ว"))
    return filled(request, form, page, do)


def _instruction_form(request: HttpRequest, asked: Asked) -> InstructionForm:
    area, today, meeting = asked.viewer.area, asked.viewer.today, asked.meeting
    after = following(meeting)
    schools = units_under(area, UnitKind.SCHOOL, today).values_list("code", "name")
    return InstructionForm(
        request.POST or None,
        owner_choices(area, today),
        schools if request.method == "POST" else (),
        meeting.begins,
        usual_day(meeting.ends, after.begins if after else None),
    )


def _item(asked: Asked, key: int) -> Item:
    found = asked.meeting.items.filter(pk=key).first()
    if found is None:
        raise Http404
    found.meeting = asked.meeting
    return found


def too_late(request: HttpRequest, asked: Asked, what: str) -> HttpResponse | None:
    """The way back where the step isn't allowed; what was sent is answered by its form."""
    if request.method == "POST" or asked.allows(what):
        return None
    messages.error(request, fault_told(MinutesMovedError(asked.state)))
    return redirect(asked.url)


def _what_follows(asked: Asked) -> str:
    """How many duties the instructions make; they are counted as they will be made."""
    told = instructions_of(asked.meeting).filter(kind=Instruction.Kind.INSTRUCTION)
    area, today = asked.viewer.area, asked.viewer.today
    duties = sum(len(owners_named(area, one.owners, today)) for one in told)
    words = _("เปิดงานของผู้รับผิดชอบ %(duties)s งาน จากข้อสั่งการ %(n)s ข้อ")
    return words % {"duties": duties, "n": len(told)} if told else ""


@private
@form_page
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """Give proposed minutes back to be mended."""
    asked = asked_minutes(request, pk)
    asked.require_head()
    if (refused := too_late(request, asked, RETURN)) is not None:
        return refused
    form = ReasonForm(request.POST or None, label_suffix="")

    def do() -> str:
        reason = form.cleaned_data["reason"]
        return_minutes(by=asked.user, meeting=asked.meeting, at=timezone.now(), reason=reason)
        return asked.url

    title = _("ส่งรายงานกลับให้แก้ %(meeting)s") % {"meeting": asked.title}
    lead = _("งานเขียนรายงานจะกลับไปเป็นของผู้จด ข้อสั่งการยังไม่มอบจนกว่าจะแจ้งเวียน")
    page = Page(title, _("ส่งกลับแก้ไข"), asked.url, lead, done=_("ส่งกลับแก้ไขแล้ว"))
    return filled(request, form, page, do)


@private
@form_page
def circulate(request: HttpRequest, pk: int) -> HttpResponse:
    """Have proposed minutes circulated."""
    asked = asked_minutes(request, pk)
    asked.require_head()
    if (refused := too_late(request, asked, CIRCULATE)) is not None:
        return refused

    def do() -> str:
        circulate_minutes(by=asked.user, meeting=asked.meeting, at=timezone.now())
        return asked.url

    title = _("แจ้งเวียนรายงานการประชุม %(meeting)s") % {"meeting": asked.title}
    lead = _("ผู้เกี่ยวข้องอ่านได้ทันที มีข้อความว่ายังไม่รับรอง จนกว่าที่ประชุมจะรับรอง")
    warning, done = _what_follows(asked), _("แจ้งเวียนแล้ว")
    page = Page(title, _("แจ้งเวียน"), asked.url, lead, warning, done)
    return filled(request, nothing_asked(request), page, do)


@private
@form_page
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Show minutes on the public page, or take them off it."""
    asked = asked_minutes(request, pk)
    asked.require_head()
    if (refused := too_late(request, asked, PUBLISH)) is not None:
        return refused
    on = not (asked.minutes and asked.minutes.published)

    def do() -> str:
        publish_minutes(by=asked.user, meeting=asked.meeting, published=on)
        return asked.url

    warning = _("ใครก็อ่านได้ ชื่อผู้เข้าประชุมและผู้รับผิดชอบจะไม่แสดง ตรวจก่อนว่าเนื้อหาไม่มีชื่อหรือข้อมูลของบุคคลอื่น")
    done = _("เผยแพร่แล้ว") if on else _("เลิกเผยแพร่แล้ว")
    name = _("เผยแพร่บนหน้าสาธารณะ") if on else _("เลิกเผยแพร่")
    page = Page(f"{name} {asked.title}", name, asked.url, warning=warning if on else "", done=done)
    return filled(request, nothing_asked(request), page, do)


@private
@form_page
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Say in which meeting minutes were adopted, or that it was by circulation."""
    asked = asked_minutes(request, pk)
    asked.require_head()
    if (refused := too_late(request, asked, ADOPT)) is not None:
        return refused
    meetings = list(adopting(asked.meeting))
    form = AdoptForm(request.POST or None, meetings, asked.meeting.ends, asked.viewer.today)

    def do() -> str:
        day: date = form.day
        adopt_minutes(
            by=asked.user,
            meeting=asked.meeting,
            adopting=form.adopting,
            on=day,
            at=timezone.now(),
        )
        return asked.url

    title = _("รับรองรายงานการประชุม %(meeting)s") % {"meeting": asked.title}
    warning, done = _("หลังรับรองแล้วแก้รายงานไม่ได้อีก"), _("บันทึกการรับรองแล้ว")
    page = Page(title, _("รับรอง"), asked.url, "", warning, done)
    return filled(request, form, page, do)


@private
@form_page
def correct(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Correct an item of circulated minutes before they are adopted."""
    asked = asked_minutes(request, pk)
    asked.require_writer()
    if (refused := too_late(request, asked, CORRECT)) is not None:
        return refused
    found = _item(asked, item)
    form = CorrectionForm(request.POST or None, item, text_of_item(found))

    def do() -> str:
        told = form.cleaned_data
        more = {"seen": told["seen"], "reason": told["reason"], "at": timezone.now()}
        try:
            correct_item(by=asked.user, item=found, text=form.text, **more)
        except ItemChangedError as fault:
            now = text_of_item(fault.item).state
            form.data = {**request.POST.dict(), f"{form.prefix}-seen": now}
            raise
        return f"{asked.url}#item-{item}"

    quoted = [(_("การอภิปราย"), found.discussion), (_("มติที่ประชุม"), found.resolution)]
    lead = _("ฉบับก่อนแก้ยังอยู่ และผู้อ่านเห็นว่าแก้อะไร เพราะอะไร")
    title = _("แก้ก่อนรับรอง: %(item)s") % {"item": found.title}
    done = _("บันทึกการแก้แล้ว")
    page = Page(title, _("บันทึกการแก้"), asked.url, lead, done=done, quoted=quoted)
    return filled(request, form, page, do)
