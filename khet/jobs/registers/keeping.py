"""Keeping a checked file: all of it or nothing."""

from collections.abc import Mapping
from pathlib import Path

from django.db import transaction

from khet.jobs.registers.planning import Plan, plan_of
from khet.jobs.registers.register import Register
from khet.records.registry.actions.audit import Actor


class NotAsSeenError(Exception):
    """The register changed since the person saw what would change, or not all is answered."""

    def __init__(self, plan: Plan) -> None:
        super().__init__("the file would change something else by now")
        self.plan = plan


@transaction.atomic
def keep_file(
    *, by: Actor, register: Register, path: Path, name: str, seen: str, reasons: Mapping[str, str]
) -> Plan:
    """Check the file once more and write exactly the changes that the person saw.

    Args:
        seen: the ``print`` of the plan that was shown.
        reasons: why each kind of warning is accepted.

    Raises:
        NotAsSeenError: it would change something else by now, or may not be kept.
    """
    plan = plan_of(register, path, name)
    if plan.print != seen or not plan.may_be_kept(reasons):
        raise NotAsSeenError(plan)
    register.keep(by=by, changes=plan.changes)
    return plan
