"""Correct when an agreement was signed: every period is worked out anew, and the parties are told anew (art. 19)."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from server.domain import rest
from server.domain.account import Account
from server.domain.agreement_effect import unbound
from server.domain.case_file import Leaf, require_open
from server.domain.concurrence import parties
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import Identity
from server.domain.outcome import EndingCode
from server.domain.timeline import Tone
from server.services import clocks, effect_notices, effects, endings, minutes
from server.services.doors import doors_of
from server.services.ending_views import CaseEndingView
from server.services.ports import Ports


@dataclass(frozen=True, slots=True)
class CorrectEffect:
    """The instants as they were, over the agreement as it was read at `version`, and how the error came about."""

    serial: str
    version: int
    signed_at: Mapping[Identity, datetime]
    mediator_signed_at: datetime
    sealed_at: datetime | None
    reason: str = field(repr=False)


async def correct(account: Account, command: CorrectEffect, ports: Ports) -> CaseEndingView:
    """Put the instants of signatures and seal right; the same again changes nothing. Needs `effects.recording`.

    Raises as `effects.require_borne`, `InvalidError` (`effect.reason`, `effect.after_end`; `effect.incomplete` for
    other signatures), `ConflictError` (`effect.none`, `file.closed`), `StaleVersionError`.
    """
    now, reason = ports.clock.now(), command.reason.strip()
    if not reason:
        raise InvalidError("effect.reason", reason="required")
    async with ports.begin() as uow:
        case = await effects.recording(uow, account, command.serial)
        before, ended = await uow.endings.effect(case.id), await uow.endings.get(case.id)
        if before is None or ended is None:
            raise ConflictError("effect.none")
        require_open(case, Leaf.AGREEMENT)
        after = before.signed_anew(command.signed_at, command.mediator_signed_at, command.sealed_at)
        if after != before:
            left_out = {one.identity for one in unbound(after, parties(await uow.cases.participants(case.id)))}
            await effects.require_borne(uow, case, after, now, left_out)
            rest.require_signed_before(ended, after)
            await uow.endings.save_effect(replace(after, version=command.version))
            # A mediation of a rest that ended without agreement ended when it did.
            if ended.code is EndingCode.AGREEMENT:
                await uow.endings.save(replace(ended, ended_at=after.effective_at))
            was, is_now = effects.said(before.effective_at), effects.said(after.effective_at)
            text = f"更正协议签名时间：生效时间由 {was} 改为 {is_now}。理由：{reason}"
            await minutes.by_staff(uow, account, case, minutes.Note("agreement.corrected", text, Tone.CLOCK), now)
            await clocks.refresh(uow, case, now)
            doors = await doors_of(uow, case, now)
            await effect_notices.tell(uow, case, after, doors, now, correction=f"corrected-{command.version}")
            await uow.commit()
    return await endings.view(account, command.serial, ports)
