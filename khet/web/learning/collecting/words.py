"""What is said of a collection: how its day stands, and by what its schools are counted."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from khet.records.learning.models import Collection
from khet.rules.collecting import Basis


def due_words(collection: Collection, today: date) -> str:
    """How the day until which schools send stands today; that it is closed, where it is."""
    if collection.closed_at is not None:
        return _("ปิดรับแล้ว")
    left = (collection.due - today).days
    if left < 0:
        return _("เกินกำหนด %(days)s วัน") % {"days": -left}
    return _("เหลืออีก %(days)s วัน") % {"days": left} if left else _("ครบกำหนดวันนี้")


def basis_words(bases: Iterable[Basis]) -> list[str]:
    """By what the schools that are asked were counted, each with their number."""
    told = {
        Basis.ENROLMENT: _("มีนักเรียนชั้นนี้ในปีนั้น"),
        Basis.LEVELS: _("เปิดสอนชั้นนี้ (ยังไม่มีจำนวนนักเรียนของปีนั้น)"),
        Basis.UNKNOWN: _("ไม่ทราบระดับชั้นที่เปิดสอน"),
    }
    counts = Counter(bases)
    return [
        _("%(why)s %(n)s โรงเรียน") % {"why": words, "n": counts[basis]}
        for basis, words in told.items()
        if counts[basis]
    ]
