"""Which results schools answer, and what is known of their answers."""

from functools import cached_property

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render

from khet.jobs.announcing import Asked, subjects_asked
from khet.records.learning.actions import ANSWERS
from khet.records.learning.models import Answer, ScoreFile
from khet.records.learning.queries import answers_of, main_file
from khet.records.office.models import Duty
from khet.records.office.queries.duties import ListedDuty, duties_about, listed
from khet.rules.deadlines import ANSWER_RESULTS
from khet.rules.sittings import ALL_SUBJECTS
from khet.web.learning.asked import asked_file
from khet.web.learning.letters.told import told_to
from khet.web.learning.study import Study
from khet.web.parts.viewer import Viewer

ANSWER, PAGE, READ = "learning:answer", "learning:answers", "learning:answers-read"


def answered_study(viewer: Viewer, asked: QueryDict, page: str) -> Study | None:
    """The announced results that an address asks for, by default the newest that schools answer.

    ``None`` where nothing is announced and nothing is asked for.

    Raises:
        NotHereError: no such results are announced; offers the nearest on the page.
    """
    told = told_to(viewer)
    if asked.get("year") or asked.get("test"):
        return Study(told, asked_file(told.score_files, asked, page))
    asking = [file for file in told.score_files if file.answers_due]
    file = main_file(asking or told.score_files)
    return Study(told, file) if file else None


class Held:
    """What is known of the answers to the results of a study, as its reader may see it."""

    def __init__(self, study: Study) -> None:
        self.study, self.file, self.sitting = study, study.file, study.sitting

    @cached_property
    def asked(self) -> Asked:
        """The subjects that each school answers for; none where nobody is asked."""
        return subjects_asked(self.file, self.study.traced.parameters) if self._asks else {}

    @property
    def _asks(self) -> bool:
        return self.file.answers_due is not None

    @cached_property
    def answers(self) -> dict[tuple[str, str], Answer]:
        """The answers that the reader sees, by the school's code and subject."""
        rows = answers_of(self.sitting)
        return {(row.school.code, row.subject): row for row in rows if self.tells(row.school.code)}

    def tells(self, school: str) -> bool:
        """Whether the reader sees which subjects a school answers for: they tell its colours."""
        sees = self.study.viewer.scope.sees_school(school)
        return sees and not self.study.hides(ALL_SUBJECTS, [school])

    @cached_property
    def duties(self) -> dict[str, ListedDuty]:
        """The duties to answer that are not waived, by the school's code."""
        found = duties_about(ANSWERS, str(self.sitting.pk), ANSWER_RESULTS.code)
        kept = found.exclude(state=Duty.State.WAIVED)
        return {one.duty.unit.code: one for one in listed(kept, self.study.viewer.today)}

    @property
    def is_closed(self) -> bool:
        """Whether the office takes no more answers."""
        return self.sitting.answers_closed_at is not None


def newest_asking(files: list[ScoreFile], keys: list[str]) -> ScoreFile | None:
    """The first of the files whose sitting is one of those keys, in the order of the keys."""
    held = {str(file.sitting_id): file for file in files}
    return next((held[key] for key in keys if key in held), None)


def none_yet(request: HttpRequest) -> HttpResponse:
    """The page where nothing is announced yet."""
    return render(request, "learning/none_yet.html", {"office": False, "may_import": False})
