"""`CommandError`: why a command cannot go on."""


class CommandError(Exception):
    """The message is a sentence with a next step."""

    def __init__(self, sentence: str, next_step: str) -> None:
        super().__init__(f"{sentence}\nNext step: {next_step}")
