"""What an event about a reward changed, in words."""

from datetime import date

from django.utils.translation import gettext as _

from khet.web.learning.rewards.page import state_names
from khet.web.parts.kinds import Told
from khet.web.parts.tags import be_date


def reward_differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """Which school, how far it was and is, since when and why.

    Which reward follows from a school's colours, and stays out of lists of events.
    """
    was, now = dict(before or {}), dict(after or {})
    school = was.get("school") or now.get("school", "")
    old, new = (state_names().get(said.get("state", "-"), "–") for said in (was, now))
    told = [(_("โรงเรียน"), "", school), (_("สถานะ"), old, new)]
    if day := now.get("day"):
        told.append((_("วันที่"), "", be_date(date.fromisoformat(day))))
    words = {"note": _("มติหรือหมายเหตุ"), "reason": _("เหตุผล")}
    return [*told, *((label, "", now[name]) for name, label in words.items() if now.get(name))]
