"""What of an application is otherwise than before: a text that was received is told by the names of its fields."""

from dataclasses import fields

from server.domain.application import Application, PartyEntry


def amended(before: Application, after: Application) -> tuple[str, ...]:
    """Return the names of the fields that differ, each once: `party.name`, then those of the application.

    `party` alone stands for one that came or went. Never a word of what was written.
    """
    own = [each.name for each in fields(Application) if each.name != "parties"]
    return (*_of_parties(before, after), *(name for name in own if getattr(before, name) != getattr(after, name)))


def _of_parties(before: Application, after: Application) -> tuple[str, ...]:
    were, are = ({party.key: party for party in one.parties} for one in (before, after))
    both = [(were[key], are[key]) for key in were if key in are]
    differing = [
        f"party.{each.name}"
        for each in fields(PartyEntry)
        if any(getattr(was, each.name) != getattr(now, each.name) for was, now in both)
    ]
    return (*(["party"] if were.keys() != are.keys() else []), *differing)
