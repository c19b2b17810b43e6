"""What may be wrong with a text or file that comes in."""


class Unreadable(ValueError):
    """An input without text to work on; the message tells a person what is wrong and what to do.

    `code` names the reason for doors that translate: empty, too_large, binary, encoding, encrypted,
    no_text, no_sentence, unknown_type, broken, bomb.
    """

    def __init__(self, message: str, *, code: str) -> None:
        super().__init__(message)
        self.code = code
