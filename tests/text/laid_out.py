"""A plain layout for tests of single steps: every line is one sentence of the body."""

from claims.text.spans import Block, Layout, Role, Sentence


def laid_out(text, language="de"):
    """The layout of `text` with each line that is not blank as a sentence."""
    sentences, at = [], 0
    for line in text.split("\n"):
        if line.strip():
            start = at + len(line) - len(line.lstrip())
            sentences.append(Sentence(start, at + len(line.rstrip()), 0))
        at += len(line) + 1
    return Layout(language, 1.0, "", (Block(0, len(text), Role.BODY),), tuple(sentences))
