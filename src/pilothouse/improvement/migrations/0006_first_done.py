"""Keep with each action the day on which it was first done, and the date that stood then.

Until now a deed whose effect failed lost its day of doing, and with it the promise that it had kept. History has both:
each action that was ever done gets them from there, with an entry of its own, because its image has two fields more.
"""

import json
from datetime import UTC, date, datetime

from django.db import migrations, models

from pilothouse.trail.act import Act
from pilothouse.trail.image import image_of
from pilothouse.trail.operation import recorded

WHY = "A promise is judged by the first time it was done; history tells when that was."
KIND = "improvement.action"
NEW = {"first_done_on", "due_when_done"}


def tell_first_times(apps, schema_editor):
    first = _first_times(apps)
    if not first:
        return
    with recorded(_act(apps), "action.first_time_told") as recorder:
        for action in apps.get_model("improvement", "Action").objects.filter(pk__in=first).order_by("pk"):
            before = _image(action, without=NEW)
            action.first_done_on, action.due_when_done = first[action.pk]
            action.version += 1
            with recorder.write():
                action.save()
            recorder.note(KIND, action.pk, before, _image(action, without=set()))


def _first_times(apps):
    """By key the day of the first doing, and the date that stood then (None for none), as history tells them."""
    due, found = {}, {}
    entries = apps.get_model("trail", "Entry").objects.filter(kind=KIND).order_by("seq")
    for key, text in entries.values_list("key", "body"):
        told = json.loads(text)["set"]
        if "due" in told:
            due[key] = _day(told["due"])
        if told.get("done_on"):
            found.setdefault(key, (_day(told["done_on"]), due.get(key)))
    return found


def _day(text):
    return date.fromisoformat(text) if text else None


def _act(apps):
    """By the system person, now; in a told story at the moment up to which it has been told."""
    story = apps.get_model("organisation", "Organisation").objects.exclude(story_day=None).exists()
    told = apps.get_model("trail", "Head").objects.get(pk=1).at
    return Act(
        by=apps.get_model("organisation", "Person").objects.get(is_system=True),
        at=told if story and told else datetime.now(UTC),
        door="migration",
        why=WHY,
    )


def _image(action, *, without):
    """As the history keeps it: without what is derived, and without later fields that say nothing."""
    image = image_of(action)
    left_out = {"words", "stage", *without, *(name for name in NEW if image[name] is None)}
    return {name: value for name, value in image.items() if name not in left_out}


class Migration(migrations.Migration):
    dependencies = [
        ("improvement", "0005_repeats"),
        ("organisation", "0007_clock"),
        ("records", "0007_states_told_by_the_index"),
        ("trail", "0002_row_marks"),
    ]

    operations = [
        migrations.AddField("action", "first_done_on", models.DateField(blank=True, editable=False, null=True)),
        migrations.AddField("action", "due_when_done", models.DateField(blank=True, editable=False, null=True)),
        migrations.RunPython(tell_first_times, migrations.RunPython.noop),
    ]
