"""The page of one letter: its facts, its files, what it answers, and the steps that it took."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from khet.records.office.actions.letter_files import KIND
from khet.records.office.models import AttachedFile, Letter
from khet.records.office.queries.files import files_of
from khet.records.office.queries.letters import answers_to, why_returned
from khet.records.registry.access import SEE_EVENTS
from khet.rules.letters import RECEIVED
from khet.web.office.letters.asked import LetterDesk, desk_of, letter_of
from khet.web.office.letters.words import (
    book_name,
    letter_name,
    part_name,
    returned_name,
    secrecy_name,
    state_name,
    urgency_name,
)
from khet.web.parts.private import private


@private
@require_safe
def show_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a letter."""
    desk = desk_of(request)
    letter = letter_of(desk, pk)
    office = desk.viewer.office_sight.office
    back = why_returned([letter]) if office else {}
    keeps = office and desk.keeps(letter)
    context = {
        "letter": letter,
        "title": letter_name(letter),
        "book": book_name(letter.book),
        "state": returned_name() if back else state_name(letter.state),
        "why": back.get(letter.pk, ""),
        "urgency": urgency_name(letter.urgency) if letter.urgency else "",
        "secrecy": secrecy_name(letter.secrecy) if letter.secrecy else "",
        "received": letter.book == RECEIVED,
        "files": [(one, part_name(one.part)) for one in attached_to(letter)],
        "answered": answers_to(letter, desk.viewer.office_sight) if office else [],
        "readers": letter.readers.select_related("user") if letter.secrecy else (),
        "office": office,
        "may_change": keeps and desk.may_change(letter),
        "may_attach": keeps and letter.state != Letter.State.CANCELLED,
        "may_draft": desk.drafts,
        "events": _events(desk, letter),
    }
    return render(request, "office/letters/letter.html", context)


def attached_to(letter: Letter) -> list[AttachedFile]:
    """The files of a letter."""
    return files_of(KIND, [str(letter.pk)]).get(str(letter.pk), [])


def _events(desk: LetterDesk, letter: Letter) -> str:
    """Where the history of the letter's events is read, for who may."""
    if not desk.viewer.scope.may_everywhere(SEE_EVENTS):
        return ""
    return f"{reverse('registry:events')}?{urlencode({'kind': KIND, 'key': letter.pk})}"
