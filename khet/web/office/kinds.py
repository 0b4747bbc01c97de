"""The kind of record that a duty is, and the words of its events."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.models import Duty
from khet.records.office.queries.duties import duties_of_keys, hidden_of
from khet.records.office.queries.owners import Owners, seen_duties, standing_of
from khet.rules.deadlines import label_of
from khet.rules.duties import may_show
from khet.web.parts.kinds import Kind, Named, Ref, Told, numbers, register
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer

ACTIONS = {
    "open-duty": _("มอบงานที่ต้องทำ"),
    "reopen-duty": _("เปิดงานอีกครั้งหรือเปลี่ยนกำหนด"),
    "finish-duty": _("งานเสร็จ"),
    "waive-duty": _("ยกเว้นงาน"),
    "accept-duty": _("ตรวจรับงาน"),
    "return-duty": _("ส่งงานกลับแก้ไข"),
    "reopen-check": _("นำการตรวจรับกลับ"),
    "ask-again": _("ขอให้ส่งอีกครั้ง"),
    "postpone-duty": _("ขยายเวลา"),
    "pass-duty": _("มอบงานต่อ"),
    "take-back-duty": _("ดึงงานกลับ"),
    "tell-progress": _("แจ้งความคืบหน้า"),
    "keep-evidence": _("เก็บหลักฐาน"),
    "add-version": _("เพิ่มฉบับของหลักฐาน"),
    "use-evidence": _("อ้างหลักฐาน"),
    "take-number": _("ออกเลข"),
}


def duty_name(rule: str) -> str:
    """What the duties of a rule are called."""
    return gettext(label_of(rule))


def _duties(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Duties that are the viewer's own, and those of units whose work the viewer sees."""
    keys = numbers(ref.key for ref in refs)
    if not keys:
        return {}
    seen = seen_duties(viewer.office_sight, viewer.roles, viewer.scope)
    return {
        Ref("office.duty", str(duty.pk)): Named(
            gettext("%(duty)s %(unit)s ภายใน %(due)s")
            % {
                "duty": duty.title or duty_name(duty.rule),
                "unit": duty.unit,
                "due": be_date(duty.due),
            },
            reverse("office:duty", args=[duty.pk]),
        )
        for duty in duties_of_keys(keys).filter(seen)
    }


def _differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """What an event about a duty changed: its day, its state, and why."""
    was, now = dict(before or {}), dict(after or {})
    told = [
        (gettext("งาน"), "", duty_name(now.get("rule", ""))),
        (gettext("กำหนด"), _day(was), _day(now)),
        (gettext("สถานะ"), _state(was), _state(now)),
        (gettext("มอบให้"), was.get("passed", ""), now.get("passed", "")),
        (gettext("ความคืบหน้า"), _progress(was), _progress(now)),
        (gettext("บันทึก"), was.get("note", ""), now.get("note", "")),
        (gettext("เหตุผล"), "", now.get("reason", "")),
    ]
    return [(name, old, new) for name, old, new in told if old != new]


def _day(told: dict[str, str]) -> str:
    return be_date(date.fromisoformat(told["due"])) if "due" in told else ""


def _state(told: dict[str, str]) -> str:
    return state_name(told["state"]) if "state" in told else ""


def _progress(told: dict[str, str]) -> str:
    return gettext(Duty.Progress(told["progress"]).label) if told.get("progress") else ""


def state_name(state: str) -> str:
    """The state of a duty in words."""
    words = {
        Duty.State.OPEN: gettext("ยังไม่เสร็จ"),
        Duty.State.DONE: gettext("ส่งแล้ว"),
        Duty.State.ACCEPTED: gettext("ตรวจแล้ว"),
        Duty.State.RETURNED: gettext("ส่งกลับแก้ไข"),
        Duty.State.WAIVED: gettext("ยกเว้น"),
    }
    return words[Duty.State(state)]


def _shown_by(viewer: Viewer, key: str) -> str:
    """Why the viewer may not say what shows that a duty was done: who does it or looks after it
    does, until it is checked."""
    [duty] = duties_of_keys(numbers([key]))
    if _hides(viewer, [duty.pk]):
        return gettext("งานนี้เป็นของหนังสือลับ ดูหลักฐานได้เฉพาะผู้อ่านหนังสือและเจ้าของงาน")
    owners = Owners([duty], viewer.today)
    mine = standing_of(duty, viewer.office_sight, viewer.roles, viewer.scope, owners)
    if may_show(mine, duty.state):
        return ""
    if duty.state in (Duty.State.ACCEPTED, Duty.State.WAIVED):
        return gettext("งานนี้ตรวจรับหรือได้รับยกเว้นแล้ว จึงแนบหรือเลิกใช้หลักฐานไม่ได้")
    return gettext("แนบหลักฐานได้เฉพาะเจ้าของงาน ผู้ที่ได้รับมอบงานต่อ และผู้ที่ดูแลหรือตรวจงานนี้")


def _hides(viewer: Viewer, keys: list[int]) -> set[str]:
    return hidden_of(viewer.office_sight, keys)


KINDS = {
    "office.duty": Kind(_("งานที่ต้องทำ"), _duties, _differences, shown_by=_shown_by, hides=_hides)
}
register(KINDS, ACTIONS, {})
