"""What the seventh format of packs holds beyond the sixth: chains of alignment with every gap, the indicators that are
tied to the required inputs, and weeks in common that chance would seldom bring, asked of all that ran lately.
"""

from pilothouse.reviews.models import Review
from pilothouse.reviews.queries.packing.gaps import chains_told
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told
from pilothouse.reviews.queries.packing.several import weeks_on_screen
from pilothouse.reviews.queries.packing.sixth import sixth
from pilothouse.reviews.queries.packing.tied import tied_told


def seventh(known: Known, review: Review) -> Told:
    """What a pack of the seventh format holds."""
    told = sixth(known, review, also_ended=True)
    return told | chains_told(known, told["objectives"]) | {
        "inputs": told["inputs"] | {"tied": tied_told(known)},
        "weeks": weeks_on_screen(known, review),
    }  # fmt: skip
