"""A file in somebody's hand held against a pack: is it what the pack gives, to the byte?"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from pilothouse.paper.printing import pdf_of
from pilothouse.paper.sheet import workbook_of
from pilothouse.reviews.models import Pack, Signature
from pilothouse.reviews.queries.packing import differences


def is_given_by(pack: Pack, given: bytes, signatures: Sequence[Signature]) -> bool:
    """Is a file the text, the workbook or the paper of a pack? The paper as it is now, or as it was with fewer
    signatures and fewer later packs.
    """
    if given.startswith(b"%PDF-"):
        return any(given == paper for paper in _papers(pack, signatures))
    if given.startswith(b"PK"):
        return given == workbook_of(pack)
    return given == pack.body.encode()


def _papers(pack: Pack, signatures: Sequence[Signature]) -> Iterator[bytes]:
    """The paper in each state that it has had, the present one first."""
    later = Pack.objects.filter(review=pack.review_id, number__gt=pack.number).defer("body").order_by("-number")
    for newer in [*later.select_related("review"), None]:
        for count in range(len(signatures), -1, -1):
            yield pdf_of(pack, signatures[:count], later=newer)


def text_differences(pack: Pack, given: bytes) -> list[tuple[str, Any, Any]]:
    """Where a text that claims to be the pack's says something else (path, in the pack, in the file); none where it
    cannot be read as such a text.
    """
    try:
        told = json.loads(given)
    except ValueError:  # no text, no JSON
        return []
    return list(differences(json.loads(pack.body), told))
