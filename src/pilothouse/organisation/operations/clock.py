"""Going on after a clock that ran ahead."""

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Organisation
from pilothouse.organisation.rights import by_system
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.clock import SET_RIGHT, is_ahead
from pilothouse.trail.operation import operation
from pilothouse.trail.queries import checkpoint


@operation(SET_RIGHT, may=by_system)
def set_clock_right(act: Act, organisation: Organisation) -> Organisation:
    """Go on writing at this moment although the history stands ahead of it: a clock was wrong, and `act.why` says how.

    Nothing is taken back: what was written ahead keeps its moments, and this entry stands after it with an earlier one.
    Refused where the history does not stand ahead, without a reason, and in a story, which keeps its own time.
    """
    if organisation.story_day is not None:
        raise Refused(_("A story keeps its own time."))
    if not is_ahead(act.at, checkpoint().at):
        raise Refused(_("The history does not stand ahead of the clock."))
    if not act.why.strip():
        raise Refused(_("Say what was wrong with the clock."), "why")
    organisation.clock_set_right_at = act.at
    organisation.save()
    return organisation
