"""Markdown to stored text."""

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from claims.text.decoding import decode
from claims.text.sheet import Sheet
from claims.text.spans import Page, Role

_FRONT = re.compile(r"\A---\s*\n(.{0,4000}?)\n(?:---|\.\.\.)\s*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(\w+)\s*:\s*(.+?)\s*$", re.MULTILINE)
_TAG = re.compile(r"<[^<>]{0,1000}>")


def read_markdown(content: bytes) -> Page:
    """The words of a Markdown file, headings and list items as hints; a front matter gives title and author."""
    text = decode(content).replace("\r\n", "\n").replace("\r", "\n")
    front = _FRONT.match(text)
    fields = {name.lower(): value.strip("\"'") for name, value in _FIELD.findall(front[1])} if front else {}
    tokens = (
        MarkdownIt("commonmark", {"maxNesting": 40})
        .enable("table")
        .parse(text[front.end() :] if front else text)
    )
    sheet = Sheet()
    title = ""
    for words, role, row in _paragraphs(tokens):
        if row:
            sheet.add_row(row)
            continue
        if role is Role.HEADLINE:
            role, title = (Role.SUBHEAD, title) if title else (role, words.strip())
        sheet.add(words, role)
    return Page(
        text=sheet.text,
        title=title or fields.get("title", ""),
        author=fields.get("author", ""),
        language=fields.get("lang", fields.get("language", "")),
        published=fields.get("date", ""),
        hints=tuple(sheet.hints),
    )


def _paragraphs(tokens: list[Token]) -> Iterator[tuple[str, Role | None, list[str]]]:
    role: Role | None = None
    lists = 0
    row: list[str] | None = None
    for token in tokens:
        if token.type == "heading_open":
            role = Role.HEADLINE if token.tag == "h1" else Role.SUBHEAD
        elif token.type == "heading_close":
            role = None
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists += 1
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            lists -= 1
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close":
            yield "", None, row or []
            row = None
        elif token.type == "inline":
            words = _words(token.children or [])
            if row is not None:
                row.append(words)
            else:
                yield words, role or (Role.BODY if lists else None), []
        elif token.type in ("fence", "code_block"):
            yield token.content, Role.BODY, []
        elif token.type == "html_block":
            yield _TAG.sub(" ", token.content), None, []


def _words(children: list[Token]) -> str:
    pieces = []
    for child in children:
        if child.type in ("text", "code_inline", "text_special"):
            pieces.append(child.content)
        elif child.type in ("softbreak", "hardbreak"):
            pieces.append("\n" if child.type == "hardbreak" else " ")
        elif child.type == "image":
            pieces.append(child.content)
    return "".join(pieces)
