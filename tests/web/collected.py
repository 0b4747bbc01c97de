"""Results that schools of the made area are asked for, and the ways in which they send."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khet.records.learning.actions import Asked, open_collections
from khet.records.learning.models import Collection
from khet.records.registry.actions.people import AccountEntry, open_account
from khet.records.registry.actions.pupils import PupilEntry, save_pupils
from khet.records.registry.models import Import, Unit, UnitKind, User
from khet.rules.sittings import subjects
from tests.cast import PASSWORD, SINCE
from tests.made_area import school_code

YEAR, GRADE = 2557, "P5"
ASKED = subjects("LAS", GRADE, YEAR)
HEAD = ",".join(["รหัสโรงเรียน", "เลขประจำตัวนักเรียน", *ASKED])
NUMBERS = ("001", "002", "003")
TYPED = {"001": "50", "002": "60", "003": "ขาดสอบ"}


def ask(grade: str = GRADE, year: int = YEAR, test: str = "LAS", round_: str = "") -> Collection:
    """Ask the schools of the area for a sitting; the first school's pupils are registered."""
    area = Unit.objects.get(kind=UnitKind.AREA)
    names = zip(NUMBERS, ("สมมติ หนึ่ง", "สมมติ สอง", "สมมติ สาม"), strict=True)
    pupils = [PupilEntry(school_code(0), number, grade, name) for number, name in names]
    save_pupils(by="ทดสอบ", academic_year=year, entries=pupils)
    [collection] = open_collections(
        by="ทดสอบ",
        area=area,
        asked=Asked(year, test, round_),
        grades=[grade],
        due=date.today() + timedelta(days=7),
        on=date.today(),
    )
    return collection


def table(scores: dict[str, str] | None = None, **cells: str) -> dict[str, str]:
    """What a browser sends of the table: the same score in every subject, single cells apart."""
    told = TYPED if scores is None else scores
    sent = {"rows": str(len(told))}
    for place, (number, score) in enumerate(told.items()):
        sent |= {f"n{place}": number, **{f"s{place}-{code}": score for code in ASKED}}
    return {**sent, **{name.replace("__", "-"): value for name, value in cells.items()}}


def type_in(client: Client, collection: Collection, data: dict[str, str]) -> Any:
    """Send the table of the client's school."""
    return client.post(f"/learning/sending/{collection.pk}/type", data, follow=True)


def lines(school: int, scores: Iterable[str] = ("40", "70")) -> list[str]:
    """A row a pupil of a school, the same score in every subject."""
    marks = ((number, ",".join([score] * len(ASKED))) for number, score in enumerate(scores))
    return [f"{school_code(school)},{number},{row}" for number, row in marks]


def drop(client: Client, collection: Collection, rows: Iterable[str], head: str = HEAD) -> Import:
    """Bring a file for the client's school and have it checked as its columns are proposed."""
    content = "\n".join([head, *rows]).encode()
    file = SimpleUploadedFile("las.csv", content)
    response = client.post(f"/learning/sending/{collection.pk}", {"file": file})
    assert response.status_code == 302, response.content.decode()[-2000:]
    held = Import.objects.get(pk=response.headers["Location"].rsplit("/", 1)[1])
    shown = held.report["look"]["columns"] if held.report else []
    columns = {f"column-{column['place']}": column["name"] for column in shown}
    client.post(f"/learning/imports/{held.pk}", {"do": "confirm", **columns})
    held.refresh_from_db()
    return held


def found(held: Import) -> dict[str, Any]:
    """What was found in a brought file: the first finding of each kind."""
    assert held.report
    return {kind["key"]: kind["first"][0] for kind in held.report["found"]["kinds"]}


def client_of(number: int) -> Client:
    """The browser of a teacher of the school of that number, without a second factor."""
    name, unit = f"teacher-{number}", ("school", school_code(number))
    user = User.objects.filter(username=name).first() or open_account(
        by="ทดสอบ", entry=AccountEntry(name, "ครูทดสอบ", "teacher", unit, PASSWORD), since=SINCE
    )
    client = Client()
    client.force_login(user)
    return client
