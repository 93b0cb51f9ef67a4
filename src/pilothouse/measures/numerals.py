"""Numbers as people read them, wherever they stand: page, chart, pack, mail. Pure."""

_NOUGHTS = "0.,"


def number(value: float, decimals: int = 0, *, thousands: str = "\u202f", point: str = ".") -> str:
    """1234.5 with a thin space between the thousands and a true minus; what rounds to nothing has no sign."""
    text = f"{abs(value):,.{decimals}f}"
    negative = value < 0 and text.strip(_NOUGHTS)
    text = text.replace(",", "\0").replace(".", point).replace("\0", thousands)
    return f"−{text}" if negative else text


def signed(value: float, decimals: int = 1) -> str:
    """A difference with its sign: "+5.1", "−9.2"; no effect is "0.0"."""
    text = number(value, decimals)
    return f"+{text}" if value > 0 and text.strip(_NOUGHTS + "\u202f") else text
