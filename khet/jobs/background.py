"""Work on brought files that runs behind the pages, one step at a time.

A job holds nothing but the step and the key of its import, and the import's state says whether the
step is still to be done, so a job that runs twice does no harm. Each kind of file has a module with
the functions ``check`` and ``keep``, and ``look`` where something must be read before a person
confirms; each takes the import and a ``Teller``, and ends by moving the import on with an action of
``records/registry/actions/imports``. ``keep`` does so in the transaction that keeps the rows.
"""

import logging
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

from django.db import transaction
from django_tasks import task

from khet.jobs.memory import give_back_memory
from khet.records.registry.actions.audit import Actor
from khet.records.registry.actions.imports import (
    ImportMovedOnError,
    checking,
    failed,
    keeping,
    tell_progress,
)
from khet.records.registry.models import Import, User
from khet.records.registry.queries.imports import find_import

Step = Callable[[Import, "Teller"], None]

_MODULES = {"scores": "khet.jobs.take_in_scores", "part": "khet.jobs.take_in_part"}
_REGISTERS = "khet.jobs.registers.take_in"
_STATES = {
    "look": Import.State.WAITING,
    "check": Import.State.CHECKING,
    "keep": Import.State.KEEPING,
}
BY = "งานเบื้องหลัง"
BROKE_OFF = "ระบบทำงานกับไฟล์นี้ไม่สำเร็จ: กดตรวจอีกครั้ง ถ้ายังไม่ได้ กรุณาแจ้งผู้ดูแลระบบ"
logger = logging.getLogger(__name__)


class Teller:
    """Tells how far the work on a file is, in steps."""

    def __init__(self, held: Import, total: int) -> None:
        self._held, self._done, self._total = held, 0, total

    def step(self) -> None:
        """One more step is done."""
        self._done += 1
        tell_progress(held=self._held, done=self._done, total=self._total)


def begin_look(held: Import) -> None:
    """Have a file read, so that its person can confirm what it is."""
    run_step.enqueue("look", str(held.pk))


@transaction.atomic
def begin_check(*, by: Actor, held: Import, choices: Mapping[str, Any], total: int = 0) -> None:
    """Have a file checked with what the person chose."""
    checking(by=by, held=held, choices=choices, total=total)
    run_step.enqueue("check", str(held.pk))


@transaction.atomic
def begin_keep(*, by: User, held: Import, total: int = 0) -> None:
    """Have a checked file kept in the name of that person."""
    choices = {**held.choices, "keeper": by.pk}
    keeping(by=by, held=held, choices=choices, total=total)
    run_step.enqueue("keep", str(held.pk))


@task()
def run_step(step: str, pk: str) -> None:
    """One step of the work on the import of that key; does nothing where it was done before."""
    held = find_import(pk)
    if held is None or held.state != _STATES[step]:
        return
    try:
        _step(held.what, step)(held, Teller(held, held.total))
    except ImportMovedOnError:
        logger.info("import %s moved on during %s", pk, step)
    except Exception as exc:
        logger.error(
            "import %s broke off in %s: %s %s", pk, step, type(exc).__name__, place_of(exc)
        )
        failed(by=BY, held=held, message=BROKE_OFF)
    finally:
        give_back_memory()


def _step(what: str, step: str) -> Step:
    module = _MODULES.get(what.partition(":")[0], _REGISTERS)
    found: Step = getattr(import_module(module), step)
    return found


def place_of(exc: BaseException) -> str:
    """Where it happened, without any value that might be a pupil's."""
    trace = exc.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    return f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else ""
