from importlib import import_module

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "khet.web"
    label = "web"

    def ready(self) -> None:
        """Every subject makes its kinds of records known."""
        for subject in ("registry", "settings", "learning"):
            import_module(f"khet.web.{subject}.kinds")
