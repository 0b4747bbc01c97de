"""An instrument read from an XLSForm workbook, or all that is wrong with the workbook."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from pyxform import aliases

from khet.documents.xlsform import choices, survey
from khet.documents.xlsform.by_pyxform import say_refusal
from khet.documents.xlsform.columns import Line, lines_of
from khet.documents.xlsform.flaw_words import column_of, flaw_told
from khet.documents.xlsform.grid import Grid, grids_of
from khet.documents.xlsform.items import Reader
from khet.documents.xlsform.opening import open_workbook
from khet.documents.xlsform.remarks import Remark, Remarks, in_order
from khet.rules.instrument_checks import Flaw, flaws
from khet.rules.instruments import Content

LONGEST_TITLE = 200
_UNUSED = (
    *("form_id", "version", "style", "instance_name", "default_language"),
    *("name", "allow_choice_duplicates", "clean_text_values"),
)
"""Settings that change nothing of what is asked."""
_SETTINGS = ("form_title", "khet_bands", *_UNUSED)
_FIVE = Content(()).bands


@dataclass(frozen=True)
class ReadForm:
    """What a workbook says: title (empty where it has none), what is asked, what is left out."""

    title: str
    content: Content
    notices: list[Remark]


def read(data: bytes, known_schemes: Collection[str]) -> ReadForm:
    """The instrument of a workbook, whole, or nothing of it.

    ``known_schemes`` are the codes of the schemes by which an instrument may be scored.

    Raises:
        RefusedWorkbookError: something is wrong; it tells all that is.
    """
    remarks = Remarks()
    book = open_workbook(data)
    try:
        grids = grids_of(book, remarks)
    finally:
        book.close()
    return _Form(grids, remarks).read(known_schemes)


@dataclass
class _Form:
    """The sheets of a workbook, and what is said of them."""

    grids: Mapping[str, Grid]
    remarks: Remarks
    settings: Line = field(default_factory=lambda: Line(2, {}))

    def read(self, known_schemes: Collection[str]) -> ReadForm:
        """What they say.

        Raises:
            RefusedWorkbookError: something is wrong.
        """
        self._require_columns()
        self.settings = self._read_settings()
        asked, listed = self._lines("survey"), self._lines("choices")
        lists = choices.lists_of(listed, self.remarks)
        reader = Reader(lists, set(), self.remarks)
        said = survey.Survey(reader, self.remarks).read(asked)
        if reader.used and "choices" not in self.grids:
            told = _("ไม่มีแผ่น choices: เพิ่มแผ่นชื่อ choices ที่มีคอลัมน์ list_name, name, label")
            self.remarks.fault("choices", 0, "", told)
        choices.say_unused(lists, reader.used, self.remarks)
        content = Content(said.parts(), self.settings["khet_bands"] or _FIVE)
        self._say_flaws(flaws(content, known_schemes), said, asked)
        self.remarks.refuse()
        say_refusal(asked, listed, self.remarks)
        self.remarks.refuse()
        return ReadForm(self.settings["form_title"], content, in_order(self.remarks.notices))

    def _require_columns(self) -> None:
        grid = self.grids.get("survey")
        if grid is None:
            self.remarks.fault("", 0, "", _("ไม่มีแผ่น survey: ตั้งชื่อแผ่นที่มีข้อคำถามว่า survey"))
        elif not {"type", "command"} & {heading.lower() for heading in grid.headings}:
            told = _("ไม่มีคอลัมน์ type: แถวที่ 1 ต้องเป็นหัวคอลัมน์ type, name, label")
            self.remarks.fault("survey", 1, "type", told)
        self.remarks.refuse()

    def _read_settings(self) -> Line:
        grid = self.grids.get("settings", Grid("settings"))
        line, *more = lines_of(grid, _SETTINGS, {}, "", self.remarks) or [self.settings]
        for other in more:
            told = _("แผ่น settings ใช้เฉพาะแถวที่ 2: ลบแถวนี้")
            self.remarks.fault("settings", other.number, "", told)
        if unused := [name for name in _UNUSED if line[name]]:
            told = _("ไม่นำเข้าจากแผ่น settings: %(names)s") % {"names": ", ".join(unused)}
            self.remarks.notice("settings", line.number, unused[0], told)
        if len(line["form_title"]) > LONGEST_TITLE:
            told = _("ชื่อแบบยาวเกิน %(most)s ตัวอักษร: ย่อให้สั้นลง") % {"most": LONGEST_TITLE}
            self.remarks.fault("settings", line.number, "form_title", told)
        return line

    def _lines(self, name: str) -> list[Line]:
        known = survey.COLUMNS if name == "survey" else choices.COLUMNS
        named = aliases.survey_header if name == "survey" else aliases.list_header
        grid = self.grids.get(name, Grid(name))
        return lines_of(grid, known, named, self.settings["default_language"], self.remarks)

    def _say_flaws(self, found: list[Flaw], said: survey.Survey, asked: list[Line]) -> None:
        """Tell of each flaw at its row; those of choices and texts were told where they stand."""
        lines = {line.number: line for line in asked}
        for flaw in found:
            if flaw.field == "choices" or flaw.code in ("mark", "long"):
                continue
            rows = said.rows.get(flaw.of, [0])
            column = column_of(flaw)
            for row in rows[1:] if flaw.code == "twice" else rows[:1]:
                told = flaw_told(flaw, lines[row][column] if row else "")
                sheet = "settings" if flaw.field == "bands" else "survey"
                self.remarks.fault(sheet, row, column, told)
