"""Write to whoever did not test the device for a session: the address of the connection test, never a personal link."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.domain.account import Account
from server.domain.beijing import BEIJING
from server.domain.case import CaseState
from server.domain.errors import ConflictError, StaleVersionError
from server.domain.manner import Manner
from server.domain.reminder import Prompt, ReminderKind
from server.domain.session import SessionMode
from server.services import minutes
from server.services.access import Guest, hosted, require_going_on, require_mandate
from server.services.last_days import spoken
from server.services.ports import Ports, UnitOfWork
from server.services.session_views import ParticipantView
from server.services.sessions import participant
from server.services.words import framed

_WHAT: Final = (
    "第{number}次调解会议定于{when}。您还没有试过设备：请打开{test}试一试网络，"
    "再打开您的本人链接试一试摄像头和麦克风；找不到链接的，请给调解员打电话。"
)
_STANDS_STILL: Final = frozenset({CaseState.SUSPENDED, CaseState.APPRAISAL})
_NOT_BY_DEVICE: Final = frozenset({Manner.ON_SITE, Manner.WRITING})


@dataclass(frozen=True, slots=True)
class AskToTest:
    """Who is asked to test. The same `key` with the same content is one message."""

    session: str
    identity: str
    key: str
    starts_at: datetime
    """When the session begins as it was read: the message says it."""


async def ask(account: Account, command: AskToTest, base_url: str, ports: Ports) -> ParticipantView:
    """Queue one message to a person of a session, at most once an hour. Needs `session.host`.

    It carries no personal link, and says nothing of the case. Raises `NotFoundError`, the `GoneError`s of invitations,
    `KeyReusedError`, `StaleVersionError` for a session that was moved since it was read, and `ConflictError`
    (`session.over`, `device_test.passed`, `device_test.no_device`, `device_test.stands_still`, `device_test.asked`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await hosted(uow, account, command.session, command.identity)
        name = f"device-test:{person.session.id}:{person.person.identity}"
        if await uow.keys.claim(name, command.key, command.starts_at.isoformat(), now):
            await _require_askable(uow, person, command, now)
            asked = person.invitation.ask_to_test(now)
            # Of two who ask at once, one has to read again.
            await uow.invitations.save(asked)
            await _tell(uow, person, base_url, now)
            text = f"请{minutes.about(person.person)}在第 {person.session.number} 次调解会议前试设备"
            note = minutes.Note("invitation.test_asked", text)
            await minutes.line(uow, person.case, account.name, note, now)
            facts = {"identity": command.identity}
            await minutes.act_of_staff(uow, account, note.kind, f"session:{command.session}", now, **facts)
            await uow.commit()
    return await participant(account, command.session, command.identity, ports)


async def _require_askable(uow: UnitOfWork, person: Guest, command: AskToTest, now: datetime) -> None:
    session, identity = person.session, person.person.identity
    require_going_on(session)
    if session.starts_at != command.starts_at:
        raise StaleVersionError(table="session")
    await require_mandate(uow, person.case.id, person.person, now)
    if person.case.state in _STANDS_STILL:
        raise ConflictError("device_test.stands_still")
    attending = person.invitation.attending
    if session.mode is SessionMode.ON_SITE or (attending is not None and attending.manner in _NOT_BY_DEVICE):
        raise ConflictError("device_test.no_device", name=person.person.name)
    check = await uow.people.check(session.id, identity)
    if check is not None and check.is_passed:
        raise ConflictError("device_test.passed", name=person.person.name)


async def _tell(uow: UnitOfWork, person: Guest, base_url: str, now: datetime) -> None:
    case, session, identity = person.case, person.session, person.person.identity
    mediator = await uow.accounts.get(session.mediator)
    at = session.starts_at.astimezone(BEIJING)
    what = _WHAT.format(
        number=session.number, when=f"{spoken(at.date())} {at.hour}:{at.minute:02d}", test=f"{base_url}/network"
    )
    name = mediator.name if mediator else ""
    text = framed(case.court or "", case.organisation or "", name, what, case.serial)
    kind = ReminderKind.TEST_ASKED
    key = f"{kind}:{session.id}:{identity}:{now.isoformat()}"
    await uow.prompts.add(Prompt(key, case.id, kind, identity, None, text, now))
