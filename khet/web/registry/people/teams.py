"""Teams: flower groups, staff teams, their members and leaders."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from khet.records.registry.access import SEE_PEOPLE
from khet.records.registry.actions.teams import TeamEntry, change_team, create_team, set_members
from khet.records.registry.models import Team
from khet.records.registry.queries.people import teams_of
from khet.web.parts.filling import Page, form_page
from khet.web.parts.viewer import viewer_of
from khet.web.registry.people.asked import Desk
from khet.web.registry.people.filling import filled
from khet.web.registry.people.post_forms import MembersForm, TeamForm
from khet.web.registry.people.posts import office_desk


@require_safe
def teams(request: HttpRequest) -> HttpResponse:
    """The teams of the office, with leaders and members."""
    viewer = viewer_of(request)
    viewer.require_everywhere(SEE_PEOPLE)
    rows = [
        {
            "team": team,
            "kind": _(Team.Kind(team.kind).label),
            "members": sorted(
                team.members.all(), key=lambda one: (not one.leads, one.user.sort_key)
            ),
        }
        for team in teams_of(viewer.scope.areas)
    ]
    desk = Desk(viewer)
    context = {"rows": rows, "may_change": desk.everywhere, "today": viewer.today}
    return render(request, "registry/people/teams.html", context)


@form_page
def team_add(request: HttpRequest) -> HttpResponse:
    """Create a team."""
    desk = office_desk(request)
    form = TeamForm(request.POST or None, _kinds(), {"since": desk.today})

    def do() -> str:
        team = create_team(
            by=desk.user, area=desk.viewer.area, entry=TeamEntry(**form.cleaned_data)
        )
        return reverse("registry:team-members", args=[team.pk])

    page = Page(_("เพิ่มทีม"), _("เพิ่มทีม"), reverse("registry:teams"))
    return filled(request, form, page, do)


@form_page
def team_change(request: HttpRequest, team: int) -> HttpResponse:
    """Change what a team is, or end it."""
    desk = office_desk(request)
    found = _team(desk, team)
    names = ("kind", "name", "topic", "since", "until")
    form = TeamForm(request.POST or None, _kinds(), {name: getattr(found, name) for name in names})

    def do() -> str:
        change_team(by=desk.user, team=found, entry=TeamEntry(**form.cleaned_data))
        return reverse("registry:teams")

    page = Page(_("แก้ทีม%(name)s") % {"name": found}, _("บันทึก"), reverse("registry:teams"))
    return filled(request, form, page, do)


@form_page
def team_members(request: HttpRequest, team: int) -> HttpResponse:
    """Say who is in a team, and who leads it."""
    desk = office_desk(request)
    found = _team(desk, team)
    members = found.members.select_related("user").order_by("user__sort_key", "pk")
    listed = [(member.user.username, member.leads) for member in members]
    initial = {
        "members": "\n".join(name for name, _leads in listed),
        "leader": next((name for name, leads in listed if leads), ""),
    }
    form = MembersForm(request.POST or None, desk, initial)

    def do() -> str:
        set_members(by=desk.user, team=found, **form.cleaned_data)
        return reverse("registry:teams")

    title = _("สมาชิกของทีม%(name)s") % {"name": found}
    return filled(request, form, Page(title, _("บันทึก"), reverse("registry:teams")), do)


def _kinds() -> list[tuple[str, str]]:
    return [(key, _(label)) for key, label in Team.Kind.choices]


def _team(desk: Desk, team: int) -> Team:
    return get_object_or_404(Team, pk=team, area__in=desk.viewer.scope.areas)
