"""The list of the people whom the reader may see: filtered, page by page, as XLSX."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.documents.sheets import Sheet
from khet.records.registry.models import RoleHeld, User
from khet.records.registry.queries.people import held_now, people_seen
from khet.web.parts.private import workbook_of
from khet.web.parts.tags import be_date
from khet.web.public.errors import Nearest, NotHereError
from khet.web.registry.people.asked import Desk, desk_of
from khet.web.registry.people.filters import PeopleFilters
from khet.web.registry.people.words import account_state, role_name, unit_name

PER_PAGE = 50


@dataclass(frozen=True)
class Row:
    """A person of the list, with what that person holds today and how the account stands."""

    user: User
    held: list[tuple[str, str]]
    state: str


class PeopleList:
    """The people that an address asks for."""

    def __init__(self, request: HttpRequest) -> None:
        self.desk: Desk = desk_of(request)
        self._asked = request.GET

    @cached_property
    def form(self) -> PeopleFilters:
        """The filters.

        Raises:
            NotHereError: a filter names what isn't there.
        """
        form = PeopleFilters(self._asked, self.desk)
        if not form.is_valid():
            whole = Nearest(_("บุคลากรทั้งหมด"), reverse("registry:people"))
            raise NotHereError(_("ไม่มีตัวเลือกนี้ในรายชื่อบุคลากร"), [whole])
        return form

    @cached_property
    def leaf(self) -> Page[User]:
        """The page of the list that is asked for, or the nearest."""
        people = self.form.choose(people_seen(self.desk.by, self.desk.today))
        return Paginator(people, PER_PAGE).get_page(self._asked.get("page"))

    def rows(self, people: Iterable[User]) -> list[Row]:
        """People as the list shows them."""
        now = timezone.now()
        return [
            Row(user, [_held(role) for role in held_now(user)], _state(user, now))
            for user in people
        ]


@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """The list of people."""
    listed = PeopleList(request)
    return render(
        request,
        "registry/people/people.html",
        {
            "form": listed.form,
            "leaf": listed.leaf,
            "rows": listed.rows(listed.leaf),
            "may_open": bool(listed.desk.manned),
            "xlsx": f"{reverse('registry:people-xlsx')}?{listed.form.query}".rstrip("?"),
        },
    )


@require_safe
def people_xlsx(request: HttpRequest) -> HttpResponse:
    """The list of people as it is seen, as XLSX."""
    listed = PeopleList(request)
    columns = (_("ชื่อ"), _("ตำแหน่ง"), _("วิทยฐานะ"), _("ชื่อผู้ใช้"), _("บทบาท"), _("สถานะบัญชี"))
    sheet = Sheet(
        name=_("บุคลากร"),
        heading=(str(listed.desk.viewer.area.name), _("รายชื่อบุคลากรและบทบาท"), *listed.form.told),
        columns=columns,
        rows=[
            (
                row.user.name,
                row.user.position,
                row.user.academic_rank,
                row.user.username,
                ", ".join(map(" ".join, row.held)),
                row.state,
            )
            for row in listed.rows(listed.leaf.paginator.object_list)
        ],
        notes=(_("ข้อมูล ณ %(day)s") % {"day": be_date(listed.desk.today)},),
    )
    return workbook_of(sheet, "people")


def _state(user: User, now: datetime) -> str:
    """How the account stands, and whether every role of it has ended."""
    idle = user.is_active and getattr(user, "had_role", False) and not held_now(user)
    state = account_state(user, now)
    return f"{_('ไม่มีบทบาทแล้ว')} · {state}" if idle else state


def _held(held: RoleHeld) -> tuple[str, str]:
    """A role and where it is held."""
    role = role_name(held.role)
    return f"{role} {_('(รักษาการ)')}" if held.acting else role, unit_name(held.unit)
