"""The steps that a letter took, what was ordered on it, and what its reader can do with it now."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from khet.records.office.models import Duty, LetterStep
from khet.records.office.queries.folder import duties_of_letter, steps
from khet.records.office.queries.owners import Owners
from khet.rules.letters import CANCEL, REOPEN, RETURN
from khet.web.office.duties.words import owner_of, state_of
from khet.web.office.folder.asked import letter_desk
from khet.web.office.folder.words import step_words
from khet.web.parts.private import private

_ASIDE = (RETURN, CANCEL, REOPEN)


@dataclass(frozen=True)
class Line:
    """A step as a line: what was done, by whom as what, its note, and to whom it led."""

    told: str
    step: LetterStep
    to: list[str]


def lines_of(taken: Iterable[LetterStep]) -> list[Line]:
    """Steps in their order; those of one order given to several are one line."""
    found = groupby(taken, key=lambda one: (one.step, one.at, one.by_id))
    return [_line(list(several)) for _key, several in found]


def _line(several: list[LetterStep]) -> Line:
    to = [str(one.to_person or one.to_unit) for one in several if one.to_person or one.to_unit]
    return Line(step_words(several[0].step).told, several[0], to)


@private
@require_safe
def letter_steps(request: HttpRequest, pk: int) -> HttpResponse:
    """The part of a letter's page that shows its steps."""
    desk = letter_desk(request, pk)
    duties = list(duties_of_letter(desk.letter))
    owners = Owners(duties, desk.viewer.today)
    context = {
        "letter": desk.letter,
        "lines": lines_of(steps().filter(letter=desk.letter)),
        "duties": [_duty(duty, owners) for duty in duties],
        "steps": [(s, step_words(s).button, s not in _ASIDE) for s in desk.steps],
    }
    return render(request, "office/folder/_steps.html", context)


def _duty(duty: Duty, owners: Owners) -> tuple[Duty, str, str, str]:
    return duty, owner_of(duty), ", ".join(owners.names(duty)), state_of(duty)
