"""Writes about what is sent each month: begun; of schools opened, sent, not asked for."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction

from khet.records.office.actions.duties import (
    DutyMovedError,
    finish_duty,
    open_duties,
    posts_at,
    waive_duty,
)
from khet.records.office.actions.evidence import (
    Brought,
    EvidenceEntry,
    add_version,
    keep_brought,
    keep_record,
    use_evidence,
)
from khet.records.office.models import Duty, Evidence
from khet.records.office.queries.calendar import due_in
from khet.records.office.queries.monthly import DUTY, MONTH, evidence_of
from khet.records.registry.access import SCHOOL_HEAD
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.settings import TableChange, change_table
from khet.records.registry.models import Unit
from khet.records.registry.queries.settings import last_change, office_tables
from khet.rules.calendar import academic_year
from khet.rules.deadlines import (
    INTERNAL_SUPERVISION,
    SUPERVISION_BOOK,
    Deadline,
    opens_on,
    terms_of,
)
from khet.rules.duties import OWED
from khet.rules.months import Month
from khet.rules.sittings import YEARS
from khet.rules.tables import Tables

_TABLE = "deadlines"
_TITLES = {
    INTERNAL_SUPERVISION.code: "บันทึกนิเทศภายใน เดือน{}",
    SUPERVISION_BOOK.code: "สมุดนิเทศ เดือน{}",
}
_TITLE = "บัญชีประจำเดือน{}"


@transaction.atomic
def start_monthly(*, by: Actor, area: Unit, rule: Deadline, first: Month, today: date) -> None:
    """Ask for something each month in an area, from one month on: of schools, of supervisors.

    Raises:
        khet.records.registry.actions.settings.UnsoundTableError: that month can't be asked for.
    """
    tables = office_tables(area)
    own = [edition.year for edition in tables.own if edition.name == _TABLE]
    year = max([academic_year(today).be, *own])
    rows = [
        {**row, "from": first.key} if row["code"] == rule.code else row
        for row in tables.of(_TABLE, YEARS[-1])["rule"]
    ]
    reason = f"{month_title(rule, first)}: เดือนแรกที่ต้องส่ง"
    seen = last_change(area, _TABLE)
    change_table(by=by, change=TableChange(area, _TABLE, year, {"rule": rows}, reason, seen))


def month_title(rule: Deadline, month: Month) -> str:
    """What is owed for a month, in Thai."""
    return _TITLES.get(rule.code, _TITLE).format(month.named())


@transaction.atomic
def open_month(
    *, by: Actor, area: Unit, rule: Deadline, month: Month, schools: Iterable[Unit], tables: Tables
) -> list[Duty]:
    """Have the heads of schools send what a rule asks for a month.

    Whatever there is of that month stays as it is.
    """
    Unit.objects.select_for_update().get(pk=area.pk)
    about = (MONTH, month.key)
    asked = Duty.objects.filter(rule=rule.code, about_kind=MONTH, about_key=month.key)
    known = set(asked.values_list("unit", flat=True))
    return open_duties(
        by=by,
        rule=rule,
        owners=posts_at([s for s in schools if s.pk not in known], SCHOOL_HEAD),
        about=about,
        opened=opens_on(terms_of(rule.code, month.first, tables), month),
        due=due_in(area, rule, month, tables),
        title=month_title(rule, month),
    )


@transaction.atomic
def send_month(
    *,
    by: Actor,
    duty: Duty,
    record: EvidenceEntry | None,
    files: Sequence[tuple[EvidenceEntry, Brought]],
    at: datetime,
) -> None:
    """Send what a school owes for a month; what was sent before stays as an earlier version.

    Args:
        record: what the school wrote on the page, where the rule asks for that.

    Raises:
        DutyMovedError: it was accepted, or isn't asked for any more.
    """
    kept = Duty.objects.select_for_update(of=("self",)).select_related("unit").get(pk=duty.pk)
    if kept.state not in (*OWED, Duty.State.DONE):
        raise DutyMovedError(kept.state)
    sent = []
    if record:
        about = (MONTH, f"{kept.about_key}/{kept.unit.code}/{kept.rule}")
        sent.append(keep_record(by=by, entry=record, record=about))
    before = evidence_of([kept])[kept.pk]
    sent += [_keep(by, before, entry, brought, at) for entry, brought in files]
    if kept.state in OWED:
        finish_duty(by=by, duty=kept, at=at, evidence=sent)
    else:
        use_evidence(by=by, evidence=sent, about=(DUTY, str(kept.pk)))


def _keep(
    by: Actor, before: Iterable[Evidence], entry: EvidenceEntry, brought: Brought, at: datetime
) -> Evidence:
    """The evidence of a file: a further version where one of its name and day was sent before."""
    for known in before:
        names = [version.name for version in known.versions.all()]
        if known.about_day == entry.about_day and brought.name in names[-1:]:
            add_version(by=by, evidence=known, brought=brought, at=at)
            return known
    return keep_brought(by=by, entry=entry, brought=brought, at=at)


@transaction.atomic
def exempt_months(
    *, by: Actor, area: Unit, rule: Deadline, school: Unit, months: Iterable[Month], reason: str
) -> tuple[int, int]:
    """Say that a school need not send anything for months, and why.

    What was sent already stays. Gives of how many months, and how many were sent.
    """
    tables, exempt, sent = office_tables(area), 0, 0
    for month in months:
        open_month(by=by, area=area, rule=rule, month=month, schools=[school], tables=tables)
        duty = Duty.objects.get(
            rule=rule.code, about_kind=MONTH, about_key=month.key, unit=school, role=SCHOOL_HEAD
        )
        exempt += waive_duty(by=by, duty=duty, reason=reason)
        sent += duty.state in (Duty.State.DONE, Duty.State.ACCEPTED)
    return exempt, sent
