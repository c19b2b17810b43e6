"""Sentence boundaries measured on a treebank in CoNLL-U form, as Universal Dependencies publishes them."""

from collections.abc import Iterator
from pathlib import Path

from claims.text.normal import same_length
from claims.text.paragraphs import paragraphs
from claims.text.sentences import sentences


def boundary_figures(path: Path, *, language: str) -> tuple[float, list[str]]:
    """F1 of the sentence ends in the treebank's documents, and each boundary that is wrong, in words.

    Sentences of a paragraph are joined as "SpaceAfter" says, paragraphs by an empty line. Raises OSError
    where the file cannot be read.
    """
    gold_ends = found_ends = right = 0
    errors: list[str] = []
    for text, gold in _documents(path):
        plain = same_length(text)
        found = {
            sentence.end
            for paragraph in paragraphs(plain)
            for sentence in sentences(plain, paragraph.start, paragraph.end, language=language)
        }
        gold_ends, found_ends, right = (
            gold_ends + len(gold),
            found_ends + len(found),
            right + len(gold & found),
        )
        for end in sorted(gold ^ found):
            kind = "not ended" if end in gold else "ended"
            errors.append(f"{kind}: {text[max(0, end - 60) : end]}¦{text[end : end + 40]}".replace("\n", "⏎"))
    return 2 * right / max(1, gold_ends + found_ends), errors


def _documents(path: Path) -> Iterator[tuple[str, set[int]]]:
    text, ends, space = "", set[int](), ""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("# newdoc") and text:
                yield text, ends
                text, ends, space = "", set(), ""
            elif line.startswith("# newpar") and text:
                space = "\n\n"
            elif line.startswith("# text = "):
                text += space + line.removeprefix("# text = ").strip()
                ends.add(len(text))
                space = " "
            elif line[:1].isdigit():
                last = line
                space = "" if "SpaceAfter=No" in last.rsplit("\t", 1)[-1] else " "
    if text:
        yield text, ends
