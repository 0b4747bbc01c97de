"""Opening an account, and changes of a person: names, roles, closing, the second factor."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.records.registry.access import MANAGE_ACCOUNTS
from khet.records.registry.actions.people import (
    AccountEntry,
    change_person,
    close_account,
    open_account,
    reopen_account,
)
from khet.records.registry.actions.posts import leave_post
from khet.records.registry.actions.roles import RoleEntry, give_role
from khet.records.registry.actions.sign_in import reset_second_factor
from khet.records.registry.models import Unit, UnitKind
from khet.records.registry.queries.people import free_user_name
from khet.web.parts.filling import Page, form_page, nothing_asked
from khet.web.registry.people.asked import Desk, Person, desk_of, managed_person, person_of
from khet.web.registry.people.filling import filled
from khet.web.registry.people.forms import AccountForm, EndForm, PersonForm, RoleForm
from khet.web.registry.people.words import role_name, unit_name


@form_page
def add(request: HttpRequest) -> HttpResponse:
    """Open an account of a new person."""
    desk = desk_of(request, MANAGE_ACCOUNTS)
    form = AccountForm(request.POST or None, desk, None)

    def do() -> str:
        entry = _entry(desk, form.cleaned_data)
        user = open_account(by=desk.user, entry=entry, since=desk.today)
        return reverse("registry:person", args=[user.username])

    lead = _("บัญชีใหม่ยังเข้าใช้ไม่ได้จนกว่าจะพิมพ์ใบรหัสให้เจ้าของ")
    page = Page(_("เพิ่มบุคลากร"), _("เปิดบัญชี"), reverse("registry:people"), lead)
    return filled(request, form, page, do)


@form_page
def change(request: HttpRequest, username: str) -> HttpResponse:
    """Change what a person is called."""
    person = managed_person(request, username)
    user = person.user
    names = ("name", "position", "academic_rank")
    initial = {name: getattr(user, name) for name in names}
    form = PersonForm(request.POST or None, label_suffix="", initial=initial)

    def do() -> str:
        asked = {name: form.cleaned_data[name] for name in names}
        change_person(by=person.desk.user, user=user, **asked)
        return _of(person)

    return filled(request, form, Page(_("แก้ชื่อและตำแหน่ง"), _("บันทึก"), _of(person)), do)


@form_page
def give(request: HttpRequest, username: str) -> HttpResponse:
    """Give a person a further role."""
    person = managed_person(request, username)
    if not person.may_get_roles:
        raise PermissionDenied
    form = RoleForm(request.POST or None, person.desk, person.user.pk)

    def do() -> str:
        asked = form.cleaned_data
        entry = RoleEntry(**{name: asked[name] for name in ("role", "unit", *_DAYS)})
        give_role(by=person.desk.user, user=person.user, entry=entry)
        return _of(person)

    title = _("ให้บทบาทแก่ %(name)s") % {"name": person.user}
    return filled(request, form, Page(title, _("ให้บทบาท"), _of(person)), do)


@form_page
def end(request: HttpRequest, username: str, held: int) -> HttpResponse:
    """Set the last day of a role that a person holds."""
    person = person_of(request, username)
    role = get_object_or_404(person.user.roles_held.select_related("unit", "post", "user"), pk=held)
    if not person.may_end(role):
        raise PermissionDenied
    form = EndForm(request.POST or None, person.desk)

    def do() -> str:
        leave_post(by=person.desk.user, held=role, until=form.cleaned_data["until"])
        return _of(person)

    names = {"role": role_name(role.role), "unit": unit_name(role.unit), "name": person.user}
    title = _("สิ้นสุดบทบาท%(role)s %(unit)s ของ %(name)s") % names
    return filled(request, form, Page(title, _("กำหนดวันสิ้นสุด"), _of(person)), do)


@form_page
def close(request: HttpRequest, username: str) -> HttpResponse:
    """Close a person's account, or open a closed one again."""
    person = managed_person(request, username)
    user, by = person.user, person.desk.user

    def do() -> str:
        if user.is_active:
            close_account(by=by, user=user, on=person.desk.today)
        else:
            reopen_account(by=by, user=user)
        return _of(person)

    return filled(request, nothing_asked(request), _closing(person), do)


@form_page
def second_factor(request: HttpRequest, username: str) -> HttpResponse:
    """Take away a second factor that its owner has lost."""
    person = managed_person(request, username)
    form = nothing_asked(request)

    def do() -> str:
        reset_second_factor(by=person.desk.user, user=person.user)
        return _of(person)

    warning = _("ทำเมื่อเจ้าของมาแจ้งด้วยตนเองว่าโทรศัพท์หรือบัตรรหัสหาย ถ้าสงสัยว่าถูกขโมย ให้ออกรหัสใหม่ด้วย")
    title = _("ยกเลิกการยืนยันขั้นที่สองของ %(name)s") % {"name": person.user}
    return filled(request, form, Page(title, _("ยกเลิก"), _of(person), warning=warning), do)


_DAYS = ("since", "until", "acting")


def _closing(person: Person) -> Page:
    if person.user.is_active:
        title = _("ปิดบัญชีของ %(name)s") % {"name": person.user}
        warning = _("เข้าใช้ไม่ได้ทันที และบทบาททั้งหมดสิ้นสุด ประวัติยังอยู่ครบ")
        return Page(title, _("ปิดบัญชี"), _of(person), warning=warning)
    title = _("เปิดบัญชีของ %(name)s อีกครั้ง") % {"name": person.user}
    lead = _("บทบาทเดิมสิ้นสุดแล้ว ให้บทบาทใหม่หลังเปิดบัญชี")
    return Page(title, _("เปิดบัญชี"), _of(person), lead)


def _entry(desk: Desk, asked: dict[str, Any]) -> AccountEntry:
    """The account that the form asks for, with a user name of its own or a free one."""
    unit: Unit = asked["unit"]
    since: date = asked["since"]
    return AccountEntry(
        username=asked["username"] or free_user_name(unit, desk.viewer.area),
        name=asked["name"],
        role=asked["role"],
        unit=(UnitKind(unit.kind), unit.code),
        position=asked["position"],
        academic_rank=asked["academic_rank"],
        identity=asked["identity"],
        acting=asked["acting"],
        since=since,
        until=asked["until"],
    )


def _of(person: Person) -> str:
    return reverse("registry:person", args=[person.user.username])
