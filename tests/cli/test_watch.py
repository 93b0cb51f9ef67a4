"""./pilot watch: any CSV, clear words for whatever is wrong with it, and an honest exit status."""

import json
import math
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

import pilothouse
from pilothouse.cli.watch import main
from pilothouse.cli.watch_times import iso_date, reader_of

Said = tuple[int, str, str]


def wave(i: int) -> float:
    return 50 + 3 * math.sin(i * 2.1) + (15 if i >= 30 else 0)


STEP = [f"2024-{i // 28 + 1:02d}-{i % 28 + 1:02d},{wave(i):.3f}" for i in range(40)]


@pytest.fixture
def watch(tmp_path: Path, capsys: pytest.CaptureFixture[str]):  # type: ignore[no-untyped-def]
    def run(text: str | bytes, *options: str) -> Said:
        file = tmp_path / "data.csv"
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        try:
            code = main([str(file), *options])
        except SystemExit as stop:
            code = int(stop.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def lines(header: str, rows: list[str]) -> str:
    return "\n".join([header, *rows]) + "\n"


def test_a_step_is_found_and_told(watch) -> None:  # type: ignore[no-untyped-def]
    code, out, err = watch(lines("day,minutes", STEP), "--value", "minutes", "--time", "day", "--baseline", "24")
    assert (code, err) == (0, "")
    head, row, learn, chance = out.splitlines()
    assert head.split()[:6] == ["series", "points", "lower", "mean", "upper", "alarms"]
    assert row.startswith("minutes")
    assert " higher " in row
    assert "2024-02-03" in row  # point 31: the onset
    assert row.endswith("another level")
    assert " 1 in " in row
    assert "█" in row
    assert learn.startswith("Limits and mean")
    assert chance.startswith("By chance")


def test_json_says_the_same(watch) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = watch(
        lines("day,minutes", STEP), "--value", "minutes", "--time", "day", "--baseline", "24", "--json"
    )
    (series,) = json.loads(out)["series"]
    assert code == 0
    first = series["alarms"][0]
    assert (first["since"], first["direction"], first["kind_of_change"]) == ("2024-02-03", 1, "level")
    assert series["first_alarm"] == first["at"] <= "2024-02-05"
    assert series["judged"] == 16
    assert series["lower"] < series["centre"] < series["upper"]
    assert 0 < first["p"] < 0.01


def test_fewer_false_alarms_ask_for_more_evidence(watch) -> None:  # type: ignore[no-untyped-def]
    found = []
    for fap60 in ("0.5", "0.01"):
        _, out, _ = watch(lines("day,minutes", STEP), "--value", "minutes", "--time", "day", "--fap60", fap60, "--json")
        found.append(json.loads(out)["series"][0]["alarms"][0]["point"])
    assert found[0] < found[1]


def test_a_baseline_that_is_not_complete(watch) -> None:  # type: ignore[no-untyped-def]
    code, out, _ = watch(lines("value", [str(wave(i)) for i in range(12)]), "--value", "value", "--baseline", "20")
    assert code == 1
    assert "too few points: the baseline is not complete" in out


def test_rows_are_sorted_by_time(watch) -> None:  # type: ignore[no-untyped-def]
    options = ("--value", "minutes", "--time", "day", "--json")
    _, forward, _ = watch(lines("day,minutes", STEP), *options)
    _, backward, _ = watch(lines("day,minutes", STEP[::-1]), *options)
    assert forward == backward


def test_one_series_for_each_value_of_a_column(watch) -> None:  # type: ignore[no-untyped-def]
    rows = [f"{unit},{wave(i if unit == 'LGA' else i % 20)}" for i in range(40) for unit in ("EWR", "LGA")]
    rows.append("JFK,1")
    _, out, _ = watch(lines("unit,minutes", rows), "--value", "minutes", "--by", "unit", "--json")
    found = {s["name"]: s for s in json.loads(out)["series"]}
    assert list(found) == ["EWR", "LGA", "JFK"]
    assert found["EWR"]["first_alarm"] is None
    assert found["LGA"]["alarms"][0]["since"] == "31"
    assert found["JFK"]["status"] == "too_short"
    assert found["JFK"]["note"] == "too few points: 1 usable, 9 needed"


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_marks_and_quotes(watch, delimiter: str) -> None:  # type: ignore[no-untyped-def]
    rows = [delimiter.join([f'"no {i}"', f"{wave(i):.1f}"]) for i in range(20)]
    text = "\ufeff" + lines(delimiter.join(["name", '"the value"']), rows).replace("\n", "\r\n")
    code, out, err = watch(text, "--value", "the value", "--json")
    assert (code, err) == (0, "")
    assert json.loads(out)["series"][0]["points"] == 20


def test_a_decimal_comma_where_the_comma_does_not_separate(watch) -> None:  # type: ignore[no-untyped-def]
    rows = [f"{i};{wave(i):.1f}".replace(".", ",") for i in range(20)]
    code, _, err = watch(lines("n;value", rows), "--value", "value")
    assert (code, err) == (0, "")


def test_who_looks_at_many_series_is_told_how_many_alarm_by_chance(watch) -> None:  # type: ignore[no-untyped-def]
    """Of 200 stable series about one in ten alarms within 40 judged points; those that changed lately are named."""
    values = np.random.default_rng(2024).standard_normal((202, 48))
    values[:2, 40:] += 5.0
    values[1, 46:] = np.nan
    rows = [f"s{row},{value:.4f}" for row, line in enumerate(values) for value in line if np.isfinite(value)]
    _, out, _ = watch(lines("name,value", rows), "--value", "value", "--by", "name")
    alarmed, first = out.splitlines()[-2:]
    assert alarmed.endswith("of 202 series have an alarm; were all of them stable, about 21 would have one by chance.")
    assert 8 <= int(alarmed.split()[0]) <= 40
    assert {"s0", "s1"} <= set(first.rstrip(".").split(": ")[1].split(", "))
    _, out, _ = watch(lines("name,value", rows), "--value", "value", "--by", "name", "--json")
    together = json.loads(out)["together"]
    assert (together["judged"], round(together["expected_by_chance"]), together["false_discovery_rate"]) == (
        202,
        21,
        0.1,
    )
    assert {"s0", "s1"} <= set(together["changed"])
    assert len(together["changed"]) <= 4
    _, out, _ = watch(lines("day,minutes", STEP), "--value", "minutes", "--time", "day")
    assert "To look at first" not in out


def test_kind_follows_from_the_denominators(watch) -> None:  # type: ignore[no-untyped-def]
    rows = [f"{8 + i % 3},100" for i in range(30)]
    options = ("--value", "cases", "--denominator", "n")
    code, out, _ = watch(lines("cases,n", rows), *options, "--json")
    assert (code, json.loads(out)["kind"]) == (0, "proportion")
    assert json.loads(out)["series"][0]["centre"] == pytest.approx(0.09, abs=0.002)
    _, out, _ = watch(lines("cases,n", rows), *options)
    assert "9.00%" in out or "8.9" in out
    _, out, _ = watch(lines("cases,n", [*rows, "300,100"]), *options, "--json")
    assert json.loads(out)["kind"] == "rate"
    code, _, err = watch(lines("cases,n", [*rows, "300,100"]), *options, "--kind", "proportion")
    assert code == 0
    assert "point 31: 300 of 100; a missing point" in err


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("abc", "line 7: value 'abc' is not a number; taken as a missing point"),
        ("", "line 7: value is missing; taken as a missing point"),
        ("NaN", "line 7: value 'NaN' is missing; taken as a missing point"),
        ("inf", "line 7: value 'inf' is not a number; taken as a missing point"),
        ("1_000", "line 7: value '1_000' is not a number; taken as a missing point"),
    ],
)
def test_a_bad_cell_is_one_line_and_a_gap(watch, cell: str, says: str) -> None:  # type: ignore[no-untyped-def]
    rows = [f"{wave(i)},LGA" for i in range(20)]
    rows[5] = f"{cell},LGA"
    code, out, err = watch(lines("value,unit", rows), "--value", "value", "--json")
    assert code == 0
    assert err == says + "\n"
    assert json.loads(out)["series"][0]["points"] == 19


def test_zero_and_negative_denominators(watch) -> None:  # type: ignore[no-untyped-def]
    rows = ["5,50"] * 10 + ["7,60"] * 10 + ["0,0", "1,-3"]
    code, _, err = watch(lines("cases,n", rows), "--value", "cases", "--denominator", "n")
    assert code == 0
    assert err.splitlines() == [
        "line 22: n '0' is zero; taken as a missing point",
        "line 23: n '-3' is negative; taken as a missing point",
    ]


def test_negative_counts_and_short_rows(watch) -> None:  # type: ignore[no-untyped-def]
    rows = [f"{i % 4},x" for i in range(20)] + ["-2,x", "3"]
    code, _, err = watch(lines("n,unit", rows), "--value", "n", "--kind", "count")
    assert code == 0
    assert err.splitlines() == [
        "line 22: n '-2' is negative; taken as a missing point",
        "line 23: 1 cells where the header has 2; left out",
    ]


def test_many_problems_do_not_flood_the_screen(watch) -> None:  # type: ignore[no-untyped-def]
    _, _, err = watch(lines("value", [str(i) for i in range(20)] + ["x"] * 500), "--value", "value")
    assert len(err.splitlines()) == 13
    assert "… and 488 more" in err


@pytest.mark.parametrize(
    ("rows", "note"),
    [
        (["1", "2", "3"], "too few points: 3 usable, 9 needed"),
        (["5"] * 30, "constant: it does not vary, so nothing can be judged"),
        (["x"] * 30, "no data"),
        ([str(wave(i)) for i in range(8)], "too few points: 8 usable, 9 needed"),
    ],
)
def test_nothing_judged_is_a_failure_in_words(watch, rows: list[str], note: str) -> None:  # type: ignore[no-untyped-def]
    code, out, err = watch(lines("value", rows), "--value", "value")
    assert code == 1
    assert note in out
    assert err.endswith("pilot watch: nothing could be judged\n")


@pytest.mark.parametrize(
    ("text", "options", "says"),
    [
        ("a,b\n1,2\n", (), "no column 'value'; the columns are: a, b"),
        ("value,value\n1,2\n", (), "more than one column 'value'"),
        ("", (), "the file is empty"),
        ("value\n", (), "no rows"),
        (b"value\n\xff\xfe\n", (), "not UTF-8"),
        ("value\n1\n", ("--kind", "rate"), "kind 'rate' needs --denominator"),
        ("value,n\n1,1\n", ("--kind", "count", "--denominator", "n"), "takes no --denominator"),
        ("value\n1\n", ("--baseline", "20", "--season", "12"), "--baseline 24 or more"),
        ("value\n1\n", ("--baseline", "5"), "at least 12 is needed, not 5"),
        ("value\n1\n", ("--season", "x"), "invalid"),
        ("value\n1\n", ("--fap60", "2"), "fap60 lies between 0.001 and 0.5, not 2.0"),
        ("value\n1\n", ("--by", "unit"), "no column 'unit'"),
    ],
)
def test_what_makes_no_sense_is_refused(watch, text: str | bytes, options: tuple[str, ...], says: str) -> None:  # type: ignore[no-untyped-def]
    code, out, err = watch(text, "--value", "value", *options)
    assert code == 2
    assert out == ""
    assert says in err
    assert "Traceback" not in err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert main([str(tmp_path / "no.csv"), "--value", "x"]) == 2
    assert main([str(tmp_path), "--value", "x"]) == 2
    assert capsys.readouterr().err.count("cannot be read") == 2


def test_charts_are_written_one_file_each(watch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    rows = [f"{u},{i},{wave(i)}" for u in ("A/B", "A B", "../C") for i in range(30)] + ["empty,0,"]
    folder = tmp_path / "new" / "charts"
    code, out, _ = watch(
        lines("unit,n,value", rows), "--value", "value", "--time", "n", "--by", "unit", "--svg", str(folder)
    )
    assert code == 0
    assert f"3 charts in {folder}" in out
    assert sorted(p.name for p in folder.iterdir()) == ["A-B-2.svg", "A-B.svg", "C.svg"]
    for file in folder.iterdir():
        assert ElementTree.parse(file).getroot().tag.endswith("svg")


def test_a_folder_that_cannot_be_written(watch, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "taken").write_text("a file")
    code, _, err = watch(lines("value", [str(wave(i)) for i in range(20)]), "--value", "value",
        "--svg", str(tmp_path / "taken"))  # fmt: skip
    assert code == 2
    assert "cannot be written" in err


def test_two_rows_for_one_time_are_told(watch) -> None:  # type: ignore[no-untyped-def]
    rows = [f"LGA,{i},{wave(i)}" for i in range(20)] + ["LGA,3,50"]
    code, _, err = watch(lines("unit,n,value", rows), "--value", "value", "--time", "n", "--by", "unit")
    assert code == 0
    assert "more than one row for 3" in err


AIRPORTS = [f"2026-{i + 1:02d},{unit},{kind},{wave(i):.1f}" for i in range(12) for unit, kind in
    (("EWR", "jet"), ("JFK", "jet"), ("LGA", "prop"))]  # fmt: skip


def test_several_series_in_one_are_refused_with_what_splits_them(watch) -> None:  # type: ignore[no-untyped-def]
    options = ("--value", "minutes", "--time", "month")
    code, out, err = watch(lines("month,the unit,kind,minutes", AIRPORTS), *options, "--json")
    assert (code, out) == (2, "")
    assert err == (
        "pilot watch: month '2026-01' stands 3 times (lines 2, 3, 4): several series in one? "
        "Split them with --by 'the unit'\n"
    )
    code, out, err = watch(lines("month,the unit,kind,minutes", AIRPORTS), *options, "--by", "the unit", "--json")
    assert (code, err) == (0, "")
    assert len(json.loads(out)["series"]) == 3


def test_every_column_that_splits_is_named_and_no_column_of_measures(watch) -> None:  # type: ignore[no-untyped-def]
    rows = [f"{i},{unit},{unit.lower()},{i * 2 + (unit == 'LGA')},1,{wave(i)}" for i in range(20) for unit in
        ("EWR", "LGA")]  # fmt: skip
    _, _, err = watch(lines("n,unit,code,flown,one,value", rows), "--value", "value", "--time", "n")
    assert "Split them with --by unit or --by code\n" in err


def test_a_time_that_stands_twice_where_nothing_splits_it(watch) -> None:  # type: ignore[no-untyped-def]
    text = lines("n,unit,value", [f"{i % 8},LGA,{wave(i)}" for i in range(64)])
    code, _, err = watch(text, "--value", "value", "--time", "n")
    assert code == 2
    assert "n '0' stands 8 times (lines 2, 10, 18, 26, 34 and 3 more): several series in one? No column tells" in err
    code, _, err = watch(text, "--value", "value")
    assert (code, err) == (0, "")


def test_names_of_series_are_remarked_where_no_time_shows_them(watch) -> None:  # type: ignore[no-untyped-def]
    rows = [f"{unit},{i % 2},2026-01-0{1 + i % 2},note {i},{wave(i)}" for i in range(20) for unit in ("EWR", "LGA")]
    text = lines("unit,shift,day,note,value", [*rows, "EWR,1,2026-01-01,x,bad"])
    code, out, err = watch(text, "--value", "value", "--json")
    assert code == 0
    assert err.splitlines() == [
        "all rows are taken as one series; if there are several: --by unit",
        "line 42: value 'bad' is not a number; taken as a missing point",
    ]
    assert json.loads(out)["problems"] == err.splitlines()
    _, _, err = watch(text, "--value", "value", "--by", "unit")
    assert "taken as one series" not in err


def test_a_column_of_very_many_names_splits_nothing(watch) -> None:  # type: ignore[no-untyped-def]
    rows = [f"{i // 2},id {i},{wave(i)}" for i in range(3_000)]
    _, _, err = watch(lines("n,key,value", rows), "--value", "value", "--time", "n")
    assert "No column tells them apart" in err


@pytest.mark.parametrize(
    ("times", "order"),
    [
        (["10", "9", "1"], [2, 1, 0]),
        (["2013-W07", "2013-02", "2013-03-01T10:00"], [1, 0, 2]),
        (["06.01.2025", "03.02.2025", "13.01.2025"], [0, 2, 1]),
        (["06.01.2025 08:00", "2025-01-05"], [1, 0]),
        (["02/01/2025", "13/01/2025", "03/01/2025"], [0, 2, 1]),
        (["1/2/2025", "1/13/2025", "1/3/2025"], [0, 2, 1]),
        (["Jan 2020", "Feb 2019", "December 2019", "1 Dec 2018", "Jan 6, 2019"], [3, 4, 1, 2, 0]),
        (["Q1 2015", "2014-Q4", "Q3/2014"], [2, 1, 0]),
        (["2015W3", "W02 2015", "2015-W01"], [2, 1, 0]),
        (["12.2019", "01.2020", "2/2019"], [2, 0, 1]),
        (["2020/03", "2020/1", "2019"], [2, 1, 0]),
        (["2026.1", "2026.10", "2026.2", "2025.12"], [3, 0, 2, 1]),
        (["2026.5", "2026.25"], [1, 0]),
    ],
)
def test_times_sort_as_what_they_are(times: list[str], order: list[int]) -> None:
    reader = reader_of(times)
    assert reader is not None
    assert sorted(range(len(times)), key=lambda place: reader(times[place])) == order  # type: ignore[arg-type, return-value]


def seasonal(key: str, place: int) -> str:
    return f"{key},{20 * math.sin(place / 6 * math.pi) + math.sin(place * 2.1):.3f}"


def test_a_season_goes_by_periods_and_not_by_rows(watch) -> None:  # type: ignore[no-untyped-def]
    rows = [seasonal(f"{2020 + place // 12}-{place % 12 + 1:02d}", place) for place in range(72)]
    gone = (40, 41, 50)
    without = [row for place, row in enumerate(rows) if place not in gone]
    empty = [f"{row[:7]}," if place in gone else row for place, row in enumerate(rows)]
    options = ("--value", "calls", "--time", "month", "--season", "12")
    code, out, err = watch(lines("month,calls", without), *options)
    assert code == 0
    assert err == "series 'calls': no row for 2023-05-01, 2023-06-01, 2024-03-01; taken as missing points\n"
    assert out == watch(lines("month,calls", empty), *options)[1]


@pytest.mark.parametrize(
    ("keys", "season", "missing"),
    [
        ([str(date(2024, 1, 1) + timedelta(28 * i)) for i in range(30) if i != 20], 13, "2025-07-14"),
        ([str(date(2024, 1, 1) + timedelta(i + 2 * (i // 5))) for i in range(60) if i != 33], 5, "2024-02-15"),
        (
            [str(date(2024, 1, 1) + timedelta(i + 2 * (i // 5))) for i in range(30)], 7,
            "2024-01-06, 2024-01-07, 2024-01-13 and 7 more",
        ),
        ([str(1980 + i) for i in range(30) if i != 12], 4, "1992"),
        ([f"{2000 + i}.{i % 12 + 1}" for i in range(30)], 4, None),
        ([f"2024-01-{i // 24 + 1:02d} {i % 24:02d}:00" for i in range(72)], 24, ""),
    ],
)  # fmt: skip
def test_periods_are_told_by_the_times(watch, keys: list[str], season: int, missing: str | None) -> None:  # type: ignore[no-untyped-def]
    rows = [seasonal(key, place) for place, key in enumerate(keys)]
    _, _, err = watch(lines("when,calls", rows), "--value", "calls", "--time", "when", "--season", str(season))
    told = f"series 'calls': no row for {missing}; taken as missing points"
    if not missing:
        told = "when: the times tell no regular periods; for the season rows are taken one after the other"
    assert (err.splitlines()[:1] == []) if missing is None else err.splitlines()[0] == told


def test_times_that_may_mean_two_days_are_refused_and_text_is_told(watch) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(ValueError):
        iso_date("1999")
    assert reader_of(["b", "a"]) is None
    assert reader_of(["Jan 2020", "Monday 2020"]) is None
    options = ("--value", "minutes", "--time", "day")
    rows = [f"{i % 12 + 1}/{(i + 1) % 12 + 1}/{2000 + i},{wave(i)}" for i in range(40)]
    code, _, err = watch(lines("day,minutes", rows), *options)
    assert (code, err.count("\n")) == (2, 1)
    assert "day '1/2/2000' may be day/month or month/day" in err
    _, out, err = watch(lines("day,minutes", [f"Shift {i},{wave(i)}" for i in range(40)]), *options)
    assert err == "day: times such as 'Shift 0' are taken as text; the rows stand as in the file\n"
    assert "Shift 30" in out


def test_dotted_dates_are_no_text_and_every_alarm_is_told(watch) -> None:  # type: ignore[no-untyped-def]
    """Sorted as text the days of one month would stand together, and the step would be lost."""
    days = [date(2025, 1, 6) + timedelta(weeks=i) for i in range(60)]
    rows = [f"{day:%d.%m.%Y},{wave(i) - (30 if i >= 45 else 0)}" for i, day in enumerate(days)]
    code, out, err = watch(lines("day,minutes", rows), "--value", "minutes", "--time", "day")
    assert (code, err) == (0, "")
    head, latest, earlier = out.splitlines()[:3]
    assert head.split()[-2:] == ["strength", "kind"]
    assert latest.split()[5] == "2"
    assert (" lower " in latest, " higher " in earlier) == (True, True)
    assert f"{days[30]:%d.%m.%Y}" in earlier
    assert earlier.startswith(" " * 7)
    many = [f"s{i % 21},{i // 21},{wave(i // 21) - (30 if i // 21 >= 45 else 0)}" for i in range(21 * 60)]
    _, out, _ = watch(lines("name,n,minutes", many), "--value", "minutes", "--time", "n", "--by", "name")
    assert len([line for line in out.splitlines() if line.startswith(" ")]) == 0
    assert "Of each series the latest alarm; all of them with --json." in out


def test_it_needs_no_django() -> None:
    code = "import sys; import pilothouse.cli.watch; sys.exit('django' in sys.modules)"
    sources = str(Path(pilothouse.__file__).parents[1])
    done = subprocess.run([sys.executable, "-c", code], check=False, cwd=sources, env={"PYTHONPATH": sources})
    assert done.returncode == 0
