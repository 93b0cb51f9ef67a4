"""The outbox at work: letters are put in once, claimed by one sender, and marked. Each step is safe to repeat.

A letter is marked as failed *before* it is handed over and as sent afterwards. Who crashes between the two leaves a
letter of which nobody can tell whether it went out: it is shown as failed and never sent again by itself. So the outbox
errs on the side of a letter too few, never of one too many.
"""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import F, OuterRef, Q, Subquery
from django.utils.translation import gettext as _

from pilothouse.outbox.models import Letter, Standing, WrittenDay

MOST_TRIES = 3
PAUSE = timedelta(hours=1)


def is_written(day: date) -> bool:
    """Are the letters of this day written?"""
    return WrittenDay.objects.filter(day=day).exists()


def put_in(day: date, at: datetime, letters: Sequence[Letter], people: int) -> bool:
    """Put in the letters of a day; False, and nothing is written, where somebody else has done it. What still waits
    from an earlier day is given up: its day has passed.
    """
    try:
        with transaction.atomic():
            WrittenDay.objects.create(day=day, at=at, people=people)
            Letter.objects.bulk_create(letters, batch_size=500)
            old = Letter.objects.filter(state=Standing.WAITING, day__lt=day)
            old.update(state=Standing.FAILED, reason=_("Its day passed before it could be sent."), text="", html="")
    except IntegrityError:
        return False
    return True


def last_told(people: Sequence[int]) -> dict[int, set[str]]:
    """What each of these people was told last, by a letter that went out; one query. What still waits when the letters
    of a new day are written has told nobody anything.
    """
    sent = Letter.objects.filter(state=Standing.SENT)
    last = sent.filter(person=OuterRef("person")).order_by("-day").values("pk")[:1]
    rows = sent.filter(person__in=people, pk=Subquery(last))
    return {person: set(told) for person, told in rows.values_list("person_id", "told")}


def waiting(day: date, clock: datetime) -> list[Letter]:
    """Letters of this day that may be sent at this moment, to people who still want them."""
    due = Q(not_before=None) | Q(not_before__lte=clock)
    found = Letter.objects.filter(due, state=Standing.WAITING, day=day)
    wanted = found.filter(person__left_on=None, person__may_sign_in=True).exclude(person__no_digest=True)
    return list(wanted.select_related("person").order_by("id"))


def claim(letter: Letter) -> bool:
    """Take a letter to send it; False where somebody else has it already."""
    words = _("The sender stopped while it was being handed over: nobody can tell whether it went out.")
    mine = Letter.objects.filter(pk=letter.pk, state=Standing.WAITING)
    return bool(mine.update(state=Standing.FAILED, reason=words, tries=F("tries") + 1))


def note_sent(letter: Letter, clock: datetime) -> None:
    """It went out; its text is not kept."""
    row = Letter.objects.filter(pk=letter.pk)
    row.update(state=Standing.SENT, reason="", sent_at=clock, text="", html="")


def note_failed(letter: Letter, clock: datetime, reason: str, *, surely: bool) -> None:
    """It did not go out. Where that is sure it waits for another try, three in all; else somebody has to decide."""
    again = surely and letter.tries + 1 < MOST_TRIES
    state, later = (Standing.WAITING, clock + PAUSE) if again else (Standing.FAILED, None)
    Letter.objects.filter(pk=letter.pk).update(state=state, reason=reason[:300], not_before=later)
