"""Letters of ours begun, letters written otherwise, files attached and taken off."""

from functools import partial
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.jobs.evidence_files import RefusedFileError, take_in, with_text
from khet.records.office.actions.letter_files import KIND, attach_to_letter, take_off_letter
from khet.records.office.actions.letters import (
    LetterMovedError,
    SameLetterError,
    change_letter,
    draft_letter,
)
from khet.records.office.models import Letter
from khet.records.office.queries.files import attached
from khet.records.registry.models import User
from khet.rules.letters import CHANGED, RECEIVED, SENT
from khet.rules.letters import OURS as OUR_BOOKS
from khet.web.office.evidence.asked import sent
from khet.web.office.letters.asked import LetterDesk, desk_of, drafting, kept_letter, letter_of
from khet.web.office.letters.forms import (
    OURS,
    DraftForm,
    FilesForm,
    LetterForm,
    ReceivedForm,
)
from khet.web.office.letters.referring import known_letters, mentioned, named_one
from khet.web.office.letters.words import (
    ENCLOSURE,
    FAULTS,
    LETTER,
    SCAN,
    fault_told,
    letter_name,
    part_name,
)
from khet.web.parts import filling
from khet.web.parts.filling import Page, form_page, nothing_asked
from khet.web.parts.filter_form import choose
from khet.web.parts.kinds import numbers
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in
from khet.web.registry.people.words import unit_key

filled = partial(filling.filled, faults=FAULTS, told=fault_told)
_RECEIVED = frozenset({RECEIVED})
_NAMES = ("to", "subject", "refers_to", "urgency", "note")


def url_of(letter: Letter) -> str:
    """The address of a letter's page."""
    return reverse("office:letter", args=[letter.pk])


@private
@form_page
def draft(request: HttpRequest) -> HttpResponse:
    """Begin a letter of ours: anew, as the answer to a received one, or as another one was."""
    desk, by = drafting(request), signed_in(request)
    answers, pattern = _asked(request, desk, "answers"), _asked(request, desk, "copy")
    initial = _start(request, answers, pattern)
    form = DraftForm(*sent(request), desk, initial)

    def do() -> str:
        said = form.cleaned_data
        entry = form.entry(answers or named_one(desk, said["refers_to"]))
        letter = draft_letter(
            by=by, area=desk.viewer.area, book=said["book"], entry=entry, readers=form.named
        )
        _attach(request, letter, by, ENCLOSURE)
        return url_of(letter)

    lists = {"letters": known_letters(desk, _RECEIVED)}
    page = Page(_("ร่างหนังสือ"), _("บันทึกร่าง"), reverse("office:letters"), lists=lists)
    return filled(request, form, page, do)


@private
@form_page
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Write a letter otherwise, while it isn't proposed."""
    desk, by = desk_of(request), signed_in(request)
    letter = kept_letter(desk, pk)
    form, others = _change_form(request, desk, letter)

    def do() -> str:
        said = form.cleaned_data["refers_to"]
        same = said == letter.refers_to
        entry = form.entry(letter.answers if same else named_one(desk, said))
        try:
            change_letter(by=by, letter=letter, entry=entry, readers=form.named)
        except SameLetterError as fault:
            told = _("ลงรับหนังสือฉบับนี้ไว้แล้วเป็นเลข %(number)s จึงไม่ลงซ้ำ")
            raise ValidationError({"ref": told % {"number": fault.letter.number}}) from None
        return url_of(letter)

    lists = {"letters": known_letters(desk, others)}
    title = _("แก้ข้อมูลหนังสือ") if letter.book == RECEIVED else _("แก้ร่างหนังสือ")
    page = Page(title, _("บันทึก"), url_of(letter), lists=lists, hindered=_fixed(letter))
    return filled(request, form, page, do)


def _fixed(letter: Letter) -> str:
    """Why a letter can't be written otherwise any more."""
    told = "" if letter.state in CHANGED else fault_told(LetterMovedError(letter.state))
    return str(told)


@private
@form_page
def attach_files(request: HttpRequest, pk: int) -> HttpResponse:
    """Attach files to a letter: itself, its enclosures, or the signed one as a scan."""
    desk, by = desk_of(request), signed_in(request)
    letter = kept_letter(desk, pk)
    if letter.state == Letter.State.CANCELLED:
        raise PermissionDenied
    form = FilesForm(*sent(request), label_suffix="", initial={"part": SCAN})
    parts = (LETTER, ENCLOSURE) if letter.book == RECEIVED else (ENCLOSURE, SCAN)
    choose(form, "part", [(part, part_name(part)) for part in parts])

    def do() -> str:
        if not _attach(request, letter, by, form.cleaned_data["part"]):
            raise ValidationError({"file": _("เลือกไฟล์ก่อน")})
        return url_of(letter)

    title = _("แนบไฟล์: %(letter)s") % {"letter": letter_name(letter)}
    return filled(request, form, Page(title, _("แนบไฟล์"), url_of(letter)), do)


@private
@form_page
def remove_file(request: HttpRequest, pk: int, file: int) -> HttpResponse:
    """Take a file off a letter that isn't proposed yet."""
    desk, by = desk_of(request), signed_in(request)
    letter = kept_letter(desk, pk)
    if not desk.may_change(letter):
        raise PermissionDenied
    found = get_object_or_404(attached(), pk=file, about_kind=KIND, about_key=str(pk))

    def do() -> str:
        take_off_letter(by=by, letter=letter, file=found, at=timezone.now())
        return url_of(letter)

    title = _("เอาไฟล์ “%(name)s” ออก") % {"name": found.name}
    return filled(request, nothing_asked(request), Page(title, _("เอาออก"), url_of(letter)), do)


def _asked(request: HttpRequest, desk: LetterDesk, name: str) -> Letter | None:
    """The letter that the address names."""
    keys = numbers([request.GET.get(name, "")])
    return letter_of(desk, keys[0]) if keys else None


def _start(request: HttpRequest, answers: Letter | None, pattern: Letter | None) -> dict[str, Any]:
    """What stands in the fields of a new draft; from a secret letter it is as secret."""
    book = pattern.book if pattern else request.GET.get("book", "")
    start: dict[str, Any] = {"book": book if book in OURS else SENT}
    if pattern is not None:
        start |= {name: getattr(pattern, name) for name in ("to", "subject", "text", "urgency")}
        start |= _secret_as(pattern)
    if answers is not None:
        start |= {"to": answers.sender, "subject": answers.subject}
        start |= {"refers_to": f"หนังสือ{answers.sender} ที่ {mentioned(answers)}"[:500]}
        start |= _secret_as(answers)
    return start


def _secret_as(letter: Letter) -> dict[str, Any]:
    """How secret a letter is, and who reads it."""
    readers = list(letter.readers.values_list("user__username", flat=True))
    return {"secrecy": letter.secrecy, "readers": readers}


def _change_form(
    request: HttpRequest, desk: LetterDesk, letter: Letter
) -> tuple[LetterForm, frozenset[str]]:
    """The form of a letter as it is, and the books of which it can name letters."""
    initial = {name: getattr(letter, name) for name in _NAMES}
    initial |= {"unit": unit_key(letter.unit), **_secret_as(letter)}
    if letter.book == RECEIVED:
        own = {name: getattr(letter, name) for name in ("ref", "day", "sender")}
        return ReceivedForm(*sent(request), desk, {**initial, **own}), OUR_BOOKS
    form = DraftForm(*sent(request), desk, {**initial, "text": letter.text, "book": letter.book})
    del form.fields["book"], form.fields["file"]
    return form, _RECEIVED


def _attach(request: HttpRequest, letter: Letter, by: User, part: str) -> int:
    """Attach what came with the form; how many files that were.

    Raises:
        ValidationError: one can't be kept.
    """
    files = request.FILES.getlist("file")
    for file in files:
        try:
            brought = with_text(take_in(file))
        except RefusedFileError as fault:
            raise ValidationError({"file": f"“{file.name}” {fault}"}) from None
        attach_to_letter(by=by, letter=letter, brought=brought, at=timezone.now(), part=part)
    return len(files)
