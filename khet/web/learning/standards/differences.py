"""What an event about means by standard changed, in words."""

from django.utils.translation import gettext as _

from khet.rules.sittings import SUBJECTS
from khet.web.learning.words import subject_name
from khet.web.parts.kinds import Told


def standards_differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """Of which subject, how many means there were and are, the sources and the reason.

    The means themselves stay out of lists of events: some are of single schools.
    """
    was, now = dict(before or {}), dict(after or {})
    code = (now or was).get("subject", "")
    subject = subject_name(code) if code in SUBJECTS else code
    told = [
        (_("วิชา"), "", subject),
        (_("จำนวนค่า"), _count(was), _count(now)),
        (_("ที่มา"), was.get("source", ""), now.get("source", "")),
        (_("เหตุผล"), "", now.get("reason", "")),
    ]
    return [line for line in told if line[1] != line[2]]


def _count(told: dict[str, dict[str, str]]) -> str:
    return str(len(told["means"])) if "means" in told else ""
