"""`Ledger`: what the case keeps of recordings: the row, the line people read and the act in the audit log."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Final

from server.domain.account import Account, Right
from server.domain.audit import Act
from server.domain.consent import Purpose
from server.domain.errors import ConflictError
from server.domain.ids import SessionId
from server.domain.recording import Recording
from server.domain.session import Session
from server.domain.timeline import Tone
from server.services import minutes
from server.services.access import case_of, in_reach, require_going_on, session_of
from server.services.ports import UnitOfWork
from server.services.ports.outside import Clock

SERVER_ENDED: Final = "recording.server_ended"
"""Why a recording ended although nobody stopped it; its session goes on being recorded."""
SENTENCES: Final = {
    "recording.started": ("开始录音录像", Tone.PLAIN),
    "recording.stopped": ("停止录音录像", Tone.PLAIN),
    "recording.interrupted": ("录音录像因系统中断停止，已录部分封存", Tone.WAITING),
}
"""What the case says of a recording."""


class Ledger:
    """Each call is one transaction."""

    def __init__(self, begin: Callable[[], UnitOfWork], clock: Clock) -> None:
        self._begin = begin
        self._clock = clock

    async def require_mediator(self, account: Account, session: str) -> None:
        """Raise `NotFoundError` out of reach and `ForbiddenError` without the right."""
        async with self._begin() as uow:
            await in_reach(uow, account, session, Right.RECORDING_START)

    async def require_consent(self, account: Account, session: str) -> None:
        """Raise unless the account may record and someone invited consented (`recording.nobody_consented`)."""
        async with self._begin() as uow:
            found, _ = await in_reach(uow, account, session, Right.RECORDING_START)
            require_going_on(found)
            if not await _somebody_consented(uow, found):
                raise ConflictError("recording.nobody_consented")

    async def add(self, recording: Recording, account: Account | None) -> None:
        """Keep a new recording; `account` None means that it began by itself."""
        async with self._begin() as uow:
            await uow.recordings.add(recording)
            said = await _consents(uow, await session_of(uow, recording.session))
            facts = {"agreed": str(said.count(True)), "not_agreed": str(len(said) - said.count(True))}
            if account is None:
                facts["alone"] = "yes"
            await _note(uow, recording, "recording.started", account, recording.started_at, **facts)
            await uow.commit()

    async def save(self, recording: Recording, kind: str, account: Account | None = None) -> Recording:
        """Keep a changed recording and return it in its new version."""
        async with self._begin() as uow:
            await uow.recordings.save(recording)
            await _note(uow, recording, kind, account, self._clock.now())
            await uow.commit()
        return replace(recording, version=recording.version + 1)

    async def unsealed(self) -> tuple[Recording, ...]:
        """Return what a crash left behind."""
        async with self._begin() as uow:
            return await uow.recordings.unsealed()

    async def was_cut_off(self, session: str) -> bool:
        """Tell whether the last recording of a session that goes on ended with a server."""
        async with self._begin() as uow:
            recordings = await uow.recordings.of_session(SessionId(session))
            if not recordings or recordings[-1].problem != SERVER_ENDED:
                return False
            return not (await session_of(uow, session)).is_over


async def _somebody_consented(uow: UnitOfWork, session: Session) -> bool:
    return any(await _consents(uow, session))


async def _consents(uow: UnitOfWork, session: Session) -> list[bool]:
    """Return for everybody invited whether their consent to be recorded stands; silence is none."""
    return [
        (await uow.people.consent(session.id, person.identity, Purpose.RECORDING)).stands() is True
        for person in await uow.cases.participants(session.case)
        if await uow.invitations.get(session.id, person.identity) is not None
    ]


async def _note(
    uow: UnitOfWork, recording: Recording, kind: str, account: Account | None, at: datetime, /, **facts: str
) -> None:
    """Write down what became of a recording: in the audit log always, in the case when people should read it."""
    subject = f"session:{recording.session}"
    if account is None:
        known = {"recording": recording.id, **facts}
        await uow.audit.add(Act("system", kind, subject, tuple(sorted(known.items()))), at)
    else:
        await minutes.act_of_staff(uow, account, kind, subject, at, recording=recording.id, **facts)
    if kind in SENTENCES:
        text, tone = SENTENCES[kind]
        case = await case_of(uow, await session_of(uow, recording.session))
        author = account.name if account else "系统"
        await minutes.line(uow, case, author, minutes.Note(kind, text, tone), at)
