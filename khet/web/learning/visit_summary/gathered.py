"""What the summary adds to the board's paper: this month's visits, and red schools not visited."""

from django.utils.translation import gettext as _

from khet.records.learning.access import seen_visits
from khet.records.learning.queries import main_file
from khet.records.learning.queries.visit_summary import Span, visit_tallies, visited_schools
from khet.records.registry.access import SEE_SCHOOL_RESULTS, SEE_VISITS
from khet.records.registry.queries.schools import School
from khet.rules.calendar import fiscal_year
from khet.rules.colours import Band
from khet.rules.months import Month, fiscal_months, month_of
from khet.rules.sittings import ALL_SUBJECTS
from khet.rules.visit_summary import Tally
from khet.web.learning.study import Study
from khet.web.learning.words import result_title
from khet.web.office.monthly.words import month_name
from khet.web.parts.gathered import About, Section
from khet.web.parts.tags import words
from khet.web.parts.viewer import Viewer

_MOST = 50


def month_of_visits(viewer: Viewer, about: About) -> Section | None:
    """The visits of the month of the board's day, and red schools that nobody visited this year."""
    if viewer.user is None or viewer.at_school or not viewer.scope.may(SEE_VISITS):
        return None
    seen = seen_visits(viewer.scope, viewer.user)
    month = month_of(about.day)
    year = fiscal_months(fiscal_year(about.day).be)[0]
    tallies = visit_tallies(Span(seen, month.first, month.last, viewer.today))
    tally = sum((one for _school, one in tallies), Tally())
    told = _counted(tally, month)
    red, of = _red(viewer, Span(seen, year.first, month.last, viewer.today))
    if of is not None:
        more = {"n": len(red), "colour": words(of[0].th), "sitting": of[1]}
        left = _("โรงเรียนสี%(colour)sที่ยังไม่ได้นิเทศในปีงบประมาณนี้ %(n)s โรงเรียน (%(sitting)s)")
        told = " ".join(filter(None, (told, left % more, of[2])))
    rows = [[school.name, school.network or "–", percent] for school, percent in red[:_MOST]]
    heads = (_("โรงเรียน"), _("เครือข่าย"), _("ร้อยละไม่ผ่านรวม")) if rows else ()
    chat = _counted(tally, month) if tally.made or tally.planned else ""
    return Section(_("นิเทศเดือน%(month)s") % {"month": month_name(month)}, told, heads, rows, chat)


def _counted(tally: Tally, month: Month) -> str:
    told = _(
        "นิเทศเดือน%(month)s: %(made)s ครั้ง ในแผน %(planned)s ครั้ง ถึงกำหนดแล้วยังไม่ออก %(missed)s ครั้ง"
    )
    counts = {"made": tally.made, "planned": tally.planned, "missed": tally.missed}
    return told % {"month": month_name(month), **counts}


def _red(
    viewer: Viewer, year: Span
) -> tuple[list[tuple[School, str]], tuple[Band, str, str] | None]:
    """The schools of the worst colour in the newest main test without a visit, the worst first.

    Beside them the colour, the test, and in words which schools are kept back; none where the
    reader doesn't see the results of schools.
    """
    file = main_file(viewer.score_files)
    if file is None or not viewer.scope.may_everywhere(SEE_SCHOOL_RESULTS):
        return [], None
    study = Study(viewer, file)
    worst = study.bands[-1]
    visited = set(visited_schools(year).values_list("school__code", flat=True))
    cells = {
        code: study.cell(ALL_SUBJECTS, code) for code in study.present() if code not in visited
    }
    red = [code for code, cell in cells.items() if cell.band == worst]
    red.sort(key=lambda code: -(cells[code].percent.value or 0))
    found = [(study.visible[code], str(cells[code].percent.value)) for code in red]
    return found, (worst, result_title(file), study.without_few(ALL_SUBJECTS, cells))
