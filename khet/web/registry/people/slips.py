"""Printing slips: choosing for whom, giving each a new one-time code, the PDF to hand out.

A code is in the printed file only: neither the code nor the file is kept.
"""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from itertools import groupby
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from khet.documents.slips import Issue, Slip, slips_pdf
from khet.records.registry.access import MANAGE_ACCOUNTS
from khet.records.registry.access.managing import manages
from khet.records.registry.actions.roles import still_on
from khet.records.registry.actions.sign_in import issue_code
from khet.records.registry.models import RoleHeld, Unit, User
from khet.records.registry.queries.people import held_now, holding, people_seen
from khet.web.registry.people.asked import Desk, desk_of, managed_person
from khet.web.registry.people.changes import form_page
from khet.web.registry.people.filling import Page
from khet.web.registry.people.filters import choose, thai_select, unit_choices
from khet.web.registry.people.words import place_of

VALID = timedelta(days=14)
UNIT, DIRECTORS, NEVER = "unit", "directors", "never"
_HEAD = "school-director"
_EPOCH = (1980, 1, 1, 0, 0, 0)


class SlipsForm(forms.Form):
    """For whom slips are printed."""

    who = forms.ChoiceField(label=_("พิมพ์ให้"))
    unit = forms.ChoiceField(label=_("หน่วยงาน"), required=False, widget=thai_select())
    reset = forms.BooleanField(
        label=_("ออกรหัสใหม่ให้ผู้ที่ตั้งรหัสผ่านแล้วด้วย รหัสผ่านเดิมจะใช้ไม่ได้"), required=False
    )

    def __init__(self, data: Any, desk: Desk) -> None:
        units = unit_choices(desk.manned)
        start = {"who": UNIT, "unit": units[0][0] if len(units) == 1 else ""}
        super().__init__(data, label_suffix="", initial=start)
        whom = [(UNIT, gettext("ทุกคนของหน่วยงาน")), (NEVER, gettext("ทุกคนที่ยังไม่เคยเข้าใช้"))]
        if desk.everywhere:
            whom.insert(1, (DIRECTORS, gettext("ผู้อำนวยการโรงเรียนทุกแห่ง")))
        choose(self, "who", whom)
        choose(self, "unit", [("", gettext("เลือกหน่วยงาน")), *units])

    def clean(self) -> dict[str, Any]:
        """Whether a unit is chosen where one is needed."""
        if self.cleaned_data.get("who") == UNIT and not self.cleaned_data.get("unit"):
            self.add_error("unit", gettext("เลือกหน่วยงานที่จะพิมพ์"))
        return self.cleaned_data


@dataclass
class Chosen:
    """The people that a form chooses; ``settled`` have a password of their own already."""

    desk: Desk
    asked: dict[str, Any]

    @cached_property
    def _all(self) -> list[User]:
        people = people_seen(self.desk.by, self.desk.today).filter(is_active=True)
        if self.asked["who"] == UNIT:
            unit = self.desk.unit(*self.asked["unit"].split(":", 1))
            people = holding(people, self.desk.today, unit=unit)
        elif self.asked["who"] == DIRECTORS:
            people = holding(people, self.desk.today, role=_HEAD)
        else:
            people = people.filter(last_login=None)
        unended = RoleHeld.objects.filter(still_on(self.desk.today)).select_related("unit")
        listed = people.prefetch_related(Prefetch("roles_held", unended, "unended"))
        return [user for user in listed if held_now(user) and self._manages(user)]

    def _manages(self, user: User) -> bool:
        """Whether the code is the reader's to give, roles to come counted as on a person's page."""
        roles: list[RoleHeld] = getattr(user, "unended", [])
        return manages(self.desk.by, user.pk, roles)

    @property
    def settled(self) -> list[User]:
        """Those who keep their own password."""
        return [] if self.asked["reset"] else [user for user in self._all if has_own(user)]

    @property
    def people(self) -> list[User]:
        """Those who get a slip, by unit and name."""
        chosen = [user for user in self._all if self.asked["reset"] or not has_own(user)]
        return sorted(chosen, key=lambda user: (home_of(user).sort_key, user.sort_key, user.pk))


@form_page
def slips(request: HttpRequest) -> HttpResponse:
    """Choose for whom, see for how many, print."""
    desk = desk_of(request, MANAGE_ACCOUNTS)
    asked = request.POST if request.method == "POST" else request.GET
    form = SlipsForm(asked or None, desk)
    chosen = Chosen(desk, form.cleaned_data) if form.is_valid() else None
    if request.method == "POST" and chosen and chosen.people:
        if chosen.asked["who"] == NEVER:
            return _zip(_by_unit(request, desk, chosen.people))
        return _pdf(_printed(request, desk, chosen.people), "slips.pdf")
    context = {"form": form, "chosen": chosen}
    return render(request, "registry/people/slips.html", context)


@form_page
def person_code(request: HttpRequest, username: str) -> HttpResponse:
    """Print a slip with a new code for one person."""
    person = managed_person(request, username)
    if not person.user.is_active:
        raise PermissionDenied(gettext("บัญชีนี้ปิดอยู่: เปิดบัญชีก่อนออกรหัส"))
    own = has_own(person.user)
    sure = forms.BooleanField(label=_("ยืนยันว่าเจ้าของขอรหัสใหม่ รหัสผ่านเดิมจะใช้ไม่ได้"))
    form = forms.Form(request.POST if request.method == "POST" else None, label_suffix="")
    form.fields.update({"sure": sure} if own else {})
    if request.method == "POST" and form.is_valid():
        printed = _printed(request, person.desk, [person.user])
        return _pdf(printed, f"slip-{person.user.username}.pdf")
    back = reverse("registry:person", args=[username])
    lead = gettext("ใบรหัสใช้ได้ 14 วัน ใบที่พิมพ์ก่อนหน้าจะใช้ไม่ได้ทันที")
    warning = gettext("ผู้นี้ตั้งรหัสผ่านของตนเองแล้ว ออกรหัสใหม่เมื่อเจ้าของลืมรหัสผ่านเท่านั้น")
    title = gettext("พิมพ์ใบรหัสให้ %(name)s") % {"name": person.user}
    page = Page(title, gettext("ออกรหัสและพิมพ์"), back, lead, warning if own else "")
    return render(request, "registry/people/form.html", {"form": form, "page": page})


def has_own(user: User) -> bool:
    """Whether the person has chosen a password already."""
    return user.code_until is None and user.has_usable_password()


def home_of(user: User) -> Unit:
    """The unit that a person's slip is handed out at: where the first role is held."""
    return held_now(user)[0].unit


@transaction.atomic
def _printed(request: HttpRequest, desk: Desk, people: Sequence[User]) -> bytes:
    """The PDF with a new code for each of the people."""
    now = timezone.now()
    until = now + VALID
    made = [_slip(desk, user, until) for user in people]
    issue = Issue(
        office=str(desk.viewer.area),
        address=request.build_absolute_uri("/"),
        until=timezone.localtime(until),
        made=now,
    )
    return slips_pdf(made, issue)


def _slip(desk: Desk, user: User, until: datetime) -> Slip:
    code = issue_code(by=desk.user, user=user, until=until)
    place = place_of(held_now(user), user)
    return Slip(user.name, place, user.username, code)


@transaction.atomic
def _by_unit(request: HttpRequest, desk: Desk, people: Iterable[User]) -> list[tuple[str, bytes]]:
    """A PDF for each unit, with its name in the archive."""
    return [
        (f"{unit.code}-{unit}.pdf".replace("/", "-"), _printed(request, desk, list(those)))
        for unit, those in groupby(people, home_of)
    ]


def _zip(files: Iterable[tuple[str, bytes]]) -> HttpResponse:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files:
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), content)
    return _file(packed.getvalue(), "application/zip", "slips.zip")


def _pdf(content: bytes, name: str) -> HttpResponse:
    return _file(content, "application/pdf", name)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Cache-Control"] = "private, no-store"
    return response
