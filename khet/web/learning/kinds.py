"""The kinds of records of achievement, and the words of their events."""

from django.urls import reverse
from django.utils.translation import gettext as now
from django.utils.translation import gettext_noop as _

from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import (
    collections_of,
    files_of_keys,
    sittings_of,
    sittings_of_keys,
)
from khet.records.registry.access import (
    IMPORT_SCORES,
    SEE_AREA_RESULTS,
    SEE_SCHOOL_RESULTS,
    SEE_UNANNOUNCED,
    SEND_SCORES,
)
from khet.rules.sittings import SUBJECTS
from khet.web.learning.asked import address
from khet.web.learning.planning.differences import target_differences
from khet.web.learning.published.differences import published_differences
from khet.web.learning.rewards.asked import page_url
from khet.web.learning.rewards.differences import reward_differences
from khet.web.learning.standards.differences import standards_differences
from khet.web.learning.words import answer_title, sitting_title, subject_name
from khet.web.parts.kinds import Kind, Named, Ref, Told, numbers, register
from khet.web.parts.viewer import Viewer

ACTIONS = {
    "import-scores": _("นำเข้าคะแนน"),
    "return-scores": _("กลับไปใช้ไฟล์คะแนนฉบับก่อน"),
    "results-checked": _("ตรวจรับผลสอบ"),
    "results-announced": _("ประกาศผลสอบ"),
    "announcement-withdrawn": _("ถอนประกาศผลสอบ"),
    "download-source": _("ดาวน์โหลดไฟล์ต้นฉบับ"),
    "print-letters": _("พิมพ์หนังสือแจ้งผล"),
    "publish-value": _("เพิ่มค่าที่เผยแพร่"),
    "change-published": _("แก้ค่าที่เผยแพร่"),
    "withdraw-published": _("ถอนค่าที่เผยแพร่"),
    "propose-reward": _("เสนอแรงจูงใจ"),
    "agree-reward": _("เห็นชอบแรงจูงใจ"),
    "give-reward": _("ให้แรงจูงใจ"),
    "withdraw-reward": _("ถอนการเสนอแรงจูงใจ"),
    "set-targets": _("ตั้งเป้าหมายคะแนน"),
    "open-collection": _("เปิดรับผลจากโรงเรียน"),
    "change-due": _("เปลี่ยนกำหนดส่งผลสอบ"),
    "withdraw-collection": _("ยกเลิกการรับผลจากโรงเรียน"),
    "send-part": _("โรงเรียนส่งผลสอบ"),
    "close-collection": _("ปิดรับผลจากโรงเรียน"),
    "take-in-corrections": _("รวมฉบับแก้ไขของโรงเรียน"),
    "recalculate-results": _("คำนวณผลสอบใหม่เป็นฉบับใหม่"),
    "answer-results": _("ตอบผลสอบ"),
    "change-answer": _("แก้คำตอบผลสอบ"),
    "change-answers-due": _("เปลี่ยนวันตอบผลสอบ"),
    "close-answers": _("ปิดรับคำตอบผลสอบ"),
    "reopen-answers": _("เปิดรับคำตอบผลสอบอีกครั้ง"),
    "keep-standards": _("นำเข้าผลตามมาตรฐาน"),
    "withdraw-standards": _("ถอนผลตามมาตรฐาน"),
}
_PAGES = {
    "learning.published": "learning:published",
    "learning.standards": "learning:standards",
    "learning.target": "learning:planning",
}
FIELDS = {
    "sitting": _("การสอบ"),
    "version": _("ฉบับที่"),
    "current": _("ฉบับที่ใช้"),
    "due": _("กำหนดส่ง"),
    "after_closing": _("ส่งหลังปิดรับ"),
    "schools": _("โรงเรียน"),
    "parts": _("ฉบับที่รวมใหม่"),
    "answers_due": _("ให้ตอบภายใน"),
}


def _files(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Score files of the viewer's area; those not announced only for who may see them."""
    if not viewer.scope.may(SEE_AREA_RESULTS):
        return {}
    keys = numbers(ref.key for ref in refs)
    every = viewer.scope.may(SEE_UNANNOUNCED)
    return {
        Ref("learning.score-file", str(file.pk)): Named(
            now("%(sitting)s ฉบับที่ %(version)s")
            % {"sitting": sitting_title(file.sitting), "version": file.version},
            address("learning:overview", file.sitting),
        )
        for file in files_of_keys(keys).values()
        if file.sitting.area_id == viewer.area.pk
        and (every or file.state == ScoreFile.State.ANNOUNCED)
    }


def _sittings(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Sittings, of what is kept beside their files; for who sees all results of the area."""
    if not (viewer.scope.may(SEE_AREA_RESULTS) and viewer.scope.may(SEE_UNANNOUNCED)):
        return {}
    held = {str(sitting.pk): sitting for sitting in sittings_of(viewer.area)}
    return {
        ref: Named(sitting_title(held[ref.key]), address(_PAGES[ref.kind], held[ref.key]))
        for ref in refs
        if ref.key in held
    }


def _rewards(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """The rewards of a year of the viewer's area; for who sees results before schools do."""
    if not viewer.scope.may(SEE_UNANNOUNCED):
        return {}
    found = {}
    for ref in refs:
        area, _dash, year = ref.key.partition("-")
        if area == str(viewer.area.pk) and year.isdecimal():
            label = now("แรงจูงใจตามสีคุณภาพ ปีการศึกษา %(year)s") % {"year": year}
            found[ref] = Named(label, page_url(int(year)))
    return found


def _collections(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """What schools were asked to send; it leads to the page of it that the viewer has, if any."""
    if not viewer.scope.may(SEE_AREA_RESULTS):
        return {}
    keys = {ref.key for ref in refs}
    return {
        Ref("learning.collection", str(held.pk)): Named(
            (now("ส่งผลสอบ %(sitting)s") if viewer.at_school else now("รับผลจากโรงเรียน %(sitting)s"))
            % {"sitting": sitting_title(held.sitting)},
            _collection_url(viewer, held.pk),
        )
        for held in collections_of(viewer.area)
        if str(held.pk) in keys
    }


def _collection_url(viewer: Viewer, key: int) -> str:
    if viewer.scope.may_everywhere(IMPORT_SCORES):
        return reverse("learning:collection", args=[key])
    return reverse("learning:send", args=[key]) if viewer.scope.may(SEND_SCORES) else ""


def _answers(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Sittings whose results schools answer, for who sees schools' results."""
    scope = viewer.scope
    if not scope.may(SEE_SCHOOL_RESULTS):
        return {}
    page = "learning:answer" if viewer.at_school else "learning:answers"
    return {
        Ref("learning.answers", str(sitting.pk)): Named(
            answer_title(sitting), address(page, sitting)
        )
        for sitting in sittings_of_keys(viewer.area, [ref.key for ref in refs])
    }


def _answer_differences(_key: str, before: Told, after: Told) -> list[tuple[str, str, str]]:
    """Of which school and subject an answer is; what it says is for who sees the school."""
    told = dict(after or {})
    subject = told.get("subject", "")
    named = {
        now("โรงเรียน"): told.get("school", ""),
        now("วิชา"): subject_name(subject) if subject in SUBJECTS else "",
    }
    return [(name, "", value) for name, value in named.items() if value]


KINDS = {
    "learning.collection": Kind(_("การรับผลจากโรงเรียน"), _collections),
    "learning.answers": Kind(_("คำตอบผลสอบ"), _answers, _answer_differences),
    "learning.score-file": Kind(_("ไฟล์คะแนน"), _files),
    "learning.published": Kind(_("ค่าที่เผยแพร่"), _sittings, published_differences),
    "learning.reward": Kind(_("แรงจูงใจ"), _rewards, reward_differences),
    "learning.target": Kind(_("เป้าหมายคะแนน"), _sittings, target_differences),
    "learning.standards": Kind(_("ผลตามมาตรฐาน"), _sittings, standards_differences),
}
register(KINDS, ACTIONS, FIELDS)
