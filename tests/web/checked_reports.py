"""Reports brought and read in tests of their pages."""

import re
from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from khet.jobs.evidence_files import take_in
from khet.records.registry.models import Unit
from khet.records.reports.models import ReportVersion
from tests.web.doors.reports import FINDING, NAME, REPORT, TEXT

HERE = "/reports/check/"


def text_file(name: str = NAME, text: Sequence[str] = TEXT) -> SimpleUploadedFile:
    """A report as a file of text."""
    return SimpleUploadedFile(name, "\n".join(text).encode())


def send(client: Client, *files: SimpleUploadedFile, **said: Any) -> Any:
    """Bring files by the form, for the area's office unless another unit is named."""
    unit = said.pop("unit", None) or Unit.objects.get(kind="area").pk
    return client.post(HERE, {"file": files, "about": "", "unit": unit, **said})


def page_of(client: Client, address: str = "") -> str:
    """A page of checked reports as its reader gets it."""
    response = client.get(f"{HERE}{address}")
    assert response.status_code == 200
    return response.content.decode()


def fault_of(response: Any, field: str = "file") -> str:
    """What a form that is shown again says at a field."""
    assert response.status_code == 200
    found = re.search(rf'id="id_{field}_error">([^<]*)', response.content.decode())
    return found[1].strip() if found else ""


def newest_of(name: str = NAME) -> ReportVersion:
    """The newest version of the report of that name."""
    return ReportVersion.objects.get(current=True, report__name=name)


def mark_it(client: Client, finding: int = FINDING, report: int = REPORT, **said: str) -> Any:
    """Say of a finding what it is."""
    return client.post(f"{HERE}{report}/findings/{finding}", said)


def shown(page: str) -> int:
    """How many findings a page shows."""
    return page.count('<article class="sheet stack finding"')


def stored() -> Any:
    """A file that was received and stored."""
    return take_in(text_file("ยาว.txt"), text=False)
