"""What styles of a DOCX say of their paragraphs: the level of a heading, and the list."""

import re
from dataclasses import dataclass, replace

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement

from khet.documents.report_reader.word_text import value

_NAME = re.compile("heading ([1-9])", re.I)
_BODY, _DEEPEST = 9, 20


@dataclass(frozen=True)
class Style:
    """What a style says: ``heading`` from 1, 0 is none; ``None`` isn't told."""

    heading: int | None = None
    list_id: str | None = None
    depth: int | None = None
    name: str = ""


class Styles:
    """The styles of one document, each with what those it is based on say."""

    def __init__(self, styles: BaseOxmlElement) -> None:
        found = [one for one in styles.iterchildren(qn("w:style")) if _of_paragraphs(one)]
        self._told = {one.get(qn("w:styleId")) or "": one for one in found}
        default = next((one for one in found if one.get(qn("w:default")) in ("1", "true")), None)
        self._default = "" if default is None else default.get(qn("w:styleId")) or ""
        self._known: dict[str, Style] = {}

    def of(self, paragraph: BaseOxmlElement) -> Style:
        """What a paragraph is, by its own settings and by its style."""
        settings = paragraph.find(qn("w:pPr"))
        name = value(settings, "w:pStyle") or self._default
        if name not in self._known:
            self._known[name] = self._whole(name)
        return _over(settings, self._known[name])

    def _whole(self, name: str) -> Style:
        chain: list[BaseOxmlElement] = []
        at: str | None = name
        while at and at in self._told and len(chain) < _DEEPEST:
            chain.append(self._told[at])
            at = value(chain[-1], "w:basedOn")
        told = Style()
        for one in reversed(chain):
            called = _NAME.fullmatch(value(one, "w:name") or "")
            told = replace(told, heading=int(called[1])) if called else told
            told = _over(one.find(qn("w:pPr")), told)
        return replace(told, name=name)


def _over(settings: BaseOxmlElement | None, told: Style) -> Style:
    """What settings say, and the rest as it was told."""
    if settings is None:
        return told
    level = value(settings, "w:outlineLvl")
    if level and level.isdecimal():
        told = replace(told, heading=int(level) + 1 if int(level) < _BODY else 0)
    list_id, depth = value(settings, "w:numPr/w:numId"), value(settings, "w:numPr/w:ilvl")
    if list_id is not None:
        told = replace(told, list_id=list_id)
    return replace(told, depth=int(depth)) if depth and depth.isdecimal() else told


def _of_paragraphs(style: BaseOxmlElement) -> bool:
    return style.get(qn("w:type")) == "paragraph"
