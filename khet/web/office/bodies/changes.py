"""Creating and changing bodies, and who hosts their meetings in turn."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.office.actions.bodies import BodyFixedError, change_body, create_body
from khet.records.office.actions.hosts import set_hosts
from khet.records.office.models import Body
from khet.records.office.queries.meetings import hosts_of
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.register import units_of
from khet.web.office.bodies.forms import BodyForm, HostsForm, as_it_is
from khet.web.office.meetings.asked import body_of, desk_of
from khet.web.parts.filling import Page, filled, form_page
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in


@private
@form_page
def add(request: HttpRequest) -> HttpResponse:
    """Create a body."""
    desk = desk_of(request)
    if not desk.holds_any:
        raise PermissionDenied
    area = desk.viewer.area
    initial = {"since": desk.viewer.today, "kind": Body.Kind.OTHER, "every": Body.Every.NONE}
    form = BodyForm(request.POST or None, units_of(area, UnitKind.GROUP), initial)

    def do() -> str:
        body = create_body(by=signed_in(request), area=area, entry=form.entry(None))
        return reverse("office:body", args=[body.pk])

    lead = _("เพิ่มคณะแล้วจึงกำหนดสมาชิก คณะที่ตั้งโดยคำสั่งเริ่มที่หน้าคำสั่ง")
    page = Page(_("เพิ่มคณะ"), _("เพิ่มคณะ"), reverse("office:bodies"), lead, done=_("เพิ่มคณะแล้ว"))
    return filled(request, form, page, do)


@private
@form_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a body is, or end it."""
    desk, body = body_of(request, pk, hold=True)
    groups = units_of(desk.viewer.area, UnitKind.GROUP)
    form = BodyForm(request.POST or None, groups, as_it_is(body))
    back = reverse("office:body", args=[pk])

    def do() -> str:
        try:
            change_body(by=signed_in(request), body=body, entry=form.entry(body.order))
        except BodyFixedError:
            told = _("คณะนี้ตั้งโดยคำสั่งที่เสนอหรือลงนามแล้ว จึงแก้ไม่ได้: ออกคำสั่งใหม่แทน")
            raise ValidationError(told) from None
        return back

    title = _("แก้ %(body)s") % {"body": body}
    return filled(request, form, Page(title, _("บันทึก"), back, done=_("บันทึกแล้ว")), do)


@private
@form_page
def hosts(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which groups host a body's meetings, in which order."""
    desk, body = body_of(request, pk, hold=True)
    units = list(units_of(desk.viewer.area, UnitKind.GROUP))
    initial = {"hosts": "\n".join(unit.name for unit in hosts_of(body))}
    form = HostsForm(request.POST or None, units, initial)
    back = reverse("office:body", args=[pk])

    def do() -> str:
        set_hosts(by=signed_in(request), body=body, units=form.cleaned_data["hosts"])
        return back

    lead = _("กลุ่มของสำนักงาน: %(names)s") % {"names": ", ".join(unit.name for unit in units)}
    page = Page(
        _("เวรเจ้าภาพของ %(body)s") % {"body": body}, _("บันทึก"), back, lead, done=_("บันทึกแล้ว")
    )
    return filled(request, form, page, do)
