"""Schools of fewer than ten: the mark, and the percent over several years beside it."""

from collections.abc import Callable
from decimal import Decimal
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from khet.figures.results import SchoolRow
from khet.jobs.sitting_results import results_for
from khet.records.learning.models import ScoreFile
from khet.rules.pooled import pooled_percent
from tests.made_area import school_code, school_name

SignIn = Callable[..., Client]
SITTING = "year=2556&test=O-NET&grade=P6"
SMALL, ENOUGH = school_code(5), school_code(10)
MARK = "นักเรียนน้อย อ่านด้วยความระวัง"


def _row(year: int, school: str, subject: str = "thai") -> SchoolRow:
    return results_for(ScoreFile.objects.get(source_name=f"{year}-O-NET-P6.csv")).by_subject[
        subject
    ][school]


def _pooled(school: str) -> tuple[Decimal | None, int]:
    rows = [_row(year, school) for year in (2555, 2556)]
    return pooled_percent((r.n_below or 0, r.n or 0) for r in rows), sum(r.n or 0 for r in rows)


def _text(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def _part(page: str, name: str) -> str:
    return next(part for part in page.split("<tr>") if f">{name}</a>" in part)


@pytest.mark.parametrize("page", ["colours", "subjects/thai"])
def test_tables_mark_the_small_and_no_others(director: Client, page: str) -> None:
    text = _text(director, f"/learning/{page}?{SITTING}")
    assert MARK in _part(text, school_name(5))
    assert MARK not in _part(text, school_name(10))
    assert "รวม 2 ปี" in _part(text, school_name(5))


def test_the_percent_over_the_years_is_what_a_count_says_and_opens(director: Client) -> None:
    percent, n = _pooled(SMALL)
    part = _part(_text(director, f"/learning/subjects/thai?{SITTING}"), school_name(5))
    assert f">{percent}</a> (n {n})" in part
    asked = f"/learning/figure/pooled-percent?{SITTING}&subject=thai&school={SMALL}"
    figure = _text(director, asked)
    assert f'<span class="value">{percent}</span>' in figure
    assert "รวม 2 ปี: 2555, 2556" in figure


@pytest.mark.parametrize(("school", "marked"), [(SMALL, True), (ENOUGH, False)])
@pytest.mark.parametrize(
    "page", ["schools/{}?", "figure/mean?subject=thai&school={}&", "figure/rank?school={}&"]
)
def test_pages_of_a_school_say_it(director: Client, page: str, school: str, marked: bool) -> None:
    text = _text(director, f"/learning/{page.format(school)}{SITTING}")
    assert (MARK in text) == marked
    assert ("รวม 2 ปี" in text) == marked


def test_workbooks_say_it_in_their_last_column(director: Client) -> None:
    for page in ("colours", "subjects/thai"):
        sheet = load_workbook(
            BytesIO(director.get(f"/learning/{page}.xlsx?{SITTING}").content)
        ).active
        rows = {row[0].value: row[-1].value for row in sheet.iter_rows()}
        assert str(rows[SMALL]).startswith(f"{MARK} · รวม 2 ปี ")
        assert not rows[ENOUGH]


def test_years_together_tell_nothing_of_one_with_few(sign_in: SignIn) -> None:
    """The first school has two pupils in either year: their percent is its supervisors'."""
    asked = f"{SITTING}&subject=thai&school={school_code(0)}"
    for name, sees in (("director", False), ("supervisor", True), ("teacher", True)):
        client = sign_in(name)
        figure = client.get(f"/learning/figure/pooled-percent?{asked}")
        assert figure.status_code == (200 if sees else 403)
        board = _text(client, f"/learning/colours?{SITTING}")
        assert MARK in _part(board, school_name(0))
        assert ("รวม 2 ปี" in _part(board, school_name(0))) == sees
