"""The demonstration area as it stands in an installation."""

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from django.contrib.auth import authenticate

from khet.jobs import make_demo
from khet.jobs.cli import main
from khet.jobs.sitting_results import results_for
from khet.records.learning.models import (
    Answer,
    Collection,
    Published,
    SchoolPart,
    ScoreFile,
    Target,
)
from khet.records.learning.queries import current_score_files
from khet.records.office.models import Duty
from khet.records.registry.actions.units import UnitEntry, register_units
from khet.records.registry.models import Enrolment, Event, Pupil, TeamMember, Unit, User
from khet.records.registry.queries.schools import home_area
from khet.rules.sittings import subjects

pytestmark = pytest.mark.django_db
PRINTED = Path(make_demo.__file__).parent / "demo" / "data"


def _printed(name: str) -> list[dict[str, str]]:
    with (PRINTED / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _files() -> dict[tuple[str, ...], ScoreFile]:
    area = home_area()
    assert area
    return {
        (f.sitting.test, f.sitting.round, f.sitting.grade, str(f.sitting.academic_year)): f
        for f in current_score_files(area)
    }


def test_the_demonstration_area(capsys: pytest.CaptureFixture[str]) -> None:
    """One test for all that takes a whole area: making it is the slow part."""
    assert main(["demo"]) == 0
    told = capsys.readouterr().out
    files = _files()
    _registers_are_those_of_the_area()
    _results_are_the_printed_ones(files)
    _the_cast_can_sign_in(told)
    _received_colours_are_the_printed_ones()
    _a_few_schools_have_targets()
    _the_newest_results_are_answered_by_most(files)
    _means_of_others_say_that_they_are_invented()
    assert len(files) == 70
    assert Event.objects.filter(action="import-scores").count() == 70
    assert main(["demo"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == told.splitlines()[-1]
    assert len(_files()) == 70
    _most_schools_have_sent()


def _most_schools_have_sent() -> None:
    """A collection is open; the school of the cast has still to send, most others have."""
    [collection] = Collection.objects.all()
    assert collection.closed_at is None
    parts = SchoolPart.objects.filter(current=True)
    assert 60 < parts.count() < 117
    assert set(parts.values_list("accepted_warnings", flat=True)) == {""}
    own = User.objects.get(username="school-director").roles_held.get().unit
    assert not parts.filter(school=own).exists()
    assert Pupil.objects.filter(school=own, academic_year=2557, grade="P5").exists()


def _registers_are_those_of_the_area() -> None:
    counts = {
        kind: Unit.objects.filter(kind=kind, sector="public").count()
        for kind in ("area", "district", "network", "school")
    }
    assert counts == {"area": 1, "district": 6, "network": 11, "school": 117}
    assert Unit.objects.filter(kind="network", sector="private").count() == 2
    pupils = sum(Enrolment.objects.filter(academic_year=2556).values_list("pupils", flat=True))
    assert 15_000 < pupils < 17_500
    assert Pupil.objects.filter(academic_year=2556).count() == pupils
    assert Unit.objects.filter(kind="group").count() == 7
    assert TeamMember.objects.values("user").distinct().count() == 71


def _the_newest_results_are_answered_by_most(files: dict[tuple[str, ...], ScoreFile]) -> None:
    assert all(file.parameters and file.state == "announced" for file in files.values())
    assert [key for key, file in files.items() if file.answers_due] == [("O-NET", "", "P6", "2556")]
    duties = Duty.objects.filter(rule="answer-results")
    assert duties.count() > 80
    assert duties.filter(state="done").count() > duties.count() / 2
    own = User.objects.get(username="school-director").roles_held.get().unit
    assert duties.get(unit=own).state == "open"
    assert not Answer.objects.filter(school=own).exists()
    assert not Answer.objects.exclude(plan__startswith="(สาธิต)").exists()


def _received_colours_are_the_printed_ones() -> None:
    told = Published.objects.filter(what="colour").select_related("sitting")
    assert {(str(row.sitting), row.what, row.colour) for row in told} == {
        ("O-NET M3 2556", "colour", "black")
    }
    assert {row.subject for row in told} == set(subjects("O-NET", "M3", 2556))
    assert all("002:9" in row.source for row in told)


def _a_few_schools_have_targets() -> None:
    found = Target.objects.select_related("sitting")
    assert {str(target.sitting) for target in found} == {"O-NET P6 2556"}
    assert len(found) == 30
    assert Event.objects.filter(action="set-targets").count() == 3


def _means_of_others_say_that_they_are_invented() -> None:
    told = Published.objects.exclude(what="colour")
    assert {row.what for row in told} == {"national-mean", "obec-mean", "province-mean"}
    assert all("สมมติ" in row.source for row in told)


def _results_are_the_printed_ones(files: dict[tuple[str, ...], ScoreFile]) -> None:
    results = {key: results_for(file) for key, file in files.items()}
    for row in _printed("means"):
        found = results[row["test"], row["round"], row["grade"], "2556"].limits[row["subject"]]
        assert found.mean is not None
        assert abs(found.mean - Decimal(row["mean"])) <= Decimal("0.01"), row
    for row in _printed("limits"):
        limit = results[row["test"], "", row["grade"], "2556"].limits[row["subject"]].limit
        assert limit is not None
        assert abs(limit - Decimal(row["limit"])) <= Decimal("0.05"), row
    for row in _printed("colour_counts"):
        schools = results[row["test"], "", row["grade"], "2556"].schools
        overall = [r.colour for (_, subject), r in schools.items() if subject == "ALL"]
        assert abs(overall.count(row["colour"]) - int(row["schools"])) <= 3, row


def _the_cast_can_sign_in(told: str) -> None:
    password = told.splitlines()[-1].rpartition(" ")[2]
    for role in make_demo.CAST:
        assert role in told
        assert authenticate(username=role, password=password), role
    assert User.objects.exclude(password__startswith="!").count() == len(make_demo.CAST)
    assert not authenticate(username="director", password=password + "x")


def test_an_office_that_is_no_demonstration_is_left_alone(
    capsys: pytest.CaptureFixture[str],
) -> None:
    from datetime import date

    register_units(by="ทดสอบ", entries=[UnitEntry("area", "1", "เขตจริง")], since=date(2009, 5, 1))
    assert main(["demo"]) == 2
    assert "KHET_HOME" in capsys.readouterr().err
    assert Unit.objects.count() == 1
