"""The board's paper and the hand-over book as papers to print and to edit."""

from collections.abc import Sequence
from datetime import date, datetime

from django.utils.translation import gettext as _

from khet.documents.gathered import Part, part_blocks
from khet.documents.paper import Paper, Signature, Text, Title
from khet.records.registry.models import RoleHeld, Unit, User
from khet.rules.board_paper import ROOM
from khet.rules.calendar import thai_date
from khet.web.parts.gathered import Section
from khet.web.parts.tags import be_date, hour
from khet.web.registry.people.words import role_name, unit_name

BOARD_TITLE = "แฟ้มวาระการประชุมคณะกรรมการบริหารสำนักงาน"
HAND_OVER_TITLE = "สมุดส่งมอบงานในหน้าที่"
_DOTS = "......................................................"


def board_paper(area: Unit, day: date, sections: Sequence[Section], at: datetime) -> Paper:
    """The board's paper of a day, with what was known at a time: four pages at most."""
    lines = (BOARD_TITLE, f"วันที่ {thai_date(day)}", area.name)
    return Paper(
        f"{BOARD_TITLE} {thai_date(day)}",
        (Title(lines), Text(as_of(at)), *part_blocks(_parts(sections), ROOM)),
    )


def hand_over_book(
    area: Unit, user: User, held: Sequence[RoleHeld], sections: Sequence[Section], at: datetime
) -> Paper:
    """What a person hands over, with room for those who sign."""
    posts = ", ".join(f"{role_name(one.role)} {unit_name(one.unit)}" for one in held)
    signing = [
        Signature((f"ลงชื่อ {_DOTS} {part}", f"({name})", "วันที่ ........../........../.........."))
        for part, name in (("ผู้ส่งมอบ", str(user)), *((p, _DOTS) for p in ("ผู้รับมอบ", "พยาน")))
    ]
    return Paper(
        f"{HAND_OVER_TITLE} {user}",
        (
            Title((HAND_OVER_TITLE, area.name)),
            Text(f"ผู้ส่งมอบ {user}"),
            Text(f"ตำแหน่งที่ส่งมอบ {posts}"),
            Text(as_of(at)),
            *part_blocks(_parts(sections)),
            *signing,
        ),
    )


def as_of(at: datetime) -> str:
    """When it was so."""
    told = {"day": be_date(at), "time": hour(at)}
    return _("ข้อมูล ณ วันที่ %(day)s เวลา %(time)s งานค้างและจำนวนวันที่เกินกำหนดนับถึงวันดังกล่าว") % told


def _parts(sections: Sequence[Section]) -> list[Part]:
    return [Part(one.title, one.told, one.heads, one.rows) for one in sections]
