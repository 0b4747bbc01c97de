"""Posts at units, and who is appointed to them."""

from datetime import date, timedelta

from django.db import IntegrityError, transaction

from khet.records.registry.actions.audit import Actor, record_event
from khet.records.registry.actions.roles import (
    RoleEntry,
    RoleHeldAlreadyError,
    check_role,
    end_role,
    end_roles,
    give_role,
    still_on,
)
from khet.records.registry.models import Post, RoleHeld, Unit, User
from khet.rules.thai import tidy


class PostExistsError(Exception):
    """The unit has a post of that title."""


class PostTakenError(Exception):
    """The post was given to somebody on that day or a later one; tells who and from when on."""

    def __init__(self, held: RoleHeld) -> None:
        super().__init__(str(held.user))
        self.held = held


@transaction.atomic
def create_post(*, by: Actor, unit: Unit, title: str, role: str) -> Post:
    """Create a post at a unit, with the role of whoever holds it.

    Raises:
        RoleNotAtUnitError: the role can't be held there.
        PostExistsError: the unit has one of that title.
    """
    check_role(RoleEntry(role, unit, date.min))
    try:
        with transaction.atomic():
            post = Post.objects.create(unit=unit, title=tidy(title), role=role)
    except IntegrityError:
        raise PostExistsError(title) from None
    _tell(by, "create-post", post, {"unit": unit.code, "title": post.title, "role": role})
    return post


@transaction.atomic
def appoint(*, by: Actor, post: Post, user: User, since: date, acting: bool = False) -> RoleHeld:
    """Appoint a person to a post from that day on; whoever held it, holds it until the day before.

    The person's own role of the same kind at the unit, held without the post, ends too.

    Raises:
        RoleHeldAlreadyError: the person holds the post.
        PostTakenError: somebody else's appointment begins on that day or later.
    """
    for held in post.holders.filter(still_on(since)).select_related("user", "unit", "post"):
        if held.user_id == user.pk and held.acting == acting:
            raise RoleHeldAlreadyError(post.role)
        if held.since >= since:
            raise PostTakenError(held)
        end_role(by=by, held=held, until=since - timedelta(days=1))
    without = user.roles_held.filter(still_on(since), role=post.role, unit=post.unit, post=None)
    end_roles(by=by, held=without.select_related("user", "unit", "post"), on=since)
    entry = RoleEntry(post.role, post.unit, since, acting=acting, post=post)
    appointed = give_role(by=by, user=user, entry=entry)
    _tell(by, "appoint", post, {"user": user.username, "since": since.isoformat()})
    return appointed


@transaction.atomic
def leave_post(*, by: Actor, held: RoleHeld, until: date) -> None:
    """Let the holder's time at a post end with that day; the post is vacant after.

    Raises:
        RoleEndsEarlyError: the day is before the first one.
    """
    end_role(by=by, held=held, until=until)
    if held.post:
        after = {"user": held.user.username, "until": until.isoformat()}
        _tell(by, "leave-post", held.post, after)


def _tell(by: Actor, action: str, post: Post, after: dict[str, str]) -> None:
    record_event(by=by, action=action, kind="registry.post", key=str(post.pk), after=after)
