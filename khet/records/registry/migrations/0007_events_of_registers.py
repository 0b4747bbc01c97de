from importlib import import_module

from django.db import migrations, models
from django.db.models import Q

_TRAIL = import_module("khet.records.registry.migrations.0003_events_are_only_added")


def mark(apps, schema_editor):
    """What changed the registers until now."""
    told = Q(kind="learning.published") | Q(action="announcement-withdrawn")
    others = Q(kind__in=["registry.pupil-list", "registry.letter", "registry.job"])
    others |= Q(action__in=["sign-in", "sign-in-refused"])
    events = apps.get_model("registry", "Event")._default_manager
    events.filter(told | (Q(kind__startswith="registry.") & ~others)).update(of_registers=True)


class Migration(migrations.Migration):
    """The trail is opened for its new column, and closed again."""

    dependencies = [("registry", "0006_mail_worker_digest")]

    operations = [
        migrations.RunPython(_TRAIL.allow_changes, _TRAIL.refuse_changes),
        migrations.AddField("event", "of_registers", models.BooleanField(default=False)),
        migrations.RunPython(mark, migrations.RunPython.noop),
        migrations.RunPython(_TRAIL.refuse_changes, _TRAIL.allow_changes),
        migrations.AddIndex(
            "event",
            models.Index(fields=["of_registers", "id"], name="registry_ev_of_regi_eb0c75_idx"),
        ),
    ]
