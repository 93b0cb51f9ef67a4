"""What the third format of packs holds beyond the second: which inputs the meeting looked at, and what was read before.

Who marked what before the meeting is for its chair alone: a pack tells how many, and what they said, without names.
"""

from collections import Counter
from collections.abc import Iterable, Iterator

from pilothouse.reviews.models import Attendance, InputLook, Mark, Reading, Review
from pilothouse.reviews.queries.packing.known import Known
from pilothouse.reviews.queries.packing.records import Told, any_record
from pilothouse.reviews.queries.packing.second import second


def third(known: Known, review: Review) -> Told:
    """What a pack of the third format holds."""
    looks = [one for one in known.past.every(InputLook) if one.review_id == review.pk]
    # Topics could not be marked when this format was made.
    marks = [one for one in known.past.every(Mark) if one.review_id == review.pk and not one.topic]
    invited = {one.person_id for one in known.past.every(Attendance) if one.review_id == review.pk}
    readers = {one.person_id for one in marks} & invited  # who stood in for somebody is not asked twice
    read = {"invited": len(invited), "readers": len(readers), "items": list(_read(known, marks))}
    return second(known, review) | {"tier": review.tier, "looks": list(map(_look, looks)), "read_before": read}


def _look(look: InputLook) -> Told:
    return {"input": look.input, "at": look.at.isoformat(), "told": look.told, "minute": look.minute}


def _read(known: Known, marks: Iterable[Mark]) -> Iterator[Told]:
    """Each item that somebody marked: records in the order of their keys, then inputs; none of other units."""
    by_item: dict[tuple[int | None, str], list[Mark]] = {}
    for mark in marks:
        by_item.setdefault((mark.record_id, mark.input), []).append(mark)
    for key in sorted(by_item, key=lambda key: (key[0] is None, key[0] or 0, key[1])):
        about = any_record(known, key[0])
        if about is None and key[0] is not None:
            continue
        several = by_item[key]
        count = Counter(one.reading for one in several)
        yield {
            "code": about.code if about else None,
            "title": about.title if about else "",
            "input": key[1],
            **{str(reading): count[reading] for reading in Reading.values},
            "said": [one.text for one in several if one.text],
        }
