"""What people change about letters."""

from django.utils.translation import gettext as _

from pilothouse.organisation.queries import the_organisation
from pilothouse.organisation.rights import holds
from pilothouse.organisation.roles import Right
from pilothouse.outbox.models import Letter, Standing
from pilothouse.trail.act import Act, Refused
from pilothouse.trail.operation import operation


@operation("letter.tried_again", may=holds(Right.ADMINISTER))
def try_again(act: Act, letter: Letter) -> Letter:
    """Let a letter that failed be sent once more, on the same day. It may arrive twice where nobody could tell whether
    it went out.
    """
    organisation = the_organisation()
    if organisation is not None and letter.day < act.at.astimezone(organisation.tz).date():
        raise Refused(_("Its day has passed; the next digest tells what is still open."))
    if not letter.text:
        raise Refused(_("Its text is not kept any more; the next digest tells what is still open."))
    again = Letter.objects.filter(pk=letter.pk, state=Standing.FAILED)
    if not again.update(state=Standing.WAITING, not_before=None, tries=0):
        raise Refused(_("Only what has failed is tried again."))
    letter.refresh_from_db()
    return letter
