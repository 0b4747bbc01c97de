"""Score files dropped, confirmed and checked by the page, as tests of their import send them."""

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khet.records.registry.models import Import
from khet.rules.sittings import subjects
from tests.made_area import school_code

IMPORTS = "/learning/imports"
ASKED = subjects("O-NET", "P6", 2557)
HEAD = ",".join(["รหัสโรงเรียน", "เลขประจำตัวนักเรียน", *ASKED])
NAME = "onet ป.6 ปี 2557.csv"
SITTING = {"test": "O-NET", "academic_year": "2557", "grade": "P6", "round": "", "area": "9302"}


def score_rows(schools: int = 12, score: str = "50", pupils: int = 3) -> list[str]:
    marks = ",".join([score] * len(ASKED))
    return [f"{school_code(k)},{pupil},{marks}" for k in range(schools) for pupil in range(pupils)]


def score_text(rows: list[str] | None = None, head: str = HEAD) -> bytes:
    return "\n".join([head, *(score_rows() if rows is None else rows)]).encode()


def drop_file(client: Client, content: bytes, name: str = NAME) -> Import:
    response = client.post(IMPORTS, {"file": SimpleUploadedFile(name, content)})
    assert response.status_code == 302, response.content.decode()[-3000:]
    return Import.objects.get(pk=response.headers["Location"].rsplit("/", 1)[1])


def send_step(client: Client, held: Import, do: str, **more: str) -> Any:
    return client.post(f"{IMPORTS}/{held.pk}", {"do": do, **more}, follow=True)


def columns_of(held: Import, **chosen: str) -> dict[str, str]:
    listed = held.report["look"]["columns"] if held.report else []
    shown = {f"column-{column['place']}": column["name"] for column in listed}
    return {**shown, **{name.replace("_", "-"): value for name, value in chosen.items()}}


def checked_file(client: Client, content: bytes, name: str = NAME, **said: str) -> Import:
    held = drop_file(client, content, name)
    sitting = {k: v for k, v in {**SITTING, **said}.items() if k in SITTING}
    send_step(client, held, "confirm", **columns_of(held), **sitting)
    held.refresh_from_db()
    assert held.state == Import.State.CHECKED
    return held


def kinds_of(held: Import) -> dict[str, int]:
    assert held.report
    return {kind["key"]: kind["count"] for kind in held.report["found"]["kinds"]}


def page_of(client: Client, held: Import) -> str:
    return client.get(f"{IMPORTS}/{held.pk}").content.decode()
