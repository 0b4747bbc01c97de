"""Schools like one school: of its size, its network, its district, and the whole area."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from khet.records.registry.models import UnitKind
from khet.records.registry.queries.schools import School
from khet.rules.gains import gain
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.sizes import size_labels
from khet.web.learning.asked import address
from khet.web.learning.linked import Linked
from khet.web.learning.places import SIZE, Place, places_in
from khet.web.learning.study import Study
from khet.web.learning.words import place_name


@dataclass(frozen=True)
class LikeLine:
    """A group of schools like this one: how many have results, what they come to, this one's place.

    ``gap`` is this school's mean less theirs.
    """

    name: str
    url: str
    schools: int
    mean: Linked
    gap: Decimal | None
    percent: Linked
    place: int | None


def places_of(study: Study, school: School) -> list[Place]:
    """The network and the district of a school, as far as the reader may see them."""
    codes = ((UnitKind.NETWORK, school.network_code), (UnitKind.DISTRICT, school.district_code))
    found = (places_in(study.schools, kind).get(code or "") for kind, code in codes)
    return [place for place in found if place and study.sees(place)]


def likes(study: Study, school: School) -> Iterator[LikeLine]:
    """The groups of schools that a school is held against, as far as the reader may see them."""
    sizes = places_in(study.schools, SIZE, size_labels(study.year, study.tables))
    same = sizes.get(school.size or "")
    if same and study.sees(same):
        yield _like(study, school, same, "")
    for place in places_of(study, school):
        yield _like(study, school, place, study.place_url(place))
    whole = Place("", "", _("ทั้งเขต"), frozenset(study.present()))
    if study.sees(whole):
        yield _like(study, school, whole, address("learning:overview", study.sitting))


def _like(study: Study, school: School, place: Place, url: str) -> LikeLine:
    present, about = study.present(place.schools), place if place.kind else None
    row = study.row(ALL_SUBJECTS, school.code)
    own = row.mean if row else None
    rows = study.results.of_subject(ALL_SUBJECTS)
    means = [mean for code in present if (mean := rows[code].mean) is not None]
    average, percent = study.mean(ALL_SUBJECTS, present), study.percent(ALL_SUBJECTS, present)
    return LikeLine(
        place_name(place.kind, place.name),
        url,
        len(present),
        study.linked(average, "mean", ALL_SUBJECTS, place=about),
        gain(own, average),
        study.linked(percent, "percent-below", ALL_SUBJECTS, place=about),
        None if own is None else 1 + sum(other > own for other in means),
    )
