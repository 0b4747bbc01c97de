"""What a person signs in with, and when it was last done."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from khet.records.registry.models import Event, User
from khet.records.registry.queries.audit import SIGNING_IN
from khet.rules.sign_in import DEVICE_REMEMBERED

APP: str = Authenticator.Type.TOTP.value
"""An authenticator app: codes that follow from a shared secret and the time."""
CARD = "card"
"""A printed card of one-time codes."""
DEVICE = "device"
"""A device on which the second factor isn't asked for some days."""
FACTORS = (APP, CARD)


def second_factors(user: User) -> dict[str, Authenticator]:
    """The second factors that the person has set up, by type."""
    return {kept.type: kept for kept in Authenticator.objects.filter(user=user, type__in=FACTORS)}


def codes_left(card: Authenticator) -> int:
    """How many codes of a card were not used yet."""
    return sum(code is not None for code in card.data["codes"])


def remembered_devices(user: User, now: datetime) -> QuerySet[Authenticator]:
    """Devices on which the person's second factor isn't asked now, newest first."""
    kept = Authenticator.objects.filter(user=user, type=DEVICE)
    return kept.filter(created_at__gt=now - DEVICE_REMEMBERED).order_by("-created_at")


def latest_sign_ins(user: User, most: int) -> QuerySet[Event]:
    """The person's latest sign-ins and refusals, newest first."""
    about = Event.objects.filter(kind="registry.user", key=user.username, action__in=SIGNING_IN)
    return about.order_by("-pk")[:most]
