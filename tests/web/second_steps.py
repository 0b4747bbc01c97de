"""A second factor set up and shown, as tests of it do on clients of their own."""

from django.test import Client, RequestFactory

from khet.records.registry.models import User
from khet.web.parts.viewer import Viewer, viewer_of
from tests.conftest import Clock
from tests.web.signing import code_of_app, codes_on, secret_on, send, text

APP, CARD = "/account/second-factor/app", "/account/second-factor/card"
STEP = "/sign-in/second-step"


def viewer_on(client: Client) -> Viewer:
    request = RequestFactory().get("/")
    request.session = client.session
    request.user = User.objects.get(pk=client.session["_auth_user_id"])
    return viewer_of(request)


def with_app(name: str, clock: Clock) -> tuple[Client, str]:
    """A client on which the person set an app up, and the app's secret."""
    client = Client()
    send(client, name)
    secret = secret_on(text(client.get(APP)))
    client.post(APP, {"code": code_of_app(secret, clock.time)})
    clock.forward(minutes=1)
    return client, secret


def with_card(name: str) -> tuple[Client, list[str]]:
    """A client on which the person began a card, and the card's codes."""
    client = Client()
    send(client, name)
    codes = codes_on(text(client.post(CARD, {"print": "1"})))
    client.post(CARD, {"code": codes[0]})
    return client, codes


def take_step(client: Client, name: str, code: str, remember: bool = False) -> Client:
    """Sign in with the password and a code."""
    send(client, name)
    client.post(STEP, {"code": code, **({"remember": "on"} if remember else {})})
    return client
