"""D2, D3, D4, D8: one series at a time: delay beside the oracle, and false alarms held on other noise."""

import numpy as np
from bench.early.goals import goal, skipped
from bench.early.noise import noise
from numpy.typing import NDArray

from pilothouse.spc.early import watch

JUDGED, BEFORE, CAP = 60, 12, 48
ORACLE = {0.5: 32.5, 1.0: 12.84, 1.5: 6.29, 2.0: 3.82, 3.0: 1.96}
# Delays at one, two and three sigma (season: one and two) of the best method known for each noise, 36 points learnt,
# with its threshold set anew on that noise for 0.15, in the comparison that the goals were set by.
REMATCHED = {"ar 0.3": (20.1, 5.9, 3.0), "ar 0.6": (29.9, 11.0, 4.9), "season 2": (12.9, 4.1)}
# Poisson of mean 4 and 16, exposure of CV 0.3, rate and ratio known.
RATIOS = (1.5, 2.0, 3.0, 0.5)
COUNT_ORACLE = {4: (8.6, 3.5, 1.5, 6.7), 16: (3.3, 1.4, 1.0, 2.4)}
COUNT_GOALS = {4: (1.6, 1.45), 16: (1.3, 1.15)}


def delays(alarm: NDArray[np.bool_], learnt: int) -> NDArray[np.float64]:
    """Delay of each series without an alarm before the change; the first changed point is 1, never found is the cap."""
    clean = alarm[~alarm[:, learnt : learnt + BEFORE].any(axis=1), learnt + BEFORE : learnt + BEFORE + CAP]
    return np.where(clean.any(axis=1), clean.argmax(axis=1) + 1.0, float(CAP))


def _share(alarm: NDArray[np.bool_]) -> tuple[float, float]:
    share = float(alarm.any(axis=1).mean())
    return share, float(np.sqrt(share * (1 - share) / len(alarm)))


def _ratio(found: list[NDArray[np.float64]], oracle: tuple[float, ...]) -> tuple[float, float]:
    parts = [d.mean() / o for d, o in zip(found, oracle, strict=True)]
    errors = [d.std() / np.sqrt(len(d)) / o for d, o in zip(found, oracle, strict=True)]
    return float(np.mean(parts)), float(np.sqrt(np.sum(np.square(errors))) / len(parts))


def white(rng: np.random.Generator, n: int) -> None:
    """D2, with the delays behind it."""
    found = []
    for size in ORACLE:
        values = noise(rng, "normal", n, 24 + JUDGED)
        values[:, 24 + BEFORE :] += size
        found.append(delays(watch(values, baseline=24).alarm, 24))
        goal(f"D2 delay at {size} sigma", found[-1].mean(), None, None, found[-1].std() / np.sqrt(len(found[-1])))
    goal(
        "D2 delay ratio", _ratio(found, tuple(ORACLE.values()))[0], 1.15, 1.08, _ratio(found, tuple(ORACLE.values()))[1]
    )


def other_noise(rng: np.random.Generator, n: int) -> None:
    """D3: the distance of the false-alarm probability from 0.15 (bar 0.03); D4: the probability itself, and delay."""
    for learnt in (12, 24):
        for sort in ("normal", "t5", "gamma", "lognormal", "poisson"):
            share, se = _share(watch(noise(rng, sort, n, learnt + JUDGED), baseline=learnt).alarm)
            bar = 0.03 if learnt == 24 else None
            goal(f"D3 |FAP − .15| {sort}, baseline {learnt} (FAP {share:.3f})", abs(share - 0.15), bar, 0.03, se)
    for sort in ("ar 0.3", "ar 0.6", "season 1", "season 2"):
        season = 12 if sort.startswith("season") else None
        share, se = _share(watch(noise(rng, sort, n, 36 + JUDGED), baseline=36, season=season).alarm)
        goal(f"D4 FAP {sort}", share, 0.25, 0.18, se)
        if sort in REMATCHED:
            goal(f"D4 delay {sort}, to the best re-matched", *_beside_the_best(rng, sort, n // 4, season))
    for sort in ("season 1", "counts of twice the variance"):
        skipped(f"D4 delay {sort}", "not measured, for no delay of a re-matched method is known")


def _beside_the_best(
    rng: np.random.Generator, sort: str, n: int, season: int | None
) -> tuple[float, None, float, float]:
    """Ratio of delays, no bar, moonshot and standard error; at the detector's own false alarms, which may be more."""
    found = []
    for size, _ in enumerate(REMATCHED[sort], start=1):
        values = noise(rng, sort, n, 36 + JUDGED)
        values[:, 36 + BEFORE :] += size
        found.append(delays(watch(values, baseline=36, season=season).alarm, 36))
    value, se = _ratio(found, REMATCHED[sort])
    return value, None, 1.3, se


def counts(rng: np.random.Generator, n: int) -> None:
    """D8, and the over-dispersed counts of D4."""
    for mean, oracle in COUNT_ORACLE.items():
        sizes = np.maximum(rng.normal(1.0, 0.3, (n, 24 + JUDGED)), 0.1)
        rate = np.full(sizes.shape, float(mean))
        found = []
        for ratio in RATIOS:
            changed = rate.copy()
            changed[:, 24 + BEFORE :] *= ratio
            cases = rng.poisson(changed * sizes).astype(float)
            found.append(delays(watch(cases, kind="rate", denominators=sizes, baseline=24).alarm, 24))
        value, se = _ratio(found, oracle)
        goal(f"D8 delay ratio, counts of mean {mean}", value, *COUNT_GOALS[mean], se)
        stable = rng.poisson(rate * sizes).astype(float)
        share, se = _share(watch(stable, kind="rate", denominators=sizes, baseline=24).alarm)
        goal(f"D8 FAP, counts of mean {mean}", share, None, 0.18, se)
        wide = rng.poisson(rng.gamma(rate * sizes, 1.0)).astype(float)  # variance twice the mean
        share, se = _share(watch(wide, kind="rate", denominators=sizes, baseline=24).alarm)
        goal(f"D4 FAP counts of mean {mean}, variance twice the mean", share, 0.25, 0.18, se)


def further(rng: np.random.Generator, n: int) -> None:
    """A second change soon after the alarm of the first: the share told within 10 points, and told for nothing."""
    points = np.arange(84)
    for kind, usual, size in (("value", 0.0, 3.0), ("count", 16.0, 20.0)):
        draw = rng.poisson if kind == "count" else rng.normal
        raised = np.asarray(draw(usual + size * (points >= 36), size=(n, 84)), dtype=float)
        alarm = watch(raised, kind=kind, baseline=24).first_alarm
        rows = np.flatnonzero((alarm >= 36) & (alarm < 48))
        for wait in (5, 10, 15):
            from_here = alarm[rows, None] + wait
            back = np.asarray(draw(usual, size=(len(rows), 84)), dtype=float)
            found = watch(np.where(points < from_here, raised[rows], back), kind=kind, baseline=24).alarm
            share, se = _share(found & (points >= from_here) & (points < from_here + 10))
            name = "3 sigma" if kind == "value" else "16 to 36 counts"
            goal(f"Back by {name}, {wait} points after the alarm: told", share, None, None, se, at_least=True)
        again = watch(raised[rows], kind=kind, baseline=24).alarm & (points > alarm[rows, None])
        share, se = _share(again & (points <= alarm[rows, None] + 20))
        goal(f"False further alarm within 20 points of the first, {kind}", share, None, None, se)
