"""The mediation term: it begins with acceptance, and is extended only with every party's recorded consent."""

import json
from dataclasses import asdict, dataclass, field
from datetime import datetime

from server.domain import term_end
from server.domain.account import Account, Right
from server.domain.case import Case
from server.domain.clock_facts import Facts
from server.domain.clocks import party_deadline
from server.domain.concurrence import Answer, ConcurrenceForm, mediating, require_heard
from server.domain.deadlines import Deadline
from server.domain.errors import ConflictError, InvalidError, NotFoundError
from server.domain.ids import Identity
from server.domain.party import Participant
from server.domain.term import (
    Extension,
    ExtensionState,
    StartEvent,
    Term,
    TermPolicy,
    asked_by,
    require_in_time,
    require_room,
)
from server.domain.timeline import Tone
from server.services import clocks, last_days, minutes, papers, party_notices, receipting
from server.services.access import case_in_reach
from server.services.clock_views import CaseClocksView
from server.services.papers import FORMS
from server.services.ports import Ports, UnitOfWork
from server.services.speakers import who_may


@dataclass(frozen=True, slots=True)
class PartySays:
    """What a party said, as staff recorded it."""

    identity: str
    agrees: bool
    form: ConcurrenceForm
    at: datetime

    def answer(self, account: Account) -> Answer:
        """Return it with who wrote it down. Raises `InvalidError` (`consent.channel`) for an answer online."""
        heard = Answer(Identity(self.identity), self.agrees, self.form, self.at, account.name)
        require_heard(heard)
        return heard


@dataclass(frozen=True, slots=True)
class AskExtension:
    """A request for more time; the same `key` with the same content is one request."""

    serial: str
    key: str
    reason: str = field(repr=False)
    requested_by: str | None = None
    """Identity of the party that asks; None when the mediator suggests it."""

    def content(self) -> str:
        """Return everything in one form, to tell a repeat from another request."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)


async def begin(
    uow: UnitOfWork,
    case: Case,
    event: StartEvent,
    at: datetime,
    signed_for_at: datetime | None = None,
    *,
    anew: bool = False,
) -> None:
    """Start the term in this transaction: called by whatever makes a case accepted (在线调解规则 art. 24(2)).

    Again changes nothing: a new mediator after a change works within the term that runs. With `anew` another
    organisation's acceptance begins it again; the one before it is kept as a fact, and what was asked in it is closed.
    """
    kept = await uow.terms.get(case.id)
    if kept is None:
        await uow.terms.add(Term(case.id, event, at, signed_for_at))
    elif anew:
        for one in await uow.terms.extensions(case.id):
            if one.state is ExtensionState.ASKED:
                await uow.terms.save_extension(one.withdraw())
        await uow.terms.renew(kept.renewed(at, signed_for_at))
    await clocks.refresh(uow, case, at)


async def ask_extension(account: Account, command: AskExtension, ports: Ports) -> CaseClocksView:
    """Keep a request for more time, and ask every party by message. Needs `case.conduct`.

    Raises `InvalidError` (`extension.invalid`) without a reason, `ConflictError`: `term.not_begun`, `term.over`,
    `extension.too_late`, `extension.pending`, `extension.used_up`.
    """
    now = ports.clock.now()
    if not command.reason.strip():
        raise InvalidError("extension.invalid", reason="required")
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_CONDUCT)
        if await uow.keys.claim(f"extension:{case.id}", command.key, command.content(), now):
            facts, end = await _running(uow, case, now)
            require_in_time(end.due, now)
            require_room(facts.extensions_now, facts.policy)
            people = await uow.cases.participants(case.id)
            identity = Identity(command.requested_by) if command.requested_by else None
            who = asked_by(people, identity, account.name)
            policy = facts.policy
            extension = Extension(
                ports.chance.id(), case.id, now, who, command.reason.strip(), policy.extension_days, policy.base
            )
            await uow.terms.add_extension(extension)
            told = party_notices.extension_asked(extension.id, who, extension.days, end.last_day)
            await party_notices.tell(uow, case, await who_may(uow, case, people, now), told, now)
            text = f"{who}请求延长调解期限 {extension.days} 日，待各方同意"
            await minutes.by_staff(uow, account, case, minutes.Note("extension.asked", text, Tone.WAITING), now)
            await uow.commit()
    return await clocks.view(account, command.serial, ports)


async def answer_extension(
    account: Account, serial: str, extension: str, says: PartySays, ports: Ports
) -> CaseClocksView:
    """Record what one party said to the request. Needs `case.conduct`. Later answers of the same party count."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_CONDUCT)
        kept = await extension_of(uow, case, extension)
        said = says.answer(account)
        note = await _take(uow, case, kept, said, now)
        await minutes.line(uow, case, account.name, note, now)
        facts = {"extension": kept.id, "identity": said.identity, "answer": _yes(said), "form": said.form.value}
        await minutes.act_of_staff(uow, account, note.kind, f"case:{case.id}", now, **facts, wording=said.wording)
        await uow.commit()
    return await clocks.view(account, serial, ports)


async def _take(uow: UnitOfWork, case: Case, kept: Extension, said: Answer, now: datetime) -> minutes.Note:
    """Keep one more answer; return the line that says so."""
    people = await _parties(uow, case)
    await uow.terms.save_extension(kept.answer(people, said, now))
    name = _name(people, said.identity)
    text = f"{name}{'同意' if said.agrees else '不同意'}延长调解期限 {kept.days} 日（{FORMS[said.form]}）"
    return minutes.Note("extension.answered", text, Tone.CONSENT if said.agrees else Tone.WAITING)


async def _parties(uow: UnitOfWork, case: Case) -> tuple[Participant, ...]:
    return mediating(await uow.cases.participants(case.id))


def _yes(said: Answer) -> str:
    return "yes" if said.agrees else "no"


async def grant_extension(account: Account, serial: str, extension: str, ports: Ports) -> CaseClocksView:
    """Extend the term. Needs `case.conduct`.

    Raises `ConflictError`: `extension.consent_missing` naming who did not agree, `extension.too_late`, `term.over`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_CONDUCT)
        facts, end = await _running(uow, case, now)
        kept = await extension_of(uow, case, extension)
        people = mediating(await uow.cases.participants(case.id))
        granted = kept.grant(people, end.due, now)
        await uow.terms.save_extension(granted)
        await clocks.refresh(uow, case, now)
        after = term_end.extended(end, granted.days, granted.base, await uow.calendars.load())
        data = papers.extension_consent(case, granted, (end, after), people, facts.policy)
        await receipting.give_out(uow, ports, case.id, receipting.EXTENSION_CONSENT, data, now)
        text = f"各方同意，调解期限延长 {kept.days} 日，至 {last_days.said(after.last_day)}"
        await minutes.by_staff(uow, account, case, minutes.Note("extension.granted", text, Tone.CLOCK), now)
        await uow.commit()
    return await clocks.view(account, serial, ports)


async def withdraw_extension(account: Account, serial: str, extension: str, ports: Ports) -> CaseClocksView:
    """Take the request back; the term ends as it would have. Needs `case.conduct`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_CONDUCT)
        kept = await extension_of(uow, case, extension)
        await uow.terms.save_extension(kept.withdraw())
        await minutes.by_staff(uow, account, case, minutes.Note("extension.withdrawn", "撤回延长调解期限的请求"), now)
        await uow.commit()
    return await clocks.view(account, serial, ports)


async def policy(account: Account, ports: Ports) -> TermPolicy:
    """Return what the reader's own court decided about terms. Needs `calendar.edit`."""
    account.require(Right.CALENDAR_EDIT)
    return await ports.queries.policy(account.organisation)


async def save_policy(account: Account, seen: TermPolicy, decided: TermPolicy, ports: Ports) -> TermPolicy:
    """Keep what the court decided; requests asked for earlier keep their days and base. Needs `calendar.edit`.

    Raises `StaleVersionError` when `seen` is not what stands; what stands already changes nothing.
    """
    account.require(Right.CALENDAR_EDIT)
    now = ports.clock.now()
    if await ports.queries.policy(account.organisation) == decided:
        return decided
    async with ports.begin() as uow:
        await uow.terms.save_policy(account.organisation, seen, decided)
        changed = {
            "extension_days": str(decided.extension_days),
            "extensions": str(decided.extensions),
            "base": decided.base.value,
            "counts_suspension": "yes" if decided.counts_suspension else "no",
        }
        await minutes.act_of_staff(uow, account, "term_policy.changed", f"court:{account.organisation}", now, **changed)
        await uow.commit()
    return decided


async def _running(uow: UnitOfWork, case: Case, now: datetime) -> tuple[Facts, Deadline]:
    """Return the facts, and the end that everybody asked reads on their own page.

    Message, paper and the last day to ask or grant go by that one. One period has one day for whoever is not told of a
    suspension: a second, later one would tell those suspected as much as the word (在线调解规则 art. 23).
    """
    facts = (await uow.terms.facts([case]))[case.id]
    end = party_deadline(facts, await uow.calendars.load(), now)
    if end is None:
        raise ConflictError("term.not_begun")
    if not facts.may_be_longer:
        raise ConflictError("term.over")
    return facts, end


async def extension_of(uow: UnitOfWork, case: Case, extension: str) -> Extension:
    """Return a request of the case. Raises `NotFoundError`."""
    found = next((one for one in await uow.terms.extensions(case.id) if one.id == extension), None)
    if found is None:
        raise NotFoundError("extension.unknown")
    return found


def _name(people: tuple[Participant, ...], identity: str) -> str:
    return next(person.name for person in people if person.identity == identity)
