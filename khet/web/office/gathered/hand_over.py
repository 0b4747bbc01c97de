"""The hand-over book of a person: what is open in the posts, to be signed by who takes over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from django.views.decorators.http import require_safe

from khet.records.office.actions.papers import record_paper
from khet.records.registry.access import MANAGE_ACCOUNTS, MANAGE_WORK, SEE_PEOPLE, SEE_WORK
from khet.records.registry.models import RoleHeld, Unit, User
from khet.records.registry.queries.people import roles_on_in
from khet.rules.finding import query_parts, search_text
from khet.rules.thai import tidy
from khet.web.office.gathered.paper import as_of, hand_over_book
from khet.web.parts.gathered import HAND_OVER, About, Section, sections_of
from khet.web.parts.private import paper_of, private
from khet.web.parts.viewer import Viewer, signed_in, viewer_of
from khet.web.registry.people.words import role_name, unit_name

_OF_PEOPLE = (SEE_WORK, SEE_PEOPLE, MANAGE_ACCOUNTS)


class HandOverForm(forms.Form):
    """Whose post is handed over, typed as it is called; the reader's own posts where nothing is."""

    who = forms.CharField(
        label=gettext_lazy("ผู้ส่งมอบและตำแหน่ง"),
        help_text=gettext_lazy("พิมพ์ชื่อหรือตำแหน่ง แล้วเลือกจากรายการ เว้นว่างคือทุกตำแหน่งของฉัน"),
        required=False,
        max_length=300,
        widget=forms.TextInput(attrs={"list": "posts", "autocomplete": "off", "lang": "th"}),
    )

    def __init__(self, data: Mapping[str, str], choices: Sequence[RoleHeld]) -> None:
        super().__init__(data, label_suffix="")
        self._choices = choices
        self.chosen: RoleHeld | None = None

    @property
    def posts(self) -> list[str]:
        """What the posts are called, to choose from."""
        return [_told(one) for one in self._choices]

    def clean_who(self) -> str:
        """The one post that is called so, or that alone has all that was typed."""
        typed: str = tidy(self.cleaned_data["who"])
        parts = query_parts(typed)
        found = [one for one in self._choices if all(p in search_text(_told(one)) for p in parts)]
        found = [one for one in found if _told(one) == typed] or found
        if typed and len(found) != 1:
            told = _("พบหลายตำแหน่ง: พิมพ์เพิ่ม หรือเลือกจากรายการ") if found else _("ไม่พบชื่อหรือตำแหน่งนี้")
            raise forms.ValidationError(told)
        self.chosen = found[0] if typed else None
        return typed


@dataclass(frozen=True)
class HandedOver:
    """Who hands over which posts, of those from which the reader may choose."""

    user: User
    held: list[RoleHeld]
    choices: list[RoleHeld]

    @property
    def units(self) -> tuple[Unit, ...]:
        """The units of the posts."""
        return tuple({one.unit_id: one.unit for one in self.held}.values())


@private
@require_safe
def show_hand_over(request: HttpRequest) -> HttpResponse:
    """What a person hands over, on a page."""
    viewer = viewer_of(request)
    handed = _handed(request, viewer)
    query = {name: request.GET[name] for name in ("held", "person") if request.GET.get(name)}
    start = {"who": _told(handed.held[0])} if "held" in query else {}
    form = HandOverForm({**start, **request.GET.dict()}, handed.choices)
    if form.is_valid() and form.chosen and "who" in request.GET:
        return redirect(f"{reverse('office:hand-over')}?held={form.chosen.pk}")
    context = {
        "form": form,
        "handed": handed,
        "posts": [f"{role_name(one.role)} {unit_name(one.unit)}" for one in handed.held],
        "sections": _sections(viewer, handed),
        "as_of": as_of(timezone.now()),
        "query": urlencode(query),
    }
    return render(request, "office/gathered/hand_over.html", context)


@require_safe
def hand_over_file(request: HttpRequest, form: str) -> HttpResponse:
    """The book as PDF or DOCX."""
    viewer = viewer_of(request)
    handed = _handed(request, viewer)
    with override("th"):
        sections, now = _sections(viewer, handed), timezone.now()
        book = hand_over_book(viewer.area, handed.user, handed.held, sections, now)
    made = paper_of(book, form, viewer.today, f"hand-over-{viewer.today.isoformat()}")
    key = f"hand-over {handed.user.pk} {viewer.today.isoformat()}"
    record_paper(by=signed_in(request), key=key, form=form)
    return made


def sees_others(viewer: Viewer) -> bool:
    """Whether the reader may make the book of anybody in the area."""
    may = viewer.scope.may_everywhere
    return may(MANAGE_WORK) or all(map(may, _OF_PEOPLE))


def _handed(request: HttpRequest, viewer: Viewer) -> HandedOver:
    """Whom and which posts the address asks for.

    Raises:
        PermissionDenied: it is somebody else's, and the reader may see the own only.
        Http404: there is no such person or post today.
    """
    own = list(viewer.roles)
    choices = list(roles_on_in(viewer.area, viewer.today)) if sees_others(viewer) else own
    post, name = request.GET.get("held", ""), request.GET.get("person", "")
    if not post and not name:
        return HandedOver(signed_in(request), own, choices)
    asked = [one for one in choices if post in ("", str(one.pk))]
    asked = [one for one in asked if name in ("", one.user.username)]
    if not asked and not sees_others(viewer):
        raise PermissionDenied
    if not asked:
        raise Http404
    return HandedOver(asked[0].user, asked, choices)


def _sections(viewer: Viewer, handed: HandedOver) -> list[Section]:
    held = tuple(one for one in handed.choices if one.user_id == handed.user.pk)
    about = About(viewer.area, viewer.today, handed.user, handed.units, held)
    return sections_of(HAND_OVER, viewer, about)


def _told(held: RoleHeld) -> str:
    return f"{held.user} – {role_name(held.role)} {unit_name(held.unit)}"
