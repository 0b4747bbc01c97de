"""Schools whose pupils are few enough to be read with care, beside their percent over years."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from khet.figures.measures.pooled import POOLED, percent_of_years, pooled_years
from khet.figures.traced import Asked
from khet.rules.rounding import half_up_decimal
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.few import is_few, scored_by_subject
from khet.web.learning.linked import Linked
from khet.web.learning.study import Study


@dataclass(frozen=True)
class Small:
    """That a school is read with care; ``pooled`` is its percent over ``years`` of ``n`` pupils.

    It has none where there is no other year, or where it is kept from the reader.
    """

    pooled: Linked | None
    n: int = 0
    years: int = 0

    @property
    def percent(self) -> str:
        """The percent over the years with 2 decimals, empty where there is none."""
        value = self.pooled.value if self.pooled else None
        return "" if value is None else str(half_up_decimal(Decimal(value), 2))


def small_of(study: Study, subject: str, school: str) -> Small | None:
    """The mark of a school in a subject or ``ALL``; ``None`` where its pupils are not so few."""
    scored = scored_by_subject(study.results, [school])
    n = max(scored.values(), default=0) if subject == ALL_SUBJECTS else scored.get(subject, 0)
    if not is_few(n, study.small):
        return None
    asked = Asked(POOLED, subject, school)
    years = pooled_years(study.traced, asked)
    if len(years) < 2 or study.hides(subject, [school], POOLED):
        return Small(None)
    value = percent_of_years(study.traced, asked).value
    pooled = study.linked(value, POOLED, subject, school)
    return Small(pooled, sum(count.pupils for count in years), len(years))


def small_words(small: Small | None) -> str:
    """The mark with what stands beside it, in one line; empty without one."""
    if small is None:
        return ""
    told = _("นักเรียนน้อย อ่านด้วยความระวัง")
    if not small.percent:
        return told
    named = {"years": small.years, "percent": small.percent, "n": f"{small.n:,}"}
    return f"{told} · " + _("รวม %(years)s ปี %(percent)s (n %(n)s)") % named
