"""Files that the demo's people keep with issues: a picture that this module draws, and a list. Nothing is fetched."""

import struct
import zlib
from typing import Any

import numpy as np
from django.core.files.uploadedfile import SimpleUploadedFile
from numpy.typing import NDArray

Pixels = NDArray[Any]

WIDTH, HEIGHT = 480, 320
SKY, RAMP, LINE, TUG, GLASS = (126, 140, 158), (74, 78, 84), (222, 186, 60), (176, 66, 48), (38, 44, 54)


def photo_of_the_ramp() -> SimpleUploadedFile:
    """A ramp before dawn as a phone would take it: a tug beside an empty lead-in line, darker to the edges, grainy."""
    rows, columns = np.mgrid[0:HEIGHT, 0:WIDTH].astype(float)
    picture = np.where((rows < 120)[..., None], SKY, RAMP).astype(float)
    _fill(picture, np.abs(columns - 240 - (rows - 120) * 0.35) < 2 + (rows - 120) / 40, where=rows >= 120, colour=LINE)
    _fill(picture, (np.abs(columns - 150) < 52) & (np.abs(rows - 210) < 20), where=rows > 0, colour=TUG)
    _fill(picture, (np.abs(columns - 126) < 22) & (np.abs(rows - 180) < 14), where=rows > 0, colour=GLASS)
    for wheel in (118, 184):
        _fill(picture, (columns - wheel) ** 2 + (rows - 232) ** 2 < 12**2, where=rows > 0, colour=GLASS)
    light = 1.1 - ((columns - 200) / 420) ** 2 - ((rows - 170) / 300) ** 2
    grain = np.random.default_rng(1).normal(0, 4, (HEIGHT, WIDTH, 1))
    seen = np.clip(picture * light[..., None] + grain, 0, 255).astype(np.uint8)
    return SimpleUploadedFile("stand-34-at-0445.png", png_of(seen), content_type="image/png")


def _fill(picture: Pixels, shape: Pixels, *, where: Pixels, colour: tuple[int, int, int]) -> None:
    picture[shape & where] = colour


def png_of(pixels: Pixels) -> bytes:
    """Pixels (height, width, 3) of eight bits each as a PNG file."""
    height, width, _colours = pixels.shape
    lines = np.concatenate([np.zeros((height, 1), np.uint8), pixels.reshape(height, width * 3)], axis=1)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", head), (b"IDAT", zlib.compress(lines.tobytes(), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def list_of_desks() -> SimpleUploadedFile:
    """Who sat where when the blizzard came, as a spreadsheet would save it."""
    rows = ("desk,from,to", "A 1,06:00,14:00", "A 2,06:00,22:00", "B 1,08:00,20:00")
    return SimpleUploadedFile("rebooking-desks.csv", "\n".join(rows).encode(), content_type="text/csv")
