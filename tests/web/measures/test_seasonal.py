"""What is said of a seasonal series that has changed for good."""

from datetime import date

import numpy as np

from pilothouse.measures.operations import define_indicator, open_series, record_measurements
from pilothouse.measures.queries import chart_of
from pilothouse.measures.rules import Row
from pilothouse.web.measures.judgement import judgement
from tests.cast import Cast, act


def test_a_lasting_rise_is_told_by_its_size_beside_the_season(cast: Cast) -> None:
    by = act(cast.leader)
    indicator = define_indicator(
        by, unit=cast.office, owner=cast.owner, title="Taxi out", definition="As it says", unit_of_measure="min",
        value_kind="value", direction="down", frequency="month", season=12,
    )  # fmt: skip
    series = open_series(by, indicator, unit=cast.east)
    months = np.arange(73)
    usual = 50 + 4 * np.sin(months / 6 * np.pi) + np.random.default_rng(1).normal(0, 1, 73)
    values = (usual + 3 * (months >= 62)).round(2).tolist()
    rows = [Row(series.pk, date(2020 + i // 12, i % 12 + 1, 1), value) for i, value in enumerate(values)]
    record_measurements(by, unit=cast.office, rows=rows, route="paste")
    for end, size in ((date(2025, 6, 1), "2."), (date(2026, 1, 1), "2.")):
        said = judgement(chart_of(series, end), None, end)
        assert said.startswith(f"Higher since March 2025 by about {size}"), said
