"""Forums: the rounds in which leadership decides, so that each can see how well it judges."""

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Unit
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.records.checks import the_day
from pilothouse.records.register import keep
from pilothouse.reviews.models import Cadence, Forum, Review
from pilothouse.reviews.operations.deciding import refuse_foreign
from pilothouse.reviews.operations.planning import refuse_closed_forum
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("forum.opened", may=holds(Right.PREPARE))
def open_forum(act: Act, *, unit: Unit, name: str, cadence: str) -> Forum:
    """Name a round that meets again and again and decides. Reviews that belong to it are planned as such."""
    forum = Forum(unit=unit, name=_free_name(name), cadence=_known_cadence(cadence))
    forum.save()
    return forum


@operation("forum.changed", may=holds(Right.PREPARE))
def change_forum(act: Act, forum: Forum, *, name: str, cadence: str) -> Forum:
    """Call a forum something else, or say that it meets more often or less."""
    forum.name, forum.cadence = _free_name(name, apart_from=forum.pk), _known_cadence(cadence)
    forum.save()
    return forum


@operation("forum.closed", may=holds(Right.PREPARE))
def close_forum(act: Act, forum: Forum) -> Forum:
    """Say that a forum meets no more. What it decided stays counted for it."""
    refuse_closed_forum(forum)
    forum.ended_on = the_day(act)
    forum.save()
    return forum


@operation("forum.reopened", may=holds(Right.PREPARE))
def reopen_forum(act: Act, forum: Forum) -> Forum:
    """Say that it meets again."""
    forum.ended_on = None
    forum.save()
    return forum


@operation("review.put_in_forum", may=holds(Right.PREPARE))
def put_in_forum(act: Act, review: Review, *, forum: Forum | None) -> Review:
    """Say to which forum a review belongs, also when it was held long ago; its decisions count for that one."""
    if forum is not None and forum.pk != review.forum_id:
        refuse_closed_forum(forum)
        refuse_foreign(act, [forum])
    review.forum = forum
    return keep(act, review)


def _free_name(name: str, apart_from: int = 0) -> str:
    text = " ".join(name.split())
    if not text:
        raise Refused(_("Give the forum a name."), "name")
    if Forum.objects.filter(name__iexact=text).exclude(pk=apart_from).exists():
        raise Refused(_("Another forum has this name."), "name")
    return text


def _known_cadence(cadence: str) -> str:
    if cadence not in Cadence.values:
        raise Refused(_("Say how often it meets."), "cadence")
    return cadence
