"""PNG files read just far enough to see whether Teams will take them as icons."""

import struct
import zlib
from dataclasses import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"
CHANNELS = {2: 3, 6: 4}
"""Bytes of a pixel, by the PNG standard's colour types: without and with transparency."""

Pixel = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture's size, and its pixels in reading order as red, green, blue and alpha."""

    width: int
    height: int
    pixels: tuple[Pixel, ...]


def read_picture(content: bytes) -> Picture:
    """Read a PNG of eight bits in colour, not interlaced; raises ValueError for any other, in plain Norwegian."""
    if not content.startswith(SIGNATURE):
        raise ValueError("filen er ikke en PNG")
    width = height = channels = 0
    packed = b""
    at = len(SIGNATURE)
    while at < len(content):
        length, kind = struct.unpack_from(">I4s", content, at)
        body = content[at + 8 : at + 8 + length]
        if kind == b"IHDR":
            width, height, bits, color, *how = struct.unpack(">IIBBBBB", body)
            if bits != 8 or color not in CHANNELS or any(how):
                raise ValueError("filen må være en PNG i farger med åtte biter, ikke linjeflettet")
            channels = CHANNELS[color]
        elif kind == b"IDAT":
            packed += body
        at += length + 12
    rows = unfilter(zlib.decompress(packed), width * channels, height, channels)
    return Picture(width, height, tuple(as_pixel(row[x : x + channels]) for row in rows for x in range(0, len(row), channels)))


def as_pixel(channels: bytearray) -> Pixel:
    """Red, green, blue and alpha; what has no alpha is opaque."""
    red, green, blue, alpha = *channels, *([255] if len(channels) == 3 else [])
    return red, green, blue, alpha


def unfilter(data: bytes, size: int, height: int, channels: int) -> list[bytearray]:
    """The rows of a PNG, `size` bytes each, as they were before each byte was turned into its difference from its neighbours."""
    rows: list[bytearray] = []
    above = bytearray(size)
    for y in range(height):
        start = y * (size + 1)
        row = bytearray(data[start + 1 : start + 1 + size])
        for x in range(size):
            left, corner = (row[x - channels], above[x - channels]) if x >= channels else (0, 0)
            row[x] = (row[x] + predict(data[start], left, above[x], corner)) & 0xFF
        rows.append(row)
        above = row
    return rows


def predict(filter_type: int, left: int, up: int, corner: int) -> int:
    """What the PNG standard expects a byte to be, by its five filters; raises ValueError for a sixth."""
    match filter_type:
        case 0:
            return 0
        case 1:
            return left
        case 2:
            return up
        case 3:
            return (left + up) // 2
        case 4:
            guess = left + up - corner
            return min((left, up, corner), key=lambda neighbour: abs(guess - neighbour))
        case _:
            raise ValueError("filen følger ikke PNG-standarden")
