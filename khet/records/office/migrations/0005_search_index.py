from django.db import ProgrammingError, migrations, models, transaction

from khet.rules.finding import search_text

WORDS = [
    """CREATE VIRTUAL TABLE office_findable_words USING fts5(heading, text,
    content='office_findable', content_rowid='id', tokenize='trigram case_sensitive 1')""",
    "INSERT INTO office_findable_words(office_findable_words) VALUES('rebuild')",
    """CREATE TRIGGER office_findable_added AFTER INSERT ON office_findable BEGIN
    INSERT INTO office_findable_words(rowid, heading, text) VALUES (new.id, new.heading, new.text);
    END""",
    """CREATE TRIGGER office_findable_deleted AFTER DELETE ON office_findable BEGIN
    INSERT INTO office_findable_words(office_findable_words, rowid, heading, text)
    VALUES('delete', old.id, old.heading, old.text); END""",
    """CREATE TRIGGER office_findable_changed AFTER UPDATE OF heading, text ON office_findable BEGIN
    INSERT INTO office_findable_words(office_findable_words, rowid, heading, text)
    VALUES('delete', old.id, old.heading, old.text);
    INSERT INTO office_findable_words(rowid, heading, text) VALUES (new.id, new.heading, new.text);
    END""",
]
NO_WORDS = [
    *(f"DROP TRIGGER office_findable_{event}" for event in ("added", "deleted", "changed")),
    "DROP TABLE office_findable_words",
]
INLINE = "ALTER TABLE office_findable SET (toast_tuple_target = 8160)"
TRIGRAMS = [
    "CREATE EXTENSION IF NOT EXISTS pg_trgm",
    """CREATE INDEX office_findable_trigrams ON office_findable
    USING gin (heading gin_trgm_ops, text gin_trgm_ops)""",
]


def fill_headings(apps, schema_editor):
    for row in apps.get_model("office", "Findable").objects.iterator():
        row.heading, row.text = search_text(row.title), search_text(row.text)
        row.save(update_fields=["heading", "text"])


def make_index(apps, schema_editor):
    """The index of PostgreSQL is left out where its extension may not be made: slower, not less."""
    run = schema_editor.execute
    if schema_editor.connection.vendor == "sqlite":
        for statement in WORDS:
            run(statement, params=None)
        return
    run(INLINE, params=None)
    try:
        with transaction.atomic(using=schema_editor.connection.alias):
            for statement in TRIGRAMS:
                run(statement, params=None)
    except ProgrammingError:
        pass


def drop_index(apps, schema_editor):
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in NO_WORDS if sqlite else ["DROP INDEX IF EXISTS office_findable_trigrams"]:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [
        ("office", "0004_duties_done"),
    ]

    operations = [
        migrations.AddField(
            model_name="findable",
            name="heading",
            field=models.TextField(default=""),
        ),
        migrations.AddIndex(
            model_name="findable",
            index=models.Index(fields=["area", "heading"], name="office_find_area_id_49ad2e_idx"),
        ),
        migrations.RunPython(fill_headings, migrations.RunPython.noop),
        migrations.RunPython(make_index, drop_index),
    ]
