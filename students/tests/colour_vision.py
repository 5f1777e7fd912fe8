"""How far apart two colours look, to full colour vision and to three kinds of colour blindness."""

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

# Machado, Oliveira and Fernandes 2009, full strength, applied to linear RGB.
SIMULATIONS = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}
XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)


def linear(colour):
    """Give the three channels of a hex colour as light, 0 to 1."""
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]


def times(matrix, vector):
    """Give a 3 × 3 matrix times a vector."""
    return [sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix]


def lab(colour, vision="normal"):
    """Give a hex colour as CIE L*a*b* (D65) as it looks to this vision."""
    seen = [min(max(part, 0), 1) for part in times(SIMULATIONS[vision], linear(colour))]
    ratios = [part / white for part, white in zip(times(XYZ, seen), WHITE, strict=True)]
    x, y, z = (r ** (1 / 3) if r > 216 / 24389 else (24389 / 27 * r + 16) / 116 for r in ratios)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def hue_difference(hue_1, hue_2, chromas):
    """Give the signed angle between two hues and their middle, in degrees."""
    if not chromas:
        return 0, hue_1 + hue_2
    apart = (hue_2 - hue_1 + 180) % 360 - 180
    return apart, (hue_1 + apart / 2) % 360


def distance(colour_1, colour_2, vision="normal"):
    """Give the CIEDE2000 distance of two hex colours as they look to this vision."""
    (l1, a1, b1), (l2, a2, b2) = lab(colour_1, vision), lab(colour_2, vision)
    mean = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * sqrt(mean**7 / (mean**7 + 25**7))
    c1, c2 = hypot(a1 * stretch, b1), hypot(a2 * stretch, b2)
    h1, h2 = (degrees(atan2(b, a * stretch)) % 360 for a, b in ((a1, b1), (a2, b2)))
    apart, hue = hue_difference(h1, h2, c1 * c2)
    chroma, light = (c1 + c2) / 2, (l1 + l2) / 2
    tone = 1 + sum(
        weight * cos(radians(times * hue + shift))
        for weight, times, shift in ((-0.17, 1, -30), (0.24, 2, 0), (0.32, 3, 6), (-0.2, 4, -63))
    )
    d_light = (l2 - l1) / (1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2))
    d_chroma = (c2 - c1) / (1 + 0.045 * chroma)
    d_hue = 2 * sqrt(c1 * c2) * sin(radians(apart / 2)) / (1 + 0.015 * chroma * tone)
    turn = -2 * sqrt(chroma**7 / (chroma**7 + 25**7))
    turn *= sin(radians(60 * exp(-(((hue - 275) / 25) ** 2))))
    return sqrt(d_light**2 + d_chroma**2 + d_hue**2 + turn * d_chroma * d_hue)
