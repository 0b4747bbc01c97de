"""Teams across the groups of an office: flower groups, staff teams, and who is in them."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Team, TeamMember, Unit, User
from khet.rules.thai import tidy


@dataclass(frozen=True)
class TeamEntry:
    """A team as it is to be: its kind, name, topic, first and last day."""

    kind: str
    name: str
    topic: str
    since: date
    until: date | None = None


class TeamExistsError(Exception):
    """The area has a team of that kind and name."""


class TeamEndsEarlyError(Exception):
    """The team would end before it began."""


class NotOneLeaderError(Exception):
    """A team with members has one leader, who is one of them."""


@transaction.atomic
def create_team(*, by: Actor, area: Unit, entry: TeamEntry) -> Team:
    """Create a team of an area, without members yet.

    Raises:
        TeamExistsError, TeamEndsEarlyError: see there.
    """
    team = Team(area=area)
    _save(team, entry)
    _tell(by, "create-team", team, None, _told(team))
    return team


@transaction.atomic
def change_team(*, by: Actor, team: Team, entry: TeamEntry) -> None:
    """Change what a team is; nothing is written where nothing changes.

    Raises:
        TeamExistsError, TeamEndsEarlyError: see there.
    """
    before = _told(team)
    _save(team, entry)
    if before != _told(team):
        _tell(by, "change-team", team, before, _told(team))


@transaction.atomic
def set_members(*, by: Actor, team: Team, members: Collection[User], leader: User | None) -> None:
    """Let exactly these be the team's members, one of them its accountable leader.

    Raises:
        NotOneLeaderError: no leader though there are members, or one who isn't a member.
    """
    if (leader not in members) if members else leader is not None:
        raise NotOneLeaderError
    before = _members(team)
    team.members.all().delete()
    TeamMember.objects.bulk_create(
        TeamMember(team=team, user=user, leads=user == leader) for user in set(members)
    )
    after = _members(team)
    if before != after:
        _tell(by, "set-members", team, before, after)


def _save(team: Team, entry: TeamEntry) -> None:
    if entry.until is not None and entry.until < entry.since:
        raise TeamEndsEarlyError(entry.name)
    team.kind, team.name, team.topic = entry.kind, tidy(entry.name), tidy(entry.topic)
    team.since, team.until = entry.since, entry.until
    try:
        with transaction.atomic():
            team.save()
    except IntegrityError:
        raise TeamExistsError(entry.name) from None


def _told(team: Team) -> dict[str, object]:
    return {
        "area": team.area.code,
        "kind": team.kind,
        "name": team.name,
        "topic": team.topic,
        "since": team.since.isoformat(),
        "until": team.until.isoformat() if team.until else "",
    }


def _members(team: Team) -> dict[str, object]:
    rows = list(team.members.order_by("user__username").values_list("user__username", "leads"))
    return {
        "members": [name for name, _ in rows],
        "leader": next((name for name, leads in rows if leads), ""),
    }


def _tell(
    by: Actor,
    action: str,
    team: Team,
    before: dict[str, object] | None,
    after: dict[str, object],
) -> None:
    key = str(team.pk)
    record_event(by=by, action=action, kind="registry.team", key=key, before=before, after=after)
