"""Making and revoking the links by which a person's calendar is read elsewhere."""

import hashlib
import secrets
from datetime import datetime

from django.db import transaction

from khet.records.office.models import Feed
from khet.records.registry.actions.audit import record_event
from khet.records.registry.models import User

MOST = 10
"""So many links a person may have at once."""


class TooManyFeedsError(Exception):
    """The person has as many links as one may have."""


def feed_hash(token: str) -> str:
    """The hash under which a feed's token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


@transaction.atomic
def make_feed(*, by: User) -> str:
    """Make a link to the person's own calendar; its token, which is told this once.

    Raises:
        TooManyFeedsError: there are ten already.
    """
    User.objects.select_for_update().get(pk=by.pk)
    if Feed.objects.filter(user=by, revoked_at=None).count() >= MOST:
        raise TooManyFeedsError
    token = secrets.token_urlsafe(32)
    feed = Feed.objects.create(user=by, token_hash=feed_hash(token))
    record_event(by=by, action="make-feed", kind="office.feed", key=str(feed.pk))
    return token


@transaction.atomic
def revoke_feed(*, by: User, key: int, at: datetime) -> None:
    """Let one of the person's own links lead nowhere; one that does so already is left."""
    if Feed.objects.filter(pk=key, user=by, revoked_at=None).update(revoked_at=at):
        record_event(by=by, action="revoke-feed", kind="office.feed", key=str(key))
