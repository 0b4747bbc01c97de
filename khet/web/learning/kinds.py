"""The kinds of records of achievement, and the words of their events."""

from django.utils.translation import gettext as now
from django.utils.translation import gettext_noop as _

from khet.records.learning.models import ScoreFile
from khet.records.learning.queries import files_of_keys, sittings_of
from khet.records.registry.access import SEE_AREA_RESULTS, SEE_UNANNOUNCED
from khet.web.learning.asked import address
from khet.web.learning.published.differences import published_differences
from khet.web.learning.standards.differences import standards_differences
from khet.web.learning.words import sitting_title
from khet.web.parts.kinds import Kind, Named, Ref, register
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
    "keep-standards": _("นำเข้าผลตามมาตรฐาน"),
    "withdraw-standards": _("ถอนผลตามมาตรฐาน"),
}
_PAGES = ("/learning/published", "/learning/standards")
FIELDS = {"sitting": _("การสอบ"), "version": _("ฉบับที่"), "current": _("ฉบับที่ใช้")}


def _files(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """Score files of the viewer's area; those not announced only for who may see them."""
    if not viewer.scope.may(SEE_AREA_RESULTS):
        return {}
    keys = [int(ref.key) for ref in refs if ref.key.isdecimal()]
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
    """Sittings of the viewer's area, of what others told about them; for who sees all results."""
    if not (viewer.scope.may(SEE_AREA_RESULTS) and viewer.scope.may(SEE_UNANNOUNCED)):
        return {}
    keys = {ref.key for ref in refs}
    return {
        Ref("learning.published", str(sitting.pk)): Named(
            sitting_title(sitting), address("learning:published", sitting)
        )
        for sitting in sittings_of(viewer.area)
        if str(sitting.pk) in keys
    }


def _standards(viewer: Viewer, refs: list[Ref]) -> dict[Ref, Named]:
    """The same sittings, of their means by standard."""
    told = [Ref("learning.published", ref.key) for ref in refs]
    return {
        Ref("learning.standards", ref.key): Named(named.label, named.url.replace(*_PAGES))
        for ref, named in _sittings(viewer, told).items()
    }


KINDS = {
    "learning.score-file": Kind(_("ไฟล์คะแนน"), _files),
    "learning.published": Kind(_("ค่าที่เผยแพร่"), _sittings, published_differences),
    "learning.standards": Kind(_("ผลตามมาตรฐาน"), _standards, standards_differences),
}
register(KINDS, ACTIONS, FIELDS)
