"""Looking up: sittings and the score files that count."""

from collections.abc import Iterable, Sequence

from django.db.models import OuterRef, Subquery

from khet.records.learning.models import (
    ScoreFile,
    Sitting,
)
from khet.records.learning.queries.published import Together
from khet.records.registry.models import Placement, Pupil, Unit, UnitKind

MAIN_TEST = ("O-NET", "P6")
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
    together = Together(area)
    for file in found.values():
        file.sitting.together = together
    return list(found.values())


def main_file(files: Sequence[ScoreFile], year: int | None = None) -> ScoreFile | None:
    """The main test, O-NET of P6, of a year (BE), or else the year's first test.

    By default of the newest year with the main test: what few schools sent of another test since
    then is not what everybody should see first. ``files`` come newest year first; ``None`` where
    there are none.
    """
    of_year = [file for file in files if year in (None, file.sitting.academic_year)]
    main = (f for f in of_year if (f.sitting.test, f.sitting.grade) == MAIN_TEST)
    return next(main, next(iter(of_year), None))


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


def registered_pupils(years: Iterable[int]) -> list[tuple[int, str, str, str]]:
    """(academic year, school's code, pupil's number, grade) of the pupils registered then."""
    found = Pupil.objects.filter(academic_year__in=list(years))
    return list(found.values_list("academic_year", "school__code", "number", "grade"))


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


def sittings_of(area: Unit) -> list[Sitting]:
    """Every sitting of an area, with a file or without, newest year first."""
    found = Sitting.objects.filter(area=area)
    return list(found.order_by("-academic_year", "test", "grade", "round"))


def sittings_of_keys(area: Unit, keys: Iterable[str]) -> list[Sitting]:
    """The sittings of an area of those keys, as text."""
    wanted = [int(key) for key in keys if key.isdecimal() and len(key) < _LONGEST_KEY]
    return list(Sitting.objects.filter(area=area, pk__in=wanted))
