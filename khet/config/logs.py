"""What is written into the log of the server."""

import logging

_REFUSED = 403


class Refusals(logging.Filter):
    """A refusal is no error: one line without a trace, and the kind of page instead of which."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes; that of a refusal is shortened."""
        if getattr(record, "status_code", None) == _REFUSED:
            match = getattr(getattr(record, "request", None), "resolver_match", None)
            route = f"/{match.route}" if match else "–"
            record.msg, record.args = "Refused (403): %s", (route,)
            record.exc_info = record.exc_text = None
        return True
