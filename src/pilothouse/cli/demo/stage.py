"""What the story has brought about so far, for whoever goes on telling it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from pilothouse.cli.demo.calendar import Calendar
from pilothouse.cli.demo.company import Company, SeriesKey
from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.models import Series, Source
from pilothouse.organisation.models import Person, Unit
from pilothouse.reviews.models import Decision, Review
from pilothouse.trail.act import Act


class Misfit(Exception):
    """The tables of the story do not fit together, or not to what the product found in the data."""


@dataclass
class Stage:
    """The company, its calendar, and the keys of what has come about, by the names in the tables."""

    company: Company
    calendar: Calendar
    report: Callable[[str], None]
    sources: list[Source] = field(default_factory=list)
    issues: dict[str, int] = field(default_factory=dict)
    actions: dict[tuple[str, str], int] = field(default_factory=dict)
    reviews: dict[str, int] = field(default_factory=dict)
    decisions: dict[str, int] = field(default_factory=dict)
    risks: dict[str, int] = field(default_factory=dict)
    hopes: dict[str, int] = field(default_factory=dict)
    requests: dict[str, int] = field(default_factory=dict)
    rebase: list[SeriesKey] = field(default_factory=list)

    def act(self, who: str, at: datetime, why: str = "") -> Act:
        """An act of one of the company's people, by their key."""
        return self.company.act(who, at, why)

    def person(self, who: str) -> Person:
        """One of the company's people."""
        return self.company.people[who]

    def key_of(self, person: Person | None) -> str:
        """The key of a person that the product names."""
        return next(key for key, one in self.company.people.items() if person and one.pk == person.pk)

    def unit(self, code: str) -> Unit:
        """A unit by its code."""
        return self.company.units[code]

    def series(self, key: SeriesKey) -> Series:
        """A series by indicator, unit and part."""
        return self.company.series[key]

    def issue(self, key: str) -> Issue:
        """An issue as it stands now."""
        if key not in self.issues:
            raise Misfit(f"the issue “{key}” has not been opened yet")
        found: Issue = Issue.objects.with_people().get(pk=self.issues[key])
        return found

    def action(self, issue: str, title: str) -> Action:
        """An action as it stands now."""
        if (issue, title) not in self.actions:
            raise Misfit(f"the action “{title}” has not been planned yet")
        rows = Action.objects.select_related("unit", "owner", "origin")
        found: Action = rows.get(pk=self.actions[issue, title])
        return found

    def decision(self, key: str) -> Decision:
        """A decision as it stands now."""
        rows = Decision.objects.select_related("unit", "owner", "series__indicator")
        found: Decision = rows.get(pk=self.decisions[key])
        return found

    def review(self, key: str) -> Review:
        """A review as it stands now."""
        found: Review = Review.objects.with_people().get(pk=self.reviews[key])
        return found
