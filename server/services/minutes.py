"""What use cases write down about themselves: a line in the case for people, an act in the audit log for proof."""

from dataclasses import dataclass
from datetime import datetime

from server.domain.account import Account
from server.domain.audit import Act
from server.domain.case import Case
from server.domain.party import Participant
from server.domain.timeline import TimelineEntry, Tone
from server.services.access import Guest
from server.services.ports import UnitOfWork


@dataclass(frozen=True, slots=True)
class Note:
    """A line to be written: stable code, sentence, and what it means."""

    kind: str
    text: str
    tone: Tone = Tone.PLAIN


async def by_guest(uow: UnitOfWork, guest: Guest, note: Note, at: datetime) -> None:
    """Write down what a person did by their link."""
    await uow.timeline.add(TimelineEntry(guest.case.id, at, note.kind, guest.person.name, note.text, note.tone))
    await act_of_guest(uow, guest, note.kind, at)


async def act_of_guest(uow: UnitOfWork, guest: Guest, action: str, at: datetime, /, **facts: str) -> None:
    """Write an act of a person into the audit log only."""
    actor, subject = f"party:{guest.person.identity}", f"session:{guest.session.id}"
    await uow.audit.add(Act(actor, action, subject, tuple(sorted(facts.items()))), at)


async def act_of_party(uow: UnitOfWork, identity: str, action: str, subject: str, at: datetime) -> None:
    """Write an act of a person by the link of their case into the audit log only."""
    await uow.audit.add(Act(f"party:{identity}", action, subject), at)


async def act_of_staff(
    uow: UnitOfWork, account: Account, action: str, subject: str, at: datetime, /, **facts: str
) -> None:
    """Write an act of staff into the audit log only."""
    await uow.audit.add(Act(f"account:{account.id}", action, subject, tuple(sorted(facts.items()))), at)


async def by_staff(uow: UnitOfWork, account: Account, case: Case, note: Note, at: datetime) -> None:
    """Write down what a member of staff did to a case: the line people read and the act."""
    await line(uow, case, account.name, note, at)
    await act_of_staff(uow, account, note.kind, f"case:{case.id}", at)


async def line(uow: UnitOfWork, case: Case, author: str, note: Note, at: datetime) -> None:
    """Write a line of the case in the name of `author`."""
    await uow.timeline.add(TimelineEntry(case.id, at, note.kind, author, note.text, note.tone))


def about(person: Participant) -> str:
    """Return how a line names a person."""
    return f"{person.name}（{person.title}）" if person.title else person.name
