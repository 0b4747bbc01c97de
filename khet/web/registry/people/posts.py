"""Posts: which there are, who holds them, appointing to them."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.registry.access import MANAGE_ACCOUNTS
from khet.records.registry.access.managing import may_give
from khet.records.registry.actions.posts import appoint, create_post
from khet.records.registry.models import Post, User
from khet.records.registry.queries.people import posts_of
from khet.web.parts.filling import Page, form_page
from khet.web.registry.people.asked import Desk, desk_of
from khet.web.registry.people.filling import filled
from khet.web.registry.people.post_forms import AppointForm, PostForm
from khet.web.registry.people.words import role_name, unit_name


@require_safe
def posts(request: HttpRequest) -> HttpResponse:
    """The posts of the units that the reader sees, with their holders."""
    desk = desk_of(request)
    rows = [
        {
            "post": post,
            "unit": unit_name(post.unit),
            "role": role_name(post.role),
            "appoints": may_give(desk.by, None, post.role, post.unit),
        }
        for post in posts_of(desk.units, desk.today)
    ]
    context = {"rows": rows, "may_create": desk.everywhere}
    return render(request, "registry/people/posts.html", context)


@form_page
def post_add(request: HttpRequest) -> HttpResponse:
    """Create a post at a unit."""
    desk = office_desk(request)
    form = PostForm(request.POST or None, desk)

    def do() -> str:
        asked = form.cleaned_data
        role: Any = {name: asked[name] for name in ("unit", "title", "role")}
        create_post(by=desk.user, **role)
        return reverse("registry:posts")

    page = Page(_("เพิ่มตำแหน่ง"), _("เพิ่มตำแหน่ง"), reverse("registry:posts"))
    return filled(request, form, page, do)


@form_page
def post_appoint(request: HttpRequest, post: int) -> HttpResponse:
    """Appoint a person to a post."""
    desk = desk_of(request, MANAGE_ACCOUNTS)
    found = get_object_or_404(Post.objects.select_related("unit"), pk=post, unit__in=desk.units)
    if not may_give(desk.by, None, found.role, found.unit):
        raise PermissionDenied
    form = AppointForm(request.POST or None, desk)

    def do() -> str:
        asked = form.cleaned_data
        person: User = asked["person"]
        if not may_give(desk.by, person.pk, found.role, found.unit):
            raise PermissionDenied(_("แต่งตั้งตนเองไม่ได้: ให้ผู้ดูแลบัญชีคนอื่นทำ"))
        appoint(by=desk.user, post=found, user=person, since=asked["since"], acting=asked["acting"])
        return reverse("registry:posts")

    title = _("แต่งตั้ง%(post)s %(unit)s") % {"post": found.title, "unit": unit_name(found.unit)}
    lead = _("ผู้ดำรงตำแหน่งเดิมพ้นตำแหน่งในวันก่อนหน้า และหมดบทบาทของตำแหน่งนี้")
    return filled(request, form, Page(title, _("แต่งตั้ง"), reverse("registry:posts"), lead), do)


def office_desk(request: HttpRequest) -> Desk:
    """The desk of a reader who manages the accounts of the whole office."""
    desk = desk_of(request, MANAGE_ACCOUNTS)
    if not desk.everywhere:
        raise PermissionDenied
    return desk
