"""Looking up sittings and the score files that count."""

from collections.abc import Iterable
from decimal import Decimal
from functools import cached_property

from django.db.models import OuterRef, QuerySet, Subquery

from khet.records.learning.models import (
    Answer,
    Collection,
    Published,
    Reward,
    SchoolPart,
    ScoreFile,
    Sitting,
    StandardMean,
    Target,
)
from khet.records.registry.models import Placement, Pupil, Unit, UnitKind

_LONGEST_KEY = 10


def current_score_files(area: Unit, announced: bool = False) -> list[ScoreFile]:
    """The files of an area that count, newest year first, with their sittings.

    The current one of each sitting, or with ``announced`` the newest announced one; of pupils'
    scores, or of schools' means where these are all that is known. What was published of their
    sittings is asked for at once, when it is first needed.
    """
    files = ScoreFile.objects.filter(sitting__area=area)
    if announced:
        same = files.filter(sitting=OuterRef("sitting"), content=OuterRef("content"))
        told = same.filter(state=ScoreFile.State.ANNOUNCED).order_by("-version")
        files = files.filter(pk=Subquery(told.values("pk")[:1]))
    else:
        files = files.filter(current=True)
    order = ("-sitting__academic_year", "sitting__test", "sitting__grade", "sitting__round")
    found: dict[int, ScoreFile] = {}
    for file in (
        files.select_related("sitting", "sitting__area").defer("report").order_by(*order, "content")
    ):
        found.setdefault(file.sitting_id, file)
    together = _Together(area)
    for file in found.values():
        file.sitting.together = together
    return list(found.values())


class _Together:
    """What was published of the sittings of an area, looked up once for all of them."""

    def __init__(self, area: Unit) -> None:
        self._area = area

    @cached_property
    def rows(self) -> list[Published]:
        """The published figures of every sitting, with files or without."""
        return list(published_in(self._area))

    @cached_property
    def by_sitting(self) -> dict[int, list[Published]]:
        """The published figures by the key of their sitting."""
        found: dict[int, list[Published]] = {}
        for row in self.rows:
            found.setdefault(row.sitting_id, []).append(row)
        return found


def told_of(sitting: Sitting) -> list[Published]:
    """What others told of a sitting; of sittings that were looked up together, with one query."""
    if isinstance(sitting.together, _Together):
        return sitting.together.by_sitting.get(sitting.pk, [])
    return list(published_of(sitting))


def told_value(sitting: Sitting, what: str, subject: str) -> Published | None:
    """What others told of a matter and subject of a sitting, for the whole area."""
    wanted = what, subject, None
    told = told_of(sitting)
    return next((p for p in told if (p.what, p.subject, p.school_id) == wanted), None)


def told_of_test(sitting: Sitting) -> dict[tuple[int, str, str], Published]:
    """What others told of the sitting's test, grade and round for the whole area, in any year.

    By academic year (BE), matter and subject; years without a file are there too.
    """
    together = sitting.together
    rows = together.rows if isinstance(together, _Together) else published_in(sitting.area)
    wanted = sitting.test, sitting.grade, sitting.round
    return {
        (p.sitting.academic_year, p.what, p.subject): p
        for p in rows
        if p.school_id is None and (p.sitting.test, p.sitting.grade, p.sitting.round) == wanted
    }


def announced_version(file: ScoreFile) -> int | None:
    """The newest version of the same sitting and content that is announced, if any is."""
    told = ScoreFile.objects.filter(
        sitting=file.sitting_id, content=file.content, state=ScoreFile.State.ANNOUNCED
    )
    return told.order_by("-version").values_list("version", flat=True).first()


def current_file(
    area: str, content: str = ScoreFile.Content.PUPILS, **sitting: int | str
) -> ScoreFile | None:
    """The current file of one sitting of an area (its code), if there is one."""
    parts = {f"sitting__{name}": value for name, value in sitting.items()}
    found = ScoreFile.objects.filter(sitting__area__code=area, current=True, content=content)
    return found.filter(**parts).select_related("sitting", "sitting__area").first()


def versions_of(sitting: Sitting) -> list[ScoreFile]:
    """Every version of a sitting's files, newest first, without their reports."""
    files = sitting.files.select_related("sitting", "sitting__area").defer("report")
    return list(files.order_by("-version"))


def targets_of(sitting: Sitting) -> list[tuple[str, str, Decimal]]:
    """(school's code, subject, mean) of every target that the office set from a sitting."""
    found = Target.objects.filter(sitting=sitting).order_by("school__code", "subject")
    return list(found.values_list("school__code", "subject", "value"))


def own_targets_of(sitting: Sitting) -> list[tuple[str, str, Decimal]]:
    """The same of the targets that schools set themselves in their answers."""
    found = Answer.objects.filter(sitting=sitting).order_by("school__code", "subject")
    return list(found.values_list("school__code", "subject", "target"))


def targets_of_school(sitting: Sitting, school: str) -> dict[str, Target]:
    """The targets that the office set a school (its code), by subject."""
    found = Target.objects.filter(sitting=sitting, school__code=school)
    return {target.subject: target for target in found}


def latest_of_sittings(area: Unit) -> list[ScoreFile]:
    """The current file of each sitting of an area and each content, newest year first."""
    files = ScoreFile.objects.filter(sitting__area=area, current=True)
    return list(
        files.select_related("sitting", "sitting__area")
        .defer("report")
        .order_by("-sitting__academic_year", "sitting__test", "sitting__grade", "sitting__round")
    )


def files_of_keys(keys: Iterable[int]) -> dict[int, ScoreFile]:
    """The score files of those keys, without their reports."""
    files = ScoreFile.objects.filter(pk__in=list(keys)).defer("report")
    return {file.pk: file for file in files.select_related("sitting", "sitting__area")}


def of_same_source(area: Unit, sha256: str) -> list[ScoreFile]:
    """The files of an area that were taken from a source of that content, newest first."""
    files = ScoreFile.objects.filter(sitting__area=area, source_sha256=sha256)
    return list(files.select_related("sitting", "sitting__area").defer("report").order_by("-pk"))


def registered_pupils(years: Iterable[int]) -> list[tuple[int, str, str]]:
    """(academic year, school's code, pupil's number) of the pupils registered in those years."""
    found = Pupil.objects.filter(academic_year__in=list(years))
    return list(found.values_list("academic_year", "school__code", "number"))


def pupils_by_key(school: str, year: int, keys: Iterable[str]) -> dict[str, Pupil]:
    """A school's registered pupils of a year by the key that their scores bear, without ids."""
    wanted = set(keys)
    found = Pupil.objects.filter(school__code=school, academic_year=year)
    rows = found.defer("identity", "identity_hash")
    return {pupil.key: pupil for pupil in rows if pupil.key in wanted}


def file_of(area: Unit, key: int, announced: bool = False) -> ScoreFile | None:
    """The score file of that key, of whatever version; only an announced one where said so."""
    files = ScoreFile.objects.filter(sitting__area=area, pk=key).defer("report")
    if announced:
        files = files.filter(state=ScoreFile.State.ANNOUNCED)
    return files.select_related("sitting", "sitting__area").first()


def every_score_file(**only: bool | str) -> list[ScoreFile]:
    """The files of all areas and sittings, older versions too unless ``current=True``."""
    return list(
        ScoreFile.objects.filter(**only)
        .select_related("sitting", "sitting__area")
        .defer("report")
        .order_by("pk")
    )


def source_names() -> set[str]:
    """Names of the files that were ever brought, of whatever version."""
    return set(ScoreFile.objects.values_list("source_name", flat=True))


def known_schools(area_codes: set[str]) -> set[tuple[str, str]]:
    """(area code, school code) of the schools of those areas."""
    placed = Placement.objects.filter(
        parent__kind=UnitKind.AREA, parent__code__in=area_codes, child__kind=UnitKind.SCHOOL
    )
    return set(placed.values_list("parent__code", "child__code"))


def known_areas() -> set[str]:
    """Codes of the areas of this installation."""
    return set(Unit.objects.filter(kind=UnitKind.AREA).values_list("code", flat=True))


def published_of(sitting: Sitting) -> QuerySet[Published]:
    """What others told of a sitting, by subject; percents in the Thai order of their schools."""
    return _published(sitting=sitting)


def published_in(area: Unit) -> QuerySet[Published]:
    """What others told of every sitting of an area, newest year first."""
    return _published(sitting__area=area)


def _published(**only: object) -> QuerySet[Published]:
    found = Published.objects.filter(**only).select_related("sitting")
    order = ("-sitting__academic_year", "sitting__test", "sitting__grade", "sitting__round")
    return found.order_by(*order, "what", "subject", "school__sort_key", "pk")


def sittings_of(area: Unit) -> list[Sitting]:
    """Every sitting of an area, with a file or without, newest year first."""
    found = Sitting.objects.filter(area=area)
    return list(found.order_by("-academic_year", "test", "grade", "round"))


def rewards_of(area: Unit, academic_year: int) -> list[Reward]:
    """The rewards of schools of an area in an academic year (BE), whatever their state."""
    found = Reward.objects.filter(area=area, academic_year=academic_year)
    return list(found.select_related("school").order_by("school__sort_key", "school__code"))


def rewards_told(area: Unit, academic_year: int, school: str) -> list[Reward]:
    """Those of a school (its code) that are agreed or given; proposals are not for schools."""
    of_year = rewards_of(area, academic_year)
    told = (Reward.State.AGREED, Reward.State.GIVEN)
    return [row for row in of_year if row.school.code == school and row.state in told]


def reward_of_key(area: Unit, key: int) -> Reward | None:
    """The reward of that key, if it is of the area."""
    return Reward.objects.filter(area=area, pk=key).select_related("school").first()


def reward_years(area: Unit) -> list[int]:
    """The academic years (BE) of which schools of an area have rewards, newest first."""
    years = Reward.objects.filter(area=area).values_list("academic_year", flat=True)
    return sorted(set(years), reverse=True)


def collections_of(area: Unit) -> list[Collection]:
    """What the area's schools were ever asked to send, what was opened last first."""
    found = Collection.objects.filter(sitting__area=area).select_related("sitting__area")
    return list(found.order_by("-opened_at", "-pk"))


def collection_of(area: Unit, key: int) -> Collection | None:
    """The collection of that key in an area, if there is one."""
    found = Collection.objects.filter(sitting__area=area, pk=key)
    return found.select_related("sitting__area").first()


def current_parts(*collections: Collection) -> list[SchoolPart]:
    """What schools sent and nothing took the place of, by school, without reports."""
    return list(_parts(collection__in=collections, current=True))


def parts_of_school(school: str, *collections: Collection) -> list[SchoolPart]:
    """Everything that the school of that code sent, newest first, without reports."""
    found = _parts(collection__in=collections, school__code=school)
    return list(found.order_by("collection", "-version"))


def every_part() -> list[SchoolPart]:
    """What any school ever sent, without reports."""
    return list(_parts())


def _parts(**only: object) -> QuerySet[SchoolPart]:
    found = SchoolPart.objects.filter(**only).select_related(
        "school", "collection__sitting__area", "taken_into"
    )
    return found.defer("report", "taken_into__report").order_by("school__sort_key", "school__code")


def answers_of(sitting: Sitting) -> list[Answer]:
    """What schools answered to a sitting's results, with the schools in Thai order."""
    found = Answer.objects.filter(sitting=sitting).select_related("school")
    return list(found.order_by("school__sort_key", "pk"))


def answers_of_school(code: str) -> list[Answer]:
    """What a school ever answered, newest year first, with the sittings."""
    found = Answer.objects.filter(school__code=code).select_related("sitting")
    order = ("-sitting__academic_year", "sitting__test", "sitting__grade", "sitting__round")
    return list(found.order_by(*order, "pk"))


def sittings_of_keys(area: Unit, keys: Iterable[str]) -> list[Sitting]:
    """The sittings of an area of those keys, as text."""
    wanted = [int(key) for key in keys if key.isdecimal() and len(key) < _LONGEST_KEY]
    return list(Sitting.objects.filter(area=area, pk__in=wanted))


def standards_known(area: Unit) -> list[tuple[Sitting, str]]:
    """The sittings of an area with means by standard, each subject, the newest year first."""
    found = StandardMean.objects.filter(sitting__area=area)
    pairs = found.order_by().values_list("sitting", "subject").distinct()
    sittings = {s.pk: s for s in sittings_of(area)}
    order = {key: place for place, key in enumerate(sittings)}
    listed = sorted(pairs, key=lambda pair: (order[pair[0]], pair[1]))
    return [(sittings[key], subject) for key, subject in listed]


def standards_of(sitting: Sitting, school: str = "", subject: str = "") -> list[StandardMean]:
    """A sitting's means by standard: of the whole area, or of the school of that code."""
    of = {"school__code": school} if school else {"school__isnull": True}
    more = {"subject": subject} if subject else {}
    return list(StandardMean.objects.filter(sitting=sitting, **of, **more).order_by("pk"))


def standards_in(area: Unit) -> QuerySet[StandardMean]:
    """Every mean by standard of an area with its sitting and school, newest year first."""
    order = ("-sitting__academic_year", "sitting__test", "sitting__grade", "sitting__round")
    found = StandardMean.objects.filter(sitting__area=area).select_related("sitting", "school")
    return found.order_by(*order, "subject", "school__sort_key", "pk")


def schools_with_standards(sitting: Sitting, subject: str) -> list[str]:
    """The codes of the schools with means by standard in a subject of a sitting."""
    found = StandardMean.objects.filter(sitting=sitting, subject=subject, school__isnull=False)
    return list(found.order_by().values_list("school__code", flat=True).distinct())
