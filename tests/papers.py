"""What papers are typeset from, caught on its way, and how many pages they have."""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from khet.documents import typeset
from khet.jobs.evidence_files import take_in


@contextmanager
def typeset_data() -> Iterator[list[dict[str, Any]]]:
    """The data of each paper typeset meanwhile."""
    given: list[dict[str, Any]] = []
    compiled = typeset.typst.compile

    def compile_and_tell(*about: Any, sys_inputs: dict[str, str], **more: Any) -> bytes:
        given.append(json.loads(sys_inputs["data"]))
        return compiled(*about, sys_inputs=sys_inputs, **more)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typeset.typst, "compile", compile_and_tell)
        yield given


def text_of(data: Any) -> str:
    """Every text of the data, the pieces of one put together."""
    if isinstance(data, str):
        return data.replace("\u00a0", " ")
    if isinstance(data, list):
        apart = "" if all(isinstance(part, str) for part in data) else "\n"
        return apart.join(map(text_of, data))
    return "\n".join(map(text_of, data.values())) if isinstance(data, dict) else str(data)


def pages(pdf: bytes) -> int:
    """How many pages a PDF has."""
    return max(map(int, re.findall(rb"/Count (\d+)", pdf)))


def stored_text(name: str, text: str = "เนื้อความของหลักฐาน") -> dict[str, Any]:
    """A file of text in the installation's folder, as fields of a row that names it."""
    taken_in = take_in(SimpleUploadedFile(name, text.encode()))
    return {field: value for field, value in vars(taken_in).items() if field != "link"}


def picture_bytes(width: int = 40, height: int = 30) -> bytes:
    """A plain picture as PNG."""
    out = BytesIO()
    Image.new("RGB", (width, height), "teal").save(out, "PNG")
    return out.getvalue()
