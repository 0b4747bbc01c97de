"""The demonstration area and all its scores, made once for the tests of this folder."""

from dataclasses import dataclass

import pytest

from khet.jobs.demo.aims import Sitting
from khet.jobs.demo.area import DemoArea, demo_area
from khet.jobs.demo.scores import demo_sittings, draw

Row = dict[str, str]


@dataclass(frozen=True)
class Drawn:
    """Every sitting's rows, plain text as a file would hold them."""

    rows: dict[Sitting, list[Row]]

    def of(self, test: str, grade: str, round_: str = "", year: int = 2556) -> list[Row]:
        return self.rows[Sitting(year, test, round_, grade)]


@pytest.fixture(scope="session")
def area() -> DemoArea:
    return demo_area()


@pytest.fixture(scope="session")
def drawn(area: DemoArea) -> Drawn:
    return Drawn({sitting: draw(area, sitting).to_pylist() for sitting in demo_sittings()})
