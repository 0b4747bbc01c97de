"""Who hosts the meetings of a body, in turn."""

from collections.abc import Iterable

from django.db import transaction

from khet.records.office.models import Body, Host
from khet.records.office.queries.meetings import hosts_of
from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.models import Unit


@transaction.atomic
def set_hosts(*, by: Actor, body: Body, units: Iterable[Unit]) -> None:
    """Let exactly these units host the meetings of a body, in this order."""
    Body.objects.select_for_update().get(pk=body.pk)
    listed = list(dict.fromkeys(units))
    before = hosts_of(body)
    if before == listed:
        return
    body.hosts.all().delete()
    Host.objects.bulk_create(
        Host(body=body, unit=unit, place=n) for n, unit in enumerate(listed, 1)
    )
    record_event(
        by=by,
        action="set-hosts",
        kind="office.body",
        key=str(body.pk),
        before={"hosts": [unit.code for unit in before]},
        after={"hosts": [unit.code for unit in listed]},
    )
