"""What the paper of rewards says: the schools that are proposed, and what became of it."""

from django.utils import timezone

from khet.documents.reward_list import Listed, Paper, Table
from khet.records.learning.models import Reward
from khet.rules.calendar import thai_date
from khet.web.learning.letters.told import signing
from khet.web.learning.rewards.asked import RewardYear
from khet.web.learning.rewards.page import RewardPage, Row, Section

_STATES: dict[str, str] = {
    Reward.State.PROPOSED: "เสนอ",
    Reward.State.AGREED: "เห็นชอบ",
    Reward.State.GIVEN: "ให้แล้ว",
}


def paper_of(page: RewardPage, thai: bool) -> Paper:
    """The paper of a year, to be made with the page in Thai; ``thai`` is for Thai digits."""
    year = page.asked
    area = year.viewer.area
    signer, post = signing(area, year.viewer)
    return Paper(
        office=area.name,
        year=year.year,
        source=_source(year),
        counted=tuple(year.told),
        tables=tuple(_table(section, page.few) for section in page.sections),
        day=year.viewer.today,
        signer=signer,
        post=post,
        thai=thai,
        whole=year.whole,
    )


def _source(year: RewardYear) -> str:
    """Where the rule comes from: the office's own edition, or what comes with Khet."""
    begun, is_own = year.tables.begins("rewards", year.year)
    if is_own:
        return f"เกณฑ์ของสำนักงานที่ใช้ตั้งแต่ปีการศึกษา {begun}"
    return str(year.tables.of("rewards", year.year)["source_th"])


def _table(section: Section, few: int) -> Table:
    rows = [_listed(row, few) for row in section.rows if row.kept]
    return Table(section.name, tuple(band.th for band in section.bands), tuple(rows))


def _listed(row: Row, few: int) -> Listed:
    small = f"นักเรียนไม่ถึง {few} คน: {row.few}" if row.few else ""
    colours = " ".join(f"{colour.band.th} {colour.count}" for colour in row.colours)
    reason = (colours, f"จาก {row.results}", small)
    return Listed(
        row.school.name, row.school.network or "", tuple(filter(None, reason)), _state(row.kept)
    )


def _state(kept: Reward | None) -> tuple[str, ...]:
    """How far it is, since when, and by what."""
    if kept is None:
        return ()
    day, note = {
        Reward.State.PROPOSED: (timezone.localdate(kept.proposed_at), ""),
        Reward.State.AGREED: (kept.agreed_on, kept.agreed_note),
        Reward.State.GIVEN: (kept.given_on, kept.given_note),
    }[Reward.State(kept.state)]
    told = thai_date(day, short=True) if day else ""
    return tuple(filter(None, (f"{_STATES[kept.state]} {told}".strip(), note)))
