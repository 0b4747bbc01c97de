"""People: accounts in bulk, each with a role at a unit.

A row is a role that a person holds. A file of teachers has no user names and no roles: the names
are made up, and the role follows from the position.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property

from django.utils.translation import gettext_noop as _

from khet.figures.intake.problems import Problem
from khet.jobs.registers.accounts import (
    Account,
    Accounts,
    name_parts,
    unmanaged,
    whole_name,
)
from khet.jobs.registers.columns import yes
from khet.jobs.registers.known import Known
from khet.jobs.registers.people_checks import HEAD, days_faults, second_heads, unit_faults
from khet.jobs.registers.people_columns import COLUMNS, ROLE_CODES, ROLE_NAMES
from khet.jobs.registers.people_keeping import keep_people
from khet.jobs.registers.register import Change, Refuse, Register, Row
from khet.records.registry.access import MANAGE_ACCOUNTS, ROLES, SEE_PEOPLE
from khet.records.registry.access.managing import ADMINISTRATOR, OF_SCHOOL_STAFF
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.identity import identity_hash
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.entries import UnitEntry, entries_of, units_of
from khet.records.registry.queries.people import HOLDING_UNITS
from khet.rules.calendar import thai_date
from khet.rules.positions import position_held

_TEACHER = "teacher"


class People(Register):
    """The roles that people hold at the units of an area, and with them their accounts."""

    key = "people"
    title = _("บุคลากรและบัญชีผู้ใช้")
    purpose = _("เปิดบัญชีจากไฟล์ครูของ DMC หรือรายชื่อบุคลากรสำนักงาน อ่านเฉพาะคอลัมน์ที่ใช้")
    permission = MANAGE_ACCOUNTS
    seen_with = SEE_PEOPLE
    by_school = True
    identity = ("username", "role", "unit")
    kinds = ("registry.user",)
    columns = COLUMNS

    def current(self) -> Iterable[Row]:
        for held in self._accounts.held:
            if held.role in ROLES and held.unit.code in self._units.by_code:
                school = held.unit.kind == UnitKind.SCHOOL
                yield {
                    "code": held.unit.code if school else "",
                    "name": held.unit.name if school else "",
                    "identity": held.user.identity_hash,
                    **name_parts(held.user.name),
                    "position": held.user.position,
                    "academic_rank": held.user.academic_rank,
                    "username": held.user.username,
                    "role": ROLE_NAMES[held.role],
                    "unit": self._units.name_of(held.unit.code),
                    "acting": yes("1") if held.acting else "",
                    "since": thai_date(held.since, short=True),
                    "until": thai_date(held.until, short=True) if held.until else "",
                }

    @classmethod
    def label(cls, row: Row) -> str:
        return f"{whole_name(row['title'], row['first'], row['last'])} ({row['username']})"

    @classmethod
    def outward(cls, row: Row) -> Row:
        return {**row, "identity": ""}

    def settle(self, row: Row, refuse: Refuse) -> Row:
        every = {column.key: row.get(column.key, "") for column in self.columns}
        settled = {**row, **name_parts(whole_name(every["title"], every["first"], every["last"]))}
        unit = self._unit(every, refuse)
        if every["identity"]:
            settled["identity"] = identity_hash(every["identity"])
            self._identities[settled["identity"]] = every["identity"]
        if unit is None:
            return settled
        account = self._account(every, settled, unit, refuse)
        username = every["username"] or (account.user.username if account else "")
        return {
            **settled,
            **self._role(every, unit, account, refuse),
            "unit": self._units.name_of(unit.code),
            "username": username or self._accounts.new_name(unit.code),
        }

    def _unit(self, row: Row, refuse: Refuse) -> UnitEntry | None:
        """The unit that the row is of: the one named, else the school."""
        key = "unit" if row["unit"] else "code" if row["code"] else "name"
        found = self._units.find(row[key])
        if not row[key]:
            refuse("unit", "ไม่ได้บอกหน่วยงาน: ตำแหน่งและบทบาทต้องอยู่ในหน่วยงาน ใส่รหัสโรงเรียนหรือหน่วยงาน")
        elif found is None:
            refuse(key, self._advice(row[key]))
        return found

    def _advice(self, text: str) -> str:
        if self.terms.schools is not None:
            return "ไม่ใช่โรงเรียนของท่าน: ใส่ได้เฉพาะบุคลากรของโรงเรียนตนเอง"
        return self._units.advice(text)

    def _account(self, row: Row, settled: Row, unit: UnitEntry, refuse: Refuse) -> Account | None:
        """The account that the row is of, where there is one."""
        accounts, name = self._accounts, whole_name(row["title"], row["first"], row["last"])
        hashed = settled.get("identity", "")
        same = accounts.by_identity.get(hashed) if hashed else None
        if row["username"]:
            called = accounts.by_name.get(row["username"])
            if called and called is not same and called.user.name != name:
                refuse("username", "มีผู้ใช้ชื่อนี้แล้ว เป็นของบุคคลอื่น: ใช้ชื่ออื่น หรือเว้นว่างให้ระบบตั้งให้")
            elif same and called is not same:
                refuse("identity", self._has(same))
            return called
        if same and not same.role_at(unit.code):
            refuse("identity", self._has(same))
        return same if hashed else accounts.namesake(name, unit.code)

    def _has(self, account: Account) -> str:
        at = ", ".join(str(role.unit) for role in account.held)
        where = f" ({at})" if at else ""
        return (
            f"บุคคลนี้มีบัญชีแล้ว ชื่อผู้ใช้ {account.user.username}{where}: "
            "เอาแถวนี้ออก หรือใส่ชื่อผู้ใช้นั้นในแถวเพื่อให้บทบาทเพิ่ม"
        )

    def _role(self, row: Row, unit: UnitEntry, account: Account | None, refuse: Refuse) -> Row:
        """The role of the row as the register writes it, and whether it is held acting."""
        held = account.role_at(unit.code) if account else None
        post = position_held(row["position"])
        acting = {"acting": row["acting"]}
        if row["role"]:
            role = ROLE_CODES[row["role"]]
        elif held:
            role = held.role
        elif unit.kind == UnitKind.SCHOOL:
            role = HEAD if post.heads else _TEACHER
            acting["acting"] = row["acting"] or (yes("1") if post.heads and post.acting else "")
        else:
            role = ROLE_CODES.get(row["position"], "")
        possible = self._possible(unit)
        if role not in possible:
            names = " ".join(ROLE_NAMES[code] for code in possible)
            what = "บทบาทนี้ให้ที่หน่วยงานนี้ไม่ได้" if role else "ไม่ได้บอกบทบาท"
            refuse("role", f"{what}: ใส่ได้คือ {names}")
        return {"role": ROLE_NAMES.get(role, ""), **acting}

    def _possible(self, unit: UnitEntry) -> list[str]:
        roles = [code for code, role in ROLES.items() if unit.kind in role.held_at]
        return roles if self.terms.schools is None else [r for r in roles if r in OF_SCHOOL_STAFF]

    def check(self, changes: Sequence[Change]) -> Iterator[Problem]:
        seen: dict[str, Change] = {}
        named: dict[tuple[str, str], Change] = {}
        yield from second_heads(self, changes, self.current())
        others = unmanaged(self.terms, (change.after["username"] for change in changes))
        for change in changes:
            row = change.after
            yield from self._rights(change, others)
            yield from days_faults(self, change)
            yield from unit_faults(self, change, self._units)
            first = seen.setdefault(row["identity"] or row["username"], change)
            if first.after["username"] != row["username"]:
                told = f"บุคคลเดียวกับแถว {first.number}: เปิดบัญชีซ้ำไม่ได้ เหลือไว้แถวเดียว"
                yield self.complaint(change, "identity", told, "account-twice")
            elif change.before is None:
                yield from self._namesakes(change, named)

    def _rights(self, change: Change, others: set[str]) -> Iterator[Problem]:
        """Roles that nobody gets from this file, and accounts that are not theirs to touch."""
        if change.before is None and ROLE_CODES.get(change.after["role"]) == ADMINISTRATOR:
            told = "บทบาทผู้ดูแลระบบให้จากไฟล์ไม่ได้: ให้ที่หน้าของบุคคลโดยผู้ดูแลระบบ"
            yield self.complaint(change, "role", told, "not-allowed")
        if self.terms.user and change.after["username"] == self.terms.user:
            told = "แก้บทบาทและข้อมูลของตนเองไม่ได้: เอาแถวนี้ออก ให้ผู้อื่นทำ"
            yield self.complaint(change, "username", told, "not-allowed")
        elif change.after["username"] in others:
            told = "ท่านไม่ได้ดูแลบัญชีนี้: เอาแถวนี้ออก หรือขอให้ผู้ดูแลบัญชีของสำนักงานเขตทำ"
            yield self.complaint(change, "username", told, "not-allowed")

    def _namesakes(self, change: Change, named: dict[tuple[str, str], Change]) -> Iterator[Problem]:
        """A new account of somebody whose name the unit knows."""
        row = change.after
        if row["username"] in self._accounts.by_name:
            return
        name = whole_name(row["title"], row["first"], row["last"])
        first = named.setdefault((name, row["unit"]), change)
        unit = self._units.find(row["unit"])
        there = self._accounts.namesake(name, unit.code) if unit else None
        where = f"ชื่อผู้ใช้ {there.user.username}" if there else f"แถว {first.number}"
        if there or first.after["username"] != row["username"]:
            told = f"หน่วยงานนี้มีคนชื่อเดียวกันแล้ว ({where}): ตรวจว่าเป็นคนละคน"
            yield self.doubt(change, "first", told, "same-person")

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        opened = [replace(change, after=self._opened(change.after)) for change in changes]
        keep_people(by=by, changes=opened, on=self.terms.on)

    def _opened(self, row: Row) -> Row:
        """The row with the id itself and the codes of role and unit."""
        unit = self._units.find(row["unit"])
        return {
            **row,
            "identity": self._identities.get(row["identity"], ""),
            "role": ROLE_CODES[row["role"]],
            "unit": unit.code if unit else "",
            "kind": unit.kind if unit else "",
        }

    @cached_property
    def _identities(self) -> dict[str, str]:
        """The ids of the file by their hashes."""
        return {}

    @cached_property
    def _accounts(self) -> Accounts:
        return Accounts(self.terms.area, self.terms.on)

    @cached_property
    def _units(self) -> Known:
        """The units whose people the file may be of."""
        may = self.terms.schools
        kinds = HOLDING_UNITS if may is None else (UnitKind.SCHOOL,)
        found = [
            entry
            for kind in kinds
            for entry in entries_of(units_of(self.terms.area, kind), self.terms.on)
        ]
        return Known(entry for entry in found if may is None or entry.code in may)
