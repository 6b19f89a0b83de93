"""A person answers whether they may be recorded, transcribed, watched by the court; at any time, also in the room."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from server.domain.consent import Answer, Channel, Purpose
from server.domain.timeline import Tone
from server.services import minutes
from server.services.access import Guest, LinkKey, guest, invitation_view
from server.services.invitation_views import InvitationView
from server.services.ports import Ports, UnitOfWork

PURPOSE_WORDS: Final = {
    Purpose.RECORDING: "录音录像",
    Purpose.TRANSCRIPT: "机器转写",
    Purpose.COURT_VIEWING: "法院在司法确认审查之外查看",
}


@dataclass(frozen=True, slots=True)
class AnswerConsent:
    """One answer to one purpose, to the wording the person read."""

    purpose: Purpose
    answer: bool
    version: str
    channel: Channel = Channel.LINK


async def answer(key: LinkKey, command: AnswerConsent, ports: Ports) -> InvitationView:
    """Keep the answer; a running recording follows at once. Raises `ConflictError` (`consent.outdated_wording`)."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        person = await guest(uow, key, now)
        await _keep(uow, person, command, now)
        await uow.commit()
    # Also when nothing changed: a repeat after a crash must still reach the room.
    if command.purpose is Purpose.RECORDING:
        await ports.rooms.consent_changed(person.session.id, person.person.identity, answer=command.answer)
    await ports.rooms.participants_changed(person.session.id)
    return await invitation_view(ports, person.invitation, key.device_digest)


async def _keep(uow: UnitOfWork, person: Guest, command: AnswerConsent, now: datetime) -> None:
    kept = await uow.people.consent(person.session.id, person.person.identity, command.purpose)
    changed = kept.respond(Answer(command.answer, command.version, now, command.channel))
    if changed is kept:
        return
    await uow.people.save_consent(changed)
    text = (
        f"{minutes.about(person.person)}{_verb(command.answer, before=kept.stands())}{PURPOSE_WORDS[command.purpose]}"
    )
    # A no is a choice like any other: it waits for nobody.
    tone = Tone.CONSENT if command.answer else Tone.PLAIN
    await minutes.by_guest(uow, person, minutes.Note("consent.answered", text, tone), now)
    facts = {"purpose": command.purpose.value, "answer": "yes" if command.answer else "no", "wording": command.version}
    await minutes.act_of_guest(uow, person, "consent.stands", now, **facts)


def _verb(answer: bool, *, before: bool | None) -> str:  # noqa: FBT001 - the answer itself
    if answer:
        return "同意"
    return "撤回同意：" if before else "不同意"
