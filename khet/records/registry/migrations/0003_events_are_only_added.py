from django.db import migrations, models

TRIGGERS = {
    "sqlite": [
        """CREATE TRIGGER registry_event_not_changed BEFORE UPDATE ON registry_event
        BEGIN SELECT RAISE(ABORT, 'events are only added'); END""",
        """CREATE TRIGGER registry_event_not_deleted BEFORE DELETE ON registry_event
        BEGIN SELECT RAISE(ABORT, 'events are only added'); END""",
    ],
    "postgresql": [
        """CREATE FUNCTION registry_event_only_added() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN RAISE EXCEPTION 'events are only added'; END $$""",
        """CREATE TRIGGER registry_event_only_added BEFORE UPDATE OR DELETE ON registry_event
        FOR EACH ROW EXECUTE FUNCTION registry_event_only_added()""",
    ],
}
UNDONE = {
    "sqlite": [
        "DROP TRIGGER registry_event_not_changed",
        "DROP TRIGGER registry_event_not_deleted",
    ],
    "postgresql": [
        "DROP TRIGGER registry_event_only_added ON registry_event",
        "DROP FUNCTION registry_event_only_added()",
    ],
}


def refuse_changes(apps, schema_editor):
    for statement in TRIGGERS[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


def allow_changes(apps, schema_editor):
    for statement in UNDONE[schema_editor.connection.vendor]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("registry", "0002_imports_people_settings"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["kind", "at"], name="registry_ev_kind_4a53c9_idx"),
        ),
        migrations.AddIndex(
            model_name="event",
            index=models.Index(fields=["action", "at"], name="registry_ev_action_7371d8_idx"),
        ),
        migrations.RunPython(refuse_changes, allow_changes),
    ]
