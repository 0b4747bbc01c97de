"""Which circular or receipt a page is of, and what its reader may do there."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from khet.records.office.models import AttachedFile, Circular, Letter
from khet.records.office.queries.workbook_answers import circular_seen
from khet.rules.workbook_templates import Template
from khet.web.office.circulars.asked import Reading, reading_of
from khet.web.office.circulars.words import receipt_url, sending_url
from khet.web.office.letters.asked import LetterDesk, at_office
from khet.web.office.returned.books import template_in
from khet.web.public.errors import Nearest


@dataclass
class Sending:
    """A circular before somebody of the office."""

    desk: LetterDesk
    circular: Circular

    @property
    def keeps(self) -> bool:
        """Whether the letter is the reader's to keep."""
        return self.desk.keeps(self.circular.letter)

    @property
    def may_set(self) -> bool:
        """Whether the reader may attach the workbook: the letter's keeper, until it is sent.

        One that stood when the letter was signed stays.
        """
        letter = self.circular.letter
        open_ = letter.state != Letter.State.SIGNED or self.file is None
        return self.circular.sent_at is None and self.keeps and open_

    @property
    def file(self) -> AttachedFile | None:
        """The workbook, where one is attached."""
        return workbook_of(self.circular)

    @property
    def url(self) -> str:
        """The page of the sending."""
        return sending_url(self.circular.letter)

    @cached_property
    def template(self) -> Template | None:
        """What the workbook asks."""
        back = Nearest(self.circular.letter.subject, self.url)
        return template_in(self.file, back) if self.file else None


@dataclass
class Answering(Reading):
    """A receipt that asks for the workbook, before its reader."""

    @property
    def takes(self) -> bool:
        """Whether an answer can be sent by the reader now."""
        return self.answers and self.is_open and self.circular.sent_at is not None

    @property
    def url(self) -> str:
        """The page of the receipt."""
        return receipt_url(self.receipt)

    @cached_property
    def template(self) -> Template | None:
        """What the workbook asks."""
        file = workbook_of(self.circular)
        return template_in(file, Nearest(self.circular.letter.subject, self.url)) if file else None


def workbook_of(circular: Circular) -> AttachedFile | None:
    """The workbook of a circular, unless it was taken off the letter."""
    file = circular.template
    return file if file and file.taken_off_at is None else None


def sending_of(request: HttpRequest, pk: int) -> Sending:
    """The circular of that key, for somebody of the office who sees its letter.

    Raises:
        PermissionDenied: the reader is none.
        Http404: there is none, or it doesn't ask for a workbook.
    """
    desk = at_office(request)
    found = circular_seen(desk.viewer.office_sight, pk)
    if found is None:
        get_object_or_404(Circular, pk=pk, letter__area=desk.viewer.area)
        raise PermissionDenied
    if found.asks != Circular.Asks.WORKBOOK:
        raise Http404
    return Sending(desk, found)


def answering_of(request: HttpRequest, pk: int) -> Answering:
    """The receipt of that key, for who sees it.

    Raises:
        PermissionDenied: the reader doesn't.
        Http404: there is none, or it doesn't ask for a workbook.
    """
    reading = reading_of(request, pk)
    if reading.circular.asks != Circular.Asks.WORKBOOK:
        raise Http404
    return Answering(reading.viewer, reading.receipt)
