"""And close it again."""

import pytest

from pilothouse.mirror.models import Opening
from pilothouse.mirror.operations import close_mirror, open_mirror
from pilothouse.mirror.queries import opening
from pilothouse.trail.act import NotAllowed, Refused
from tests.cast import NOW, Cast, act


def test_it_is_closed_and_may_be_opened_anew(cast: Cast) -> None:
    with pytest.raises(Refused, match="not open"):
        close_mirror(act(cast.leader))
    open_mirror(act(cast.leader))
    with pytest.raises(NotAllowed):
        close_mirror(act(cast.quality))
    assert close_mirror(act(cast.leader)).closed_at == NOW
    assert opening() is None
    open_mirror(act(cast.leader))
    assert Opening.objects.count() == 2
