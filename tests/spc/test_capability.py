"""Capability, and when it is refused."""

import numpy as np
import pytest

from pilothouse.spc import Reason, capability


def test_a_stable_process_gets_its_indices() -> None:
    values = np.random.default_rng(1990).standard_normal((400, 100)) * 2 + 10
    found = capability(values, lower=4, upper=18)
    told = found.reason == Reason.NONE
    assert told.mean() > 0.7
    assert np.median(found.cp[told]) == pytest.approx(14 / 12, rel=0.02)
    assert np.median(found.cpk[told]) == pytest.approx(1.0, rel=0.02)
    covered = (found.ppk_low < 1.0) & (found.ppk_high > 1.0)
    assert covered[told].mean() == pytest.approx(0.95, abs=0.035)
    assert np.isnan(capability(values, upper=18).cp).all()


def test_what_is_not_stable_is_seldom_promised() -> None:
    """60 points, of 100 series: a step of one sigma, a trend, another spread either way, six last points that jump."""
    _stable, step, trend, wider, narrower, jump = values = np.random.default_rng(1992).standard_normal((6, 250, 60))
    step[:, 30:] += 1.0
    trend += 0.03 * np.arange(60)
    wider[:, 30:] *= 3.0
    narrower[:, 30:] /= 3.0
    jump[:, -6:] += 3.0
    told = capability(values.reshape(-1, 60), upper=9.0).reason.reshape(6, 250) == Reason.NONE
    assert (told.mean(axis=1) < [1.0, 0.18, 0.18, 0.18, 0.18, 0.03]).all()
    assert told[0].mean() > 0.75


def test_unstable_short_constant_and_empty_are_refused() -> None:
    values = np.random.default_rng(1991).standard_normal((5, 60))
    values[0, 30:] += 4
    values[1, 23:] = np.nan
    values[2] = 1.0
    values[3] = np.nan
    found = capability(values, lower=-5, upper=5)
    short, nothing = Reason.TOO_SHORT, Reason.NO_TARGET
    assert found.reason[:4].tolist() == [Reason.NOT_STABLE, short, nothing, short]
    assert np.isnan(found.cpk[:4]).all()
    assert capability(np.zeros((0, 30)), upper=1).reason.shape == (0,)
    assert capability(np.zeros((2, 0)), upper=1).reason.tolist() == [short, short]
    with pytest.raises(ValueError, match="needs a lower or an upper"):
        capability(values)
    with pytest.raises(ValueError, match="below the upper"):
        capability(values, lower=2, upper=1)
