"""``python -m bench.pages.queries USER PATH …``: queries of each page, first and warm, as JSON."""

import json
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from khet.jobs.installation import open_installation


def main(username: str, *paths: str) -> None:
    """Get each page twice as that user, the first time with nothing kept."""
    open_installation()
    from django.contrib.auth import get_user_model
    from django.core.cache import cache
    from django.test import Client

    client = Client(SERVER_NAME="localhost")
    client.force_login(get_user_model().objects.get(username=username))
    cache.clear()
    counts = {path: [_queries(partial(client.get, path)) for _ in range(2)] for path in paths}
    json.dump(counts, sys.stdout)


def _queries(visit: Callable[[], Any]) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as captured:
        status = visit().status_code
    if status != 200:
        raise RuntimeError(f"a page answered {status}")
    return len(captured)


if __name__ == "__main__":
    main(*sys.argv[1:])
