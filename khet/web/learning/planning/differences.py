"""What an event about targets changed, in words."""

from django.utils.translation import gettext as _

from khet.rules.sittings import SUBJECTS
from khet.web.learning.words import subject_name
from khet.web.parts.kinds import Told


def target_differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """The subject, and of how many schools a target was set, changed or taken away.

    Which target a school has is for who sees the school, and stays out of lists of events.
    """
    was, now = dict(before or {}), dict(after or {})
    old, new = was.get("targets", {}), now.get("targets", {})
    subject = now.get("subject", "")
    counts = (
        (_("ตั้งใหม่"), len(new.keys() - old.keys())),
        (_("เปลี่ยน"), len(new.keys() & old.keys())),
        (_("เอาออก"), len(old.keys() - new.keys())),
    )
    told = [(_("วิชา"), "", subject_name(subject) if subject in SUBJECTS else subject)]
    schools = ((word, _("%(n)s โรงเรียน") % {"n": n}) for word, n in counts if n)
    return [*told, *((word, "", n) for word, n in schools)]
