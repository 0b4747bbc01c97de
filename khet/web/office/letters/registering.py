"""Registering received letters: the file first, what it says proposed, then the next one."""

from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from khet.jobs.evidence_files import with_text
from khet.records.office.actions.letter_files import attach_to_letter
from khet.records.office.actions.letters import SameLetterError, register_letter
from khet.records.office.models import Letter
from khet.records.office.queries.letters import letters_seen, like_letters
from khet.rules.calendar import thai_date
from khet.rules.letter_reading import LetterRead, read_letter
from khet.rules.letters import OURS, ref_key, sender_key
from khet.web.office.evidence.receiving import Arrived, arrive
from khet.web.office.letters.asked import LetterDesk, registering
from khet.web.office.letters.forms import RegisterForm
from khet.web.office.letters.referring import known_letters, named_one
from khet.web.office.letters.words import ENCLOSURE, LETTER
from khet.web.parts.fields import FilesField
from khet.web.parts.filling import form_page
from khet.web.parts.kinds import numbers
from khet.web.parts.private import private
from khet.web.parts.viewer import signed_in

Context = dict[str, Any]


class _FilesAlone(forms.Form):
    file = FilesField(required=False)


@private
@form_page
def register(request: HttpRequest) -> HttpResponse:
    """A received letter to enter; ``read`` has the files read and what they say proposed."""
    desk = registering(request)
    if "read" in request.POST:
        return _page(request, desk, _proposed(request, desk))
    if request.method != "POST":
        form = RegisterForm(None, None, desk)
        return _page(request, desk, {"form": form, "done": _done(request, desk)})
    form = RegisterForm(request.POST, request.FILES, desk)
    form.is_valid()
    arrived = _arrived(request, form)
    context: Context = {"form": form, "held": arrived.held_by(signed_in(request))}
    if not form.errors:
        context |= _in_the_way(request, desk, form, arrived)
    if not form.errors and (letter := _registered(request, desk, form, arrived)):
        return redirect(f"{reverse('office:letter-register')}?done={letter.pk}")
    return _page(request, desk, context)


def _page(request: HttpRequest, desk: LetterDesk, context: Context) -> HttpResponse:
    context |= {"known": known_letters(desk, OURS)}
    return render(request, "office/letters/register.html", context)


def _done(request: HttpRequest, desk: LetterDesk) -> Letter | None:
    """The letter that was registered just now."""
    keys = numbers([request.GET.get("done", "")])
    return letters_seen(desk.viewer.office_sight).filter(pk__in=keys).first() if keys else None


def _arrived(request: HttpRequest, form: forms.Form) -> Arrived:
    files, held = request.FILES.getlist("file"), request.POST.getlist("held")
    return arrive(form, files, held, signed_in(request))


def _proposed(request: HttpRequest, desk: LetterDesk) -> Context:
    """The form with what the files say in those fields that are still empty."""
    files = _FilesAlone(request.POST, request.FILES)
    files.is_valid()
    arrived = _arrived(request, files)
    text = next((text for one in arrived.brought if (text := with_text(one).text.strip())), "")
    typed = {name: value for name, value in request.POST.items() if value}
    given = {k: v for k, v in _said(read_letter(text)).items() if v and k not in typed}
    form = RegisterForm(None, None, desk, _filled(request, typed, given), read=True)
    _focus(form)
    hashes = [one.sha256 for one in arrived.brought]
    return {
        "form": form,
        "held": arrived.held_by(signed_in(request)),
        "faults": files.errors.get("file", ()),
        "given": [field.label for name, field in form.fields.items() if name in given],
        "scanned": bool(arrived.brought) and not text,
        "answered": named_one(desk, given.get("refers_to", "")),
        "alike": like_letters(desk.viewer.area, given.get("ref", ""), hashes),
    }


def _filled(request: HttpRequest, typed: Context, given: Context) -> Context:
    return {**typed, **given, "readers": request.POST.getlist("readers")}


def _said(read: LetterRead) -> dict[str, str]:
    """What was read, as it stands in the fields."""
    day = thai_date(read.day, short=True) if read.day else ""
    return {**vars(read), "day": day}


def _focus(form: RegisterForm) -> None:
    """Let the reader go on at the first field that is still empty."""
    empty = (n for n in ("ref", "day", "sender", "subject") if not form.initial.get(n))
    form.fields[next(empty, "subject")].widget.attrs["autofocus"] = True


def _in_the_way(
    request: HttpRequest, desk: LetterDesk, form: RegisterForm, arrived: Arrived
) -> Context:
    """The same letter, which is refused, and others like it, which are asked about."""
    said = form.cleaned_data
    hashes = [one.sha256 for one in arrived.brought]
    alike = like_letters(desk.viewer.area, said["ref"], hashes, said["day"], said["subject"])
    this = (ref_key(said["ref"]), said["day"], sender_key(said["sender"]))
    same = [one for one in alike if (one.ref_key, one.day, one.sender_key) == this and this[0]]
    if same and said["day"]:
        form.add_error("ref", _("ลงรับหนังสือฉบับนี้ไว้แล้ว จึงไม่ลงซ้ำ: เปิดดูฉบับเดิมด้านบน"))
        return {"same": same[0]}
    if alike and "different" not in request.POST:
        told = _("มีหนังสือที่อาจเป็นฉบับเดียวกัน: ตรวจด้านบน ถ้าเป็นคนละฉบับให้ทำเครื่องหมาย")
        form.add_error("ref", told)
    return {"alike": alike}


def _registered(
    request: HttpRequest, desk: LetterDesk, form: RegisterForm, arrived: Arrived
) -> Letter | None:
    """The letter in the book with its files; none where somebody else entered it just now."""
    by, now = signed_in(request), timezone.now()
    entry = form.entry(named_one(desk, form.cleaned_data["refers_to"]))
    files = [with_text(one) for one in arrived.brought]
    try:
        with transaction.atomic():
            letter = register_letter(
                by=by, area=desk.viewer.area, entry=entry, at=now, readers=form.named
            )
            for place, file in enumerate(files):
                part = ENCLOSURE if place else LETTER
                attach_to_letter(by=by, letter=letter, brought=file, at=now, part=part)
    except SameLetterError as fault:
        told = _("ลงรับหนังสือฉบับนี้ไว้แล้วเป็นเลข %(number)s จึงไม่ลงซ้ำ")
        form.add_error("ref", told % {"number": fault.letter.number})
        return None
    return letter
