"""Plain words on paper: fonts, and a light paragraph for the thousands of cells of a long dossier."""

from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from reportlab.lib.colors import Color
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable

FONTS: Final = Path(__file__).parent / "fonts"
SANS, STRONG, SERIF = "Inter", "Inter-Semibold", "SourceSerif"


@cache
def load_fonts() -> None:
    """The fonts of the dossier are known to reportlab."""
    for name, file in (
        (SANS, "inter-regular"),
        (STRONG, "inter-semibold"),
        (SERIF, "source-serif-4-regular"),
    ):
        pdfmetrics.registerFont(TTFont(name, str(FONTS / f"{file}.ttf")))
    pdfmetrics.registerFontFamily(SANS, normal=SANS, bold=STRONG, italic=SANS, boldItalic=STRONG)
    pdfmetrics.registerFontFamily(SERIF, normal=SERIF, bold=SERIF, italic=SERIF, boldItalic=SERIF)


class Words(Flowable):  # type: ignore[misc]
    """Words without any markup, wrapped to a width; quicker than reportlab's paragraph.

    It splits at any line, so that a long cell runs over the pages.
    """

    def __init__(self, words: str, style: ParagraphStyle, *, lines: tuple[str, ...] | None = None) -> None:
        super().__init__()
        self.words, self.style, self.given = words, style, lines
        self.lines: tuple[str, ...] = ()

    def wrap(self, available: float, height: float) -> tuple[float, float]:
        """The room it takes at this width, in points."""
        style = self.style
        self.lines = self.given or wrapped(self.words, style.fontName, style.fontSize, available)
        self.width, self.height = available, len(self.lines) * style.leading
        return self.width, self.height

    def split(self, available: float, height: float) -> list[Flowable]:
        """What has room in this height, and the rest; nothing when not even one line has room."""
        self.wrap(available, height)
        room = int((height + 0.01) / self.style.leading)
        if room < 1:
            return []
        if room >= len(self.lines):
            return [self]
        first, rest = self.lines[:room], self.lines[room:]
        return [Words("", self.style, lines=first), Words("", self.style, lines=rest)]

    def draw(self) -> None:
        """The lines stand on the page, the first at the top."""
        style, colour = self.style, self.style.textColor
        text = self.canv.beginText(0, self.height - style.fontSize)
        text.setFont(style.fontName, style.fontSize, style.leading)
        text.setFillColor(colour if isinstance(colour, Color) else None)
        for line in self.lines:
            text.textLine(line)
        self.canv.drawText(text)


@lru_cache(maxsize=20_000)
def wrapped(words: str, font: str, size: float, available: float) -> tuple[str, ...]:
    """The words in lines no wider than that, in points; a word that is wider alone is broken."""
    space = width_of(" ", font, size)
    lines: list[str] = []
    for given in words.split("\n"):
        line: list[str] = []
        used = 0.0
        for word in given.split():
            for piece in _pieces(word, font, size, available):
                wide = width_of(piece, font, size)
                if line and used + space + wide > available:
                    lines.append(" ".join(line))
                    line, used = [], 0.0
                used += wide + (space if line else 0.0)
                line.append(piece)
        lines.append(" ".join(line))
    return tuple(lines)


@lru_cache(maxsize=50_000)
def width_of(words: str, font: str, size: float) -> float:
    """How wide the words are, in points."""
    return float(pdfmetrics.stringWidth(words, font, size))


def _pieces(word: str, font: str, size: float, available: float) -> list[str]:
    """The word, or as many pieces of it as its width needs."""
    if width_of(word, font, size) <= available or len(word) == 1:
        return [word]
    pieces, piece, used = [], "", 0.0
    for letter in word:
        wide = width_of(letter, font, size)
        if piece and used + wide > available:
            pieces.append(piece)
            piece, used = "", 0.0
        piece += letter
        used += wide
    return [*pieces, piece]
