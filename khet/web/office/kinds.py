"""The kind of record that a duty is, and the words of its events."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _

from khet.records.office.queries import duties_of_keys
from khet.records.registry.access import SEE_SCHOOL_RESULTS
from khet.rules.deadlines import ANSWER_RESULTS
from khet.web.parts.kinds import Kind, Named, Ref, register
from khet.web.parts.tags import be_date
from khet.web.parts.viewer import Viewer

_LONGEST_KEY = 10
ACTIONS = {
    "open-duty": _("มอบงานที่ต้องทำ"),
    "reopen-duty": _("เปิดงานอีกครั้งหรือเปลี่ยนกำหนด"),
    "finish-duty": _("งานเสร็จ"),
    "waive-duty": _("ยกเว้นงาน"),
}
FIELDS = {
    "rule": _("งาน"),
    "about": _("เรื่อง"),
    "unit": _("หน่วยงาน"),
    "due": _("กำหนด"),
    "reason": _("เหตุผล"),
}


def duty_name(rule: str) -> str:
    """What the duties of a rule are called."""
    return {ANSWER_RESULTS.code: gettext("ตอบผลสอบ")}.get(rule, rule)


def _duties(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Duties of schools whose results the viewer sees."""
    if not viewer.scope.may(SEE_SCHOOL_RESULTS):
        return {}
    keys = [int(r.key) for r in refs if r.key.isdecimal() and len(r.key) < _LONGEST_KEY]
    return {
        Ref("office.duty", str(duty.pk)): Named(
            gettext("%(duty)s %(unit)s ภายใน %(due)s")
            % {"duty": duty_name(duty.rule), "unit": duty.unit, "due": be_date(duty.due)}
        )
        for duty in (duties_of_keys(keys) if keys else ())
        if viewer.scope.may_at(SEE_SCHOOL_RESULTS, duty.unit.code)
    }


KINDS = {"office.duty": Kind(_("งานที่ต้องทำ"), _duties)}
register(KINDS, ACTIONS, FIELDS)
