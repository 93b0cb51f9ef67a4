"""Tell apart by when a decision is carried out and when it is judged.

Until now a decision with a forecast kept one due date, the later of the two. What is still on record of the earlier
one is the day it takes effect: unless somebody wrote another, that was the day it was to be carried out. So:

- Where that day lies between deciding and the verdict it becomes the due date, and the date first promised.
- Where it does not (it took effect at once, or nothing was forecast) the date stays: no earlier promise is known.
- A decision whose actions are all done counts as carried out on the day of the last; of any other nobody has said
  so, and its owner is asked.

Each decision gets an entry in the history, because its image has two fields more; the date as it was stands there.
"""

from datetime import UTC, datetime

from django.db import migrations

from pilothouse.trail.act import Act
from pilothouse.trail.image import image_of
from pilothouse.trail.operation import recorded

WHY = "By when it is carried out and when it is judged were one date; they are two now."


def tell_apart(apps, schema_editor):
    decisions = apps.get_model("reviews", "Decision").objects.order_by("pk")
    if not decisions.exists():
        return
    act = _act(apps)
    with recorded(act, "decision.dates_told_apart") as recorder:
        for decision in decisions:
            before = _image(decision, without={"carried_on", "carried_note"})
            _date_of_carrying_out(decision)
            _carried_by_its_actions(apps, decision, act)
            decision.version += 1
            with recorder.write():
                decision.save()
            recorder.note("reviews.decision", decision.pk, before, _image(decision, without=set()))


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


def _image(decision, *, without):
    left_out = {"words", *without}
    return {name: value for name, value in image_of(decision).items() if name not in left_out}


def _date_of_carrying_out(decision):
    one_date = decision.expected_by is not None and decision.due == decision.expected_by
    if one_date and decision.effect_from and decision.decided_on < decision.effect_from < decision.expected_by:
        decision.due = decision.first_due = decision.effect_from


def _carried_by_its_actions(apps, decision, act):
    actions = apps.get_model("improvement", "Action").objects.filter(origin=decision.pk, purpose="decision")
    done = [day for day in actions.exclude(state="planned").values_list("done_on", flat=True) if day is not None]
    if not done or actions.filter(state="planned").exists():
        return
    decision.carried_on = max(done)
    if decision.state != "running":
        return
    decision.state = "carried_out" if decision.expected_by else "done"
    decision.ended_at = None if decision.expected_by else act.at
    decision.changed_at = act.at


class Migration(migrations.Migration):
    dependencies = [
        ("reviews", "0002_carried_out"),
        ("improvement", "0002_comes_back"),
        ("records", "0003_counted_in_the_index"),
        ("organisation", "0002_access"),
        ("trail", "0001_first"),
    ]

    operations = [migrations.RunPython(tell_apart, migrations.RunPython.noop)]
