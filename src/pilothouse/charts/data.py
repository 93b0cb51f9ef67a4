"""What a chart is drawn from: frozen values that know nothing of records or databases."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from pilothouse.charts.words import ENGLISH, Words

Tone = Literal["better", "worse", "changed"]
Line = tuple[float | None, ...]


@dataclass(frozen=True)
class LimitSpan:
    """Limits that hold from the point `first` to the point `last` (indices, both included).

    `centre`, `lower` and `upper` have one value per point of the span (None: not known). The baseline that
    fixed them reaches from `baseline_first` to `baseline_last`; `old` limits have been replaced since.
    """

    first: int
    last: int
    centre: Line
    lower: Line
    upper: Line
    baseline_first: int | None = None
    baseline_last: int | None = None
    old: bool = False

    def __post_init__(self) -> None:
        """Refuse lines that do not fit the span."""
        length = self.last - self.first + 1
        if length < 1 or self.first < 0 or {len(self.centre), len(self.lower), len(self.upper)} != {length}:
            raise ValueError("centre, lower and upper need one value per point of the span")


def flat_span(
    first: int,
    last: int,
    *,
    centre: float,
    lower: float,
    upper: float,
    baseline: tuple[int, int] | None = None,
) -> LimitSpan:
    """A span whose limits do not vary from point to point."""
    length = last - first + 1
    begin, end = baseline or (None, None)
    return LimitSpan(first, last, (centre,) * length, (lower,) * length, (upper,) * length, begin, end)


@dataclass(frozen=True)
class SignalMark:
    """A point that raised a signal: its index, whether it is better or worse, and what to say about it.

    A mark that is `own` belongs to what the chart is about and stands out among the others.
    """

    index: int
    tone: Tone
    text: str = ""
    word: str = ""
    own: bool = False


@dataclass(frozen=True)
class TargetLine:
    """A wanted value; drawn dashed with a flag because a target is never a limit."""

    value: float
    label: str = ""


@dataclass(frozen=True)
class Annotation:
    """Something that was decided or done, on the time axis; `when` is a date, or an index without dates."""

    when: date | float
    label: str
    text: str = ""
    href: str = ""


@dataclass(frozen=True)
class BehaviourChart:
    """A process behaviour chart: values in the unit they are shown in (per cent as 81.2, not 0.812).

    `key` makes element ids unique on a page. Points stand at `dates` where these are given, otherwise
    evenly spaced; `labels` name them (default: the ISO date, or the number of the point).
    """

    key: str
    title: str
    values: Line
    unit: str = ""
    dates: tuple[date, ...] = ()
    labels: tuple[str, ...] = ()
    spans: tuple[LimitSpan, ...] = ()
    signals: tuple[SignalMark, ...] = ()
    target: TargetLine | None = None
    annotations: tuple[Annotation, ...] = ()
    digits: int = 1
    words: Words = field(default=ENGLISH)
    within: tuple[float, float] | None = None  # what values can be at all: the axis names none beyond, as 110 % of all

    def __post_init__(self) -> None:
        """Refuse dates, labels, spans and signals that do not fit the values."""
        count = len(self.values)
        if self.dates and len(self.dates) != count:
            raise ValueError("one date per value, or none")
        if self.labels and len(self.labels) != count:
            raise ValueError("one label per value, or none")
        if any(later < earlier for earlier, later in zip(self.dates, self.dates[1:], strict=False)):
            raise ValueError("dates must not go backwards")
        ends = [span.last for span in self.spans] + [signal.index for signal in self.signals]
        if any(not 0 <= end < count for end in ends):
            raise ValueError("a span or signal lies outside the values")

    def label(self, index: int) -> str:
        """The name of the point: its label, its date, or its number counted from one."""
        if self.labels:
            return self.labels[index]
        return self.dates[index].isoformat() if self.dates else str(index + 1)

    @property
    def limit_digits(self) -> int:
        """Decimals of limits and mean: one more than small whole numbers have, or a mean of 3.4 reads 3."""
        small = all(abs(value) < 20 for value in self.values if value is not None)
        return 1 if self.digits == 0 and small else self.digits

    def amount(self, value: float) -> str:
        """A value as text with its unit."""
        return self.words.amount(value, self.digits, self.unit)
