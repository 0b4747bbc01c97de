"""Writes about rewards of schools: proposed, agreed, given; a proposal taken back."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from khet.records.learning.models import Reward
from khet.records.registry.actions.audit import Actor, event_of
from khet.records.registry.models import Event, Unit, UnitKind
from khet.records.registry.queries.entries import units_of

_DAYS = ("agreed_on", "agreed_note", "given_on", "given_note")


@dataclass(frozen=True)
class RewardEntry:
    """A school (its code) proposed for a reward (its key), and the colours that speak for it."""

    school: str
    reward: str
    reason: Mapping[str, Any]


class RewardMovedError(Exception):
    """A reward that is not in the state that the step begins with, or no longer there."""


@transaction.atomic
def propose_rewards(
    *, by: Actor, area: Unit, academic_year: int, entries: Iterable[RewardEntry]
) -> list[Reward]:
    """Propose schools for rewards of an academic year (BE), at most one for each school.

    A school that has one of that year already is left as it is, and not in what is returned.

    Raises:
        KeyError: a school's code is not of the area.
    """
    list(Unit.objects.select_for_update().filter(pk=area.pk))
    there = Reward.objects.filter(area=area, academic_year=academic_year)
    listed = set(there.values_list("school__code", flat=True))
    schools = {unit.code: unit for unit in units_of(area, UnitKind.SCHOOL)}
    chosen = {entry.school: entry for entry in entries if entry.school not in listed}
    made = [
        Reward(
            area=area,
            academic_year=academic_year,
            school=schools[code],
            reward=entry.reward,
            reason=dict(entry.reason),
            proposed_by=str(by),
        )
        for code, entry in chosen.items()
    ]
    Reward.objects.bulk_create(made)
    _tell(by, "propose-reward", made, lambda reward: (None, _words(reward)))
    return made


@transaction.atomic
def agree_rewards(
    *, by: Actor, area: Unit, rewards: Iterable[int], on: date, note: str
) -> list[Reward]:
    """Agree to proposals (their keys) of an area: all of them or, where one can't be, none.

    Raises:
        RewardMovedError: one of them is not a proposal, or no longer there.
    """
    found = _in_state(area, rewards, Reward.State.PROPOSED)
    for reward in found:
        reward.state, reward.agreed_on, reward.agreed_note = Reward.State.AGREED, on, note
    _moved(by, "agree-reward", found, Reward.State.PROPOSED, {"day": str(on), "note": note})
    return found


@transaction.atomic
def give_rewards(
    *, by: Actor, area: Unit, rewards: Iterable[int], on: date, note: str
) -> list[Reward]:
    """Say that agreed rewards (their keys) were given: all of them or, where one can't be, none.

    Raises:
        RewardMovedError: one of them is not agreed, given already, or agreed on a later day.
    """
    found = _in_state(area, rewards, Reward.State.AGREED)
    if any(reward.agreed_on and reward.agreed_on > on for reward in found):
        raise RewardMovedError
    for reward in found:
        reward.state, reward.given_on, reward.given_note = Reward.State.GIVEN, on, note
    _moved(by, "give-reward", found, Reward.State.AGREED, {"day": str(on), "note": note})
    return found


@transaction.atomic
def withdraw_reward(*, by: Actor, area: Unit, reward: int, reason: str) -> None:
    """Take back a proposal (its key) that nobody agreed to yet.

    Raises:
        RewardMovedError: it was agreed meanwhile, or withdrawn already.
    """
    (found,) = _in_state(area, [reward], Reward.State.PROPOSED)
    told = {"school": str(found.school), "reason": reason}
    _tell(by, "withdraw-reward", [found], lambda one: (_words(one), told))
    found.delete()


def _in_state(area: Unit, keys: Iterable[int], state: str) -> list[Reward]:
    """The rewards of those keys, which nobody else changes until this is done."""
    wanted = set(keys)
    locked = Reward.objects.select_for_update(of=("self",)).filter(area=area, pk__in=wanted)
    found = list(locked.select_related("school").order_by("pk"))
    if len(found) != len(wanted) or any(reward.state != state for reward in found):
        raise RewardMovedError
    return found


def _moved(
    by: Actor, action: str, found: list[Reward], before: str, told: Mapping[str, str]
) -> None:
    Reward.objects.bulk_update(found, [*_DAYS, "state"])
    _tell(by, action, found, lambda one: ({"state": before}, {**_words(one), **told}))


Told = tuple[Mapping[str, Any] | None, Mapping[str, Any]]


def _tell(by: Actor, action: str, found: list[Reward], told: Callable[[Reward], Told]) -> None:
    """Add an event for each reward, under its area and year."""
    events = []
    for reward in found:
        before, after = told(reward)
        key = f"{reward.area_id}-{reward.academic_year}"
        event = event_of(
            by=by, action=action, kind="learning.reward", key=key, before=before, after=after
        )
        events.append(event)
    Event.objects.bulk_create(events)


def _words(reward: Reward) -> dict[str, Any]:
    """What a reward is, as its events tell it."""
    return {
        "school": str(reward.school),
        "reward": reward.reason["name"],
        "state": reward.state,
    }
