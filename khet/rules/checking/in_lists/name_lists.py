"""Names printed one after another in a sentence: the same school or person twice."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from khet.rules.checking.findings.finding import Finding, Kind, Outcome, Sure
from khet.rules.checking.findings.telling import found_at
from khet.rules.checking.reading.passages import Passage
from khet.rules.checking.reading.stream import Line
from khet.rules.thai import school_key

_LEADS = re.compile(r"ได้แก่|ดังนี้|ประกอบด้วย|ดังต่อไปนี้|คือ|:")
_PARTED = re.compile(r"\s*,\s*|\s+และ\s*|\s*;\s*")
_NAME = re.compile(
    r"(?:โรงเรียน|ร\.ร\.)?(?:บ้าน|วัด|อนุบาล|ชุมชน|นิคม)[\u0e01-\u0e4e]{2,30}|(?:นาย|นางสาว|นาง)\S+ \S+"
)
_ENTRY = re.compile(
    r"[-•●▪○*] ?(.{14,})|((?:นาย|นางสาว|น\.ส\.|นาง|เด็กชาย|เด็กหญิง)[\u0e01-\u0e4e]+ [\u0e01-\u0e4e]+)"
    r"|((?:โรงเรียน|บ้าน|วัด)[\u0e01-\u0e4e]{3,30})"
)
_BETWEEN = re.compile(r"[\s,]*(?:และ)?[\s,]*|\s*\([^)]{0,20}\)\s*")
_ENOUGH, _LONGEST, _SHORTEST = 4, 40, 5


def name_lists(lines: Sequence[Line], passages: Sequence[Passage]) -> Outcome:
    """Lists of names within sentences; parted by commas is likely, run together only to look at.

    >>> from khet.rules.checking.reading.passages import passages_of
    >>> from khet.rules.checking.reading.stream import Line
    >>> text = "โรงเรียนนำร่อง ได้แก่ บ้านเหนือ, บ้านใต้, วัดกลาง, บ้านเหนือ และบ้านนอก"
    >>> stream = [Line(1, text)]
    >>> [one.printed for one in name_lists(stream, passages_of(stream)).findings]
    ['บ้านเหนือ']
    """
    checked, findings = 0, list[Finding]()
    for passage in passages:
        lead = _LEADS.search(passage.text)
        if not lead:
            continue
        names = list(_names(passage.text, lead.end()))
        if len(names) >= _ENOUGH:
            checked += len(names)
            findings += _twice(lines, passage, names)
    return Outcome(checked, tuple(findings))


def lines_of_names(lines: Sequence[Line], texts: Sequence[str]) -> Outcome:
    """Names or bullets one a line, four or more together, of which one stands there twice.

    >>> from khet.rules.checking.reading.stream import Line
    >>> texts = ["โรงเรียนบ้านเหนือ", "โรงเรียนวัดใต้", "โรงเรียนบ้านนอก", "โรงเรียนวัดใต้"]
    >>> found = lines_of_names([Line(n, text) for n, text in enumerate(texts, 1)], texts)
    >>> [one.line for one in found.findings]
    [4]
    """
    run: list[int] = []
    outcome = Outcome()
    for at, text in enumerate([*texts, ""]):
        if at < len(lines) and not lines[at].cells and _ENTRY.fullmatch(text):
            run.append(at)
            continue
        if len(run) >= _ENOUGH:
            outcome += Outcome(len(run), tuple(_again(lines, texts, run)))
        run = []
    return outcome


def _again(lines: Sequence[Line], texts: Sequence[str], run: Sequence[int]) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    repeated = [(seen[texts[at]], at) for at in run if seen.setdefault(texts[at], at) != at]
    if len(repeated) * 3 > len(run):
        return
    for first, at in repeated:
        message = f"รายการนี้มีอยู่แล้วในรายการเดียวกัน บรรทัดที่ {lines[first].number}"
        yield found_at(lines, at, Kind.REPEAT, texts[at], "", Sure.LIKELY, message, (first,))


def _names(text: str, start: int) -> Iterator[tuple[str, int, bool]]:
    """Names after a lead, each with its place; surely one where nothing else stands between."""
    following = _LEADS.search(text, start)
    end = following.start() if following else len(text)
    tail = text[start:end]
    if tail.count(",") >= _ENOUGH - 1:
        place = start
        for part in _PARTED.split(tail):
            at = text.index(part, place)
            place = at + len(part)
            if _SHORTEST <= len(part) <= _LONGEST and not any(char.isdigit() for char in part):
                yield part.strip(" .()"), at, bool(_NAME.match(part))
        return
    found = list(_NAME.finditer(text, start, end))
    between = [text[one.end() : other.start()] for one, other in pairwise(found)]
    alone = all(_BETWEEN.fullmatch(words) for words in between)
    for one in found:
        yield one[0], one.start(), alone


def _twice(
    lines: Sequence[Line], passage: Passage, names: Sequence[tuple[str, int, bool]]
) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for name, place, parted in names:
        key = school_key(name)
        if len(key) < _SHORTEST:
            continue
        if key in seen:
            sure = Sure.LIKELY if parted else Sure.LOOK
            message = f"ชื่อ {name} มีอยู่แล้วในรายชื่อเดียวกัน"
            at, other = passage.at(place), passage.at(seen[key])
            yield found_at(lines, at, Kind.REPEAT, name, "", sure, message, (other,))
        seen.setdefault(key, place)
