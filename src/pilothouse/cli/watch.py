"""./pilot watch: find real change in any CSV file, without a database."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from pilothouse import spc
from pilothouse.cli import watch_report
from pilothouse.cli.watch_input import Columns, OneSeries, Reading, Refused, read
from pilothouse.cli.watch_periods import fill_gaps
from pilothouse.spc.changes import changes
from pilothouse.spc.early import watch
from pilothouse.spc.series import to_points

_MOST_PROBLEMS = 12

_EPILOG = """\
Each point is judged only from the points up to it. Without --baseline a series is judged from its 9th point
on. After an alarm the level is learnt anew, and a further change is seen from the third point on. Of 100 stable
series about 15 raise a false alarm within 60 points; --fap60 asks for fewer or more.
Exit status: 0 judged, 1 nothing could be judged, 2 the call or the file makes no sense."""


def main(argv: list[str]) -> int:
    """Judge the file named in `argv` and print what was found; returns the exit status."""
    options = _parser().parse_args(argv)
    try:
        columns = Columns(options.value, options.time, options.denominator, options.by)
        reading = read(options.file, columns, counts=options.kind not in (None, "value"))
        if options.season and options.time:
            fill_gaps(reading, options.season, options.time)
        judged = _judge(reading, options)
    except (Refused, ValueError) as error:
        print(f"pilot watch: {error}", file=sys.stderr)
        return 2
    _print_problems(reading.problems)
    if options.json:
        print(json.dumps(watch_report.as_json(judged, reading.problems), ensure_ascii=False, indent=1))
    else:
        print(watch_report.table(judged))
    if options.svg is not None and not _write(judged, options.svg, quiet=options.json):
        return 2
    return _status(judged)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="pilot watch",
        description="Tell real change from routine variation in the series of a CSV file.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add = parser.add_argument
    add("file", type=Path, help="comma, semicolon or tab separated, UTF-8, with a header line")
    add("--value", required=True, metavar="COL", help="the column of values, or of cases with --denominator")
    add(
        "--time",
        metavar="COL",
        help="sort by this column: dates, months, weeks, quarters or numbers; text stays as it stands",
    )
    add("--denominator", metavar="COL", help="what the value is divided by")
    add("--by", metavar="COL", help="one series for each value of this column")
    add("--baseline", type=_at_least(12), metavar="N", help="the first N points are taken as in control")
    add(
        "--season",
        type=_at_least(2),
        metavar="N",
        help="compare with seasonal means of this period; with --time periods without a row are missing points",
    )
    add("--fap60", type=float, default=0.15, metavar="P",
        help="probability of any false alarm in 60 stable points, 0.001 to 0.5 (default: 0.15)")  # fmt: skip
    add("--kind", choices=[str(kind) for kind in spc.Kind],
        help="default: value; with --denominator proportion where no value exceeds it, else rate")  # fmt: skip
    add("--json", action="store_true", help="print one JSON object")
    add("--svg", type=Path, metavar="DIR", help="write a chart of every series to this folder")
    return parser


def _at_least(fewest: int) -> Callable[[str], int]:
    def number(text: str) -> int:
        value = int(text)
        if value < fewest:
            raise argparse.ArgumentTypeError(f"at least {fewest} is needed, not {text}")
        return value

    return number


def _judge(reading: Reading, options: argparse.Namespace) -> watch_report.Judged:
    kind = _kind(reading.series, options)
    if options.baseline and options.season and options.baseline < 2 * options.season:
        raise ValueError(f"a baseline needs two full seasons: --baseline {2 * options.season} or more")
    has_sizes = options.denominator is not None
    if kind is spc.Kind.PROPORTION:
        _drop_impossible(reading)
    longest = max(len(one.values) for one in reading.series)
    values = _padded([one.values for one in reading.series], longest)
    sizes = _padded([one.denominators for one in reading.series], longest) if has_sizes else None
    found = watch(
        values, kind=kind, denominators=sizes, baseline=options.baseline, season=options.season, fap60=options.fap60
    )
    plotted = to_points(values, kind, sizes).plotted
    return watch_report.Judged(
        reading.series, found, plotted, changes(found, plotted), kind, options.baseline, options.season, options.fap60
    )


def _kind(series: Sequence[OneSeries], options: argparse.Namespace) -> spc.Kind:
    if options.kind is None:
        if options.denominator is None:
            return spc.Kind.VALUE
        return spc.Kind.RATE if any(_impossible(one) for one in series) else spc.Kind.PROPORTION
    kind = spc.Kind(options.kind)
    if (kind in (spc.Kind.PROPORTION, spc.Kind.RATE)) != (options.denominator is not None):
        needs = "needs" if options.denominator is None else "takes no"
        raise Refused(f"kind '{kind}' {needs} --denominator")
    return kind


def _impossible(one: OneSeries) -> list[int]:
    """The points with more cases than their denominator."""
    return [i for i, (v, n) in enumerate(zip(one.values, one.denominators, strict=True)) if v > n]


def _drop_impossible(reading: Reading) -> None:
    for one in reading.series:
        for i in _impossible(one):
            where = one.times[i] or f"point {i + 1}"
            reading.problems.append(
                f"series '{one.name}', {where}: {one.values[i]:g} of {one.denominators[i]:g}; a missing point"
            )
            one.values[i] = float("nan")


def _padded(rows: Sequence[Sequence[float]], length: int) -> np.ndarray[tuple[int, int], np.dtype[np.float64]]:
    array = np.full((len(rows), length), np.nan)
    for i, row in enumerate(rows):
        array[i, : len(row)] = row
    return array


def _print_problems(problems: Sequence[str]) -> None:
    for line in problems[:_MOST_PROBLEMS]:
        print(line, file=sys.stderr)
    if len(problems) > _MOST_PROBLEMS:
        print(f"… and {len(problems) - _MOST_PROBLEMS} more such lines (all of them with --json)", file=sys.stderr)


def _write(judged: watch_report.Judged, folder: Path, *, quiet: bool) -> bool:
    try:
        count = watch_report.write_svgs(judged, folder)
    except OSError as error:
        print(f"pilot watch: {folder} cannot be written: {error.strerror}", file=sys.stderr)
        return False
    if not quiet:
        print(f"{count} {'chart' if count == 1 else 'charts'} in {folder}")
    return True


def _status(judged: watch_report.Judged) -> int:
    if np.isfinite(judged.watch.p).any():
        return 0
    print("pilot watch: nothing could be judged", file=sys.stderr)
    return 1
