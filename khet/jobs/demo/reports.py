"""A report of the demonstration that was checked: all of it is invented, its faults on purpose."""

from datetime import date

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from khet.jobs.brought_reports import keep, look
from khet.jobs.evidence_files import take_in
from khet.records.registry.models import Unit
from khet.records.registry.queries.people import roles_on_in
from khet.records.reports.actions import ReportEntry
from khet.records.reports.queries import reports_of
from khet.rules.calendar import fiscal_year

_NAME = "รายงานผลการดำเนินงาน (สมมติ).txt"
_TEXT = """รายงานผลการดำเนินงาน ประจำปีงบประมาณ {year}
(ตัวอย่างสมมติ เพื่อแสดงการตรวจรายงาน)

1. ข้อมูลพื้นฐาน
โรงเรียนในสังกัด จำนวน 117 แห่ง แยกเป็น
1) โรงเรียนขนาดเล็ก 52 แห่ง
2) โรงเรียนขนาดกลาง 58 แห่ง
3) โรงเรียนขนาดใหญ่ 7 แห่ง

2. งบประมาณ
ตารางที่ 1 งบประมาณจำแนกตามกลยุทธ์
กลยุทธ์ | งบประมาณ (บาท)
กลยุทธ์ที่ 1 ด้านความปลอดภัย | 1,112,250
กลยุทธ์ที่ 2 ด้านโอกาส | 854,300
กลยุทธ์ที่ 3 ด้านคุณภาพ | 2,306,780
กลยุทธ์ที่ 4 ด้านประสิทธิภาพ | 558,257
รวมทั้งสิ้น | 4,813,587

3. ผลการนิเทศ
นิเทศโรงเรียน 94 แห่ง จากทั้งหมด 117 แห่ง คิดเป็นร้อยละ 80.34
โรงเรียนที่มีผลระดับดีขึ้นไป 71 แห่ง จากที่นิเทศ 94 แห่ง คิดเป็นร้อยละ 77.53

4. การประชุม
ประชุมคณะกรรมการ 3 ครั้ง ดังนี้
1) ครั้งที่ 1 วันที่ 15 พฤศจิกายน {before}
2) ครั้งที่ 2 วันที่ 20 กุมภาพันธ์ {year}
4) ครั้งที่ 3 วันที่ 31 มิถุนายน {year}

5. ข้อเสนอแนะ
ควรจัดทำคู่มือ จำนวน ............ เล่ม ให้ทุกโรงเรียน
"""


def check_demo_report(*, office: Unit, today: date) -> None:
    """Have it checked for the planner, where the office has no checked report yet."""
    held = roles_on_in(office, today).select_related("user", "unit")
    planner = next((one for one in held if one.role == "planner"), None)
    if planner is None or reports_of(office).exists():
        return
    year = fiscal_year(today).be - 1
    text = _TEXT.format(year=year, before=year - 1)
    brought = take_in(SimpleUploadedFile(_NAME, text.encode()), text=False)
    [looked] = look([brought])[0].values()
    entry = ReportEntry(office, planner.unit, _NAME, "fiscal", year)
    keep(by=planner.user, entry=entry, brought=brought, looked=looked, at=timezone.now())
