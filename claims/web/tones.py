"""In which tone of the style sheet a rating is shown."""

# By the colour that the rating names.
TONES = {"ok": "ok", "partly": "part", "misleading": "mis", "false": "false", "unproven": "unv"}


def rating_tone(colour: str) -> str:
    """The tone of a rating by the colour that it names; an unknown one is plain."""
    return TONES.get(colour, "open")
