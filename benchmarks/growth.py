"""Costs at several sizes: as a table with ratios and exponents, and drawn in an SVG."""

import html
from itertools import pairwise
from math import log, log10

import performance

IMAGES = performance.PAGE.parent / "images"
WIDTH, LOWEST, LEFT, TOP, RIGHT, LINE = 790, 420, 60, 30, 300, 18
COLOURS = ("#1b6ca8", "#c0392b", "#2e8b57", "#8e44ad", "#b9770e", "#16a085", "#7f8c8d", "#d35400")
DASHES = ("", "7 3", "2 3", "7 3 2 3")  # for the second time a colour is used, and so on
Costs = dict[str, dict]  # by name: seconds, and perhaps the seconds of its floor and a note


def write(section: str, found: dict[int, Costs], words: str):
    """The section of docs/performance.md and its picture; `found` is by number of students."""
    slug = section.removesuffix(" on SQLite").lower().replace(" ", "-")
    text = f"{words}\n\n{table(found)}\n"
    if len(found) > 1:
        text += f"\n![{section}: cost against size](images/performance-{slug}.svg)\n"
        (IMAGES / f"performance-{slug}.svg").write_text(drawn(found))
    performance.write(section, text)
    return text


def table(found: dict[int, Costs]) -> str:
    """Milliseconds and the share of the floor's for each size, and the exponent of growth."""
    heads = ["milliseconds (times its floor)", *(f"{size:,} students" for size in found)]
    lines = ["| " + " | ".join([*heads, "grows with the power"]) + " |"]
    lines.append("|---" * (len(found) + 2) + "|")
    for name in dict.fromkeys(name for costs in found.values() for name in costs):
        cells = (_cell(costs.get(name)) for costs in found.values())
        lines.append(f"| {name} | " + " | ".join([*cells, exponent(found, name)]) + " |")
    return "\n".join(lines)


def _cell(cost: dict | None) -> str:
    if cost is None:
        return "–"
    words = f"{cost['seconds'] * 1000:,.2f}"
    if cost.get("floor"):
        words += f" ({cost['seconds'] / cost['floor']:.2f} ×)"
    return f"{words}, {cost['note']}" if cost.get("note") else words


def exponent(found: dict[int, Costs], name: str) -> str:
    """By what power of the students it grows from the smallest size to the largest."""
    sizes = [size for size in sorted(found) if name in found[size]]
    if len(sizes) < 2:
        return "–"
    first, last = (found[size][name]["seconds"] for size in (sizes[0], sizes[-1]))
    return f"{log(last / first) / log(sizes[-1] / sizes[0]):.2f}"


def drawn(found: dict[int, Costs]) -> str:
    """Both axes by powers of ten, a line for each thing measured at two sizes or more."""
    every = dict.fromkeys(name for some in found.values() for name in some)
    names = [name for name in every if sum(name in some for some in found.values()) > 1]
    costs = [
        some[name]["seconds"] * 1000 for some in found.values() for name in names if name in some
    ]
    low, high = int(log10(min(costs)) // 1), int(log10(max(costs)) // 1) + 1
    sizes, height = sorted(found), max(LOWEST, LINE * len(names) + 2 * TOP)

    def across(size: int) -> float:
        share = log10(size / sizes[0]) / log10(sizes[-1] / sizes[0])
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def down(milliseconds: float) -> float:
        return TOP + (high - log10(milliseconds)) / (high - low) * (height - 2 * TOP)

    parts = [_line(LEFT, down(10**p), WIDTH - RIGHT, down(10**p)) for p in range(low, high + 1)]
    parts += [_text(8, down(10**p) + 4, f"{10**p:g} ms") for p in range(low, high + 1)]
    parts += [_text(across(size) - 20, height - 8, f"{size:,}") for size in sizes]
    for place, name in enumerate(names):
        colour, dash = COLOURS[place % len(COLOURS)], DASHES[place // len(COLOURS) % len(DASHES)]
        points = [
            (across(size), down(found[size][name]["seconds"] * 1000))
            for size in sizes
            if name in found[size]
        ]
        parts += [_line(*a, *b, colour, 2, dash) for a, b in pairwise(points)]
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
        start, middle = WIDTH - RIGHT + 14, TOP + LINE * place + 4
        parts.append(_line(start, middle, start + 24, middle, colour, 2, dash))
        parts.append(_text(start + 30, middle + 4, name, colour))
    inside = "\n".join(parts)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" '
        f'font-family="sans-serif" font-size="11">\n'
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>\n{inside}\n</svg>\n'
    )


def _line(x1, y1, x2, y2, colour: str = "#dddddd", width: int = 1, dash: str = "") -> str:
    ends = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    dashes = f' stroke-dasharray="{dash}"' if dash else ""
    return f'<line {ends} stroke="{colour}" stroke-width="{width}"{dashes}/>'


def _text(x: float, y: float, words: str, colour: str = "#333333") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{colour}">{html.escape(words)}</text>'
