"""The installation that a command works on: its settings loaded, its database up to date."""

import os


def open_installation() -> None:
    """Load the settings of ``KHET_HOME``; call before importing anything of ``records``."""
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "khet.config.settings")
        django.setup()


def migrate_database() -> None:
    """Bring the database's tables up to date; nothing to do leaves it as it is."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
