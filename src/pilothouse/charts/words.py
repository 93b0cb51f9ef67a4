"""The words a chart speaks: English here, translated by whoever asks for the chart."""

from dataclasses import dataclass

from pilothouse.measures.numerals import number


@dataclass(frozen=True)
class Words:
    """Every text a chart adds of its own; what stands in braces is filled in."""

    mean: str = "mean"
    upper: str = "upper"
    lower: str = "lower"
    target: str = "target"
    baseline: str = "baseline"
    earlier: str = "earlier"
    better: str = "better"
    worse: str = "worse"
    changed: str = "changed"
    missing: str = "no value"
    signal: str = "signal"
    week: str = "wk {week}"
    months: tuple[str, ...] = (
        "Jan",
        "Feb",
        "Mar",
        "Apr",
        "May",
        "Jun",
        "Jul",
        "Aug",
        "Sep",
        "Oct",
        "Nov",
        "Dec",
    )
    decimal_point: str = "."
    thousands: str = "\u202f"
    summary_empty: str = "No values yet."
    summary_points: str = "{count} points from {first} to {last}; the last is {value}."
    summary_one: str = "One point: {value}."
    summary_limits: str = "Routine variation goes from {lower} to {upper} around a mean of {mean}."
    summary_earlier: str = "An earlier baseline, from {first} to {last}, had a mean of {mean}."
    summary_own: str = "This chart is about the signal {word}, from {first} to {last}."
    summary_no_limits: str = "Too few points to say what routine variation is."
    summary_quiet: str = "No signal of change."
    summary_signals: str = "Signals of change: {signals}."
    summary_target: str = "The target is {target}."
    one_signal: str = "{word} at {when}"

    def number(self, value: float, digits: int) -> str:
        """`value` with `digits` decimals, grouped thousands and a real minus sign."""
        return number(value, digits, thousands=self.thousands, point=self.decimal_point)

    def amount(self, value: float, digits: int, unit: str) -> str:
        """The number with its unit, or alone where the unit is empty."""
        number = self.number(value, digits)
        return f"{number}\u00a0{unit}" if unit else number

    def of_tone(self, tone: str) -> str:
        """The one word for a signal that is "better", "worse" or "changed"."""
        return {"better": self.better, "worse": self.worse}.get(tone, self.changed)


ENGLISH = Words()
