"""Photos of visits: kept once without their place, counted, refused."""

from io import BytesIO
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from PIL import Image

from khet.jobs.evidence_files import stored_path
from khet.records.learning.models import VisitPhoto
from khet.records.office.models import Evidence
from tests.jobs.brought_files import pdf, picture, upload
from tests.web.recorded_visits import PHOTO, ROOT, SignIn, a_visit, fields_of, page_of, told_by


def _send(client: Client, visit: object, number: UUID, content: bytes, name: str = "a.jpg") -> Any:
    photo = upload(name, content, "image/jpeg")
    return client.post(PHOTO, {"visit": str(visit), "number": str(number), "photo": photo})


def _with_place() -> bytes:
    """A photo that tells where it was taken."""
    image, out = Image.new("RGB", (60, 40), "green"), BytesIO()
    exif = image.getexif()
    exif.get_ifd(0x8825)[1] = "N"
    exif[0x8825] = {1: "N", 2: (7.0, 30.0, 0.0), 3: "E", 4: (100.0, 5.0, 0.0)}
    image.save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_photo_is_kept_once_without_its_place(sign_in: SignIn) -> None:
    visit, other, number = a_visit(), a_visit(), uuid4()
    client, content = sign_in("network-supervisor"), _with_place()
    assert Image.open(BytesIO(content)).getexif().get_ifd(0x8825)
    before = VisitPhoto.objects.count(), Evidence.objects.count()
    for _ in range(2):
        assert told_by(_send(client, visit.uuid, number, content)) == {
            "status": 200,
            "state": "done",
        }
    after = VisitPhoto.objects.count(), Evidence.objects.count()
    assert after == (before[0] + 1, before[1] + 1)
    version = VisitPhoto.objects.get(uuid=number).evidence.versions.get()
    assert not Image.open(stored_path(version.sha256)).getexif().get_ifd(0x8825)
    assert told_by(_send(client, other.uuid, number, content))["status"] == 422


def test_the_page_says_how_many_pictures_went_ahead(sign_in: SignIn) -> None:
    client, visit = sign_in("supervisor"), a_visit(1, "supervisor")
    assert 'data-sent="0"' in page_of(client.get(f"{ROOT}{visit.uuid}"))
    _send(client, visit.uuid, uuid4(), picture())
    assert "ส่งแล้ว 1 ภาพ" in page_of(client.get(f"{ROOT}{visit.uuid}"))


def test_what_is_no_photo_is_refused(sign_in: SignIn, settings: Any) -> None:
    visit, client = a_visit(), sign_in("network-supervisor")
    for name, content in (("a.pdf", pdf()), ("a.jpg", b"not a picture"), ("a.jpg", b"")):
        answer = told_by(_send(client, visit.uuid, uuid4(), content, name))
        assert (answer["status"], answer["state"]) == (422, "refused")
    page = client.post(f"{ROOT}{visit.uuid}", {**fields_of(), "photo": upload("a.pdf", pdf())})
    assert "ไม่ใช่ภาพถ่าย" in page_of(page)
    settings.LARGEST_FILE = 100
    assert "เกินที่เก็บได้" in str(told_by(_send(client, visit.uuid, uuid4(), picture()))["faults"])
    assert told_by(_send(client, uuid4(), uuid4(), picture()))["status"] == 404
    assert _send(sign_in("teacher"), visit.uuid, uuid4(), picture()).status_code == 403
    assert not VisitPhoto.objects.filter(visit=visit).exists()
