"""The paper of a letter of ours, as PDF to print and as DOCX to edit."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from khet.documents.letter_paper import LetterTold, letter_paper
from khet.records.office.models import Letter
from khet.rules.letters import MEMO, OURS
from khet.web.office.letters.asked import desk_of, letter_of
from khet.web.office.letters.page import attached_to
from khet.web.office.letters.words import ENCLOSURE
from khet.web.parts.private import paper_of, private

_UNSIGNED = (Letter.State.DRAFT, Letter.State.PROPOSED)


@private
@require_safe
def letter_paper_file(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """The paper of a letter; digits are Thai unless ``digits=arabic``."""
    letter = letter_of(desk_of(request), pk)
    if letter.book not in OURS:
        raise Http404
    paper = letter_paper(_told(letter), thai=request.GET.get("digits") != "arabic")
    day = letter.day or timezone.localdate(letter.drafted_at)
    return paper_of(paper, kind, day, f"letter-{letter.pk}")


def _told(letter: Letter) -> LetterTold:
    """What the letter says; a memorandum is signed by who wrote it."""
    urgency = [letter.get_urgency_display()] if letter.urgency else []
    secrecy = [letter.get_secrecy_display()] if letter.secrecy else []
    enclosures = [Path(one.name).stem for one in attached_to(letter) if one.part == ENCLOSURE]
    memo = letter.book == MEMO
    return LetterTold(
        book=letter.book,
        office=str(letter.area.name),
        unit=str(letter.unit.name),
        ref=letter.ref,
        day=letter.day,
        to=letter.to,
        subject=letter.subject,
        refers_to=letter.refers_to,
        enclosures=enclosures,
        text=letter.text,
        signer=letter.signer or (str(letter.owner) if memo and letter.owner else ""),
        post=letter.signer_post or ("" if memo else f"ผู้อำนวยการ{letter.area.name}"),
        marks=[*urgency, *secrecy],
        draft=letter.state in _UNSIGNED and not (memo and letter.number),
    )
