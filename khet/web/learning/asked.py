"""Which sitting a page is about, and the addresses of pages about sittings."""

from collections.abc import Iterable
from difflib import get_close_matches
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from khet.jobs.sitting_results import leave_out_special
from khet.records.learning.models import ScoreFile, Sitting
from khet.records.learning.queries import MAIN_TEST, main_file
from khet.rules.sittings import GRADES, subjects
from khet.rules.statuses import ALL, NORMAL_ONLY
from khet.rules.tables import SHIPPED, Tables
from khet.web.learning.places import Place
from khet.web.learning.words import grade_name, sitting_title, test_name
from khet.web.public.errors import Nearest, NotHereError

_SUGGESTED, _LIKE = 5, 0.6
_YEAR_DIGITS = 4
PUPILS = "pupils"


def asked_file(files: list[ScoreFile], asked: QueryDict, page: str) -> ScoreFile:
    """The score file of the sitting that an address asks for, by default the main test's.

    Raises:
        NotHereError: no such sitting; offers the nearest on the same page.
    """
    choose_pupils(files, asked.get(PUPILS, ""))
    wanted = _year(asked)
    if asked.get("year") and wanted is None:
        raise _not_here(files, asked, page)
    if not asked.get("test"):
        found = main_file(files, wanted)
    else:
        found = next((file for file in files if _is_asked(file.sitting, asked, wanted)), None)
    if found is None:
        raise _not_here(files, asked, page)
    return found


def choose_pupils(files: Iterable[ScoreFile], pupils: str) -> None:
    """Let files that tell statuses be read without the special pupils, where that is asked for."""
    if pupils == NORMAL_ONLY:
        leave_out_special(files)


def _year(asked: QueryDict) -> int | None:
    given = asked.get("year", "")
    return int(given) if given.isdecimal() and len(given) == _YEAR_DIGITS else None


def _is_asked(sitting: Sitting, asked: QueryDict, year: int | None) -> bool:
    return (
        (year is None or sitting.academic_year == year)
        and sitting.test == asked.get("test")
        and sitting.grade == asked.get("grade", sitting.grade)
        and sitting.round == asked.get("round", "")
    )


def _not_here(files: list[ScoreFile], asked: QueryDict, page: str) -> NotHereError:
    if not files:
        return NotHereError(_("ยังไม่มีผลสอบในระบบ เมื่อนำเข้าไฟล์คะแนนแล้วจะเห็นที่นี่"), [])
    near = sorted(files, key=lambda file: _distance(file.sitting, asked))[:_SUGGESTED]
    return NotHereError(
        _("ไม่มีผลสอบ “%(asked)s” ของเขตนี้") % {"asked": _told(asked)[:80]},
        [Nearest(sitting_title(f.sitting), address(page, f.sitting)) for f in near],
    )


def _told(asked: QueryDict) -> str:
    """What an address asks for, as people call it; what nobody calls so stays as it is."""
    test, grade = asked.get("test", ""), asked.get("grade", "")
    named = grade_name(grade) if grade in GRADES else grade
    held = test_name(test, asked.get("round", ""))
    year = f"{_('ปีการศึกษา')} {asked['year']}" if asked.get("year") else ""
    return " ".join(filter(None, (held, named, year)))


def _distance(sitting: Sitting, asked: QueryDict) -> tuple[bool, bool, int]:
    test, grade = (
        asked.get(name) or main for name, main in zip(("test", "grade"), MAIN_TEST, strict=True)
    )
    years = abs(sitting.academic_year - (_year(asked) or sitting.academic_year))
    return sitting.test != test, sitting.grade != grade, years


def sitting_query(sitting: Sitting) -> dict[str, str]:
    """The part of an address that names a sitting, and whose scores of it are asked for."""
    named = {
        "year": str(sitting.academic_year),
        "test": sitting.test,
        "grade": sitting.grade,
        "round": sitting.round,
        PUPILS: "" if sitting.pupils == ALL else sitting.pupils,
    }
    return {name: value for name, value in named.items() if value}


def subjects_of(sitting: Sitting, tables: Tables = SHIPPED) -> tuple[str, ...]:
    """The subject codes of a sitting, in the order of the rules."""
    return subjects(sitting.test, sitting.grade, sitting.academic_year, tables)


def address(page: str, sitting: Sitting, *about: str, **more: str) -> str:
    """The address of a page (the name of its URL, and what it is ``about``) of a sitting."""
    return f"{reverse(page, args=about)}?{urlencode({**sitting_query(sitting), **more})}"


def near_codes(code: str, codes: Iterable[str]) -> list[str]:
    """The codes of schools that are nearest to one that isn't there."""
    return get_close_matches(code, list(codes), _SUGGESTED, _LIKE)


def file_name(*words: str) -> str:
    """The name of a file to take away, without its ending."""
    return "-".join(filter(None, words)).replace(" ", "-")


class FigureLinks:
    """Addresses of the figures of one sitting."""

    def __init__(self, sitting: Sitting) -> None:
        self._query = urlencode(sitting_query(sitting))
        self._base = reverse("learning:figure", args=["-"])[:-1]

    def to(self, measure: str, subject: str = "", **about: str) -> str:
        """The address of a figure ``about`` a school, network, district or colour, by its code.

        What is empty is left out.
        """
        more = {"subject": subject, **about}
        told = "".join(f"&{name}={value}" for name, value in more.items() if value)
        return f"{self._base}{measure}?{self._query}{told}"

    def of_place(self, measure: str, subject: str, place: Place | None, colour: str = "") -> str:
        """The address of a figure of a network or district, or of the whole area."""
        about = {place.kind: place.code} if place else {}
        return self.to(measure, subject, **about, colour=colour)
