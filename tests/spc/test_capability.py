"""Capability, and when it is refused."""

import numpy as np
import pytest

from pilothouse.spc import Reason, capability


def test_a_stable_process_gets_its_indices() -> None:
    values = np.random.default_rng(1990).standard_normal((400, 100)) * 2 + 10
    found = capability(values, lower=4, upper=18)
    told = found.reason == Reason.NONE
    assert told.mean() > 0.9
    assert np.median(found.cp[told]) == pytest.approx(14 / 12, rel=0.02)
    assert np.median(found.cpk[told]) == pytest.approx(1.0, rel=0.02)
    covered = (found.ppk_low < 1.0) & (found.ppk_high > 1.0)
    assert covered[told].mean() == pytest.approx(0.95, abs=0.035)
    assert np.isnan(capability(values, upper=18).cp).all()


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
