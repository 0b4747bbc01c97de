"""The one rule of few pupils: to whom what so few come to may be shown, of whatever page."""

from collections.abc import Collection

from khet.figures.results import Results, SchoolRow
from khet.figures.sums import subjects_in
from khet.records.registry.access import SEE_PUPILS, Scope
from khet.rules.sittings import ALL_SUBJECTS

HIDDEN = SchoolRow(None, None, None, None, None, None, None, None, 0, 0, 0)
"""What a reader sees of a school whose pupils are few: that there is a row."""


def is_few(n: int, few: int) -> bool:
    """Whether so many pupils are few; of nobody nothing can be told."""
    return 0 < n < few


def scored_by_subject(results: Results, schools: Collection[str]) -> dict[str, int]:
    """How many pupils of the schools have a score, by subject; where not told, none are counted."""
    rows = {subject: results.of_subject(subject) for subject in subjects_in(results)}
    return {s: sum(of[c].n or 0 for c in schools if c in of) for s, of in rows.items()}


def keeps(scope: Scope, results: Results, subject: str, schools: Collection[str], few: int) -> bool:
    """Whether what schools come to in a subject or ``ALL`` is kept from a reader.

    It is where it rests on fewer pupils than ``few``, from who is neither of these schools nor
    supervises them. All subjects together would tell of the one that few pupils sat, and pupils
    that are left out would be told by the difference to all.
    """
    subjects = subjects_in(results) if subject == ALL_SUBJECTS else [subject]
    scored, out = scored_by_subject(results, schools), results.left_out
    left_out = (sum(out.get((code, s), 0) for code in schools) for s in subjects)
    told = (*(scored.get(s, 0) for s in subjects), *left_out)
    return any(is_few(n, few) for n in told) and not sees_singles(scope, schools)


def sees_singles(scope: Scope, schools: Collection[str]) -> bool:
    """Whether a reader is of these schools, or supervises them."""
    return all(scope.may_at(SEE_PUPILS, code) for code in schools)
