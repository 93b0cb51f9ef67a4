"""How many live priorities one owner, and one unit, should have at once."""

from django.utils.translation import gettext as _

from pilothouse.organisation.models import Organisation
from pilothouse.organisation.operations.checks import filled
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation

MOST = 99


@operation("focus.limited", may=holds(Right.DECIDE))
def limit_focus(act: Act, organisation: Organisation, *, owner: int, unit: int) -> Organisation:
    """State, with the reason, how many live priorities one person and one unit should answer for at most. Nothing is
    refused by it: it only says where too much is open at once.
    """
    filled(act.why, "why")
    for name, most in (("owner", owner), ("unit", unit)):
        if not 1 <= most <= MOST:
            raise Refused(_("Between 1 and %d.") % MOST, name)
    stated = {"owner": owner, "unit": unit}
    if stated == organisation.focus:
        raise Refused(_("These are the limits in force."))
    organisation.focus = stated
    organisation.save()
    return organisation
