"""Writing what a file of people says: accounts opened, roles given, names and last days changed."""

from collections.abc import Iterable, Sequence
from datetime import date

from khet.jobs.registers.accounts import whole_name
from khet.jobs.registers.register import Change, Row
from khet.records.registry.access import roles_on
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.people import AccountEntry, change_person, open_accounts
from khet.records.registry.actions.roles import RoleEntry, end_role, give_role
from khet.records.registry.models import RoleHeld, Unit, User
from khet.rules.dates import parse_day


def keep_people(*, by: Actor, changes: Sequence[Change], on: date) -> None:
    """Keep rows whose roles and units are codes; roles without a first day are held from ``on``."""
    names = {change.after["username"] for change in changes}
    known = set(User.objects.filter(username__in=names).values_list("username", flat=True))
    first: dict[str, Change] = {}
    for change in changes:
        if change.after["username"] not in known:
            first.setdefault(change.after["username"], change)
    entries = [_entry(change.after) for change in first.values()]
    open_accounts(by=by, entries=entries, since=on)
    opened = {id(change) for change in first.values()}
    _change(by, [change for change in changes if id(change) not in opened], on)


def _change(by: Actor, changes: Iterable[Change], on: date) -> None:
    """Change people who are there, and give them roles or end them."""
    for change in changes:
        row = change.after
        user = User.objects.get(username=row["username"])
        change_person(
            by=by,
            user=user,
            name=_name(row),
            position=row["position"] or user.position,
            academic_rank=row["academic_rank"] or user.academic_rank,
            identity=row["identity"],
        )
        unit = Unit.objects.get(kind=row["kind"], code=row["unit"])
        if change.before is None:
            since = _day(row["since"]) or on
            entry = RoleEntry(row["role"], unit, since, _day(row["until"]), bool(row["acting"]))
            give_role(by=by, user=user, entry=entry)
        elif change.before["until"] != row["until"]:
            held = _held(user, unit, row["role"], on)
            end_role(by=by, held=held, until=parse_day(row["until"]))


def _held(user: User, unit: Unit, role: str, on: date) -> RoleHeld:
    held = roles_on(on).filter(user=user, unit=unit, role=role)
    return held.select_related("user", "unit", "post").get()


def _entry(row: Row) -> AccountEntry:
    return AccountEntry(
        username=row["username"],
        name=_name(row),
        role=row["role"],
        unit=(row["kind"], row["unit"]),
        position=row["position"],
        academic_rank=row["academic_rank"],
        identity=row["identity"],
        acting=bool(row["acting"]),
        since=_day(row["since"]),
        until=_day(row["until"]),
    )


def _name(row: Row) -> str:
    return whole_name(row["title"], row["first"], row["last"])


def _day(text: str) -> date | None:
    return parse_day(text) if text else None
