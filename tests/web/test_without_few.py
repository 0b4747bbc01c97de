"""Lists and counts of schools of a colour say that those of few pupils are missing."""

from collections.abc import Callable
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook

from khet.rules.colours import five_bands
from khet.web.learning.few import HIDDEN
from khet.web.learning.study import Study
from tests.made_area import school_code

SignIn = Callable[..., Client]
SITTING = "year=2556&test=O-NET&grade=P6"
TOLD = "ไม่รวมโรงเรียนที่ผู้เข้าสอบน้อยกว่า 5 คน"
FEW = school_code(1)
BOARD = "/office/papers/board?day=24/11/2569"


def _text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


@pytest.mark.parametrize(
    "page",
    [
        f"/learning/colours?{SITTING}&colour=%s",
        f"/learning/colours?{SITTING}&scheme=four&colour=%s",
        f"/learning/colours?{SITTING}&subject=thai&colour=%s",
        f"/learning/planning?{SITTING}&subject=thai&colour=%s",
        f"/learning/visits/plan/proposal?{SITTING}&colour=%s",
    ],
)
def test_a_list_by_colour_says_which_schools_it_cannot_find(sign_in: SignIn, page: str) -> None:
    director, own = sign_in("director"), sign_in("network-supervisor")
    assert TOLD in _text(director, page % "red")
    assert TOLD not in _text(director, page % ""), "there they are marked each"
    assert TOLD not in _text(own, page % "red"), "nothing is kept from who looks after them"


def test_so_does_its_sheet(sign_in: SignIn) -> None:
    address = f"/learning/colours.xlsx?{SITTING}&colour="
    for colour in ("red", ""):
        content = sign_in("director").get(f"{address}{colour}").content
        cells = [c for row in load_workbook(BytesIO(content)).active.values for c in row]  # type: ignore[union-attr]
        assert (TOLD in cells) == bool(colour)


def test_the_board_s_paper_says_so(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Study, "bands", property(lambda _study: five_bands(2556)[:3]))
    row = Study.row

    def without_one(study: Study, subject: str, school: str) -> object:
        return HIDDEN if school == FEW else row(study, subject, school)

    monkeypatch.setattr(Study, "row", without_one)
    page = _text(sign_in("director"), BOARD)
    section = page.partition(">นิเทศเดือน")[2].partition("</section>")[0]
    assert TOLD in section
