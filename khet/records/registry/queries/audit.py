"""Reading the audit trail."""

from django.db.models import Q

from khet.records.registry.models import Event

SIGNING_IN = ("sign-in", "sign-in-refused")
"""Actions on a user (kind ``registry.user``) that tell of signing in."""


def registers_version() -> int:
    """Grows with every change of the registers, and of what others published of results.

    And with every announcement taken back: an older version's may be looked up by its key. It is
    the newest event about one of them. Who signed in, or looked at a list of pupils,
    changes none of them.
    """
    changes = Event.objects.exclude(kind="registry.pupil-list").exclude(action__in=SIGNING_IN)
    told = Q(kind="learning.published") | Q(action="announcement-withdrawn")
    about = changes.filter(Q(kind__startswith="registry.") | told)
    return about.order_by("-pk").values_list("pk", flat=True).first() or 0
