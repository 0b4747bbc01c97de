"""Setting the means that the office would have schools reach."""

from collections.abc import Mapping
from decimal import Decimal

from django.db import transaction

from khet.records.learning.models import Sitting, Target
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import UnitKind
from khet.records.registry.queries.entries import units_of

Targets = Mapping[str, Decimal | None]


class TargetsChangedError(Exception):
    """Somebody changed the targets of the subject since they were read."""


@transaction.atomic
def set_targets(
    *,
    by: Actor,
    sitting: Sitting,
    subject: str,
    targets: Targets,
    seen: Mapping[str, Decimal] | None = None,
) -> int:
    """Set or, with ``None``, remove the targets of schools (by code); says how many changed.

    All or nothing, told in one event. What is there already is left as it is.

    Args:
        seen: the subject's targets as they were read; where given, nothing else may stand there.

    Raises:
        TargetsChangedError: other targets stand there than ``seen``.
        KeyError: a school's code is not of the area.
        django.db.IntegrityError: a target beyond 0–100.
    """
    Sitting.objects.select_for_update().get(pk=sitting.pk)
    rows = Target.objects.filter(sitting=sitting, subject=subject)
    before = dict(rows.values_list("school__code", "value"))
    if seen is not None and dict(seen) != before:
        raise TargetsChangedError
    changed = {code: value for code, value in targets.items() if value != before.get(code)}
    if changed:
        gone = [code for code, value in changed.items() if value is None]
        rows.filter(school__code__in=gone).delete()
        _set(by, sitting, subject, changed)
        _tell(by, sitting, subject, before, changed)
    return len(changed)


def _set(by: Actor, sitting: Sitting, subject: str, changed: Targets) -> None:
    schools = {unit.code: unit for unit in units_of(sitting.area, UnitKind.SCHOOL)}
    made = [
        Target(sitting=sitting, school=schools[code], subject=subject, value=value, set_by=str(by))
        for code, value in changed.items()
        if value is not None
    ]
    Target.objects.bulk_create(
        made,
        update_conflicts=True,
        unique_fields=["sitting", "school", "subject"],
        update_fields=["value", "set_by", "set_at"],
    )


def _tell(
    by: Actor, sitting: Sitting, subject: str, before: Mapping[str, Decimal], changed: Targets
) -> None:
    was = {code: f"{before[code]:.2f}" for code in changed if code in before}
    now = {code: f"{value:.2f}" for code, value in changed.items() if value is not None}
    about = {"sitting": str(sitting), "subject": subject}
    record_event(
        by=by,
        action="set-targets",
        kind="learning.target",
        key=str(sitting.pk),
        before={**about, "targets": was},
        after={**about, "targets": now},
    )
