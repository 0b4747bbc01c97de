"""Districts, networks, schools and pupils per grade of the demonstration area."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from khet.jobs.demo.sizes import GRADES, YEARS, SchoolSize, enrolments

AREA_CODE = "9302"
NO_P3_IN_2556 = "บ้านทุ่งหนองสิบบาท"
PRIVATE_PER_NETWORK = 2
FIRST_SCHOOL, FIRST_PRIVATE = 501, 701
_DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class District:
    """A district (อำเภอ) and those of its sub-districts (ตำบล) that are known."""

    code: str
    name: str
    subdistricts: tuple["Subdistrict", ...]
    source: str


@dataclass(frozen=True)
class Subdistrict:
    """A sub-district (ตำบล)."""

    code: str
    name: str


@dataclass(frozen=True)
class Network:
    """A school network; ``district`` is a name, not known for the private ones."""

    code: str
    name: str
    aliases: tuple[str, ...]
    district: str | None
    sector: str
    source: str


@dataclass(frozen=True)
class School:
    """A school, its name without the prefix โรงเรียน; place and network are names.

    Codes are invented, serials starting where the area's real ones do not reach: ``code`` has
    8 digits, ``moe10`` is affiliation + province + ``obec6``. Private schools have no ``obec6``.
    ``place_basis`` is printed, inferred or invented; ``source`` is empty for an invented school.
    """

    code: str
    moe10: str
    obec6: str | None
    name: str
    aliases: tuple[str, ...]
    district: str | None
    subdistrict: str | None
    network: str
    sector: str
    place_basis: str
    source: str


@dataclass(frozen=True)
class Enrolment:
    """Pupils of a school (code) in a grade and academic year (BE), at least one."""

    school: str
    academic_year: int
    grade: str
    pupils: int


@dataclass(frozen=True)
class DemoArea:
    """The whole area. Enrolment is of the public schools; of private ones it is not known."""

    code: str
    name: str
    short_name: str
    districts: tuple[District, ...]
    networks: tuple[Network, ...]
    schools: tuple[School, ...]
    enrolment: tuple[Enrolment, ...]


def demo_area() -> DemoArea:
    """The demonstration area, the same at every call.

    The printed bare item "ปากพะยูน" is left out: it may be the district of the school before it.
    "บ้านยางคีม" is taken for an alias of บ้านยางขาคีม.
    """
    networks = tuple(_networks())
    public = tuple(_public_schools({n.name: n.district for n in networks}))
    return DemoArea(
        AREA_CODE,
        "สำนักงานเขตพื้นที่การศึกษาประถมศึกษาพัทลุง เขต 2",
        "สพป.พัทลุง เขต 2",
        tuple(_districts(public)),
        networks,
        public + tuple(_private_schools(networks)),
        tuple(_enrolment(public)),
    )


def rows(name: str) -> list[dict[str, str]]:
    """The rows of a data file of this package."""
    with (_DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _aliases(row: dict[str, str]) -> tuple[str, ...]:
    return tuple(filter(None, row["aliases"].split("|")))


def _networks() -> Iterator[Network]:
    for number, row in enumerate(rows("networks"), 1):
        yield Network(
            f"{AREA_CODE}N{number:02d}",
            row["name"],
            _aliases(row),
            row["district"] or None,
            row["sector"],
            row["source"],
        )


def _public_schools(district: dict[str, str | None]) -> Iterator[School]:
    for serial, row in enumerate(rows("schools"), FIRST_SCHOOL):
        yield School(
            f"{AREA_CODE}{serial:04d}",
            f"109399{serial:04d}",
            f"99{serial:04d}",
            row["name"],
            _aliases(row),
            district[row["network"]],
            row["subdistrict"] or None,
            row["network"],
            "public",
            row["place_basis"],
            row["source"],
        )


def _private_schools(networks: tuple[Network, ...]) -> Iterator[School]:
    private = [n.name for n in networks if n.sector == "private"]
    homes = [name for name in private for _ in range(PRIVATE_PER_NETWORK)]
    for serial, network in enumerate(homes, FIRST_PRIVATE):
        yield School(
            f"{AREA_CODE}{serial:04d}",
            f"119399{serial:04d}",
            None,
            f"เอกชนสมมติ {serial - FIRST_PRIVATE + 1}",
            (),
            None,
            None,
            network,
            "private",
            "invented",
            "",
        )


def _districts(schools: tuple[School, ...]) -> Iterator[District]:
    for number, row in enumerate(rows("districts"), 1):
        code = f"{AREA_CODE}D{number}"
        known = {s.subdistrict: None for s in schools if s.district == row["name"]}
        names = [name for name in known if name]
        subdistricts = (Subdistrict(f"{code}T{i}", name) for i, name in enumerate(names, 1))
        yield District(code, row["name"], tuple(subdistricts), row["source"])


def _enrolment(schools: tuple[School, ...]) -> Iterator[Enrolment]:
    sizes = [
        SchoolSize(
            int(row["pupils_2556"]),
            row["top_grade"],
            row["pre_primary"] == "yes",
            row["name"] != NO_P3_IN_2556,
        )
        for row in rows("schools")
    ]
    for school, table in zip(schools, enrolments(sizes).tolist(), strict=True):
        for grade, years in zip(GRADES, table, strict=True):
            for year, pupils in zip(YEARS, years, strict=True):
                if pupils:
                    yield Enrolment(school.code, year, grade, pupils)
