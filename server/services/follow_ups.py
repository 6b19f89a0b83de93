"""Write down a follow-up (回访): whether an agreement is performed, as its parties said when they were asked."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from server.domain.account import Account, Right
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.case_file import Leaf, require_open
from server.domain.contact import ContactChannel
from server.domain.errors import ConflictError
from server.domain.follow_up import FollowUp
from server.domain.ids import Identity
from server.domain.timeline import Tone
from server.services import endings, minutes
from server.services.access import case_in_reach
from server.services.contacts import CHANNEL_WORDS
from server.services.ending_views import CaseEndingView
from server.services.ports import Ports, UnitOfWork


@dataclass(frozen=True, slots=True)
class RecordFollowUp:
    """Who was asked, when, by what way and what was found, over the agreement as it was read at `version`."""

    serial: str
    version: int
    on: date
    channel: ContactChannel
    asked: tuple[str, ...]
    found: str = field(repr=False)

    def made(self, account: Account, now: datetime) -> FollowUp:
        """Return it as written down by an account now. Raises `InvalidError` (`follow_up.invalid`)."""
        asked = tuple(Identity(one) for one in dict.fromkeys(self.asked))
        return FollowUp(self.on, self.channel, asked, self.found.strip(), now, account.name)


async def record(account: Account, command: RecordFollowUp, ports: Ports) -> CaseEndingView:
    """Keep a follow-up (人民调解法 art. 31). Needs `party.write`; the same again changes nothing.

    Raises `InvalidError` (`follow_up.invalid`), `ConflictError` (`effect.none`, `follow_up.too_many`, `file.closed`),
    `StaleVersionError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.PARTY_WRITE)
        before = await uow.endings.effect(case.id)
        if before is None:
            raise ConflictError("effect.none")
        made = command.made(account, now)
        after = before.follow_up(made, beijing_day(now))
        if after is not before:
            require_open(case, Leaf.PERFORMANCE)
            await uow.endings.save_effect(replace(after, version=command.version))
            await _note(uow, account, case, made, now)
            await uow.commit()
    return await endings.view(account, command.serial, ports)


async def _note(uow: UnitOfWork, account: Account, case: Case, made: FollowUp, now: datetime) -> None:
    """Write the line of the case; what was found stands in the record alone."""
    names = {one.identity: one.name for one in await uow.cases.participants(case.id)}
    asked = "、".join(names[one] for one in made.asked)
    text = f"回访协议履行情况：{made.on.month}月{made.on.day}日{CHANNEL_WORDS[made.channel]}问了{asked}"
    note = minutes.Note("performance.followed_up", text, Tone.PLAIN)
    await minutes.line(uow, case, account.name, note, now)
    facts = {"on": made.on.isoformat(), "channel": made.channel.value, "asked": str(len(made.asked))}
    await minutes.act_of_staff(uow, account, note.kind, f"case:{case.id}", now, **facts)
