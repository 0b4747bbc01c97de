"""What kind of file some bytes are, and whether the file's name says so too.

A name and what a browser declares can be anything, so a file is known by its content: the first
bytes, the names inside a ZIP, the streams inside an old Office file. Source: the published formats
(PDF 32000, ECMA-376, MS-CFB, PNG, JFIF, RIFF, ISO 23008-12).
"""

import re
from collections.abc import Collection
from dataclasses import dataclass

HEAD = 4096
"""How many of the first bytes tell the kind of a file."""


@dataclass(frozen=True)
class FileKind:
    """A kind of file that is kept: what it is called, its endings, and the type it is served as."""

    code: str
    th: str
    endings: tuple[str, ...]
    type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.code: kind
    for kind in (
        FileKind("pdf", "PDF", (".pdf",), "application/pdf"),
        FileKind("docx", "Word", (".docx",), f"{_OFFICE}.wordprocessingml.document"),
        FileKind("xlsx", "Excel", (".xlsx",), f"{_OFFICE}.spreadsheetml.sheet"),
        FileKind("pptx", "PowerPoint", (".pptx",), f"{_OFFICE}.presentationml.presentation"),
        FileKind("doc", "Word รุ่นเก่า", (".doc",), "application/msword"),
        FileKind("xls", "Excel รุ่นเก่า", (".xls",), "application/vnd.ms-excel"),
        FileKind("ppt", "PowerPoint รุ่นเก่า", (".ppt",), "application/vnd.ms-powerpoint"),
        FileKind("jpeg", "ภาพ JPEG", (".jpg", ".jpeg", ".jfif"), "image/jpeg"),
        FileKind("png", "ภาพ PNG", (".png",), "image/png"),
        FileKind("webp", "ภาพ WEBP", (".webp",), "image/webp"),
        FileKind("text", "ข้อความ", (".txt", ".csv"), "text/plain"),
        FileKind("zip", "ZIP", (".zip",), "application/zip"),
    )
}
PICTURES = ("jpeg", "png", "webp")
ENDINGS = tuple(ending for kind in KINDS.values() for ending in kind.endings)
_STARTS = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    *((start, "program") for start in (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe")),
    *((start, "program") for start in (b"\xcf\xfa\xed\xfe", b"\xfe\xed\xfa", b"dex\n")),
    *((start, "picture") for start in (b"GIF8", b"BM", b"II*\x00", b"MM\x00*")),
    (b"Rar!", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
)
_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_MARKUP = re.compile(rb"<\s*(!doctype|html|svg|script|body|head|iframe|\?xml|\?php)", re.I)
_NO_TEXT = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f]")
_STREAMS = (
    ("EncryptedPackage", "locked"),
    ("_VBA_PROJECT", "macros"),
    ("WordDocument", "doc"),
    ("Workbook", "xls"),
    ("PowerPoint Document", "ppt"),
)
_PARTS = {
    "word/document.xml": "docx",
    "xl/workbook.xml": "xlsx",
    "ppt/presentation.xml": "pptx",
}
_HARMFUL = (
    *(".exe", ".com", ".scr", ".msi", ".dll", ".bat", ".cmd", ".ps1", ".vbs", ".vbe", ".js"),
    *(".jse", ".wsf", ".hta", ".lnk", ".jar", ".class", ".dex", ".apk", ".sh", ".cpl", ".reg"),
    *(".html", ".htm", ".xhtml", ".svg", ".docm", ".xlsm", ".pptm", ".dotm", ".xltm", ".xlam"),
)


def kind_of_bytes(head: bytes) -> str:
    """What a file's first bytes say it is: a code of ``KINDS``, or why it is none.

    ``ole`` and ``zip`` need a look inside; ``program``, ``markup``, ``heic``, ``picture`` and
    ``archive`` are known and not kept; empty is unknown.

    >>> kind_of_bytes(b"%PDF-1.7 ..."), kind_of_bytes(b"MZ\\x90\\x00"), kind_of_bytes(b"<svg/>")
    ('pdf', 'program', 'markup')
    """
    for start, code in _STARTS:
        if head.startswith(start):
            return code
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "webp"
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return "heic"
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.replace(b"\x00", b"")
    elif _NO_TEXT.search(head):
        return ""
    return "markup" if _MARKUP.search(head) else "text"


def kind_of_zip(names: Collection[str]) -> str:
    """What a ZIP with members of those names is: an Office file, one with ``macros``, or a ZIP.

    ``harmful`` has a program or a web page among its members.

    >>> kind_of_zip(["[Content_Types].xml", "word/document.xml"]), kind_of_zip(["a/setup.EXE"])
    ('docx', 'harmful')
    """
    small = [name.lower() for name in names]
    if any(name.endswith("vbaproject.bin") for name in small):
        return "macros"
    office = next((code for part, code in _PARTS.items() if part in small), "")
    if office and "[content_types].xml" in small:
        return office
    return "harmful" if any(name.endswith(_HARMFUL) for name in small) else "zip"


def kind_of_ole(content: bytes) -> str:
    """What an old Office file is: ``doc``, ``xls``, ``ppt``, with ``macros``, ``locked``, or none.

    >>> kind_of_ole("WordDocument".encode("utf-16-le")), kind_of_ole(b"...")
    ('doc', '')
    """
    found = (code for name, code in _STREAMS if name.encode("utf-16-le") in content)
    return next(found, "")


def agrees(name: str, code: str) -> bool:
    """Whether a file's name ends as files of that kind do.

    >>> agrees("ภาพ.JPG", "jpeg"), agrees("รายงาน.pdf", "jpeg")
    (True, False)
    """
    return name.lower().endswith(KINDS[code].endings)
