"""What can go wrong on the way out: the carrier is away, or this one message is not taken."""


class Away(Exception):
    """The carrier cannot be reached at all; no message is to blame."""


class Refused(Exception):
    """This message did not go out; the words say why. `final`: no later try would help."""

    def __init__(self, words: str, *, final: bool = False, wait: float = 0.0) -> None:
        super().__init__(words)
        self.final = final
        self.wait = wait  # seconds that the other side asks for, at least
