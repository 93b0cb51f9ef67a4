"""How long things wait before they climb, and when digests are sent."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Organisation, Person
from pilothouse.organisation.operations.checks import filled
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.organisation.rules import MailTimes
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import Arguments, operation

LONGEST = 90


def _oneself(act: Act, arguments: Arguments) -> bool:
    """The person, for themselves."""
    return bool(arguments["person"].pk == act.by.pk)


@operation("time_limits.set", may=holds(Right.ADMINISTER))
def set_time_limits(act: Act, organisation: Organisation, *, limits: Mapping[str, int]) -> Organisation:
    """Say after how many days of silence each kind of thing climbs one level, with the reason. Where each stands now
    follows from the dates alone.
    """
    filled(act.why, "why")
    for name, days in limits.items():
        if not 1 <= days <= LONGEST:
            raise Refused(_("Between 1 and %d days.") % LONGEST, name)
    known = {**(organisation.limits or {}), **limits}
    if known == organisation.limits:
        raise Refused(_("These are the limits in force."))
    organisation.limits = known
    organisation.save()
    return organisation


@operation("mail_times.set", may=holds(Right.ADMINISTER))
def set_mail_times(act: Act, organisation: Organisation, *, times: MailTimes) -> Organisation:
    """Say at which hour digests are sent, and at which hours and on which days nothing is."""
    if times.quiet_at(times.hour):
        raise Refused(_("This hour lies within the quiet hours, so that nothing would ever be sent."), "hour")
    if len(times.weekdays) == 0:
        raise Refused(_("Leave at least one day of the week."), "weekdays")
    organisation.mail_times = times.kept()
    organisation.save()
    return organisation


@operation("digest.chosen", may=_oneself)
def choose_digest(act: Act, person: Person, *, wanted: bool) -> Person:
    """Turn one's own daily mail on or off."""
    person.no_digest = None if wanted else True
    person.save()
    return person
