"""Teams across the groups of an office, a row for each member."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from django.utils.translation import gettext_noop as _

from khet.figures.intake.problems import Problem
from khet.jobs.registers.columns import Column, day, one_of, words, yes
from khet.jobs.registers.people_columns import USER_NAME
from khet.jobs.registers.posts import PERSON
from khet.jobs.registers.register import Change, Refuse, Register, Row
from khet.records.registry.access import MANAGE_ACCOUNTS, SEE_PEOPLE
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.teams import TeamEntry, change_team, create_team, set_members
from khet.records.registry.models import Team, User
from khet.rules.calendar import thai_date
from khet.rules.dates import parse_day

_KINDS = {str(kind.label): str(kind.value) for kind in Team.Kind}
_OF_TEAM = ("topic", "since", "until")
_DAY = "ใส่วัน เดือน ปี เช่น 16 พ.ค. 2556"
Name = tuple[str, str]


class Teams(Register):
    """Teams and their members; one member of each leads."""

    key = "teams"
    title = _("ทีมงานและกลุ่มดอกไม้")
    purpose = _("กลุ่มดอกไม้ STAFF ทีม และสมาชิก แต่ละทีมมีหัวหน้าทีมหนึ่งคน")
    permission = MANAGE_ACCOUNTS
    seen_with = SEE_PEOPLE
    dated = False
    identity = ("kind", "team", "username")
    optional = True
    kinds = ("registry.team",)
    columns = (
        Column(
            "kind",
            "ประเภททีม",
            one_of({label: (code,) for label, code in _KINDS.items()}),
            f"ใส่ {' หรือ '.join(_KINDS)}",
            (),
            True,
            example="กลุ่มดอกไม้",
        ),
        Column("team", "ชื่อทีม", words(150), "ใส่ชื่อทีม", ("ทีม",), True, example="ดอกมะลิ"),
        Column("topic", "เรื่องที่รับผิดชอบ", words(300), "ใส่ไม่เกิน 300 ตัวอักษร", ("เรื่อง",), stays=True),
        Column("since", "ตั้งแต่วันที่", day, _DAY, stays=True, example="1 ต.ค. 2556"),
        Column("until", "ถึงวันที่", day, _DAY, stays=True),
        Column("username", "ชื่อผู้ใช้ของสมาชิก", USER_NAME.rule, USER_NAME.mend, ("ชื่อผู้ใช้",)),
        PERSON,
        Column("leads", "หัวหน้าทีม", yes, "ใส่ ใช่ ที่สมาชิกหนึ่งคน", example="ใช่"),
    )

    def current(self) -> Iterable[Row]:
        for (kind, name), team in self._teams.items():
            row = {"kind": kind, "team": name, **_told(team)}
            members = list(team.members.all())
            if not members:
                yield {**row, "username": "", "person": "", "leads": ""}
            for member in members:
                leads = yes("1") if member.leads else ""
                person = {"username": member.user.username, "person": member.user.name}
                yield {**row, **person, "leads": leads}

    @classmethod
    def label(cls, row: Row) -> str:
        return f"{row['team']} {row['person'] or row['username']}".strip()

    def settle(self, row: Row, refuse: Refuse) -> Row:
        if row.get("username") and row["username"] not in self._users:
            refuse("username", "ไม่มีบัญชีชื่อผู้ใช้นี้: เปิดบัญชีก่อน")
        team = self._teams.get((row.get("kind", ""), row.get("team", "")))
        told = {"since": thai_date(self.terms.on, short=True), **(_told(team) if team else {})}
        settled = {**row, **{key: row.get(key) or told.get(key, "") for key in _OF_TEAM}}
        if settled["until"] and parse_day(settled["until"]) < parse_day(settled["since"]):
            refuse("until", "สิ้นสุดก่อนวันที่เริ่ม: แก้วันใดวันหนึ่ง")
        return settled

    def check(self, changes: Sequence[Change]) -> Iterator[Problem]:
        first: dict[Name, Change] = {}
        for change in changes:
            earlier = first.setdefault(_name(change.after), change)
            for key in _OF_TEAM:
                if change.after[key] != earlier.after[key]:
                    told = f"ไม่ตรงกับแถว {earlier.number} ของทีมเดียวกัน: ใส่ให้เหมือนกันทุกแถว"
                    yield self.complaint(change, key, told, "two-teams")
        for name, change in first.items():
            members = self._after(name, changes)
            leaders = sum(members.values())
            if members and leaders != 1:
                told = f"ทีมนี้จะมีหัวหน้าทีม {leaders} คน: ใส่ ใช่ ที่สมาชิกคนเดียว"
                yield self.complaint(change, "leads", told, "one-leader")

    def _after(self, name: Name, changes: Sequence[Change]) -> dict[str, bool]:
        """The members (user names) of a team with the changes, and whether each leads."""
        now = [row for row in self.current() if _name(row) == name]
        rows = [*now, *(change.after for change in changes if _name(change.after) == name)]
        return {row["username"]: bool(row["leads"]) for row in rows if row["username"]}

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        for name, row in {_name(change.after): change.after for change in changes}.items():
            until = parse_day(row["until"]) if row["until"] else None
            since = parse_day(row["since"])
            entry = TeamEntry(_KINDS[row["kind"]], row["team"], row["topic"], since, until)
            members = self._after(name, changes)
            team = self._teams.get(name)
            if team is None:
                team = create_team(by=by, area=self.terms.area, entry=entry)
            else:
                change_team(by=by, team=team, entry=entry)
            people = {username: self._users[username] for username in members}
            leader = next((people[username] for username, leads in members.items() if leads), None)
            set_members(by=by, team=team, members=list(people.values()), leader=leader)

    @cached_property
    def _teams(self) -> dict[Name, Team]:
        found = Team.objects.filter(area=self.terms.area).order_by("kind", "name", "pk")
        labels = {value: label for label, value in _KINDS.items()}
        listed = found.prefetch_related("members__user")
        return {(labels[team.kind], team.name): team for team in listed}

    @cached_property
    def _users(self) -> dict[str, User]:
        return {user.username: user for user in User.objects.all()}


def _name(row: Row) -> Name:
    return row["kind"], row["team"]


def _told(team: Team) -> dict[str, str]:
    """What every row of a team says of it; an empty cell of a file leaves it."""
    since, until = thai_date(team.since, short=True), team.until
    return {
        "topic": team.topic,
        "since": since,
        "until": thai_date(until, short=True) if until else "",
    }
