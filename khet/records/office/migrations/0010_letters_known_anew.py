from django.db import migrations

from khet.rules.letters import ref_key

BATCH = 1000


def know_anew(apps, schema_editor):
    """What tells one letter from another is reckoned by the rule of today.

    Where two received ones turn out to be the same letter, the later keeps what it had.
    """
    letters, last = apps.get_model("office", "Letter").objects, 0
    while batch := list(letters.filter(pk__gt=last).order_by("pk")[:BATCH]):
        last = batch[-1].pk
        keys = {one.pk: ref_key(one.ref) for one in batch}
        others = [one for one in batch if one.ref_key != keys[one.pk]]
        taken = places(letters, {keys[one.pk] for one in others})
        changed = []
        for one in others:
            place = (one.area_id, keys[one.pk], one.day, one.sender_key)
            is_once = one.book == "received" and one.state != "cancelled" and one.day and place[1]
            if is_once and place in taken:
                continue
            if is_once:
                taken.add(place)
            one.ref_key = keys[one.pk]
            changed.append(one)
        letters.bulk_update(changed, ["ref_key"], batch_size=500)


def places(letters, keys):
    """Those of the keys that received letters have, each with what else tells them apart."""
    found = letters.filter(book="received", ref_key__in=keys).exclude(state="cancelled")
    return set(found.values_list("area_id", "ref_key", "day", "sender_key"))


class Migration(migrations.Migration):
    dependencies = [("office", "0009_letters_and_services")]
    operations = [migrations.RunPython(know_anew, migrations.RunPython.noop)]
