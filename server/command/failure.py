"""`CommandError`: why a command cannot go on."""

from typing import Self


class CommandError(Exception):
    """The message is a sentence with a next step."""

    def __init__(self, sentence: str, next_step: str) -> None:
        super().__init__(f"{sentence}\nNext step: {next_step}")

    @classmethod
    def of(cls, error: Exception) -> Self:
        """Return an error whose message is a sentence and a next step already."""
        sentence, _, step = str(error).partition("\nNext step: ")
        return cls(sentence, step)
