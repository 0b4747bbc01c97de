"""What is done for a secret letter is seen by its readers and who does it, and by nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client

from khet.records.office.models import Duty, Evidence, Letter
from khet.records.registry.models import Event
from tests.jobs.brought_files import upload
from tests.web.signed_letters import arrived, person, power, step

SignIn = Callable[[str], Client]
NOTE, INSIDE = "พบการทุจริตในพัสดุ", "เอกสารแนบเล่าละเอียด"


@pytest.fixture
def duty(sign_in: SignIn) -> Duty:
    """What the director ordered on a secret letter, done by the planner with a note and a file."""
    letter = arrived("ความลับ", secrecy="secret")
    step(sign_in("director"), letter, "order", note="สอบ", owner_1="person:planner")
    found = Duty.objects.get(rule="letter-order", about_key=str(letter.pk))
    said = {"note": NOTE, "file": upload("ผลสอบ.txt", INSIDE.encode())}
    assert sign_in("planner").post(f"/office/duties/{found.pk}/finish", said).status_code == 302
    found.refresh_from_db()
    assert found.state == "done"
    return found


def _shown(client: Client, duty: Duty) -> dict[str, bool]:
    """Where the note and the file are seen."""
    evidence = Evidence.objects.get(uses__about_kind="office.duty", uses__about_key=str(duty.pk))
    part = client.get(f"/office/evidence/of?kind=office.duty&key={duty.pk}").content.decode()
    found = [client.get(f"/office/search/?q={word}").content.decode() for word in (INSIDE, NOTE)]
    return {
        "note": NOTE in client.get(f"/office/duties/{duty.pk}").content.decode(),
        "panel": evidence.title in part,
        "page": client.get(f"/office/evidence/{evidence.pk}").status_code == 200,
        "file": client.get(f"/office/evidence/{evidence.pk}/1/file").status_code == 200,
        "search": any(evidence.title in page for page in found),
        "list": evidence.title in client.get("/office/evidence/").content.decode(),
    }


def test_others_see_that_there_is_a_duty_and_nothing_of_it(sign_in: SignIn, duty: Duty) -> None:
    for name in ("auditor", "deputy", "supervisor", "personnel"):
        client = sign_in(name)
        page = client.get(f"/office/duties/{duty.pk}")
        assert page.status_code == 200
        assert "หนังสือลับ เลขที่" in page.content.decode()
        assert not any(_shown(client, duty).values()), name


def test_readers_and_who_does_it_see_all_of_it(sign_in: SignIn, duty: Duty) -> None:
    for name in ("director", "planner", "clerk"):
        assert all(_shown(sign_in(name), duty).values()), name
    Letter.objects.get(pk=duty.about_key).readers.create(user=person("personnel"))
    assert all(_shown(sign_in("personnel"), duty).values())


def test_who_only_does_it_sees_it_without_reading_the_letter(sign_in: SignIn, duty: Duty) -> None:
    Duty.objects.filter(pk=duty.pk).update(passed=person("supervisor"))
    shown = _shown(sign_in("supervisor"), duty)
    assert all(shown.values())


def test_who_may_not_read_it_does_not_check_it(sign_in: SignIn, duty: Duty) -> None:
    accept = f"/office/duties/{duty.pk}/accept"
    assert sign_in("deputy").post(accept).status_code == 403
    told = {"kind": "office.duty", "key": str(duty.pk), "do": "attach"}
    assert sign_in("deputy").post("/office/evidence/of", told).status_code == 403
    assert sign_in("director").post(accept).status_code == 302


def test_it_lies_in_the_folder_of_who_may_read_it_only(sign_in: SignIn, duty: Duty) -> None:
    assert NOTE in sign_in("director").get("/office/folder/").content.decode()
    deputy, ticked = sign_in("deputy"), {"one": f"work:{duty.pk}", "told": "ลับ", "note": ""}
    power("deputy")
    page = deputy.get("/office/folder/").content.decode()
    assert NOTE not in page
    assert f"work:{duty.pk}" not in page
    deputy.post("/office/folder/act", ticked)
    duty.refresh_from_db()
    assert duty.state == "done"


def test_events_tell_others_nothing_of_it(sign_in: SignIn, duty: Duty) -> None:
    assert Event.objects.filter(kind="office.duty", key=str(duty.pk), after__note=NOTE).exists()
    about = f"/registry/events/?kind=office.duty&key={duty.pk}"
    auditor = sign_in("auditor").get(about).content.decode()
    assert "งานเสร็จ" in auditor
    assert NOTE not in auditor
    assert NOTE in sign_in("director").get(about).content.decode()


def test_of_a_plain_letter_the_office_sees_the_work(sign_in: SignIn, duty: Duty) -> None:
    Letter.objects.update(secrecy="")
    assert all(_shown(sign_in("auditor"), duty).values())
