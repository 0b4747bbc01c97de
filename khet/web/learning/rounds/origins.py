"""What has to be said wherever two rounds of a test stand beside each other."""

from django.utils.translation import gettext as _

from khet.records.learning.models import Sitting
from khet.rules.papers import paper_origin, same_origin
from khet.rules.tables import Tables
from khet.web.learning.words import origin_names


def origins_told(first: Sitting, second: Sitting, tables: Tables) -> str:
    """Whether the papers of two rounds come from the same place, and what follows."""
    origins = [
        paper_origin(s.test, s.round, s.grade, s.academic_year, tables) for s in (first, second)
    ]
    same = same_origin(*origins)
    if same:
        return _("ข้อสอบสองครั้งเป็นคนละชุด ผลต่างจึงไม่ใช่พัฒนาการล้วน")
    if same is None:
        return _("ไม่ทราบว่าข้อสอบสองครั้งมาจากแหล่งเดียวกันหรือไม่ ผลต่างจึงไม่ใช่พัฒนาการล้วน")
    names = origin_names()
    told = {
        "first": first.round,
        "from_first": names[origins[0]],
        "second": second.round,
        "from_second": names[origins[1]],
    }
    return (
        _(
            "ข้อสอบสองครั้งมาจากแหล่งต่างกัน ผลต่างจึงไม่ใช่พัฒนาการล้วน: "
            "ครั้งที่ %(first)s จาก%(from_first)s ครั้งที่ %(second)s จาก%(from_second)s"
        )
        % told
    )
