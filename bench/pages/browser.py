"""A browser without a window: one connection, cookies, compressed answers as they come."""

import gzip
import html
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urljoin

_ASSET = re.compile(r'(?:src|href)="(/static/[^"]+)"')
_IN_STYLE = re.compile(r"url\(['\"]?([^)'\"]+)")
_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')
_PANEL = re.compile(r'hx-get="([^"]+)" hx-trigger="load"')


@dataclass(frozen=True)
class Answer:
    """An answer's status, headers, seconds, its bytes on the wire, and its text."""

    status: int
    headers: Message
    seconds: float
    size: int
    text: str


class NotThereError(RuntimeError):
    """A page answered 404."""


class Browser:
    """A session of one person with the server on a port of this machine."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookies: dict[str, str] = {}

    def sign_in(self, username: str, password: str) -> None:
        """Sign in through the page, as people do."""
        token = _TOKEN.search(self.get("/sign-in").text)
        form = {
            "username": username,
            "password": password,
            "csrfmiddlewaretoken": token and token[1],
        }
        answer = self._ask("POST", "/sign-in", urlencode(form), _FORM)
        if answer.status != 302:
            raise RuntimeError(f"signing in answered {answer.status}")

    def get(self, path: str, **headers: str) -> Answer:
        """A page, there or unchanged.

        Raises:
            NotThereError: it answered 404.
            RuntimeError: it answered anything else.
        """
        answer = self._ask("GET", path, None, {n.replace("_", "-"): v for n, v in headers.items()})
        if answer.status == 404:
            raise NotThereError(f"{path} answered 404")
        if answer.status not in (200, 304):
            raise RuntimeError(f"{path} answered {answer.status}")
        return answer

    def post(self, path: str, token: str, fields: Mapping[str, str], **files: bytes) -> Answer:
        """Send fields and pictures as a phone does; whatever comes back."""
        parts = [_part(name, value.encode()) for name, value in fields.items()]
        parts += [_part(name, sent, f"{name}.jpg") for name, sent in files.items()]
        headers = {"Content-Type": f"multipart/form-data; boundary={_EDGE}", "X-CSRFToken": token}
        return self._ask("POST", path, b"".join([*parts, f"--{_EDGE}--\r\n".encode()]), headers)

    def hang_up(self) -> None:
        """Close the connection; the next request opens another."""
        self._connection.close()

    def _ask(
        self, method: str, path: str, body: str | bytes | None, headers: dict[str, str]
    ) -> Answer:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        sent = {"Accept-Encoding": "gzip", "Cookie": cookies, **headers}
        begun = time.perf_counter()
        self._connection.request(method, path, body, sent)
        response = self._connection.getresponse()
        raw = response.read()
        seconds = time.perf_counter() - begun
        for line in response.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}
        plain = gzip.decompress(raw) if response.headers["Content-Encoding"] == "gzip" else raw
        text = plain.decode(errors="replace")
        return Answer(response.status, response.headers, seconds, len(raw), text)


_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_EDGE = "khet-bench"


def _part(name: str, sent: bytes, file: str = "") -> bytes:
    named = f'; filename="{file}"\r\nContent-Type: image/jpeg' if file else ""
    head = f'--{_EDGE}\r\nContent-Disposition: form-data; name="{name}"{named}\r\n\r\n'
    return head.encode() + sent + b"\r\n"


def assets(browser: Browser, page: Answer) -> dict[str, int]:
    """Bytes on the wire of everything a page brings with it, style sheets' files included."""
    sizes: dict[str, int] = {}
    for path in _ASSET.findall(page.text):
        answer = browser.get(path)
        sizes[path] = answer.size
        if path.endswith(".css"):
            inside = {urljoin(path, found) for found in _IN_STYLE.findall(answer.text)}
            sizes |= {found: browser.get(found).size for found in inside if found[:5] != "data:"}
    return sizes


def panels(page: Answer) -> list[str]:
    """The addresses of the parts that a page loads by itself."""
    return [html.unescape(path) for path in _PANEL.findall(page.text)]
