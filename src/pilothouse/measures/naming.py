"""From the names people and queries use to series: indicator by number or exact title, unit by code, part by label."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from pilothouse.measures.models import Series
from pilothouse.measures.states import INDICATOR
from pilothouse.organisation.models import Unit
from pilothouse.records.rules import parsed, written

# indicator (IND-0001 or title), unit code, part
Name = tuple[str, str, str]


@dataclass(frozen=True)
class Directory:
    """Series of a unit and the units below it, by name. Only live indicators are known."""

    by_name: dict[Name, list[int]] = field(default_factory=dict)
    indicators: frozenset[str] = frozenset()
    units: frozenset[str] = frozenset()

    def find(self, name: Name) -> int | str:
        """The key of the series, or why there is none, in plain words."""
        indicator, unit, part = _tidy(name)
        found = self.by_name.get((indicator, unit, part), [])
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            return _("More than one indicator is called “%s”; use its number.") % indicator
        if indicator not in self.indicators:
            return _("There is no indicator “%s” measured here.") % indicator[:60]
        if unit not in self.units:
            return _("There is no unit “%s” here with a series.") % unit[:60]
        place = f"{unit} · {part}" if part else unit
        return _("“%(indicator)s” is not measured in %(place)s. Open the series first.") % {
            "indicator": indicator[:60],
            "place": place[:80],
        }


def directory_of(unit: Unit) -> Directory:
    """All series of a unit and below it, by name; one query."""
    rows = Series.objects.filter(unit__path__startswith=unit.path, indicator__ended_at=None).values_list(
        "pk", "unit__code", "label", "indicator__number", "indicator__title"
    )
    by_name: dict[Name, list[int]] = defaultdict(list)
    indicators: set[str] = set()
    units: set[str] = set()
    for key, code, label, number, title in rows:
        for indicator in {written(INDICATOR.prefix, number), title.strip()}:
            by_name[indicator, code, label].append(key)
            indicators.add(indicator)
        units.add(code)
    return Directory(dict(by_name), frozenset(indicators), frozenset(units))


def _tidy(name: Name) -> Name:
    indicator, unit, part = (text.strip() for text in name)
    number = parsed(indicator)
    if number and number[0] == INDICATOR.prefix:
        indicator = written(*number)
    return indicator, unit, part


def found_all(directory: Directory, names: Iterable[Name]) -> dict[Name, int | str]:
    """Every different name looked up once."""
    return {name: directory.find(name) for name in set(names)}
