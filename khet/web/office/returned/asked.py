"""Which circular or receipt a page is of, and what its reader may do there."""

from dataclasses import dataclass
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from khet.records.office.models import AttachedFile, Circular, Receipt
from khet.records.office.queries.workbook_answers import circular_seen, duty_of, receipt_of_key
from khet.records.registry.access import ANSWER_CIRCULARS, ROLES
from khet.records.registry.models import RoleHeld
from khet.rules.workbook_templates import Template
from khet.web.office.letters.asked import LetterDesk, desk_of
from khet.web.office.returned.books import template_in
from khet.web.parts.viewer import Viewer, viewer_of
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
        """Whether the reader may attach the workbook: the letter's keeper, until it is sent."""
        return self.circular.sent_at is None and self.keeps

    @property
    def file(self) -> AttachedFile | None:
        """The workbook, where one is attached."""
        return workbook_of(self.circular)

    @property
    def url(self) -> str:
        """The page of the sending."""
        return reverse("office:circular", args=[self.circular.letter_id])

    @cached_property
    def template(self) -> Template | None:
        """What the workbook asks."""
        back = Nearest(self.circular.letter.subject, self.url)
        return template_in(self.file, back) if self.file else None


@dataclass
class Answering:
    """A receipt that asks for the workbook, before its reader."""

    viewer: Viewer
    receipt: Receipt

    @property
    def circular(self) -> Circular:
        """What was sent."""
        return self.receipt.circular

    @cached_property
    def roles(self) -> list[RoleHeld]:
        """The roles by which the reader answers for the unit."""
        at = [held for held in self.viewer.roles if held.unit_id == self.receipt.unit_id]
        return [held for held in at if ANSWER_CIRCULARS in ROLES[held.role].permissions]

    @cached_property
    def answers(self) -> bool:
        """Whether the answer is the reader's to give: for the unit, as the person, or passed on."""
        user = self.viewer.user
        if user is None:
            return False
        if self.roles or self.receipt.user_id == user.pk:
            return True
        duty = duty_of(self.receipt)
        return duty is not None and duty.passed_id == user.pk

    @property
    def acting(self) -> bool:
        """Whether the reader answers for the unit only as acting head."""
        return bool(self.roles) and all(held.acting for held in self.roles)

    @property
    def open(self) -> bool:
        """Whether an answer can be sent."""
        return (
            self.answers and self.circular.closed_at is None and self.circular.sent_at is not None
        )

    @property
    def url(self) -> str:
        """The page of the receipt."""
        return reverse("office:receipt", args=[self.receipt.pk])

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
    """The circular of that key, for somebody of the office who drafts and sees its letter.

    Raises:
        PermissionDenied: the reader is none.
        Http404: there is none.
    """
    desk = desk_of(request)
    if not desk.drafts:
        raise PermissionDenied
    found = circular_seen(desk.viewer.office_sight, pk)
    if found is None:
        get_object_or_404(Circular, pk=pk, letter__area=desk.viewer.area)
        raise PermissionDenied
    return Sending(desk, found)


def answering_of(request: HttpRequest, pk: int) -> Answering:
    """The receipt of that key, for who answers it, and for those of the office who see its letter.

    Raises:
        PermissionDenied: the reader is neither.
        Http404: there is none, or it doesn't ask for a workbook.
    """
    viewer = viewer_of(request)
    found = receipt_of_key(pk)
    if found is None or found.circular.letter.area_id != viewer.area.pk:
        raise Http404
    asked = Answering(viewer, found)
    if not asked.answers:
        _ = sending_of(request, found.circular_id)
    if found.circular.asks != Circular.Asks.WORKBOOK:
        raise Http404
    return asked
