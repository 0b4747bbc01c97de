from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "khet.web"
    label = "web"

    def ready(self) -> None:
        """Every subject makes its kinds of records known, and what it offers to other pages."""
        for subject in ("registry", "settings", "office", "learning"):
            import_module(f"khet.web.{subject}.kinds")
        for subject in ("registry", "office", "learning"):
            import_module(f"khet.web.{subject}.offered")
