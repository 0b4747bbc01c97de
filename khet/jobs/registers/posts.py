"""Posts at the units of an area, and who holds each."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from django.utils.translation import gettext_noop as _

from khet.figures.intake.problems import Problem
from khet.jobs.registers.columns import Column, day, one_of, words, yes
from khet.jobs.registers.known import Known
from khet.jobs.registers.people_columns import ROLE_CODES, ROLE_NAMES, USER_NAME
from khet.jobs.registers.register import Change, Refuse, Register, Row
from khet.records.registry.access import MANAGE_ACCOUNTS, ROLES, SEE_PEOPLE
from khet.records.registry.access.managing import ADMINISTRATOR
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.posts import appoint, create_post
from khet.records.registry.actions.roles import still_on
from khet.records.registry.models import Post, RoleHeld, Unit, User
from khet.records.registry.queries.entries import entries_of
from khet.records.registry.queries.people import holding_units, posts_of, roles_on_in
from khet.rules.calendar import thai_date
from khet.rules.dates import parse_day

PERSON = Column("person", "ชื่อ-สกุล", words(150), "ใส่ชื่อ", ("ชื่อ",), beside=True)


class Posts(Register):
    """Posts; an empty holder leaves who is there."""

    key = "posts"
    title = _("ตำแหน่ง")
    purpose = _("ตำแหน่งของแต่ละหน่วยงาน บทบาทที่มากับตำแหน่ง และผู้ดำรงตำแหน่ง")
    permission = MANAGE_ACCOUNTS
    seen_with = SEE_PEOPLE
    identity = ("unit", "title")
    optional = True
    kinds = ("registry.post",)
    columns = (
        Column("unit", "หน่วยงาน", words(200), "ใส่รหัสหรือชื่อหน่วยงาน", (), True, example="กลุ่มอำนวยการ"),
        Column("title", "ตำแหน่ง", words(150), "ใส่ชื่อตำแหน่ง", (), True, example="ผู้อำนวยการกลุ่ม"),
        Column(
            "role",
            "บทบาท",
            one_of({label: (code,) for label, code in ROLE_CODES.items()}),
            f"ใส่ {' หรือ '.join(ROLE_CODES)}",
            (),
            True,
            example="ผู้อำนวยการกลุ่ม",
        ),
        Column(
            "username",
            "ชื่อผู้ใช้ของผู้ดำรงตำแหน่ง",
            USER_NAME.rule,
            USER_NAME.mend,
            ("ชื่อผู้ใช้", "ผู้ดำรงตำแหน่ง"),
            stays=True,
        ),
        PERSON,
        Column("acting", "รักษาการ", yes, "ใส่ ใช่ หรือเว้นว่าง", stays=True),
        Column("since", "ตั้งแต่วันที่", day, "ใส่วัน เดือน ปี เช่น 16 พ.ค. 2556", stays=True),
    )

    def current(self) -> Iterable[Row]:
        for post in self._posts.values():
            held = self._holders.get(post.pk)
            yield {
                "unit": self._units.name_of(post.unit.code),
                "title": post.title,
                "role": ROLE_NAMES.get(post.role, post.role),
                "username": held.user.username if held else "",
                "person": held.user.name if held else "",
                "acting": yes("1") if held and held.acting else "",
                "since": thai_date(held.since, short=True) if held else "",
            }

    def settle(self, row: Row, refuse: Refuse) -> Row:
        unit, role = self._units.find(row.get("unit", "")), ROLE_CODES.get(row.get("role", ""))
        if row.get("username") and row["username"] not in self._users:
            refuse("username", "ไม่มีบัญชีชื่อผู้ใช้นี้: เปิดบัญชีก่อน หรือเว้นว่าง")
        if unit is None:
            if row.get("unit"):
                refuse("unit", self._units.advice(row["unit"]))
            return row
        if role and unit.kind not in ROLES[role].held_at:
            refuse("role", "บทบาทนี้ให้ที่หน่วยงานนี้ไม่ได้: แก้บทบาทหรือหน่วยงาน")
        return {**row, "unit": self._units.name_of(unit.code)}

    def check(self, changes: Sequence[Change]) -> Iterator[Problem]:
        for change in changes:
            row, before = change.after, change.before
            if before and before["role"] != row["role"]:
                told = "แก้บทบาทของตำแหน่งที่มีอยู่ไม่ได้: สร้างตำแหน่งใหม่"
                yield self.complaint(change, "role", told)
            if ROLE_CODES[row["role"]] == ADMINISTRATOR:
                told = "บทบาทผู้ดูแลระบบให้จากไฟล์ไม่ได้: ให้ที่หน้าของบุคคลโดยผู้ดูแลระบบ"
                yield self.complaint(change, "role", told, "not-allowed")
            if before and change.changed == ("since",):
                told = "แก้วันเริ่มของผู้ดำรงตำแหน่งเดิมไม่ได้: แก้ที่หน้าของบุคคล"
                yield self.complaint(change, "since", told)
            if self.terms.user and row["username"] == self.terms.user:
                told = "แต่งตั้งตนเองไม่ได้: เอาแถวนี้ออก ให้ผู้อื่นทำ"
                yield self.complaint(change, "username", told, "not-allowed")
            if _appointed(change) and self._clashes(change):
                told = "มีผู้ดำรงตำแหน่งตั้งแต่วันนั้นหรือหลังจากนั้นแล้ว: แก้วันที่เริ่ม"
                yield self.complaint(change, "since", told, "post-taken")

    def _clashes(self, change: Change) -> bool:
        """Whether the post, or the person's role by another post, is held from then or later."""
        row, since = change.after, self._since(change)
        post = self._posts.get((row["unit"], row["title"]))
        held = RoleHeld.objects.filter(post__isnull=False)
        elsewhere = held.filter(
            still_on(since),
            user__username=row["username"],
            unit=self._unit(row),
            role=ROLE_CODES[row["role"]],
        ).exclude(post=post)
        later = post is not None and held.filter(post=post, since__gte=since).exists()
        return later or elsewhere.exists()

    def _since(self, change: Change) -> date:
        """From when on the holder is: the day of the file, else that of effect."""
        told = change.after["since"] if "since" in change.changed else ""
        return parse_day(told) if told else self.terms.on

    def keep(self, *, by: Actor, changes: Sequence[Change]) -> None:
        for change in changes:
            row = change.after
            post = self._posts.get((row["unit"], row["title"])) or create_post(
                by=by, unit=self._unit(row), title=row["title"], role=ROLE_CODES[row["role"]]
            )
            if _appointed(change):
                user, acting = self._users[row["username"]], bool(row["acting"])
                appoint(by=by, post=post, user=user, since=self._since(change), acting=acting)

    def _unit(self, row: Row) -> Unit:
        entry = self._units.find(row["unit"])
        return Unit.objects.get(kind=entry.kind if entry else "", code=entry.code if entry else "")

    @cached_property
    def _units(self) -> Known:
        units = holding_units([self.terms.area], self.terms.on)
        return Known(entries_of(units, self.terms.on))

    @cached_property
    def _posts(self) -> dict[tuple[str, str], Post]:
        units = list(holding_units([self.terms.area], self.terms.on))
        found = posts_of(units, self.terms.on).select_related("unit")
        return {(self._units.name_of(post.unit.code), post.title): post for post in found}

    @cached_property
    def _holders(self) -> dict[int, RoleHeld]:
        """Who holds each post on the day; who only acts gives way to who holds it."""
        held = roles_on_in(self.terms.area, self.terms.on).filter(post__isnull=False)
        ordered = sorted(held, key=lambda role: not role.acting)
        return {role.post_id: role for role in ordered if role.post_id}

    @cached_property
    def _users(self) -> dict[str, User]:
        return {user.username: user for user in User.objects.filter(is_active=True)}


def _appointed(change: Change) -> bool:
    """Whether somebody is appointed: another person, or the same in another way."""
    return bool(change.after["username"]) and bool({"username", "acting"} & {*change.changed})
