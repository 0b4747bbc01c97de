"""Forms of names: which test asks what of whom, and how files head their columns."""

from django import forms
from django.utils.translation import gettext as now

from khet.rules.sittings import YEARS, known_subjects
from khet.web.learning.words import origin_names, test_name
from khet.web.settings.fields import Names, grades_by_name
from khet.web.settings.forms.base import Group, Table, TableForm
from khet.web.settings.shown import column_name


class TestsForm(TableForm):
    """For each test its grades, subjects and rounds."""

    table = "tests"

    def add_fields(self) -> None:
        for place, row in enumerate(self.shown["test"]):
            here = f"test-{place}"
            self.fields |= {
                f"{here}-grades": Names(
                    grades_by_name,
                    label=now("ชั้นที่สอบ"),
                    initial=row["grades"],
                    required=False,
                ),
                f"{here}-subjects": Names(
                    self._subjects, label=now("วิชาที่สอบ"), initial=row["subjects"], required=False
                ),
                f"{here}-rounds": Names(
                    label=now("ครั้งที่ (ถ้ามี)"), initial=row.get("rounds", []), required=False
                ),
            }

    def _subjects(self) -> dict[str, str]:
        """Subjects by every name of theirs, the full name first."""
        known = known_subjects(YEARS[-1], self.tables).values()
        codes = {subject.th: subject.code for subject in known}
        for subject in known:
            for name in (subject.short_th, subject.en, subject.code):
                codes.setdefault(name, subject.code)
        return codes

    def groups(self) -> list[Group]:
        names = ("grades", "subjects", "rounds")
        return [
            Group(row["name"], [self[f"test-{place}-{name}"] for name in names])
            for place, row in enumerate(self.shown["test"])
        ]

    def content(self) -> Table:
        told, rows = self.cleaned_data, []
        for place, row in enumerate(self.shown["test"]):
            rounds = told[f"test-{place}-rounds"]
            held = {name: told[f"test-{place}-{name}"] for name in ("grades", "subjects")}
            rows.append({"name": row["name"], **held, **({"rounds": rounds} if rounds else {})})
        return {"test": rows}


class PapersForm(TableForm):
    """For each paper where it comes from, and of which grades."""

    table = "papers"

    def add_fields(self) -> None:
        origins = list(origin_names().items())
        for place, row in enumerate(self.shown["paper"]):
            self.fields |= {
                f"paper-{place}-grades": Names(
                    grades_by_name, label=now("ชั้น"), initial=row["grades"], required=False
                ),
                f"paper-{place}-origin": forms.ChoiceField(
                    label=now("แหล่งที่มาของข้อสอบ"), choices=origins, initial=row["origin"]
                ),
            }

    def groups(self) -> list[Group]:
        return [
            Group(
                test_name(row["test"], row["round"]),
                [self[f"paper-{place}-{name}"] for name in ("grades", "origin")],
            )
            for place, row in enumerate(self.shown["paper"])
        ]

    def content(self) -> Table:
        told = self.cleaned_data
        rows = [
            {**row, **{name: told[f"paper-{place}-{name}"] for name in ("grades", "origin")}}
            for place, row in enumerate(self.shown["paper"])
        ]
        return {"paper": rows}


class SubjectsForm(TableForm):
    """The names by which files head each subject's column."""

    table = "subjects"

    def add_fields(self) -> None:
        for code, row in self._rows().items():
            label = now("%(subject)s ในหัวตารางเขียนว่า") % {"subject": row["th"]}
            self.fields[f"{code}-names"] = Names(label=label, initial=row["names"], required=False)

    def _rows(self) -> dict[str, Table]:
        return {code: row for code, row in self.shown.items() if isinstance(row, dict)}

    def content(self) -> Table:
        told = self.cleaned_data
        return {c: {**row, "names": told[f"{c}-names"]} for c, row in self._rows().items()}


class HeadersForm(TableForm):
    """The names by which files head the other columns."""

    table = "headers"

    def add_fields(self) -> None:
        for key, names in self.shown["columns"].items():
            self.fields[f"columns-{key}"] = Names(
                label=column_name(key), initial=names, required=False
            )

    def content(self) -> Table:
        columns = {key: self.cleaned_data[f"columns-{key}"] for key in self.shown["columns"]}
        return {"columns": columns, "thirteen_column": self.shown["thirteen_column"]}
