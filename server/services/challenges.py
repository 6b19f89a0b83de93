"""Challenges: a party asks that somebody of the panel withdraw, somebody else decides (SM-07, 特邀规定 art. 15)."""

from dataclasses import dataclass, field
from typing import Final

from server.domain.account import Account, Right
from server.domain.case import Case
from server.domain.disclosure import Challenge, ChallengeAction, ChallengeState, DisclosureGround, waiting
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from server.domain.ids import AccountId
from server.domain.timeline import Tone
from server.services import minutes, party_notices
from server.services.access import case_in_reach, person_of
from server.services.panels import GROUNDS, name_of, require_above, step_down, tell_rooms
from server.services.ports import Ports

_DECIDED: Final = {
    (True, True): "准许回避，另行指派调解员",
    (True, False): "准许回避；调解已经结束，不再另行指派",
    (False, True): "不准许回避，调解继续",
    (False, False): "不准许回避；调解已经结束",
}
"""What the case reads, by whether the challenge is upheld and whether the mediation goes on."""


@dataclass(frozen=True, slots=True)
class Against:
    """What a party says against a mediator of the panel; None is whoever presides."""

    identity: str
    ground: DisclosureGround
    reason: str = field(repr=False)
    mediator: str | None = None


async def challenge(account: Account, serial: str, said: Against, ports: Ports) -> None:
    """Write down that a party challenges one of those who mediate. Needs `case.assign` or `case.oversee`.

    Raises `InvalidError` (`challenge.reason`), `ConflictError` (`challenge.nobody`, `challenge.asked`,
    `panel.case_over`) and
    `NotFoundError` (`panel.unknown`).
    """
    now = ports.clock.now()
    if not said.reason.strip():
        raise InvalidError("challenge.reason", reason="required")
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        require_above(account)
        person = await person_of(uow, case, said.identity)
        target = _challenged(case, said.mediator)
        if waiting(await uow.panels.challenges(case.id), case.panel):
            raise ConflictError("challenge.asked")
        made = Challenge(ports.chance.id(), case.id, target, person.identity, said.ground, said.reason.strip(), now)
        await uow.panels.add_challenge(made)
        # Of two who ask at once, one has to read again.
        await uow.cases.save(case)
        name = await name_of(uow, case, target)
        note = minutes.Note("challenge.asked", f"{person.name}申请{name}回避：{GROUNDS[said.ground]}", Tone.WAITING)
        await minutes.by_staff(uow, account, case, note, now)
        await uow.commit()
    await tell_rooms(case, ports)


def _challenged(case: Case, mediator: str | None) -> AccountId:
    if case.mediator is None and mediator is None:
        raise ConflictError("challenge.nobody")
    if not case.goes_on:
        raise ConflictError("panel.case_over")
    if mediator is None or mediator == case.mediator:
        return case.mediator or AccountId("")
    if mediator not in case.co_mediators:
        raise NotFoundError("panel.unknown")
    return AccountId(mediator)


async def decide(
    account: Account, serial: str, challenged: str, action: ChallengeAction, decision: str, ports: Ports
) -> None:
    """Decide a challenge: the organisation or the court, never the mediator it is about (SM-07, `challenge.own`)."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        held = next((one for one in await uow.panels.challenges(case.id) if one.id == challenged), None)
        if held is None:
            raise NotFoundError("challenge.unknown")
        if account.id == held.mediator:
            raise ForbiddenError("challenge.own")
        require_above(account)
        decided = held.decide(action, decision, account.id, account.name, now)
        await uow.panels.save_challenge(decided)
        upheld = decided.state is ChallengeState.UPHELD
        # Once the mediation is over, report and hand-over stay with whoever mediated.
        leaves = upheld and case.goes_on
        text = _DECIDED[upheld, case.goes_on]
        await minutes.by_staff(uow, account, case, minutes.Note("challenge.decided", text, Tone.CLOCK), now)
        person = await person_of(uow, case, held.asked_by)
        await party_notices.tell(uow, case, [person], party_notices.challenge_decided(held.id), now)
        if leaves:
            await step_down(uow, case, held.mediator, now)
        await uow.commit()
    await tell_rooms(case, ports, gone=held.mediator if leaves else None)
