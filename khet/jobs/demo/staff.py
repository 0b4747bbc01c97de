"""Staff of the demonstration's office: groups and flower groups as printed, people invented.

With the ten of the cast who work at the office they are 71, only those ten can sign in.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from khet.jobs.demo.area import DemoArea, rows
from khet.jobs.demo.pupils import invented_name
from khet.jobs.demo.registers import group_codes
from khet.jobs.demo.sizes import SEED
from khet.records.registry.actions.people import AccountEntry, open_accounts
from khet.records.registry.actions.posts import appoint, create_post
from khet.records.registry.actions.teams import TeamEntry, create_team, set_members
from khet.records.registry.models import Team, Unit, UnitKind, User

_HEAD, _SUPERVISOR = "group-director", "supervisor"
_SUPERVISORS = "กลุ่มนิเทศ ติดตามและประเมินผลการจัดการศึกษา"
_LUCK = 10**6


def engage_staff(*, by: str, area: DemoArea, cast: Iterable[str], since: date) -> None:
    """Open the accounts, fill the posts of heads and of the networks' supervisors, make teams.

    ``cast`` are the user names of those who work at the office already.
    """
    users = open_accounts(by=by, entries=list(staff_entries(area)), since=since)
    office = [*User.objects.filter(username__in=list(cast)).order_by("pk"), *users]
    _appoint_heads(by, office, since)
    _appoint_supervisors(by, area, users, since)
    _make_teams(by, Unit.objects.get(kind=UnitKind.AREA, code=area.code), office, since)


def staff_entries(area: DemoArea) -> Iterator[AccountEntry]:
    """An account without a password for each of the staff, in the order of the groups.

    Supervisors see their network's schools by the post there; in their group they are staff.
    """
    networks = [network for network in area.networks if network.sector == "public"]
    listed = [(r["group"], r["title"], r["role"], int(r["people"])) for r in rows("staff")]
    listed.append((_SUPERVISORS, "ศึกษานิเทศก์", "clerk", len(networks)))
    rng, codes, number = np.random.default_rng([SEED, 71]), group_codes(area), 0
    for group, title, role, people in listed:
        for _ in range(people):
            number += 1
            luck = int(rng.integers(_LUCK))
            name = invented_name(luck, luck % 2 == 0, titled=False)
            unit = (str(UnitKind.GROUP), codes[group])
            yield AccountEntry(f"staff-{number:02d}", name, role, unit, position=title)


def _appoint_heads(by: str, users: Iterable[User], since: date) -> None:
    for user in users:
        held = user.roles_held.select_related("unit").get()
        if held.role == _HEAD:
            title = user.position or f"ผู้อำนวยการ{held.unit}"
            post = create_post(by=by, unit=held.unit, title=title, role=_HEAD)
            appoint(by=by, post=post, user=user, since=since)


def _appoint_supervisors(by: str, area: DemoArea, users: list[User], since: date) -> None:
    codes = [network.code for network in area.networks if network.sector == "public"]
    for code, user in zip(codes, users[-len(codes) :], strict=True):
        network = Unit.objects.get(kind=UnitKind.NETWORK, code=code)
        title = f"ศึกษานิเทศก์ประจำเครือข่าย{network.name}"
        post = create_post(by=by, unit=network, title=title, role=_SUPERVISOR)
        appoint(by=by, post=post, user=user, since=since)


def _make_teams(by: str, area: Unit, office: list[User], since: date) -> None:
    """The flower groups in their printed sizes; people go round, so that groups are mixed."""
    sizes = [int(row["members"]) for row in rows("flower_groups")]
    for place, row in enumerate(rows("flower_groups")):
        entry = TeamEntry(str(Team.Kind.FLOWER), row["name"], "", since)
        team = create_team(by=by, area=area, entry=entry)
        members = office[place :: len(sizes)]
        set_members(by=by, team=team, members=members, leader=members[0])
