"""Templates of meetings, from the daily huddle to the quarterly review: what each takes, and who is invited."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

from pilothouse.organisation.roles import Role
from pilothouse.records.states import Text
from pilothouse.reviews.inputs import INPUTS
from pilothouse.reviews.rules import Section

SATURDAY = 5


@dataclass(frozen=True)
class Tier:
    """One template. `key` is the cadence of its forums; it looks back and comes again after `days`, takes `minutes`,
    shows at most `most` records of these `sections`, and these required `inputs`; invited are who holds these `roles`.
    """

    key: str
    label: Text
    days: int
    minutes: int
    most: int
    sections: frozenset[Section]
    inputs: tuple[str, ...]
    roles: tuple[Role, ...]


_DAILY = {Section.SILENT, Section.RISKS, Section.SIGNALS, Section.ISSUES}
_WEEKLY = _DAILY | {Section.ACTIONS}
_MONTHLY = _WEEKLY | {Section.APPETITE, Section.VERDICTS, Section.RESOURCES, Section.OBJECTIVES}
_LEADERS = (Role.TOP_MANAGEMENT, Role.QUALITY_MANAGER, Role.PROCESS_OWNER)
TIERS = (
    Tier("day", _("Daily huddle"), 1, 15, 8, frozenset(_DAILY), (), (Role.PROCESS_OWNER, Role.MEMBER)),
    Tier("week", _("Weekly meeting"), 7, 30, 15, frozenset(_WEEKLY), ("monitoring", "nonconformities"),
         (Role.QUALITY_MANAGER, Role.PROCESS_OWNER)),
    Tier("month", _("Monthly meeting"), 28, 60, 25, frozenset(_MONTHLY),
         ("earlier", "customers", "processes", "nonconformities", "monitoring", "resources", "risks"), _LEADERS),
    Tier("quarter", _("Quarterly review"), 91, 120, 60, frozenset(Section), tuple(one.key for one in INPUTS), _LEADERS),
)  # fmt: skip
TIER_BY_KEY = {tier.key: tier for tier in TIERS}
# Meetings about the daily work: they invite no top management, and are no management reviews.
WORKING = tuple(tier.key for tier in TIERS if Role.TOP_MANAGEMENT not in tier.roles)


def inputs_of(tier: str) -> tuple[str, ...]:
    """Keys of the inputs that a template asks for; none without one."""
    return TIER_BY_KEY[tier].inputs if tier in TIER_BY_KEY else ()


def next_day(tier: Tier | None, last: date) -> date:
    """When a meeting comes again: on the same weekday, never at a weekend; without a template after a quarter."""
    day = last + timedelta(days=tier.days if tier else TIER_BY_KEY["quarter"].days)
    return day + timedelta(days=7 - day.weekday()) if day.weekday() >= SATURDAY else day
