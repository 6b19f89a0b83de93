"""Confirm how an invited person will attend a session, before it begins (在线调解规则 art. 16, OM-18)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.domain.account import Account
from server.domain.errors import InvalidError
from server.domain.manner import Attending, Manner, require_fitting
from server.domain.session import SessionMode
from server.services import minutes
from server.services.access import hosted, require_going_on
from server.services.ports import Ports
from server.services.session_views import ParticipantView
from server.services.sessions import participant

MANNERS: Final = {
    Manner.VIDEO: "视频",
    Manner.VOICE: "语音",
    Manner.ON_SITE: "到现场",
    Manner.WRITING: "书面",
}


@dataclass(frozen=True, slots=True)
class Confirm:
    """How a person said they will attend."""

    session: str
    identity: str
    manner: Manner


def confirmed(
    said: Iterable[tuple[str, Manner]], invited: Collection[str], mode: SessionMode, account: Account, now: datetime
) -> dict[str, Attending]:
    """Return how those asked at the planning of a session will attend, by identity.

    Raises `InvalidError`: `session.people` for somebody who is not invited, `session.manner` as `require_fitting`.
    """
    found = {}
    for identity, manner in said:
        if identity not in invited:
            raise InvalidError("session.people", people="unknown")
        require_fitting(mode, manner)
        found[identity] = Attending(manner, account.name, now)
    return found


async def confirm(account: Account, command: Confirm, ports: Ports) -> ParticipantView:
    """Keep how a person will attend, with who confirmed it; the same again changes nothing. Needs `session.host`.

    Raises `InvalidError` (`session.manner`) for a way the session does not have, `ConflictError` (`session.over`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await hosted(uow, account, command.session, command.identity)
        require_going_on(person.session)
        require_fitting(person.session.mode, command.manner)
        attended = person.invitation.attend(Attending(command.manner, account.name, now))
        if attended is not person.invitation:
            await uow.invitations.save(attended)
            which = f"第 {person.session.number} 次调解会议"
            text = f"确认{minutes.about(person.person)}参加{which}的方式：{MANNERS[command.manner]}"
            note = minutes.Note("invitation.manner", text)
            await minutes.line(uow, person.case, account.name, note, now)
            facts = {"identity": command.identity, "manner": command.manner.value}
            await minutes.act_of_staff(uow, account, note.kind, f"session:{command.session}", now, **facts)
            await uow.commit()
    return await participant(account, command.session, command.identity, ports)
