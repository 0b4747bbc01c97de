"""What is printed of a piece of a DOCX: insertions, and nothing deleted, hidden or told twice."""

from collections.abc import Iterator

from docx.oxml.ns import nsmap, qn
from docx.oxml.xmlchemy import BaseOxmlElement

P, TABLE, BOX = qn("w:p"), qn("w:tbl"), qn("w:txbxContent")
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""What an old program shows instead, beside what others show."""
_MATHS = f"{{{nsmap['m']}}}t"
_NOT_PRINTED = frozenset(
    (*map(qn, ("w:del", "w:moveFrom", "w:pPr", "w:rPr", "w:sdtPr", "w:rt")), BOX, FALLBACK)
)
_RUN, _LETTERS, _BREAK = qn("w:r"), frozenset((qn("w:t"), _MATHS)), qn("w:br")
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
}
_LINE = (None, "textWrapping")
_WRAPPERS = frozenset(
    map(qn, ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo"))
)


def printed(piece: BaseOxmlElement) -> str:
    """The text of a paragraph, with ``\\n`` where it has a break of line."""
    return "".join(_pieces(piece))


def _pieces(parent: BaseOxmlElement) -> Iterator[str]:
    for child in parent.iterchildren():
        tag = child.tag
        if tag in _LETTERS:
            yield child.text or ""
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag == _BREAK:
            yield "\n" if child.get(qn("w:type")) in _LINE else ""
        elif tag not in _NOT_PRINTED and not (tag == _RUN and _hidden(child)):
            yield from _pieces(child)


def _hidden(run: BaseOxmlElement) -> bool:
    hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return hidden is not None and on(hidden)


def on(switch: BaseOxmlElement) -> bool:
    """Whether a setting that is on or off is on."""
    return switch.get(qn("w:val")) not in ("0", "false", "off")


def value(parent: BaseOxmlElement | None, path: str) -> str | None:
    """The ``w:val`` of the element at a path of names, as ``w:numPr/w:ilvl``."""
    if parent is None:
        return None
    found = parent.find("/".join(map(qn, path.split("/"))))
    return None if found is None else found.get(qn("w:val"))


def pieces(parent: BaseOxmlElement, *tags: str) -> Iterator[BaseOxmlElement]:
    """The children of those tags, also inside content controls and insertions."""
    for child in parent.iterchildren():
        if child.tag in tags:
            yield child
        elif child.tag in _WRAPPERS:
            yield from pieces(child, *tags)
