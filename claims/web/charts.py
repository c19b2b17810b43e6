"""Charts as SVG: they stretch with the page while their letters stay, and read in black and white as well."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

ROW, BAR = 24, 14  # pixels
LONGEST_LABEL = 21  # characters: what the style sheet keeps free of bars
PATTERNS = 12  # of templates/figures/_patterns.html that tell parts of one tone apart
LEFT, WIDE = 6.0, 84.0  # percent of the width: where a line chart begins, and how wide it is
TOP, TALL = 14, 150  # pixels
LETTERS = 14  # pixels from one line of words to the next
NONE = SafeString("")


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a bar: how much, in which tone, and what it is; drawn over with the tone's pattern or its own."""

    value: float
    tone: str
    words: str
    pattern: str = ""


def pattern(place: int) -> str:
    """The pattern of the part at this place of a list, where several have the same tone; the first is plain."""
    return f"n{place % PATTERNS}"


@dataclass(frozen=True, slots=True)
class Bar:
    """One line of a bar chart; `target` draws a mark across it."""

    label: str
    parts: Sequence[Part]
    says: str  # the words behind the bar
    target: float | None = None


def bars(chart: str, title: str, rows: Sequence[Bar], *, says: str) -> SafeString:
    """Bars from left to right, one below the other; parts of one bar follow each other."""
    longest = max((max(sum(part.value for part in row.parts), row.target or 0) for row in rows), default=0)
    if not rows or not longest:
        return NONE
    labels, drawn = (
        [],
        [],
    )  # the style sheet keeps room on both sides: for the labels, for the words at the end
    for place, row in enumerate(rows):
        top = place * ROW + 4
        labels.append(_label(row.label, top + 11))
        at = 0.0
        for part in row.parts:
            if not part.value:
                continue
            drawn.append(
                format_html(
                    '<rect class="bar f-{0}" x="{1}%" y="{2}" width="{3}%" height="{4}" rx="2"><title>{5}</title></rect>'
                    '<rect class="over" x="{1}%" y="{2}" width="{3}%" height="{4}" rx="2" fill="url(#p-{6})"/>',
                    part.tone,
                    _place(100 * at / longest),
                    top,
                    _place(100 * part.value / longest),
                    BAR,
                    part.words,
                    part.pattern or part.tone,
                )
            )
            at += part.value
        if row.target:
            x = _place(100 * row.target / longest)
            drawn.append(
                format_html(
                    '<line class="target" x1="{0}%" x2="{0}%" y1="{1}" y2="{2}"/>', x, top - 3, top + BAR + 3
                )
            )
        end = _place(100 * max(at, row.target or 0) / longest)
        drawn.append(
            format_html('<text class="val" x="{}%" dx="7" y="{}">{}</text>', end, top + 11, row.says)
        )
    return _svg(chart, title, says, [*labels, *drawn], height=len(rows) * ROW + 4, look="plot bars")


def _label(words: str, y: int) -> SafeString:
    """The words before a bar; what is too long for them is told whole where the pointer rests."""
    short = words if len(words) <= LONGEST_LABEL else words[: LONGEST_LABEL - 1].rstrip() + "…"
    whole = NONE if short == words else format_html("<title>{}</title>", words)
    return format_html('<text x="-9.25rem" y="{}">{}{}</text>', y, whole, short)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a line chart; None is a gap. `look` is a class of the style sheet."""

    words: str
    look: str
    values: Sequence[float | None]


def lines(
    chart: str,
    title: str,
    rows: Sequence[Line],
    *,
    along: Sequence[str],
    target: tuple[float, str] | None = None,
    says: str,
) -> SafeString:
    """Lines over the same points from left to right, with the target as a dotted one."""
    highest = max((value for row in rows for value in row.values if value is not None), default=0)
    if not highest:
        return NONE
    top = _round_up(max(highest, target[0] if target else 0))
    pieces = []
    for step in range(5):
        y = TOP + TALL - TALL * step / 4
        pieces.append(
            format_html(
                '<line class="grid" x1="{}%" x2="{}%" y1="{}" y2="{}"/>', LEFT, LEFT + WIDE, int(y), int(y)
            )
        )
        pieces.append(format_html('<text x="0" y="{}">{}</text>', int(y) + 4, _number(top * step / 4)))
    every = max(1, -(-len(along) // 7))
    for place, words in enumerate(along):
        if place % every == 0:
            x = _place(LEFT + WIDE * _share(place, len(along)))
            pieces.append(
                format_html(
                    '<text class="at" x="{}%" y="{}" text-anchor="middle">{}</text>',
                    x,
                    TOP + TALL + 20,
                    words,
                )
            )
    if target:
        y = int(TOP + TALL * (1 - target[0] / top))
        pieces.append(
            format_html('<line class="target" x1="{}%" x2="{}%" y1="{}" y2="{}"/>', LEFT, LEFT + WIDE, y, y)
        )
        pieces.append(format_html('<text x="{}%" dx="6" y="{}">{}</text>', LEFT, y + 14, target[1]))
    lasts = [next((value for value in reversed(row.values) if value is not None), 0.0) for row in rows]
    heights = _apart([TOP + TALL * (1 - last / top) for last in lasts])
    for row, height in zip(rows, heights, strict=True):
        pieces += _line(row, top, height)
    return _svg(chart, title, says, pieces, height=TOP + TALL + 28)


def _apart(heights: Sequence[float]) -> list[float]:
    """The heights of words that stand at the ends of lines, moved so that none covers another."""
    moved = list(heights)
    order = sorted(range(len(moved)), key=lambda place: heights[place])
    for upper, lower in pairwise(order):
        if (short := LETTERS - (moved[lower] - moved[upper])) > 0:
            moved[upper] -= short / 2
            moved[lower] += short / 2
    return moved


def _line(row: Line, top: float, height: float) -> list[SafeString]:
    spots = [
        (_share(place, len(row.values)), 1 - value / top)
        for place, value in enumerate(row.values)
        if value is not None
    ]
    path = " ".join(f"{_place(100 * x)},{_place(100 * y)}" for x, y in spots)
    pieces = [
        format_html(
            '<svg class="over" x="{}%" y="{}" width="{}%" height="{}" viewBox="0 0 100 100" preserveAspectRatio="none">'
            '<polyline class="{}" points="{}" vector-effect="non-scaling-stroke"/></svg>',
            LEFT,
            TOP,
            WIDE,
            TALL,
            row.look,
            path,
        )
    ]
    if len(spots) < 32:
        pieces += [
            format_html(
                '<circle class="{}" cx="{}%" cy="{}" r="2.5"/>',
                row.look,
                _place(LEFT + WIDE * x),
                _place(TOP + TALL * y),
            )
            for x, y in spots
        ]
    x = spots[-1][0] if spots else 1.0
    pieces.append(
        format_html(
            '<text class="{}" x="{}%" dx="6" y="{}">{}</text>',
            row.look,
            _place(LEFT + WIDE * x),
            int(height) + 4,
            row.words,
        )
    )
    return pieces


def heat(
    chart: str,
    title: str,
    rows: Sequence[tuple[str, Sequence[tuple[float, str]]]],
    *,
    along: Sequence[tuple[int, str]],
    says: str,
) -> SafeString:
    """A field of cells, darker where there is more, in six steps; each says what it is."""
    most = max((value for _label, cells in rows for value, _words in cells), default=0)
    if not most:
        return NONE
    columns = max(len(cells) for _label, cells in rows)
    left, width = 8.0, 92.0 / columns
    pieces = [
        format_html('<text x="{}%" y="11">{}</text>', _place(left + place * width), words)
        for place, words in along
    ]
    for line, (label, cells) in enumerate(rows):
        y = 18 + line * 20
        pieces.append(format_html('<text x="0" y="{}">{}</text>', y + 13, label))
        for place, (value, words) in enumerate(cells):
            step = 0 if not value else 1 + min(4, int(5 * value / most - 1e-9))
            pieces.append(
                format_html(
                    '<rect class="h{}" x="{}%" y="{}" width="{}%" height="18" rx="2"><title>{}</title></rect>',
                    step,
                    _place(left + place * width),
                    y,
                    _place(width - 0.35),
                    words,
                )
            )
    return _svg(chart, title, says, pieces, height=18 + len(rows) * 20)


def _svg(
    chart: str, title: str, says: str, pieces: Sequence[SafeString], *, height: int, look: str = "plot"
) -> SafeString:
    return format_html(
        '<svg class="{5}" role="img" aria-labelledby="{0}-t {0}-d" width="100%" height="{1}">'
        '<title id="{0}-t">{2}</title><desc id="{0}-d">{3}</desc>{4}</svg>',
        chart,
        height,
        title,
        says,
        format_html_join("", "{}", ((piece,) for piece in pieces)),
        look,
    )


def _share(place: int, number: int) -> float:
    return place / (number - 1) if number > 1 else 0.5


def _place(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


def _number(value: float) -> str:
    return f"{value:g}"


def _round_up(value: float) -> float:
    """The next number that four steps of an axis divide well."""
    step = 1.0
    while step * 40 < value:
        step *= 10
    for nice in (4, 8, 12, 16, 20, 24, 32, 40):
        if step * nice >= value:
            return step * nice
    return value
