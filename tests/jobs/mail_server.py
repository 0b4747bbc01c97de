"""A real mail server on this machine, for tests that send."""

import socket
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


class Server:
    """A real mail server of this machine; ``answer`` is what it says to each letter."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.answer = "250 OK"
        self.refuses: set[str] = set()
        self.controller: Controller | None = None

    async def handle_RCPT(
        self, server: SMTP, _s: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address in self.refuses:
            return f"550 <{address}>: no such user"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, _s: Session, envelope: Envelope) -> str:
        if self.answer.startswith("250"):
            self.taken.append(envelope)
        return self.answer

    def start(self, port: int = 0, **more: Any) -> int:
        """Listen, at a free port unless told; returns which."""
        told = port or _free_port()
        self.controller = Controller(self, hostname="127.0.0.1", port=told, **more)
        self.controller.start()
        return told

    def stop(self) -> None:
        """Listen no more."""
        if self.controller:
            self.controller.stop()


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
