"""What kind of file some bytes are, and in which fiscal year evidence belongs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from khet.rules.calendar import fiscal_year
from khet.rules.evidence import OTHER, days_of_fiscal_year, evidence_kinds, years_away
from khet.rules.file_kinds import (
    ENDINGS,
    KINDS,
    agrees,
    kind_of_bytes,
    kind_of_ole,
    kind_of_zip,
)


@pytest.mark.parametrize(
    ("head", "code"),
    [
        (b"%PDF-1.4\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n....", "png"),
        (b"\xff\xd8\xff\xe0..JFIF", "jpeg"),
        (b"RIFF\x10\x00\x00\x00WEBPVP8 ", "webp"),
        (b"RIFF\x10\x00\x00\x00WAVEfmt ", ""),
        (b"\x00\x00\x00\x18ftypheic", "heic"),
        (b"\x00\x00\x00\x18ftypisom", ""),
        (b"PK\x03\x04", "zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
        (b"MZ\x90\x00", "program"),
        (b"\x7fELF\x02", "program"),
        (b"#!/bin/sh\n", "program"),
        (b"GIF89a", "picture"),
        (b"Rar!\x1a\x07", "archive"),
        ("﻿ <!DOCTYPE html>".encode(), "markup"),
        (b'<?xml version="1.0"?><svg xmlns="x">', "markup"),
        (b"name,score\n<SCRIPT >alert(1)</SCRIPT>", "markup"),
        ("ลำดับ,ชื่อ\n1,สมใจ".encode(), "text"),
        ("ลำดับ".encode("cp874"), "text"),
        ("ลำดับ".encode("utf-16"), "text"),
        (b"a < b and c > d", "text"),
        ("<html>".encode("utf-16"), "markup"),
        (b"text\x00with nul", ""),
    ],
)
def test_the_first_bytes_tell_the_kind(head: bytes, code: str) -> None:
    assert kind_of_bytes(head) == code


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["[Content_Types].xml", "word/document.xml"], "docx"),
        (["[Content_Types].xml", "xl/workbook.xml"], "xlsx"),
        (["[Content_Types].xml", "ppt/presentation.xml"], "pptx"),
        (["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"], "macros"),
        (["word/document.xml"], "zip"),
        (["ภาพ/1.jpg", "รายงาน.pdf"], "zip"),
        (["ภาพ/1.jpg", "เปิดฉัน.SCR"], "harmful"),
        (["index.html"], "harmful"),
        (["[Content_Types].xml", "a.exe"], "harmful"),
        (["[Content_Types].xml", "word/document.xml", "word/media/1.svg"], "docx"),
        ([], "zip"),
    ],
)
def test_the_names_in_a_zip_tell_what_it_is(names: list[str], code: str) -> None:
    assert kind_of_zip(names) == code


def test_old_office_files_are_told_by_their_streams() -> None:
    def ole(*names: str) -> str:
        return kind_of_ole(b"\x00".join(name.encode("utf-16-le") for name in names))

    assert [ole("WordDocument"), ole("Workbook"), ole("PowerPoint Document")] == [
        *("doc", "xls", "ppt")
    ]
    assert ole("Workbook", "_VBA_PROJECT") == "macros"
    assert ole("EncryptedPackage", "Workbook") == "locked"
    assert ole("MsiDatabase") == ""


@given(st.binary(max_size=300))
def test_any_bytes_have_an_answer_and_text_holds_no_nul(head: bytes) -> None:
    code = kind_of_bytes(head)
    if code == "text" and not head.startswith((b"\xff\xfe", b"\xfe\xff")):
        assert b"\x00" not in head
        assert b"<script" not in head.lower()


def test_every_ending_belongs_to_one_kind() -> None:
    assert len(ENDINGS) == len(set(ENDINGS))
    for ending in ENDINGS:
        assert sum(agrees(f"ไฟล์{ending.upper()}", code) for code in KINDS) == 1
    assert not any(agrees("ไฟล์", code) for code in KINDS)


@given(st.integers(2400, 2700))
def test_a_fiscal_year_begins_in_october_and_ends_in_september(be: int) -> None:
    begins, ends = days_of_fiscal_year(be)
    assert (fiscal_year(begins).be, fiscal_year(ends).be) == (be, be)
    assert (ends - begins).days in (364, 365)


def test_a_seminar_of_september_is_of_the_year_before() -> None:
    assert years_away(date(2013, 9, 20), date(2013, 10, 1)) == 1
    assert years_away(date(2013, 9, 20), date(2013, 9, 30)) == 0
    assert years_away(date(2013, 10, 1), date(2013, 9, 30)) == -1


def test_kinds_are_named_once_and_end_with_other() -> None:
    kinds = evidence_kinds(2557)
    assert len(kinds) == len(set(kinds)) > 15
    assert kinds[-1] == OTHER
    assert max(map(len, kinds)) <= 40
