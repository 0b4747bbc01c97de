"""Looking up evidence: what a person sees, found by words and faults, and what it is used for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import CharField, Count, Exists, Max, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from khet.records.office.access import Sight, seen_evidence
from khet.records.office.models import (
    AttachedFile,
    Evidence,
    EvidenceUse,
    EvidenceVersion,
    Findable,
)
from khet.records.registry.models import Unit
from khet.rules.calendar import fiscal_year
from khet.rules.evidence import days_of_fiscal_year
from khet.rules.finding import search_text

_MOST_KEYS = 2**63


@dataclass(frozen=True)
class Used:
    """The evidence of a record that a person sees, and how many more there are."""

    seen: list[Evidence]
    hidden: int


def evidence_seen(sight: Sight) -> QuerySet[Evidence]:
    """The evidence that a person may see, the newest day first."""
    found = Evidence.objects.filter(seen_evidence(sight), withdrawn_at=None)
    return found.select_related("unit", "owner", "area").order_by("-about_day", "-pk")


def evidence_there(pk: int) -> bool:
    """Whether there is evidence of that key, whoever may see it; what was withdrawn isn't."""
    return pk < _MOST_KEYS and Evidence.objects.filter(pk=pk, withdrawn_at=None).exists()


def with_words(found: QuerySet[Evidence], words: str) -> QuerySet[Evidence]:
    """Those with every part of the words in title, note, name or text."""
    known = Findable.objects.filter(
        area=OuterRef("area"), kind="office.evidence", key=Cast(OuterRef("pk"), CharField())
    )
    parts = search_text(words).split()
    for part in parts:
        known = known.filter(text__contains=part)
    return found.filter(Exists(known)) if parts else found


def about_year(found: QuerySet[Evidence], be: int) -> QuerySet[Evidence]:
    """Those whose day is in a fiscal year (BE)."""
    return found.filter(about_day__range=days_of_fiscal_year(be))


def is_outside_year(be: int) -> Q:
    """That somebody referred to it in a fiscal year (BE) and its day is in another."""
    begins, ends = days_of_fiscal_year(be)
    used = EvidenceUse.objects.filter(
        evidence=OuterRef("pk"), used_at__date__gte=begins, used_at__date__lte=ends
    )
    return Q(Exists(used)) & ~Q(about_day__range=(begins, ends))


def is_unused() -> Q:
    """That nothing refers to it."""
    return ~Q(Exists(EvidenceUse.objects.filter(evidence=OuterRef("pk"))))


def is_doubled(found: QuerySet[Evidence]) -> Q:
    """That it has a file whose content another of those found has too."""
    versions = EvidenceVersion.objects.filter(evidence__in=found.order_by()).exclude(sha256="")
    several = versions.values("sha256").annotate(n=Count("evidence", distinct=True))
    hashes = several.filter(n__gt=1).values("sha256")
    alike = EvidenceVersion.objects.filter(evidence=OuterRef("pk"), sha256__in=hashes)
    return Q(Exists(alike))


def has_double(found: QuerySet[Evidence], evidence: Evidence) -> bool:
    """Whether another of those found has the content of one of its files."""
    own = EvidenceVersion.objects.filter(evidence=evidence).exclude(sha256="").values("sha256")
    others = EvidenceVersion.objects.filter(sha256__in=own).exclude(evidence=evidence)
    return found.filter(pk__in=others.values("evidence")).exists()


def counts_of(found: QuerySet[Evidence], checks: Mapping[str, Q]) -> dict[str, int]:
    """Of how many each check holds; one query."""
    counted = {name: Count("pk", filter=check) for name, check in checks.items()}
    return found.order_by().aggregate(**counted)


def with_content(found: QuerySet[Evidence], hashes: Iterable[str]) -> dict[str, Evidence]:
    """For each of the contents (SHA-256) the newest evidence that has it."""
    versions = EvidenceVersion.objects.filter(
        evidence__in=found.order_by(), sha256__in=list(hashes)
    )
    pairs = versions.select_related("evidence__unit").defer("text").order_by("pk")
    return {version.sha256: version.evidence for version in pairs}


def with_link(found: QuerySet[Evidence], link: str) -> Evidence | None:
    """The newest evidence that is this link."""
    return found.filter(versions__link=link).first() if link else None


def newest_versions(evidence: Iterable[Evidence]) -> dict[int, EvidenceVersion]:
    """The newest version of each (its key); records have none."""
    versions = EvidenceVersion.objects.filter(evidence__in=list(evidence)).defer("text")
    return {version.evidence_id: version for version in versions.order_by("number")}


def uses_of(evidence: Evidence) -> list[EvidenceUse]:
    """What evidence is used for, in the order in which somebody said so."""
    return list(EvidenceUse.objects.filter(evidence=evidence).order_by("pk"))


def used_for(sight: Sight, kind: str, key: str) -> Used:
    """The evidence of a record, in the order of its days."""
    uses = EvidenceUse.objects.filter(about_kind=kind, about_key=key)
    found = evidence_seen(sight).filter(pk__in=uses.values("evidence"))
    seen = list(found.order_by("about_day", "pk"))
    return Used(seen, uses.filter(evidence__withdrawn_at=None).count() - len(seen))


def evidence_of_keys(sight: Sight, keys: Iterable[int]) -> QuerySet[Evidence]:
    """The evidence of those keys that a person may see."""
    return evidence_seen(sight).filter(pk__in=list(keys))


def years_of_evidence(found: QuerySet[Evidence]) -> list[int]:
    """The fiscal years (BE) from the newest to the oldest day that evidence is about."""
    ends = found.aggregate(first=Min("about_day"), last=Max("about_day"))
    if ends["first"] is None:
        return []
    first, last = fiscal_year(ends["first"]).be, fiscal_year(ends["last"]).be
    return list(range(last, first - 1, -1))


def version_of_key(pk: int) -> EvidenceVersion | None:
    """The version of that key, with its evidence."""
    return EvidenceVersion.objects.filter(pk=pk).select_related("evidence__area").first()


def known_hashes() -> set[str]:
    """The contents (SHA-256) of every file that was kept, in whatever area."""
    versions = EvidenceVersion.objects.exclude(sha256="").values_list("sha256", flat=True)
    attached = AttachedFile.objects.values_list("sha256", flat=True)
    return {*versions.distinct(), *attached.distinct()}


def is_used_for(kind: str, key: str) -> bool:
    """Whether a record has evidence, whoever may see it."""
    uses = EvidenceUse.objects.filter(about_kind=kind, about_key=key)
    return uses.filter(evidence__withdrawn_at=None).exists()


def used_for_each(sight: Sight, kind: str, keys: Iterable[str]) -> dict[str, list[Evidence]]:
    """The evidence of several records of a kind (by key) that a person sees; two queries."""
    pairs = EvidenceUse.objects.filter(about_kind=kind, about_key__in=list(keys)).order_by("pk")
    uses = list(pairs.values_list("about_key", "evidence"))
    seen = {one.pk: one for one in evidence_of_keys(sight, {pk for _, pk in uses})} if uses else {}
    found: dict[str, list[Evidence]] = {}
    for key, pk in uses:
        if pk in seen:
            found.setdefault(key, []).append(seen[pk])
    return found


def counted_uses(evidence: Iterable[Evidence]) -> dict[int, int]:
    """How many records refer to each (its key)."""
    uses = EvidenceUse.objects.filter(evidence__in=list(evidence)).values("evidence")
    return dict(uses.annotate(n=Count("pk")).values_list("evidence", "n"))


def units_of_evidence(found: QuerySet[Evidence]) -> list[Unit]:
    """The units whose evidence this is, in Thai order."""
    return list(Unit.objects.filter(pk__in=found.order_by().values("unit")).order_by("sort_key"))
