"""What the page of one brought file shows in each of its states."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from khet.jobs.take_in_scores import STEPS
from khet.records.learning.models import ScoreFile, Sitting
from khet.records.learning.queries import files_of_keys, of_same_source
from khet.records.registry.models import Import
from khet.rules.thai import tidy
from khet.web.learning.asked import address
from khet.web.learning.imports.forms import ConfirmForm, ReasonForm
from khet.web.learning.imports.words import (
    import_state,
    kind_title,
    layout_name,
    sitting_names,
    told_values,
)
from khet.web.learning.words import sitting_title, subject_name
from khet.web.parts.viewer import Viewer

_AT_WORK = (Import.State.CHECKING, Import.State.KEEPING)
_WARNING = "warning"


@dataclass(frozen=True)
class FoundKind:
    """The findings of one kind, the reason it was accepted for, and the form to accept it."""

    key: str
    title: str
    level: str
    count: int
    first: list[Mapping[str, Any]]
    reason: str
    form: ReasonForm

    @property
    def more(self) -> int:
        """How many are not shown."""
        return self.count - len(self.first)


@dataclass(frozen=True)
class FoundSitting:
    """A sitting of the file: how much it holds, and what it would change of the current version."""

    title: str
    told: Mapping[str, Any]
    current: ScoreFile | None
    url: str


class ImportPage:
    """One brought file as one person sees it. Forms that were refused are put in before drawing."""

    SHOWN = 20
    steps = STEPS
    part = False

    def __init__(self, viewer: Viewer, held: Import) -> None:
        self.viewer, self.held = viewer, held
        self.confirm_form: ConfirmForm | None = None
        self.refused: tuple[str, ReasonForm] | None = None
        self._report: Mapping[str, Any] = held.report or {}
        self.look: Mapping[str, Any] = self._report.get("look") or {}
        self.found: Mapping[str, Any] = self._report.get("found") or {}
        self.accepted: Mapping[str, str] = held.choices.get("accepted", {})

    @property
    def at_work(self) -> bool:
        """Whether a job is at work on the file, or about to be."""
        unread = self.held.state == Import.State.WAITING and self.held.report is None
        return self.held.state in _AT_WORK or unread

    @property
    def to_accept(self) -> set[str]:
        """Kinds of warnings, which a reason can accept."""
        return {kind["key"] for kind in self.found.get("kinds", []) if kind["level"] == _WARNING}

    @property
    def nothing_new(self) -> bool:
        """Whether all that the file says is current already."""
        sittings = self.found.get("sittings", [])
        return bool(sittings) and all(sitting["same"] for sitting in sittings)

    @property
    def may_keep(self) -> bool:
        """Whether nothing speaks against keeping the file."""
        clean = self.held.state == Import.State.CHECKED and self.found.get("level") in (0, 1)
        return clean and not self.nothing_new and not self.to_accept - self.accepted.keys()

    def context(self) -> dict[str, Any]:
        """Everything that the templates show."""
        return {
            "page": self,
            "held": self.held,
            "same": self.same,
            "own": self.held.brought_by_id == (self.viewer.user and self.viewer.user.pk),
        }

    @property
    def same(self) -> list[tuple[ScoreFile, str]]:
        """The files that were taken from the same source before, with their titles."""
        files = of_same_source(self.held.area, self.held.sha256)
        return [(file, sitting_title(file.sitting)) for file in files]

    @property
    def home(self) -> str:
        """The address of the page where such files are brought."""
        return reverse("learning:imports")

    @property
    def home_label(self) -> str:
        """What that page is called."""
        return _("นำเข้าคะแนน")

    @property
    def state(self) -> str:
        """How far the file is."""
        return import_state(self.held)

    @property
    def failure(self) -> str:
        """Why the work broke off."""
        return str(self._report.get("failure", ""))

    @property
    def layout(self) -> str:
        """The file's layout, in words."""
        return layout_name(self.found.get("layout") or self.look.get("layout"))

    @property
    def told(self) -> list[tuple[str, str]]:
        """The parts of the sitting that the file tells by its own columns."""
        names = sitting_names()
        told = self.look.get("told", {})
        return [(names[p], told_values(p, told[p])) for p in names if p in told]

    @cached_property
    def confirm(self) -> ConfirmForm:
        """The form to confirm sitting and columns, as it was refused or as it is proposed."""
        return self.confirm_form or self.asking(None, self.held.choices)

    def asking(self, data: Mapping[str, Any] | None, said: Mapping[str, Any]) -> ConfirmForm:
        """The form to confirm what the file is; ``said`` is what was chosen before."""
        return ConfirmForm(data, self.look, self.viewer.scope.areas, said)

    @property
    def unsure(self) -> int:
        """How many columns nobody can be sure of."""
        return sum(not column["sure"] for column in self.look.get("columns", []))

    @property
    def kinds(self) -> list[FoundKind]:
        """What was found, by kind."""
        return [self._kind(kind) for kind in self.found.get("kinds", [])]

    def _kind(self, kind: Mapping[str, Any]) -> FoundKind:
        key, first = kind["key"], kind["first"][: self.SHOWN]
        refused = self.refused and self.refused[0] == key and self.refused[1]
        form = refused or ReasonForm(auto_id=f"{key}-%s", label_suffix="")
        return FoundKind(
            key,
            kind_title(key),
            kind["level"],
            kind["count"],
            first,
            self.accepted.get(key, ""),
            form,
        )

    @property
    def errors(self) -> int:
        """How many findings keep the file from being kept."""
        return sum(kind.count for kind in self.kinds if kind.level != _WARNING)

    @property
    def warnings(self) -> int:
        """How many findings a reason can accept."""
        return sum(kind.count for kind in self.kinds if kind.level == _WARNING)

    @property
    def sittings(self) -> list[FoundSitting]:
        """The sittings that the file holds."""
        told = self.found.get("sittings", [])
        current = files_of_keys(one["current"] for one in told if one["current"])
        return [self._sitting(one, current.get(one["current"])) for one in told]

    def _sitting(self, told: Mapping[str, Any], current: ScoreFile | None) -> FoundSitting:
        parts = ("academic_year", "test", "round", "grade")
        sitting = Sitting(area=self.held.area, **{name: told[name] for name in parts})
        url = address("learning:versions", sitting) if current else ""
        return FoundSitting(sitting_title(sitting), told, current, url)

    @property
    def reconciliation(self) -> list[tuple[str, Mapping[str, Any]]]:
        """Each subject's weighted mean beside the area row."""
        return [(subject_name(line["subject"]), line) for line in self.found["reconciliation"]]

    @property
    def suggested(self) -> list[tuple[str, str]]:
        """Each score column's subject beside the one that it really holds, where they differ."""
        really = self.found.get("suggested_columns") or []
        heads = [line["subject"] for line in self.found.get("reconciliation", [])]
        pairs = [(a, b) for a, b in zip(heads, really, strict=False) if a != b]
        return [(subject_name(a), subject_name(b)) for a, b in pairs]

    @property
    def kept(self) -> list[tuple[ScoreFile, str, dict[str, str]]]:
        """The score files that this one became, with their titles and the pages about them."""
        files = files_of_keys(self._report.get("files", [])).values()
        pages = ("colours", "overview", "versions")
        return [
            (
                file,
                sitting_title(file.sitting),
                {page: address(f"learning:{page}", file.sitting) for page in pages},
            )
            for file in files
        ]

    @property
    def short_name(self) -> str:
        """The file's name on one line."""
        return tidy(self.held.name)
