"""Work ordered on letters that was sent, as the folder shows it and accepts several at once."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from khet.records.office.access import hidden_duties
from khet.records.office.actions.duties import DutyMovedError, accept_duty
from khet.records.office.models import Duty
from khet.records.office.queries.duties import ordered_and_done, with_names
from khet.records.office.queries.owners import owned_of
from khet.records.registry.access import ENDORSE_LETTERS, SIGN_LETTERS
from khet.rules.powers import LETTERS
from khet.web.office.delegations.deciding import decides
from khet.web.office.duties.acting import moved_told
from khet.web.office.duties.words import owner_of, title_of
from khet.web.parts.folder import RefusedError, Source, Waiting
from khet.web.parts.viewer import Viewer


def _sent(viewer: Viewer) -> dict[str, Duty]:
    """What was sent and waits for the viewer by its keys, the longest waiting first.

    Who decides on letters accepts all that was ordered on them, others what they ordered
    themselves; nobody the own work, or work on a letter that the viewer may not read.
    """
    if viewer.user is None or not viewer.scope.may_everywhere(ENDORSE_LETTERS):
        return {}
    whose = None if decides(viewer, SIGN_LETTERS, LETTERS) else viewer.user
    own = owned_of(viewer.user.pk, viewer.roles, ())
    hidden = hidden_duties(viewer.office_sight).values("pk")
    found = with_names(ordered_and_done(viewer.area, whose)).exclude(own).exclude(pk__in=hidden)
    return {str(duty.pk): duty for duty in found}


def waiting_work(viewer: Viewer) -> list[Waiting]:
    """The work that the viewer is to accept."""
    return [
        Waiting(
            key=key,
            title=title_of(duty, None),
            url=reverse("office:duty", args=[duty.pk]),
            about=_("ส่งโดย %(name)s · งานของ %(owner)s")
            % {"name": duty.done_by, "owner": owner_of(duty)},
            since=duty.done_at,
            act=_("ตรวจรับ"),
            summary=duty.note,
        )
        for key, duty in _sent(viewer).items()
    ]


def accept_several(viewer: Viewer, keys: Sequence[str], _said: str) -> None:
    """Accept work, all or none.

    Raises:
        RefusedError: one doesn't wait any more; tells which and why.
    """
    here = _sent(viewer)
    for key in keys:
        duty = here.get(key)
        if duty is None or viewer.user is None:
            raise RefusedError(_("งานหนึ่งไม่รอตรวจรับแล้ว: กลับไปดูแฟ้มเสนอ"))
        try:
            accept_duty(by=viewer.user, duty=duty, at=timezone.now())
        except DutyMovedError as moved:
            raise RefusedError(f"{title_of(duty, None)}: {moved_told(str(moved))}") from moved


WORK_SOURCE = Source("work", gettext_noop("งานที่ส่งแล้ว รอตรวจรับ"), waiting_work, accept_several)
