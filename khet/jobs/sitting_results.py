"""The results of the office's own score files, as pages and commands read them."""

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

from django.conf import settings

from khet.figures.abilities import Abilities, abilities_of
from khet.figures.parameters import TABLES, Parameters, Told, parameters_of, thawed
from khet.figures.pupil_scores import scores_by_school
from khet.figures.pupil_statuses import Statuses, statuses_in
from khet.figures.results import Kept, Results, kept_results, results_of, what_it_stands_for
from khet.figures.spreads import Spreads, spreads_of
from khet.figures.traced import Traced
from khet.figures.warehouse import SittingKey, Warehouse
from khet.records.learning.models import ScoreFile, Sitting
from khet.records.learning.queries import told_of
from khet.records.registry.queries.settings import office_tables
from khet.rules.figures import FigureSource
from khet.rules.limits import Terms
from khet.rules.pooled import YEARS as POOLED_YEARS
from khet.rules.published import LIMIT, PERCENT
from khet.rules.statuses import ALL, NORMAL_ONLY
from khet.rules.tables import Tables


def parameters_for(file: ScoreFile, tables: Tables | None = None) -> Parameters:
    """How a file's results are made: as they were announced, or else as they would be now."""
    told = _announced(file)
    if told is None:
        return parameters_now(file.sitting, tables)
    return replace(told, pupils=file.sitting.pupils)


def parameters_now(sitting: Sitting, tables: Tables | None = None) -> Parameters:
    """How the sitting's results are made by the office's tables, looked up where not given."""
    known = office_tables(sitting.area) if tables is None else tables
    made = parameters_of(sitting.academic_year, known, _told(sitting))
    return replace(made, pupils=sitting.pupils)


def _announced(file: ScoreFile) -> Parameters | None:
    """What a file's results were announced by; of an older announcement that is not known."""
    if file.state != ScoreFile.State.ANNOUNCED or file.parameters is None:
        return None
    return thawed(file.parameters)


def tables_for(file: ScoreFile, tables: Tables) -> Tables:
    """The office's tables with those that a file was announced by, where it was, in their place."""
    told, year = _announced(file), file.sitting.academic_year
    if told is None:
        return tables
    others = (edition for edition in tables.own if edition.name not in TABLES)
    terms = {term.name: getattr(told, term.name) for term in fields(Terms)}
    limits = {**tables.of("limits", year), **terms, "z": str(told.z)}
    return Tables((*others, *told.tables.own)).with_edition("limits", year, limits)


def _told(sitting: Sitting) -> tuple[Told, ...]:
    """The published limits and percents that count in the sitting, in the order of their keys."""
    told = (
        Told(
            row.what,
            row.subject,
            int(row.value.scaleb(2)),
            row.source,
            row.school.code if row.school else "",
        )
        for row in told_of(sitting)
        if row.what in (LIMIT, PERCENT) and row.value is not None
    )
    return tuple(sorted(told, key=lambda one: (one.what, one.subject, one.school)))


def sitting_key(sitting: Sitting) -> SittingKey:
    """A sitting as the warehouse names it."""
    return SittingKey(
        sitting.academic_year, sitting.test, sitting.round, sitting.grade, sitting.area.code
    )


def results_for(file: ScoreFile, tables: Tables | None = None) -> Results:
    """The results of a score file, of pupils' scores or of schools' means; counted only once."""
    return results_by(file, parameters_for(file, tables))


def results_by(file: ScoreFile, parameters: Parameters) -> Results:
    """The results of a score file by those parameters, whatever it was announced by."""
    found = results_of([score_path(file)], parameters, _folder())
    if parameters.pupils == ALL:
        return found
    whole = results_of([score_path(file)], replace(parameters, pupils=ALL), _folder())
    return replace(found, left_out=_left_out(whole, found))


def _left_out(whole: Results, found: Results) -> dict[tuple[str, str], int]:
    """How many of all pupils with a score were not counted, by school and subject."""
    counted = {key: row.n or 0 for key, row in found.schools.items()}
    return {key: (row.n or 0) - counted.get(key, 0) for key, row in whole.schools.items()}


def statuses_for(file: ScoreFile) -> Statuses | None:
    """The statuses of a file's pupils, ``None`` where it tells none."""
    return statuses_in(score_path(file)) if file.content == ScoreFile.Content.PUPILS else None


def leave_out_special(files: Iterable[ScoreFile]) -> list[ScoreFile]:
    """The files that tell statuses, from now on read without the special pupils."""
    found = [file for file in files if statuses_for(file)]
    for file in found:
        file.sitting.pupils = NORMAL_ONLY
    return found


def kept_for(file: ScoreFile, tables: Tables | None = None) -> Kept:
    """What the key of a file's results stands for."""
    return what_it_stands_for([score_path(file)], parameters_for(file, tables))


def results_of_version(version: str) -> tuple[Results, Kept] | None:
    """Results under an old key, if they are still kept."""
    return kept_results(version, _folder())


def spreads_for(file: ScoreFile) -> Spreads:
    """How the single scores of a file spread, by school and subject; counted only once."""
    return spreads_of([score_path(file)], _folder(), file.sitting.pupils)


def abilities_for(file: ScoreFile, tables: Tables) -> Abilities:
    """The pupils of a score file by mean and A/B/C group; kept, so added up only once.

    Of a file of schools' means no pupils are known.
    """
    if file.content != ScoreFile.Content.PUPILS:
        return Abilities()
    known, sitting = tables_for(file, tables), file.sitting
    return abilities_of([score_path(file)], sitting.academic_year, known, _folder(), sitting.pupils)


def scores_for(file: ScoreFile) -> Mapping[tuple[str, str], tuple[int, ...]]:
    """Every school's scores by (school, subject), lowest first; of schools' means none."""
    if file.content != ScoreFile.Content.PUPILS:
        return {}
    return scores_by_school(score_path(file), file.sitting.pupils)


def make_ready(file: ScoreFile) -> None:
    """Count all that pages read of a score file, so that none of them has to wait."""
    tables = office_tables(file.sitting.area)
    results_for(file, tables)
    spreads_for(file)
    abilities_for(file, tables)


def _folder() -> Path:
    return Path(settings.HOME) / "results"


def traced(
    file: ScoreFile, tables: Tables | None = None, before: ScoreFile | None = None
) -> Traced:
    """The results with their source, ready for figures; ``before`` is the year before's file."""
    parameters = parameters_for(file, tables)
    return Traced(
        results_by(file, parameters),
        parameters,
        source_of(file),
        file.sitting.academic_year,
        traced(before, tables) if before else None,
        partial(spreads_for, file),
        partial(abilities_for, file, parameters.tables),
    )


def source_of(file: ScoreFile) -> FigureSource:
    """A score file as a figure names it."""
    return FigureSource(
        file.source_name, file.version, file.sha256, file.imported_at, file.imported_by
    )


def year_before(file: ScoreFile, files: Iterable[ScoreFile]) -> ScoreFile | None:
    """The file of the same test, grade and round in the academic year before, if there is one."""
    here = file.sitting
    of = ((f, f.sitting) for f in files)
    before = here.academic_year - 1
    return next((f for f, s in of if s.academic_year == before and s.is_like(here)), None)


def earlier_of(file: ScoreFile, files: Iterable[ScoreFile], tables: Tables) -> tuple[Traced, ...]:
    """The results of the same test in the years that are pooled with the file's, oldest first."""
    here, first = file.sitting, file.sitting.academic_year - POOLED_YEARS + 1
    found = [
        f
        for f in files
        if first <= f.sitting.academic_year < here.academic_year and f.sitting.is_like(here)
    ]
    found.sort(key=lambda f: f.sitting.academic_year)
    return tuple(traced(one, tables) for one in found)


def round_before(file: ScoreFile, files: Iterable[ScoreFile]) -> ScoreFile | None:
    """The file of pupils' scores of the same test in the round before, if there is one."""
    here = file.sitting
    same = (
        f
        for f in files
        if f.content == file.content == ScoreFile.Content.PUPILS
        and (f.sitting.academic_year, f.sitting.test, f.sitting.grade, f.sitting.pupils)
        == (here.academic_year, here.test, here.grade, here.pupils)
        and f.sitting.round < here.round
    )
    return max(same, key=lambda f: f.sitting.round, default=None)


def score_path(file: ScoreFile) -> Path:
    """Where a score file lies."""
    return Warehouse(Path(settings.WAREHOUSE)).path(sitting_key(file.sitting), file.sha256)


def source_path(file: ScoreFile) -> Path:
    """Where the file lies that a score file was taken from, as it was brought."""
    return Warehouse(Path(settings.WAREHOUSE)).source(file.source_name, file.source_sha256)
