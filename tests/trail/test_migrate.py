"""An empty database is set up from classes that are drawn once, and that stand as Django would draw them."""

from django.core.management import load_command_class
from django.db import models
from django.db.migrations.state import ModelState, ProjectState

from pilothouse.trail.management.commands.migrate import Command, _drawing_only_what_is_new

KEY = ("id", models.BigAutoField(primary_key=True))


def _drawn() -> tuple[ProjectState, bool]:
    """A model that another one comes to, and which gets an index and a rule once it is drawn; was it drawn once?"""
    state = ProjectState()
    state.add_model(ModelState("yard", "Tug", [KEY, ("name", models.TextField())]))
    tug = state.apps.get_model("yard", "tug")
    state.add_model(ModelState("yard", "Turn", [KEY, ("tug", models.ForeignKey("yard.Tug", models.CASCADE))]))
    state.add_index("yard", "tug", models.Index(fields=["name"], name="by_name"))
    state.add_constraint("yard", "tug", models.CheckConstraint(condition=~models.Q(name=""), name="named"))
    return state, state.apps.get_model("yard", "tug") is tug


def _told(state: ProjectState) -> list[object]:
    options = state.apps.get_model("yard", "tug")._meta
    turns = [relation.related_model.__name__ for relation in options.related_objects]
    return [turns, [one.name for one in options.indexes], [one.name for one in options.constraints], state.models]


def test_what_is_drawn_once_stands_as_django_draws_it() -> None:
    slow, slow_once = _drawn()
    with _drawing_only_what_is_new():
        quick, quick_once = _drawn()
    assert (slow_once, quick_once, _drawn()[1]) == (False, True, False)
    assert _told(quick) == _told(slow) == [["Turn"], ["by_name"], ["named"], slow.models]


def test_it_is_the_command_of_every_door() -> None:
    assert isinstance(load_command_class("pilothouse.trail", "migrate"), Command)
