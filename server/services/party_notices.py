"""Write to people of a case, in the transaction of what they are told; who has no good number, by the desk.

A message is a prompt and no service (在线诉讼规则 art. 32): it says that something waits, and where to read it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from server.domain.case import Case
from server.domain.deadlines import LastDay
from server.domain.party import Participant
from server.domain.reminder import Prompt, ReminderKind
from server.services.last_days import said
from server.services.ports import UnitOfWork
from server.services.words import framed

_HERE: Final = "请用本人案件链接{what}；没有链接的，请给我们打电话。"
_CHOICE: Final = "请选调解员，{until}。各方选的一样，就由其调解；选不到一起的，由{who}指定。"
_GONE: Final = "您和对方选的一样，但是其现在不能接受本案，由法院另行指定。"
_EXTENSION: Final = "{who}请求把调解期限延长{days}日，各方都同意才能延长，{until}没有答复的，不算同意。"
_DISCLOSURE: Final = "{name}披露了可能影响公正调解的情况，要您答复同不同意继续由其调解。"
_FACTS: Final = "调解员写下了没有争议的事实，请您逐条核对。确认事实不是和解让步，确认了的可以在诉讼中使用。"
_CHALLENGE: Final = "您申请调解员回避，已经有决定。"
_CHANGE: Final = "您请求更换调解员，已经有答复。"


@dataclass(frozen=True, slots=True)
class Message:
    """What people are told. Once a case; of what can come again, once for each `which`."""

    kind: ReminderKind
    what: str = field(repr=False)
    which: str = ""

    def key(self, case: Case, person: Participant) -> str:
        """Return what makes a repeat the same message."""
        return ":".join(part for part in (self.kind, case.id, self.which, person.identity) if part)


def choice_open(choice: str, until: LastDay, who: str) -> Message:
    """Return that the parties choose a mediator, until when, and who appoints after that."""
    what = _CHOICE.format(until=said(until, "24:00截止"), who=who) + _HERE.format(what="选")
    return Message(ReminderKind.CHOICE_OPEN, what, choice)


def choice_gone(choice: str) -> Message:
    """Return that whom the parties chose cannot be had, so the court appoints."""
    return Message(ReminderKind.CHOICE_GONE, _GONE + _HERE.format(what="看"), choice)


def extension_asked(extension: str, who: str, days: int, until: LastDay) -> Message:
    """Return who asks for how many days more, and until when that can be answered."""
    what = _EXTENSION.format(who=who, days=days, until=said(until, "24:00前")) + _HERE.format(what="答复")
    return Message(ReminderKind.EXTENSION_ASKED, what, extension)


def disclosure_made(disclosure: str, name: str) -> Message:
    """Return who disclosed something; what it is, is for the page alone."""
    what = _DISCLOSURE.format(name=name) + _HERE.format(what="看内容、作答复")
    return Message(ReminderKind.DISCLOSURE_MADE, what, disclosure)


def facts_asked(edition: int) -> Message:
    """Return that facts wait for an answer, in words that are new; which they are, is for the page alone."""
    return Message(ReminderKind.FACTS_ASKED, _FACTS + _HERE.format(what="看内容、作答复"), str(edition))


def challenge_decided(challenge: str) -> Message:
    """Return that a challenge is decided; how, is for the page alone."""
    return Message(ReminderKind.REQUEST_DECIDED, _CHALLENGE + _HERE.format(what="看"), challenge)


def change_answered(change: str) -> Message:
    """Return that the request for another mediator is answered."""
    return Message(ReminderKind.REQUEST_DECIDED, _CHANGE + _HERE.format(what="看"), change)


async def tell(uow: UnitOfWork, case: Case, people: Iterable[Participant], message: Message, now: datetime) -> int:
    """Queue a message to each person; return how many are new."""
    text = framed(case.court or "", case.organisation or "", "", message.what, case.serial)
    prompts = [
        Prompt(message.key(case, person), case.id, message.kind, person.identity, None, text, now) for person in people
    ]
    return sum([await uow.prompts.add(prompt) for prompt in prompts])
