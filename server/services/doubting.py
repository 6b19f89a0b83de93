"""A telephone that is doubted: whoever got a link says that they are somebody else, and the desk is told."""

from datetime import datetime

from server.domain.case import Case
from server.domain.case_link import CaseLink
from server.domain.party import Participant
from server.domain.reminder import Prompt, ReminderKind
from server.domain.secret import digest
from server.services import minutes
from server.services.ports import Ports, UnitOfWork


async def doubt(uow: UnitOfWork, ports: Ports, case: Case, person: Participant, denied: str, now: datetime) -> None:
    """Doubt a person's telephone: the link of a session, whose token's digest is `denied`, came to somebody else.

    The own link is dead, and whoever has none gets a dead one: what is to be told goes to the desk, which is told so,
    until telephone or address is put right or an own link is made anew.
    """
    kept = await uow.case_links.get(case.id, person.identity)
    if kept is None:
        unknown = digest(ports.chance.token())
        await uow.case_links.add(CaseLink(case.id, person.identity, unknown, now, now, revoked_at=now))
    elif kept.revoked_at is None:
        await uow.case_links.save(kept.revoke(now))
    text = f"收到会议链接的人表示不是{minutes.about(person)}，链接已停用，请核对电话后更正，再重新生成链接"
    await tell_desk(uow, case, denied, text, now)


async def trust_again(uow: UnitOfWork, ports: Ports, case: Case, person: Participant, now: datetime) -> None:
    """Doubt a person's telephone no more, which was put right: an own link that was dead waits to be made anew."""
    kept = await uow.case_links.get(case.id, person.identity)
    if kept is not None and kept.revoked_at is not None:
        await uow.retired_links.add(kept.token_digest, now)
        await uow.case_links.save(kept.lapse(digest(ports.chance.token()), now))


async def tell_desk(uow: UnitOfWork, case: Case, denied: str, text: str, now: datetime) -> None:
    """Tell the desk of whoever runs the case, once for each link, whose token's digest is `denied`."""
    for account in await uow.accounts.desk_of(case):
        key = f"{ReminderKind.LINK_DENIED}:{case.id}:{denied}:{account}"
        await uow.prompts.add(
            Prompt(key, case.id, ReminderKind.LINK_DENIED, None, account, f"{case.serial} {text}", now)
        )
