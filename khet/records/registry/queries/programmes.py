"""Programmes and the schools that take part in them."""

from django.db.models import Count, Q, QuerySet

from khet.records.registry.models import Programme, ProgrammeSchool, Unit


def programmes_of(area: Unit) -> QuerySet[Programme]:
    """The programmes of an area in Thai order."""
    return Programme.objects.filter(area=area).order_by("sort_key", "pk")


def in_year(academic_year: int, prefix: str = "") -> Q:
    """Schools that take part in a programme in an academic year (BE)."""
    begun = Q(**{f"{prefix}from_year__lte": academic_year})
    goes_on = Q(**{f"{prefix}until_year__isnull": True})
    return begun & (goes_on | Q(**{f"{prefix}until_year__gte": academic_year}))


def taking_part(programme: int, academic_year: int) -> set[int]:
    """The keys of the schools in a programme in an academic year (BE)."""
    joined = ProgrammeSchool.objects.filter(in_year(academic_year), programme=programme)
    return set(joined.values_list("school", flat=True))


def programme_counts(area: Unit, academic_year: int) -> QuerySet[Programme]:
    """The programmes with ``taking``, how many schools take part in the year."""
    taking = Count("schools__school", filter=in_year(academic_year, "schools__"), distinct=True)
    return programmes_of(area).annotate(taking=taking)


def joined(programme: Programme) -> QuerySet[ProgrammeSchool]:
    """Every school that takes or took part, cohort by cohort, in Thai order."""
    rows = ProgrammeSchool.objects.filter(programme=programme).select_related("school")
    return rows.order_by("from_year", "cohort", "school__sort_key")


def taking_part_in(area: Unit, academic_year: int) -> dict[str, dict[str, set[int]]]:
    """The schools (keys) in each programme (its key) by cohort, in an academic year (BE)."""
    rows = ProgrammeSchool.objects.filter(in_year(academic_year), programme__area=area)
    found: dict[str, dict[str, set[int]]] = {}
    for programme, cohort, school in rows.values_list("programme", "cohort", "school"):
        found.setdefault(str(programme), {}).setdefault(cohort, set()).add(school)
    return found
