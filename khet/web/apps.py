from importlib import import_module

from django.apps import AppConfig

_OF_OFFICE = (
    "office.bookings",
    "office.calendar",
    "office.circulars",
    "office.delegations",
    "office.evidence",
    "office.feeds",
    "office.folder",
    "office.gathered",
    "office.instruments",
    "office.letters",
    "office.meetings",
    "office.minutes",
    "office.monthly",
    "office.news",
    "office.orders",
    "office.requests",
    "office.trips",
    "office.visitors",
)
_OF_LEARNING = ("learning.visits", "learning.visit_plan", "learning.visit_books")


class WebConfig(AppConfig):
    name = "khet.web"
    label = "web"

    def ready(self) -> None:
        """Every subject makes its kinds of records known, and what it offers to other pages."""
        for package in (
            *("registry", "settings", "office", "learning", "reports"),
            *_OF_OFFICE,
            *_OF_LEARNING,
        ):
            import_module(f"khet.web.{package}.kinds")
        for subject in ("registry", "office", "learning"):
            import_module(f"khet.web.{subject}.offered")
