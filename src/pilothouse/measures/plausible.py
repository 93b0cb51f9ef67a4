"""Periods that can be kept and yet are hardly meant: told and asked about, never refused. Pure."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

import numpy as np

from pilothouse.measures.periods import Days, Flags, period_of
from pilothouse.measures.rules import KEYS_OF_A_SERIES, Columns, Terms

TEN_YEARS = 3653
_FIRST = date(1900, 1, 1).toordinal()


class Doubt(StrEnum):
    """What is strange about a period; the doors say it in people's words."""

    LONG_AGO = "long_ago"
    NOT_OVER = "not_over"


def long_ago(days: Days, others: Days) -> Flags:
    """Which days lie before 1900, or more than ten years before all days of both that come after them."""
    return _long_ago(days, others)  # bare days are the keys of a series with the number 0


def _long_ago(keys: Days, others: Days) -> Flags:
    every = np.unique(np.concatenate([keys, others]))
    series = every // KEYS_OF_A_SERIES
    before_a_gap = every[:-1][(np.diff(every) > TEN_YEARS) & (series[1:] == series[:-1])]
    flags: Flags = keys % KEYS_OF_A_SERIES < _FIRST
    if len(before_a_gap):
        following = np.searchsorted(before_a_gap, keys)
        gap = before_a_gap[np.minimum(following, len(before_a_gap) - 1)]
        flags = flags | ((following < len(before_a_gap)) & (gap // KEYS_OF_A_SERIES == keys // KEYS_OF_A_SERIES))
    return flags


def doubts(rows: Columns, known: Columns, terms: Mapping[int, Terms], today: date) -> dict[int, Doubt]:
    """What is strange about rows, by their place: beside `known`, the current values of the same series."""
    ids, place = np.unique(rows.series, return_inverse=True)
    begun = [period_of(today, terms[int(key)].frequency).toordinal() for key in ids]
    running = rows.days >= np.array(begun, dtype=np.int64)[place]
    found = dict.fromkeys(np.flatnonzero(running).tolist(), Doubt.NOT_OVER)
    return found | dict.fromkeys(np.flatnonzero(_long_ago(rows.keys, known.keys)).tolist(), Doubt.LONG_AGO)
