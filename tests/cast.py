"""Who visits pages in tests: one person per role, one without a role, and nobody signed in."""

from dataclasses import dataclass
from datetime import date

from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.models import User

PASSWORD = "ทดสอบ-9302"
HASHERS = [
    "django.contrib.auth.hashers.MD5PasswordHasher",
    "khet.records.registry.actions.sign_in.OneTimeCodeHasher",
]
"""Quick ones: tests open many accounts."""
SINCE = date(2009, 5, 1)
AREA = ("area", "9302")
SCHOOL = ("school", "93020501")
NETWORK = ("network", "N1")


@dataclass(frozen=True)
class Member:
    """A member of the cast; without a role the account is there but may nothing."""

    username: str
    role: str | None
    unit: tuple[str, str] = AREA


CAST = (
    Member("director", "director"),
    Member("deputy", "deputy"),
    Member("supervisor", "supervisor"),
    Member("network-supervisor", "supervisor", NETWORK),
    Member("planner", "planner"),
    Member("auditor", "auditor"),
    Member("clerk", "clerk"),
    Member("data-officer", "data-officer"),
    Member("personnel", "personnel"),
    Member("administrator", "administrator"),
    Member("network-chair", "network-chair", NETWORK),
    Member("school-director", "school-director", SCHOOL),
    Member("teacher", "teacher", SCHOOL),
    Member("newcomer", None),
)
ANONYMOUS = "anonymous"
NAMES = (ANONYMOUS, *(member.username for member in CAST))


def engage() -> dict[str, User]:
    """Open every account of the cast; the area, network and school are registered before."""
    return {member.username: _account(member) for member in CAST}


def _account(member: Member) -> User:
    if member.role is None:
        return User.objects.create_user(member.username, password=PASSWORD, name="ผู้มาใหม่")
    entry = AccountEntry(member.username, "ผู้ทดสอบ", member.role, member.unit, PASSWORD)
    return open_account(by="ทดสอบ", entry=entry, since=SINCE)
