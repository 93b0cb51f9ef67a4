"""What became of actions, for their file: the latest verdict on the numbers, its size, how far these are trusted."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db.models import OuterRef
from django.utils.translation import gettext_lazy as _

from pilothouse.bridge.figures import difference_unit
from pilothouse.improvement.models import Verification
from pilothouse.measures.gathered_series import BESIDE, series_beside
from pilothouse.measures.provenance import trust_of
from pilothouse.measures.trust import Trust
from pilothouse.measures.wording import trust_in_words
from pilothouse.organisation.models import Person
from pilothouse.organisation.rights import sees
from pilothouse.records.models import RecordQuerySet
from pilothouse.trail.gathered import first_of, number
from pilothouse.web.improvement.words import VERDICTS
from pilothouse.web.records.columns import ListColumn, plain_column

_PROOF = ("state", "effect", "low", "high", *BESIDE)


def with_proof(records: RecordQuerySet, person: Person) -> RecordQuerySet:
    """Each action with the latest verdict on its effect that this person may see."""
    said = Verification.objects.seen_by(person).filter(origin=OuterRef("pk"), ended_at__isnull=False)
    found: RecordQuerySet = records.annotate(_proof=first_of(said.order_by("-pk"), _PROOF))
    return found


def proof_columns(person: Person, today: date) -> tuple[ListColumn, ...]:
    """The columns of actions that came `with_proof`: numbers as numbers; the label only for who sees the series."""

    def size(name: str) -> Callable[[Any], float | None]:
        return lambda action: number(action._proof[name]) if action._proof else None

    def trusted(action: Any) -> Trust | None:
        if not action._proof or action._proof["effect"] is None:
            return None
        series = series_beside(action._proof)
        return trust_of(series, today) if sees(person, series) else None

    def label(action: Any) -> str:
        found = trusted(action)
        return found.label.value if found else ""

    def why(action: Any) -> str:
        found = trusted(action)
        return trust_in_words(found) if found else ""

    return (
        plain_column("verdict", _("Effect verified as"), _verdict),
        plain_column("effect", _("Effect"), size("effect"), numeric=True),
        plain_column("effect_low", _("Effect, 95 % from"), size("low"), numeric=True),
        plain_column("effect_high", _("Effect, 95 % to"), size("high"), numeric=True),
        plain_column("effect_unit", _("Effect in"), _unit),
        plain_column("trust", _("Data trust"), label),
        plain_column("trust_why", _("Why this trust"), why),
    )


def _verdict(action: Any) -> str:
    return str(VERDICTS.get(action._proof["state"], "")) if action._proof else ""


def _unit(action: Any) -> str:
    row = action._proof
    return difference_unit(series_beside(row).indicator) if row and row["effect"] is not None else ""
