"""The list of evidence: filters, counts, its workbook, and how few questions it asks."""

import re
from io import BytesIO

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from khet.records.office.models import EvidenceUse
from tests.jobs.brought_files import docx, upload
from tests.made_area import school_code
from tests.web.doors.evidence import SAMPLE
from tests.web.kept_evidence import LIST, NEW, OF, cells_of, keep_it


def test_the_list_is_filtered_and_each_count_leads_to_its_rows(director: Client) -> None:
    kept = keep_it(director, file=upload("แผนปฏิบัติการ.docx", docx("ยุทธศาสตร์ที่ ๔")), kind="แผน")
    EvidenceUse.objects.filter(evidence=SAMPLE).update(used_at=timezone.now())
    for query in ("q=ยุทธศาสตร์ที่ 4", "kind=แผน", "owner=me", f"unit={kept.unit_id}", "check=unused"):
        page = director.get(f"{LIST}?{query}").content.decode()
        assert f"/office/evidence/{kept.pk}" in page, query
        assert f'/office/evidence/{SAMPLE}"' not in page, query
        assert kept.title in cells_of(director, f"?{query}")
    assert f'/office/evidence/{SAMPLE}"' in director.get(f"{LIST}?year=2557").content.decode()
    assert f'/office/evidence/{SAMPLE}"' in director.get(f"{LIST}?check=outside").content.decode()
    checks = director.get(f"{LIST}checks").content.decode()
    counted = re.findall(r'href="/office/evidence/\?check=(\w+)">[^<]* (\d+)</a>', checks)
    assert {check for check, _n in counted} == {"unused", "doubled", "outside"}
    for check, n in counted:
        assert f"พบ {n} รายการ" in director.get(f"{LIST}?check={check}").content.decode(), check
    assert director.get(f"{LIST}?kind=ไม่มี").status_code == 404


def test_a_title_that_looks_like_a_formula_stays_text(director: Client) -> None:
    title = '=HYPERLINK("http://example.org","x")'
    keep_it(director, link="https://example.org/f", title=title)
    content = director.get(f"{LIST}list.xlsx").content
    assert title in cells_of(director)
    from zipfile import ZipFile

    with ZipFile(BytesIO(content)) as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")


def test_queries_stay_few_when_rows_grow(director: Client) -> None:
    counts: dict[str, list[int]] = {}
    for round_ in range(3):
        urls = (
            LIST,
            f"{LIST}checks",
            f"{LIST}?q=ข&check=doubled",
            f"/office/evidence/{SAMPLE}",
            NEW,
        )
        for url in (*urls, f"{OF}?kind=registry.school&key={school_code(0)}&q=ข"):
            with CaptureQueriesContext(connection) as queries:
                assert director.get(url).status_code == 200
            counts.setdefault(url, []).append(len(queries))
        if round_ < 2:
            for n in range(round_ * 10, round_ * 10 + 6):
                kept = keep_it(director, file=upload(f"ข{n}.txt", f"{n // 2}".encode()), anyway="1")
                EvidenceUse.objects.create(
                    evidence=kept,
                    about_kind="registry.school",
                    about_key=school_code(0),
                    used_by="x",
                )
                EvidenceUse.objects.create(
                    evidence_id=SAMPLE, about_kind="office.duty", about_key=str(n), used_by="x"
                )
    for url, (_none, few, many) in counts.items():
        assert many == few, url
        assert many <= 15, url
