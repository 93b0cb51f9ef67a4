"""Numbers as people read them."""

from pilothouse.measures.numerals import number, signed


def test_what_rounds_to_nothing_has_no_sign() -> None:
    assert [number(value, 1) for value in (-1234.56, -0.04, -0.0, 0.04)] == ["−1\u202f234.6", "0.0", "0.0", "0.0"]
    assert [signed(value) for value in (5.14, -9.2, 0.04, -0.04, -0.0)] == ["+5.1", "−9.2", "0.0", "0.0", "0.0"]
    assert number(-1234.5, 1, thousands=".", point=",") == "−1.234,5"
