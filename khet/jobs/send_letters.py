"""Sends what waits in the outbox, through the mail settings of the installation.

A letter that the server surely didn't take is tried again; where the connection broke off while a
letter was handed over, nobody knows, and it isn't sent a second time by itself.
"""

import re
import smtplib
from datetime import datetime

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from khet.records.registry.actions.letters import (
    UNSURE,
    claim_letter,
    give_up_letter,
    give_up_unsure,
    letter_refused,
    letter_sent,
)
from khet.records.registry.models import Letter

_AT_ONCE = 100
_NOBODY = "ผู้รับไม่มีอีเมลหรือปิดบัญชีแล้ว"
_NO_SERVER = "ติดต่อเครื่องส่งจดหมายไม่ได้"
_REFUSED = "เครื่องส่งจดหมายไม่รับ"
_ADDRESS = re.compile(r"\S+@\S+")
_ANSWERED = (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused)


def send_letters(now: datetime) -> None:
    """Send letters whose time has come, at most a hundred; stops where no server answers."""
    give_up_unsure(at=now)
    connection = get_connection()
    for _ in range(_AT_ONCE):
        letter = claim_letter(at=now)
        if letter is None or not _send(connection, letter, now):
            break
    connection.close()


def _send(connection: BaseEmailBackend, letter: Letter, now: datetime) -> bool:
    """Send a claimed letter; returns whether further ones can be tried."""
    if not (letter.user.is_active and letter.user.email):
        give_up_letter(letter=letter, fault=_NOBODY)
        return True
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as exc:
        letter_refused(letter=letter, fault=f"{_NO_SERVER}: {_told(exc)}", at=now)
        return False
    try:
        EmailMessage(
            letter.subject,
            letter.body,
            to=[letter.user.email],
            connection=connection,
            headers={"Auto-Submitted": "auto-generated"},
        ).send()
    except _ANSWERED as exc:
        connection.close()
        letter_refused(letter=letter, fault=f"{_REFUSED}: {_told(exc)}", at=now)
    except (OSError, smtplib.SMTPException) as exc:
        connection.close()
        give_up_letter(letter=letter, fault=f"{UNSURE}: {_told(exc)}")
    else:
        letter_sent(letter=letter, at=now)
    return True


def _told(exc: Exception) -> str:
    """What a fault says, without any address."""
    said: bytes | str
    if isinstance(exc, smtplib.SMTPRecipientsRefused):
        code, said = next(iter(exc.recipients.values()))
    elif isinstance(exc, smtplib.SMTPResponseException):
        code, said = exc.smtp_code, exc.smtp_error
    else:
        return f"{type(exc).__name__} {getattr(exc, 'strerror', '') or ''}".strip()
    text = said.decode(errors="replace") if isinstance(said, bytes) else said
    return f"{code} {_ADDRESS.sub('…', text)}"
