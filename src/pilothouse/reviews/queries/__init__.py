"""Questions about reviews and decisions."""

from pilothouse.reviews.queries.agenda import agenda_for
from pilothouse.reviews.queries.behind import series_behind, series_seen
from pilothouse.reviews.queries.case import DecisionCase, Numbers, decision_case
from pilothouse.reviews.queries.checking import Checked, checked
from pilothouse.reviews.queries.coverage import (
    Cell,
    Strip,
    StripRow,
    first_meeting,
    last_looks,
    look_by,
    strip,
)
from pilothouse.reviews.queries.decisions import (
    JUDGED,
    JUDGED_UNCARRIED,
    Beside,
    OfForum,
    Worked,
    beside,
    decisions_told,
    how_decisions_worked,
    how_forums_judged,
    verdict_reached,
    verdicts_due,
)
from pilothouse.reviews.queries.evidence import Kept, RecordKept, SeriesKept
from pilothouse.reviews.queries.inputs import (
    LiveInput,
    UnreadInput,
    live_inputs,
    owner_of_input,
    owners_of_inputs,
    unread_inputs,
    unread_of,
    waits_gathered,
)
from pilothouse.reviews.queries.items import Item, Part, item_of, items_among, items_seen
from pilothouse.reviews.queries.meetings import (
    Meeting,
    Promise,
    Told,
    invited_by,
    last_review,
    meeting_seen,
    told_of,
)
from pilothouse.reviews.queries.packs import is_sound, later_pack, packs_of
from pilothouse.reviews.queries.raised import raised_for
from pilothouse.reviews.queries.reading import OpenedBefore, PreRead, inputs_opened_before, pre_read
from pilothouse.reviews.queries.requests import (
    effect_since,
    request_seen,
    requests_to_answer,
    requests_waiting,
    waiting_for_answer,
    waits_for_answer,
)
from pilothouse.reviews.queries.resting import Resting, resting_on_weak
from pilothouse.reviews.queries.sets import Taken, shared_with_answers, untaken
from pilothouse.reviews.queries.waits import climbs, verdict_day, with_waits

__all__ = [
    "JUDGED",
    "JUDGED_UNCARRIED",
    "Beside",
    "Cell",
    "Checked",
    "DecisionCase",
    "Item",
    "Kept",
    "LiveInput",
    "Meeting",
    "Numbers",
    "OfForum",
    "OpenedBefore",
    "Part",
    "PreRead",
    "Promise",
    "RecordKept",
    "Resting",
    "SeriesKept",
    "Strip",
    "StripRow",
    "Taken",
    "Told",
    "UnreadInput",
    "Worked",
    "agenda_for",
    "beside",
    "checked",
    "climbs",
    "decision_case",
    "decisions_told",
    "effect_since",
    "first_meeting",
    "how_decisions_worked",
    "how_forums_judged",
    "inputs_opened_before",
    "invited_by",
    "is_sound",
    "item_of",
    "items_among",
    "items_seen",
    "last_looks",
    "last_review",
    "later_pack",
    "live_inputs",
    "look_by",
    "meeting_seen",
    "owner_of_input",
    "owners_of_inputs",
    "packs_of",
    "pre_read",
    "raised_for",
    "request_seen",
    "requests_to_answer",
    "requests_waiting",
    "resting_on_weak",
    "series_behind",
    "series_seen",
    "shared_with_answers",
    "strip",
    "told_of",
    "unread_inputs",
    "unread_of",
    "untaken",
    "verdict_day",
    "verdict_reached",
    "verdicts_due",
    "waiting_for_answer",
    "waits_for_answer",
    "waits_gathered",
    "with_waits",
]
