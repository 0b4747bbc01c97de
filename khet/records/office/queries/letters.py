"""Looking up letters: what a person sees, the book of a year, what is like a letter."""

import re
from collections.abc import Iterable
from datetime import date

from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)

from khet.records.office.access import Sight, seen_letters
from khet.records.office.models import AttachedFile, Letter, LetterStep, Number, Series
from khet.records.office.queries.search import keys_saying
from khet.records.registry.models import Unit
from khet.rules.calendar import BUDDHIST_ERA
from khet.rules.letters import CHANGED, RETURN, ref_key
from khet.rules.thai import arabic_digits, tidy

KIND = "office.letter"
_NUMBER = re.compile(r"([0-9]{1,5})(?:/(2[45][0-9]{2}))?")


def letters_seen(sight: Sight) -> QuerySet[Letter]:
    """The letters that a person may see, the newest in the book first."""
    found = Letter.objects.filter(seen_letters(sight)).defer("text")
    listed = found.select_related("area", "unit", "owner", "desk", "number__series")
    return listed.order_by("-registered_at", "-pk")


def book_lines(sight: Sight, area: Unit, book: str, *, whole: bool) -> QuerySet[Letter]:
    """The letters of a book, drafts first, then the last; each knows if it is ``shown``.

    A secret one that the person may not see is there only where it has a number and the ``whole``
    book is asked for: of it nothing but the number is to be told.
    """
    seen = seen_letters(sight)
    hidden = ~Q(secrecy="") & Q(number__isnull=False)
    found = Letter.objects.filter(seen | hidden if whole else seen, area=area, book=book)
    shown = Case(When(seen, then=Value(True)), default=Value(False), output_field=BooleanField())
    listed = found.defer("text").select_related("unit", "owner", "desk", "number__series")
    return listed.annotate(shown=shown).order_by(F("registered_at").desc(nulls_first=True), "-pk")


def returned(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    """Those of the letters that were sent back and not proposed since; each knows ``why``."""
    last = LetterStep.objects.filter(letter=OuterRef("pk")).order_by("-at", "-pk")
    told = letters.filter(state__in=CHANGED).annotate(
        last_step=Subquery(last.values("step")[:1]), why=Subquery(last.values("note")[:1])
    )
    return told.filter(last_step=RETURN)


def why_returned(letters: Iterable[Letter]) -> dict[int, str]:
    """Of those of the letters that were sent back: why, by their keys."""
    keys = [one.pk for one in letters if one.state in CHANGED]
    found = returned(Letter.objects.filter(pk__in=keys)) if keys else Letter.objects.none()
    return {one.pk: getattr(one, "why", "") for one in found.only("pk")}


def returned_to(sight: Sight, *, registers: bool) -> QuerySet[Letter]:
    """The letters sent back that a person wrote, or received ones for who keeps the books."""
    mine = Q(owner=sight.user)
    if registers:
        mine |= Q(book=Letter.Book.RECEIVED)
    return returned(letters_seen(sight).filter(mine))


def saying(area: Unit, asked: str) -> Q:
    """Letters with a number, a ที่, or words in them or in their files, as they are asked for."""
    found = Q(pk__in=keys_saying(area, KIND, asked))
    found |= ~Q(secrecy="") & Q(subject__contains=asked.strip())
    if key := ref_key(asked):
        found |= Q(ref_key__contains=key)
    if told := _NUMBER.fullmatch(arabic_digits(asked).strip()):
        year = {"number__series__year": int(told[2])} if told[2] else {}
        found |= Q(number__number=int(told[1]), **year)
    return found


def of_year(year: int) -> Q:
    """Letters with a number of a calendar year (BE), and those without one begun in it."""
    begun = Q(number=None, drafted_at__year=year - BUDDHIST_ERA)
    return Q(number__series__year=year) | begun


def with_part_of(user: int) -> Q:
    """Letters that a person wrote or registered, has before them, or was given."""
    given = LetterStep.objects.filter(letter=OuterRef("pk"), to_person=user)
    return Q(owner=user) | Q(desk=user) | Q(Exists(given))


def numbers_alone(area: Unit, kind: str, year: int | None) -> QuerySet[Number]:
    """The numbers of a series that no letter has, reserved or cancelled; of a year (BE) or all."""
    found = Number.objects.filter(series__area=area, series__kind=kind, letter=None)
    return (found.filter(series__year=year) if year else found).select_related("series")


def answers_to(letter: Letter, sight: Sight) -> list[Letter]:
    """The letters that answer one, as the person sees them."""
    return list(letters_seen(sight).filter(answers=letter))


def named_letters(sight: Sight, keys: Iterable[str]) -> list[Letter]:
    """The letters with one of these keys of ที่, the newest first."""
    found = letters_seen(sight).filter(ref_key__in=list(keys))
    return list(found.exclude(state=Letter.State.CANCELLED)[:5])


def like_letters(
    area: Unit, ref: str, hashes: Iterable[str], day: date | None = None, subject: str = ""
) -> list[Letter]:
    """The received letters of the same ที่, or with one of these files, the newest first.

    Where one of two has no ที่, they are alike by day and subject, as senders are written in many
    ways.
    """
    files = AttachedFile.objects.filter(about_kind=KIND, taken_off_at=None)
    keys = files.filter(sha256__in=list(hashes)).values_list("about_key", flat=True)
    same = Q(pk__in=[int(key) for key in keys])
    key = ref_key(ref)
    if key:
        same |= Q(ref_key=key)
    if subject:
        same |= Q(day=day, subject=tidy(subject), **({"ref_key": ""} if key else {}))
    found = Letter.objects.filter(same, area=area, book=Letter.Book.RECEIVED)
    standing = found.exclude(state=Letter.State.CANCELLED).select_related("number__series")
    return list(standing.order_by("-registered_at")[:3])


def counted_today(sight: Sight, today: date) -> tuple[int, int]:
    """How many letters were received on a day, and how many received ones aren't yet proposed.

    Those that the person may not see aren't counted, as no list shows them.
    """
    received = Letter.objects.filter(seen_letters(sight), book=Letter.Book.RECEIVED)
    waiting = received.filter(state=Letter.State.REGISTERED)
    return received.filter(registered_at__date=today).count(), waiting.count()


def same_letter(letter: Letter) -> Letter | None:
    """The received letter of the same ที่, day and sender that was registered before."""
    if not letter.ref_key or letter.day is None:
        return None
    same = Letter.objects.filter(
        area=letter.area,
        book=Letter.Book.RECEIVED,
        ref_key=letter.ref_key,
        day=letter.day,
        sender_key=letter.sender_key,
    )
    found = same.exclude(state=Letter.State.CANCELLED).exclude(pk=letter.pk)
    return found.select_related("number__series").first()


def series_years(area: Unit, kinds: Iterable[str]) -> set[int]:
    """The calendar years (BE) in which numbers of these series were taken."""
    found = Series.objects.filter(area=area, kind__in=list(kinds))
    return set(found.values_list("year", flat=True))


def series_numbers(area: Unit, kind: str, year: int) -> QuerySet[Number]:
    """The numbers of a series and year (BE), the last first."""
    found = Number.objects.filter(series__area=area, series__kind=kind, series__year=year)
    return found.select_related("series").order_by("-number")


def letters_in_book(area: Unit, book: str) -> QuerySet[Letter]:
    """The letters of a book that stand in its register, cancelled ones left out, by number."""
    found = Letter.objects.filter(area=area, book=book, number__isnull=False)
    standing = found.exclude(state=Letter.State.CANCELLED).defer("text")
    order = ("number__series__year", "number__number")
    return standing.select_related("unit", "number__series").order_by(*order)
