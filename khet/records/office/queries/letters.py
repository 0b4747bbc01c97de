"""Looking up letters: what a person sees, the book of a year, what lies before somebody."""

from django.db.models import QuerySet

from khet.records.office.access import Sight, seen_letters
from khet.records.office.models import Letter


def letters_seen(sight: Sight) -> QuerySet[Letter]:
    """The letters that a person may see, the newest in the book first."""
    found = Letter.objects.filter(seen_letters(sight)).defer("text")
    listed = found.select_related("area", "unit", "owner", "desk", "number__series")
    return listed.order_by("-registered_at", "-pk")


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
