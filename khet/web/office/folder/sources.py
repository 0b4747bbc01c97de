"""Letters that lie before a person, as the folder shows them and acts on several at once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from khet.records.office.actions.letter_orders import order_letter
from khet.records.office.actions.letters import Step, move_letter
from khet.records.office.models import AttachedFile, Letter
from khet.records.office.queries.folder import beginnings, proposed_letters, usual_due
from khet.records.registry.access import SIGN_LETTERS
from khet.rules.letters import ENDORSE, ORDER, SIGN, SIGNED_BOOKS
from khet.rules.powers import LETTERS
from khet.web.office.delegations.deciding import decides
from khet.web.office.folder.asked import LetterDesk
from khet.web.office.folder.forms import OrderForm
from khet.web.office.folder.letter import Line, lines_of
from khet.web.office.folder.words import FAULTS, fault_told, step_words
from khet.web.office.letters.words import letter_name, secrecy_name, urgency_name
from khet.web.parts.folder import RefusedError, Source, Waiting
from khet.web.parts.viewer import Viewer

CODE = "letters"
Files = Mapping[str, Sequence[AttachedFile]]
_RANKS = {"most": 0, "very": 1, "urgent": 2, "": 9}


def letters_before(viewer: Viewer) -> list[Letter]:
    """The letters that lie before the viewer, or before those in whose place the viewer decides."""
    sight = viewer.office_sight
    if viewer.user is None or not sight.office:
        return []
    leads = decides(viewer, SIGN_LETTERS, LETTERS) is not None
    return list(proposed_letters(sight, viewer.user, viewer.area, decides=leads))


def step_for(viewer: Viewer, letter: Letter) -> str:
    """What the viewer does with a letter that lies before him or her."""
    if decides(viewer, SIGN_LETTERS, LETTERS) is None:
        return ENDORSE
    return SIGN if letter.book in SIGNED_BOOKS else ORDER


def waiting_letters(viewer: Viewer) -> list[Waiting]:
    """The letters before the viewer with what they say; files are looked up where that is shown."""
    found = letters_before(viewer)
    files = cache(lambda: beginnings(letter.pk for letter in found))
    return [_waiting(viewer, letter, files) for letter in found]


def _waiting(viewer: Viewer, letter: Letter, found: Callable[[], Files]) -> Waiting:
    def files() -> Sequence[AttachedFile]:
        return found().get(str(letter.pk), [])

    lines = lines_of(letter.steps.all())
    last = lines[-1] if lines else None
    brought = f"{last.told}: {last.step.by}" if last else ""
    step = step_for(viewer, letter)
    return Waiting(
        key=str(letter.pk),
        title=letter_name(letter),
        url=reverse("office:letter", args=[letter.pk]),
        about=" · ".join(filter(None, (letter.sender, brought))),
        since=last.step.at if last else letter.drafted_at,
        act=step_words(step).button,
        mark=_mark(letter),
        rank=_RANKS.get(letter.urgency, 9),
        summary=lazy(lambda: _summary(letter, lines, files()), str)(),
        files=lazy(lambda: tuple(map(_named, files())), tuple)(),
        orders=step == ORDER,
        endorsed=step == ENDORSE,
    )


def _named(file: AttachedFile) -> tuple[str, str]:
    return file.name, reverse("office:file", args=[file.pk])


def _mark(letter: Letter) -> str:
    urgent = urgency_name(letter.urgency) if letter.urgency else ""
    secret = secrecy_name(letter.secrecy) if letter.secrecy else ""
    return " ".join(filter(None, (urgent, secret)))


def _summary(letter: Letter, lines: Sequence[Line], files: Sequence[AttachedFile]) -> str:
    """What was written on the letter, then how its text begins, or that of its first file."""
    notes = [f"{one.told} – {one.step.by}: {one.step.note}" for one in lines if one.step.note]
    texts = [getattr(one, "begins", "") for one in (letter, *files)]
    return "\n".join([*notes, *list(filter(None, texts))[:1]])


def act_on_letters(
    viewer: Viewer, keys: Sequence[str], said: str, form: OrderForm | None = None
) -> None:
    """Order on, sign or endorse several letters at once, all or none.

    Raises:
        RefusedError: one of them can't; tells which and why.
    """
    here = {str(letter.pk): letter for letter in letters_before(viewer)}
    for key in keys:
        if key not in here:
            raise RefusedError(_("หนังสือฉบับหนึ่งไม่รอท่านแล้ว: กลับไปดูแฟ้มเสนอ"))
        try:
            _act(viewer, here[key], said, form)
        except FAULTS as fault:
            told = fault_told(fault)
            why = told if isinstance(told, str) else " ".join(told.values())
            raise RefusedError(f"{letter_name(here[key])}: {why}") from fault


def _act(viewer: Viewer, letter: Letter, said: str, form: OrderForm | None) -> None:
    desk = LetterDesk(viewer, letter)
    taken = step_for(viewer, letter)
    writer, now, by = desk.writer(taken), timezone.now(), desk.user
    step = Step(taken, now, said, writer.post, writer.for_whom)
    if taken == ENDORSE:
        _endorse(desk, step)
    elif taken == ORDER and form:
        given = form.assignments(usual_due(viewer.area, letter.urgency, viewer.today))
        order_letter(by=by, letter=letter, step=replace(step, note=form.order), assignments=given)
    else:
        plain = form.plain if form else said
        move_letter(by=by, letter=letter, step=replace(step, note=plain))


def _endorse(desk: LetterDesk, step: Step) -> None:
    above = desk.next_desk
    if above is None:
        told = _("%(letter)s: ไม่มีผู้บริหารเหนือขึ้นไปให้เสนอต่อ: เปิดหนังสือแล้วเลือกผู้รับ")
        raise RefusedError(told % {"letter": letter_name(desk.letter)})
    passed = replace(step, to_person=above.user)
    move_letter(by=desk.user, letter=desk.letter, step=passed)


LETTERS_SOURCE = Source(CODE, gettext_noop("หนังสือ"), waiting_letters, act_on_letters, (LETTERS,))
