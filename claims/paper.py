"""The proof dossier on paper: a PDF with every claim, its evidence, verdicts, answers and history."""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    LongTable,
    PageTemplate,
    Paragraph,
    Spacer,
    TableStyle,
)

from claims.dossier import ClaimFile, Dossier
from claims.lettering import SANS, SERIF, STRONG, Words, load_fonts
from claims.models import Evidence, Verdict

INK, MUTED, RULE, WASH = HexColor("#14171b"), HexColor("#59616b"), HexColor("#d5d9de"), HexColor("#f3f4f6")
ACCENT = HexColor("#1f5fbf")
SIDE, TOP, BOTTOM = 20 * mm, 24 * mm, 20 * mm
WIDTH = A4[0] - 2 * SIDE
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def pdf(dossier: Dossier) -> bytes:
    """The dossier as a PDF in the language that is active, A4, with bookmarks and numbered pages."""
    load_fonts()
    out = BytesIO()
    title = _line(str(dossier.article))
    document = _Document(
        out,
        pagesize=A4,
        leftMargin=SIDE,
        rightMargin=SIDE,
        topMargin=TOP,
        bottomMargin=BOTTOM,
        title=f"{_('Proof dossier')}: {title}",
        author="Factcheck",
        lang=get_language() or "de",
    )
    document.running = (title, _made(dossier))
    frame = Frame(SIDE, BOTTOM, WIDTH, A4[1] - TOP - BOTTOM, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [frame], onPage=_running))
    document.build(_story(dossier), canvasmaker=_Numbered)
    return out.getvalue()


# -- The document -----------------------------------------------------------------------------------


class _Document(BaseDocTemplate):  # type: ignore[misc]
    """Headings become bookmarks."""

    running: tuple[str, str] = ("", "")

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802 - reportlab's name
        """A heading stands in the outline."""
        if mark := getattr(flowable, "bookmark", None):
            self.canv.bookmarkPage(mark[0])
            self.canv.addOutlineEntry(mark[1], mark[0], 0)


class _Numbered(Canvas):  # type: ignore[misc]
    """Pages know how many there are: they are numbered when the last one is known."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """The page is kept until its number can be written."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Every page gets its number and the number of all."""
        for state in self._pages:
            self.__dict__.update(state)
            self.setFont(SANS, 8)
            self.setFillColor(MUTED)
            self.drawRightString(A4[0] - SIDE, 11 * mm, f"{self._pageNumber} / {len(self._pages)}")
            super().showPage()
        super().save()


def _running(canvas: Canvas, document: _Document) -> None:
    """Headline above, who it was made for below."""
    title, made = document.running
    canvas.saveState()
    canvas.setStrokeColor(RULE)
    canvas.setLineWidth(0.6)
    canvas.line(SIDE, A4[1] - 17 * mm, A4[0] - SIDE, A4[1] - 17 * mm)
    canvas.setFillColor(MUTED)
    canvas.setFont(SANS, 8)
    label = _("Proof dossier")
    space = WIDTH - pdfmetrics.stringWidth(label, SANS, 8) - 8 * mm
    canvas.drawString(SIDE, A4[1] - 14.5 * mm, _fitted(title, space))
    canvas.drawRightString(A4[0] - SIDE, A4[1] - 14.5 * mm, label)
    canvas.drawString(SIDE, 11 * mm, _fitted(made, WIDTH - 30 * mm))
    canvas.restoreState()


def _fitted(words: str, width: float) -> str:
    """As much of the words as has room in one line."""
    if pdfmetrics.stringWidth(words, SANS, 8) <= width:
        return words
    while words and pdfmetrics.stringWidth(words + "…", SANS, 8) > width:
        words = words[:-1]
    return words.rstrip() + "…"


def _style(name: str, size: float, leading: float, **more: Any) -> ParagraphStyle:
    given = {"fontName": SANS, "textColor": INK, "splitLongWords": True, **more}
    return ParagraphStyle(name, fontSize=size, leading=leading, **given)


TITLE = _style("title", 21, 26, fontName=STRONG, spaceAfter=5)
HEAD = _style("head", 13, 17, fontName=STRONG, spaceBefore=16, spaceAfter=5)
SUB = _style("sub", 8.5, 11, fontName=STRONG, textColor=MUTED, spaceBefore=9, spaceAfter=3)
BODY = _style("body", 9.5, 13.5, spaceAfter=3)
SMALL = _style("small", 8, 11, textColor=MUTED)
CELL = _style("cell", 8.2, 11.2)
LABEL = _style("label", 7.6, 10, fontName=STRONG, textColor=MUTED)
QUOTE = _style(
    "quote", 11.5, 16, fontName=SERIF, leftIndent=9, borderPadding=(1, 0, 3, 9), spaceBefore=3, spaceAfter=6
)


# -- What it says -----------------------------------------------------------------------------------


def _story(dossier: Dossier) -> list[Flowable]:
    article = dossier.article
    about = [article.outlet.name, article.author, str(article.desk or "")]
    story: list[Flowable] = [Paragraph(_text(str(article)), TITLE)]
    story += [Paragraph(_text(" · ".join(word for word in about if word)), SMALL)]
    story += [Paragraph(_text(_made(dossier)), SMALL), Spacer(1, 10)]
    rows = [
        [
            _cell(str(file.claim.number)),
            Paragraph(f'<link href="#c{file.claim.pk}">{_text(_short(file.claim.quote))}</link>', CELL),
            _cell(_verdict_words(file)),
        ]
        for file in dossier.claims
    ]
    story += _table((_("No."), _("Claim"), _("How it stands")), rows, (11 * mm, WIDTH - 56 * mm, 45 * mm))
    for file in dossier.claims:
        story += _claim(file)
    story += _heading(_("Article"), _("Article"), "article")
    story += _history(dossier.events)
    story += [
        Paragraph(_text(_("Last line of the history")), SUB),
        Paragraph(_text(dossier.last_hash), SMALL),
    ]
    return story


def _claim(file: ClaimFile) -> list[Flowable]:
    claim = file.claim
    name = _("Claim %(number)s") % {"number": claim.number}
    story = _heading(f"{name}: {_verdict_words(file)}", f"{name}: {_short(claim.quote, 60)}", f"c{claim.pk}")
    story += [_barred(Paragraph(_text(claim.quote), QUOTE))]
    if claim.wording:
        story += [Paragraph(f"{_text(_('self-contained wording'))}: {_text(claim.wording)}", BODY)]
    who = [
        (_("claimant"), claim.claimant),
        (_("assignee"), str(claim.assignee or "")),
        (_("due"), _when(claim.due_at)),
        (_("reason"), str(claim.reason or "")),
    ]
    told = " · ".join(f"{_text(label)}: {_text(value)}" for label, value in who if value)
    story += [Paragraph(told, SMALL)] if told else []
    if file.facts:
        rows = [
            [_cell(fact.quote), _cell(fact.get_state_display()), _cell(_by(fact.checked_by, fact.checked_at))]
            for fact in file.facts
        ]
        story += _part(_("Facts"), (_("Fact"), _("State"), _("Checked")), rows, (0.5, 0.2, 0.3))
    story += _evidence(file)
    for verdict in file.verdicts:
        story += _verdict(verdict)
    if file.confrontations:
        rows = [
            [
                _cell(row.person_asked),
                _cell(row.question),
                _cell(row.answer or (_("none was given") if row.answered_at else _("no answer yet"))),
                _cell(_by(row.asked_by, row.asked_at)),
            ]
            for row in file.confrontations
        ]
        heads = (_("Who was asked"), _("Question"), _("Answer"), _("Asked"))
        story += _part(_("Answers"), heads, rows, (0.2, 0.27, 0.33, 0.2))
    if file.notes:
        rows = [[_cell(_by(note.author, note.written_at)), _cell(note.text)] for note in file.notes]
        story += _part(_("Notes"), (_("Who, when"), _("Note")), rows, (0.25, 0.75))
    return [*story, Paragraph(_text(_("History")), SUB), *_history(file.events)]


def _evidence(file: ClaimFile) -> list[Flowable]:
    story: list[Flowable] = []
    if file.evidence:
        rows = [
            [
                _cell(row.get_stance_display()),
                _source(row),
                _words(row),
                _cell(_by(row.found_by, row.found_at)),
            ]
            for row in file.evidence
        ]
        heads = (_("Stance"), _("Source"), _("Words quoted"), _("Found"))
        story += _part(_("Evidence"), heads, rows, (0.13, 0.34, 0.33, 0.2))
    if file.hidden:
        told = _("Pieces of evidence from confidential sources of others: %(number)d") % {
            "number": file.hidden
        }
        story += [Paragraph(_text(told), SMALL)]
    return story


def _source(row: Evidence) -> Paragraph:
    source = row.source
    parts = [f"<b>{_text(source.title)}</b>"]
    about = [source.publisher, source.author, date_format(source.published_on) if source.published_on else ""]
    parts += [_text(", ".join(word for word in about if word))]
    parts += [_link(source.url)]
    parts += [_text(_("primary source"))] if row.is_primary else []
    if row.snapshot and row.snapshot.sha256:
        parts += [f'<font size="6.4" color="#59616b">SHA-256 {row.snapshot.sha256}</font>']
    return Paragraph("<br/>".join(part for part in parts if part), CELL)


def _words(row: Evidence) -> Flowable:
    quoted = f"„{row.quoted.strip()}“" if get_language() == "de" else f"“{row.quoted.strip()}”"
    parts = [quoted if row.quoted else "", row.place, row.note]
    return _cell("\n".join(part for part in parts if part))


def _verdict(verdict: Verdict) -> list[Flowable]:
    name = _("Verdict %(number)s") % {"number": verdict.number}
    story: list[Flowable] = [
        Paragraph(_text(f"{name}: {verdict.rating.label if verdict.rating else ''}"), SUB)
    ]
    texts = [
        ("", verdict.rationale),
        (_("proposed wording"), verdict.proposed_wording),
        (_("why without the evidence asked for"), verdict.exception),
        (_("overruled because"), verdict.overruled_because),
        (_("Note of correction"), verdict.correction_note),
        (_("Retracted"), verdict.retraction_note),
    ]
    for label, text in texts:
        if text:
            story += [Paragraph(f"<b>{_text(label)}:</b> {_text(text)}" if label else _text(text), BODY)]
    steps = [
        (_("drafted by"), _by(verdict.drafted_by, verdict.submitted_at)),
        (
            _("overruled by") if verdict.overruled_because else _("reviewed by"),
            _by(verdict.reviewed_by, verdict.reviewed_at),
        ),
        (_("published by"), _by(verdict.published_by, verdict.published_at)),
        *(
            (_("second check"), f"{c.rating.label}, {_by(c.given_by, c.given_at)}")
            for c in verdict.second_checks.all()
        ),
    ]
    told = " · ".join(f"{label}: {who}" for label, who in steps if who)
    return [*story, Paragraph(_text(told), SMALL)]


def _history(events: Iterable[Any]) -> list[Flowable]:
    rows = [
        [_cell(_when(event.at)), _cell(event.actor_name), _cell(event.get_action_display()), _cell(event.why)]
        for event in events
    ]
    heads = (_("When"), _("Who"), _("What"), _("Why"))
    return _table(heads, rows, tuple(share * WIDTH for share in (0.2, 0.2, 0.22, 0.38)))


# -- Pieces -----------------------------------------------------------------------------------------


def _heading(words: str, bookmark: str, key: str) -> list[Flowable]:
    heading = Paragraph(f'<a name="{key}"/>{_text(words)}', HEAD)
    heading.keepWithNext = True
    heading.bookmark = (key, _line(bookmark))
    return [heading]


def _barred(quote: Paragraph) -> Flowable:
    """The quote with a bar at its side; it may run over several pages."""
    lines = TableStyle([("LINEBEFORE", (0, 0), (0, -1), 2, ACCENT), ("LEFTPADDING", (0, 0), (-1, -1), 1)])
    return LongTable([[quote]], colWidths=[WIDTH], style=lines, splitInRow=1)


def _part(
    title: str, heads: Sequence[str], rows: Sequence[Sequence[Flowable]], shares: Sequence[float]
) -> list[Flowable]:
    heading = Paragraph(_text(title), SUB)
    heading.keepWithNext = True
    return [heading, *_table(heads, rows, tuple(share * WIDTH for share in shares))]


def _table(
    heads: Sequence[str], rows: Sequence[Sequence[Flowable]], widths: Sequence[float]
) -> list[Flowable]:
    if not rows:
        return [Paragraph("–", SMALL)]
    style = TableStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("BACKGROUND", (0, 0), (-1, 0), WASH),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, RULE),
            ("LEFTPADDING", (0, 0), (-1, -1), 4),
            ("RIGHTPADDING", (0, 0), (-1, -1), 4),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
        ]
    )
    head = [_cell(words, LABEL) for words in heads]
    return [LongTable([head, *rows], colWidths=widths, repeatRows=1, style=style, splitInRow=1)]


def _cell(words: str, style: ParagraphStyle = CELL) -> Flowable:
    return Words(_CONTROL.sub("", str(words)).strip(), style)


def _text(words: Any) -> str:
    """The words as reportlab's markup, line by line, with nothing in them that is markup or cannot be printed."""
    return escape(_CONTROL.sub("", str(words)).strip()).replace("\n", "<br/>")


def _line(words: str) -> str:
    return " ".join(_CONTROL.sub("", words).split())


def _short(words: str, limit: int = 160) -> str:
    words = _line(words)
    return words if len(words) <= limit else words[: limit - 1].rstrip() + "…"


def _link(url: str) -> str:
    """The address, to be followed when it is a web page's."""
    if urlsplit(url).scheme not in {"http", "https"}:
        return _text(url)
    target = escape(_line(url), {'"': "%22"})
    return f'<link href="{target}" color="#1f5fbf">{_text(_short(url, 120))}</link>'


def _when(at: datetime | None) -> str:
    return date_format(timezone.localtime(at), "SHORT_DATETIME_FORMAT") if at else ""


def _by(person: Any, at: datetime | None) -> str:
    return ", ".join(word for word in (str(person or ""), _when(at)) if word)


def _verdict_words(file: ClaimFile) -> str:
    """How the claim stands, and how it was rated last."""
    rated = [verdict.rating.label for verdict in file.verdicts if verdict.rating and verdict.reviewed_at]
    return ", ".join([str(file.claim.get_status_display()), *rated[-1:]])


def _made(dossier: Dossier) -> str:
    told = _("Made for %(name)s, %(day)s") % {"name": dossier.made_for, "day": _when(dossier.made_at)}
    if dossier.revision is None:
        return told
    return f"{told} · " + _("revision %(number)s") % {"number": dossier.revision.number}
