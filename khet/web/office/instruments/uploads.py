"""Files that answers bring: kept as evidence, whose keys are the answers."""

from datetime import date

from django.utils.translation import gettext as _

from khet.jobs.evidence_files import RefusedFileError, keep, take_in
from khet.records.office.actions.evidence import Brought, EvidenceEntry
from khet.records.office.actions.search import Seen
from khet.records.registry.models import User
from khet.rules.evidence import OTHER
from khet.rules.instruments import Answers, ItemKind
from khet.web.office.instruments.answering import AnswerForm

_PICTURE = "ภาพถ่าย"


def received(form: AnswerForm) -> dict[str, list[Brought]] | None:
    """The files of a good form, stored; ``None`` where one is refused, told at its field."""
    found: dict[str, list[Brought]] = {}
    photos = {item.name for item in form.content.items if item.kind == ItemKind.PHOTO}
    for name, files in form.uploads.items():
        try:
            found[name] = [take_in(file) for file in files]
        except RefusedFileError as refused:
            form.add_error(f"q_{name}", str(refused))
            continue
        if name in photos and not all(one.type.startswith("image/") for one in found[name]):
            form.add_error(f"q_{name}", _("ข้อนี้รับเฉพาะภาพ: เลือกไฟล์ภาพ JPG หรือ PNG"))
    return None if form.errors else found


def kept_as_evidence(
    by: User, form: AnswerForm, brought: dict[str, list[Brought]], seen: Seen, day: date
) -> Answers:
    """The answers of a form with its files, which become evidence of that day."""
    items = {item.name: item for item in form.content.items}
    values = dict(form.answers.values)
    for name, files in brought.items():
        kind = _PICTURE if items[name].kind == ItemKind.PHOTO else OTHER
        entry = EvidenceEntry(seen, kind, items[name].label[:200], day)
        keys = [str(keep(by=by, entry=entry, brought=one).pk) for one in files]
        values[name] = [*values.get(name, []), *keys]
    return Answers(values, form.answers.skipped)
