from django.db import migrations, models


def first_due_as_due(apps, schema_editor):
    """Nothing was ever postponed before."""
    duties = apps.get_model("office", "Duty")
    duties.objects.update(first_due=models.F("due"))


class Migration(migrations.Migration):
    dependencies = [("office", "0002_spine")]
    operations = [migrations.RunPython(first_due_as_due, migrations.RunPython.noop)]
