"""The panel at work: who mediates, what they disclose, who asks for another (OM-12, 15, 16)."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.case import Case, CaseAction, CaseSource, CaseState
from server.domain.concurrence import mediating
from server.domain.disclosure import (
    Disclosure,
    DisclosureGround,
    DisclosureState,
    PartyReply,
    Reply,
    require_settled,
    waiting,
)
from server.domain.errors import ConflictError, ForbiddenError, InvalidError, NotFoundError
from server.domain.ids import AccountId
from server.domain.panel import ChangeAction, ChangeRequest, Seat, require_free, seated
from server.domain.referral import ChosenBy, Referral, ReferralState
from server.domain.roster import Entry
from server.domain.session import SessionState
from server.domain.timeline import Tone
from server.services import eligibility, minutes, party_notices
from server.services.access import case_in_reach, person_of
from server.services.ports import Ports, UnitOfWork
from server.services.speakers import who_may

REPLIES = {Reply.CONTINUE: "同意继续", Reply.CHALLENGE: "申请回避"}
GROUNDS = {
    DisclosureGround.PARTY_OR_RELATIVE: "是本案当事人或者当事人、代理人的近亲属",
    DisclosureGround.INTEREST: "与纠纷有利害关系",
    DisclosureGround.OTHER_RELATION: "与当事人、代理人有其他关系，可能影响公正",
}


@dataclass(frozen=True, slots=True)
class Said:
    """What a mediator discloses: the grounds answered with yes, and the text any yes needs."""

    grounds: tuple[DisclosureGround, ...]
    text: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Seating:
    """A mediator who joins, and what they disclose."""

    serial: str
    mediator: str
    """Entry of the mediator."""
    said: Said


async def assign(account: Account, command: Seating, ports: Ports) -> None:
    """Name the presider of a case that has none, or one more mediator. Needs `case.assign`.

    With `case.refer` the presider of a case that is the court's to seat (`court_seats`), who gets the court's letter.

    Raises `InvalidError` (`referral.mediator`), `ConflictError` (`panel.not_taken` before anybody accepted the case,
    `panel.case_over` once it is filed, `panel.seated`, `panel.full`) and as
    `fitness.require_eligible`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_READ)
        entry, changed = await _joined(uow, account, case, command.mediator)
        await uow.cases.save(changed)
        await seat(uow, changed, entry, now)
        await disclose_in(uow, ports, changed, entry, command.said, now)
        if account.has(Right.CASE_REFER) and court_seats(case):
            await _refer_to(uow, ports, account, changed, entry, now)
        role = "主持调解" if changed.mediator == entry.account else "参加调解"
        note = minutes.Note("panel.assigned", f"指派{entry.shown.name}{role}", Tone.CLOCK)
        await minutes.by_staff(uow, account, changed, note, now)
        await uow.commit()


def court_seats(case: Case) -> bool:
    """Tell whether the court names who presides: whoever was asked alone has left a case that cannot be given back.

    What was agreed waits for its signatures, or the case stands still: it is not referred anew, and no organisation has
    it to assign somebody.
    """
    alone = case.court is not None and case.organisation is None and case.source is not CaseSource.JUDGE
    return alone and case.mediator is None and case.goes_on and not case.may(CaseAction.GIVE_BACK)


async def _refer_to(uow: UnitOfWork, ports: Ports, account: Account, case: Case, entry: Entry, now: datetime) -> None:
    """Keep the court's letter to the mediator it names; the letter to whoever left before is over (section 5.4)."""
    before = await uow.referrals.latest(case.id)
    if before is not None and before.state is ReferralState.ACCEPTED:
        await uow.referrals.save(before.end(now, f"由法院另行指定{entry.shown.name}"))
    made = Referral(
        id=ports.chance.id(),
        case=case.id,
        source=case.source,
        entry=entry.organisation or entry.id,
        organisation=case.organisation or "",
        mediator_entry=entry.id,
        mediator_name=entry.shown.name,
        chosen_by=ChosenBy.COURT,
        sent_at=now,
        sent_by=account.id,
    )
    await uow.referrals.add(made.accept(entry.account or account.id, now, None))


async def _joined(uow: UnitOfWork, account: Account, case: Case, mediator: str) -> tuple[Entry, Case]:
    """Return who joins, by the entry, and the case with them in it."""
    if account.has(Right.CASE_REFER) and court_seats(case):
        entry, organisation = await eligibility.of_court(uow, case, mediator)
        return entry, replace(_with(case, entry), organisation=organisation)
    account.require_in(case, Right.CASE_ASSIGN)
    _require_assignable(case)
    entry = await eligibility.of_house(uow, case, mediator, presides=case.mediator is None)
    return entry, _with(case, entry)


async def hand_over(account: Account, serial: str, to: str, ports: Ports) -> None:
    """Let another mediator of the panel preside, on record. Needs `case.conduct` as presider, or `case.assign`.

    Raises `NotFoundError` (`panel.unknown`), `ConflictError` (`panel.case_over` once it is
    filed) and as `fitness.require_eligible`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        if account.id != case.mediator and not account.has(Right.CASE_ASSIGN):
            raise ForbiddenError(right=Right.CASE_ASSIGN)
        _require_assignable(case)
        target = AccountId(to)
        if target not in case.co_mediators:
            raise NotFoundError("panel.unknown")
        await eligibility.require_presider(uow, case, target)
        others = tuple(one for one in (case.mediator, *case.co_mediators) if one is not None and one != target)
        changed = replace(case, mediator=target, co_mediators=others)
        await uow.cases.save(changed)
        for one in seated(await uow.panels.seats(case.id)):
            await uow.panels.put_seat(replace(one, presides=one.account == target))
        await _give_sessions(uow, changed)
        name = await name_of(uow, case, target)
        note = minutes.Note("panel.handed_over", f"主持人改由{name}担任", Tone.CLOCK)
        await minutes.by_staff(uow, account, changed, note, now)
        await uow.commit()


async def disclose(account: Account, serial: str, said: Said, ports: Ports) -> None:
    """Disclose something that came up later, also in a live session. Whoever is on the panel, for themselves.

    Any yes stops what is to be held until every party replied (art. 13). What was disclosed already is not kept twice.
    Raises `ConflictError` (`disclosure.case_over`) once the mediation is over.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_CONDUCT)
        _require_going_on(case, "disclosure.case_over")
        made = _disclosure(ports, case, account.id, account.name, said, now)
        if any(made.repeats(one) for one in await uow.panels.disclosures(case.id)):
            return
        await _keep_disclosure(uow, case, made, now)
        await minutes.act_of_staff(uow, account, "disclosure.made", f"case:{case.id}", now, yes=str(len(said.grounds)))
        await uow.commit()
    await tell_rooms(case, ports)


async def reply(account: Account, serial: str, disclosure: str, identity: str, said: Reply, ports: Ports) -> None:
    """Write down what a party says to a disclosure. Needs `case.assign` or `case.oversee`, never the mediator."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        require_above(account)
        person = await person_of(uow, case, identity)
        held = await disclosure_of(uow, case, disclosure)
        replied = [PartyReply(person.identity, said, now, account.id)]
        gone = await take_replies(uow, case, held, replied, author=person.name, who=person.name)
        await minutes.act_of_staff(uow, account, "disclosure.replied", f"case:{case.id}", now, reply=said)
        await uow.commit()
    await tell_rooms(case, ports, gone=gone)


async def name_of(uow: UnitOfWork, case: Case, mediator: AccountId) -> str:
    """Return how a mediator of the case is called."""
    return next((one.name for one in await uow.panels.seats(case.id) if one.account == mediator), "调解员")


async def ask_change(
    account: Account, serial: str, identity: str, reason: str, *, refuses_to_choose: bool, ports: Ports
) -> None:
    """Write down that a party asks for another mediator. Needs `case.assign` or `case.oversee`.

    Raises `ConflictError`: `change.asked` while an earlier request of the party waits for its answer,
    `change.case_over` once the mediation is over.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        require_above(account)
        _require_going_on(case, "change.case_over")
        person = await person_of(uow, case, identity)
        if any(one.waits_for(person.identity) for one in await uow.panels.changes(case.id)):
            raise ConflictError("change.asked")
        made = ChangeRequest(
            ports.chance.id(), case.id, person.identity, reason.strip(), now, refuses_to_choose=refuses_to_choose
        )
        await uow.panels.add_change(made)
        # Of two who ask at once, one has to read again.
        await uow.cases.save(case)
        text = f"{person.name}请求更换调解员：{reason.strip()}" + ("；不愿另选" if refuses_to_choose else "")
        await minutes.by_staff(uow, account, case, minutes.Note("change.asked", text, Tone.WAITING), now)
        await uow.commit()


async def answer_change(account: Account, serial: str, change: str, *, grants: bool, answer: str, ports: Ports) -> None:
    """Grant or refuse another mediator. Needs `case.assign` or `case.oversee`. A refusal has a reason.

    Raises `ConflictError` (`change.answered`), and when it grants (`change.case_over`, `change.changed_since`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_READ)
        require_above(account)
        held = next((one for one in await uow.panels.changes(case.id) if one.id == change), None)
        if held is None:
            raise NotFoundError("change.unknown")
        if grants:
            await _require_presided_then(uow, case, held)
        action = ChangeAction.GRANT if grants else ChangeAction.REFUSE
        await uow.panels.save_change(held.respond(action, answer, now))
        text = "同意更换调解员，另行指派" if grants else f"不更换调解员：{answer.strip()}"
        await minutes.by_staff(uow, account, case, minutes.Note("change.answered", text, Tone.CLOCK), now)
        person = await person_of(uow, case, held.identity)
        await party_notices.tell(uow, case, [person], party_notices.change_answered(held.id), now)
        if grants and case.mediator is not None:
            await step_down(uow, case, case.mediator, now)
        await uow.commit()
    if grants:
        await tell_rooms(case, ports, gone=case.mediator)


async def _require_presided_then(uow: UnitOfWork, case: Case, asked: ChangeRequest) -> None:
    """Raise `ConflictError` unless the case goes on and whoever presides sat in it when the party asked."""
    if case.mediator is None:
        return
    _require_going_on(case, "change.case_over")
    since = {one.account: one.since for one in seated(await uow.panels.seats(case.id))}.get(case.mediator)
    if since is not None and since > asked.at:
        raise ConflictError("change.changed_since")


def _require_going_on(case: Case, code: str) -> None:
    if not case.goes_on:
        raise ConflictError(code)


async def seat(uow: UnitOfWork, case: Case, entry: Entry, now: datetime) -> None:
    """Keep, in this transaction, that the mediator joined the panel. Raises `ConflictError`."""
    if entry.account is None:
        raise InvalidError("referral.mediator", mediator="no_account")
    presides = case.mediator == entry.account
    await _sit(uow, case, Seat(case.id, entry.account, entry.id, entry.shown.name, now, presides=presides))


async def seat_judge(uow: UnitOfWork, case: Case, judge: Account, now: datetime) -> None:
    """Keep, in this transaction, that a judge presides, whom no roster lists. Raises `ConflictError`."""
    await _sit(uow, case, Seat(case.id, judge.id, None, judge.name, now, presides=True))


async def _sit(uow: UnitOfWork, case: Case, taken: Seat) -> None:
    require_free(await uow.panels.seats(case.id), taken.account)
    await uow.panels.put_seat(taken)
    if taken.presides:
        await _give_sessions(uow, case)


async def disclose_in(uow: UnitOfWork, ports: Ports, case: Case, entry: Entry, said: Said, now: datetime) -> None:
    """Keep what a mediator discloses on joining."""
    if entry.account is None:
        raise InvalidError("referral.mediator", mediator="no_account")
    made = _disclosure(ports, case, entry.account, entry.shown.name, said, now)
    await _keep_disclosure(uow, case, made, now)


async def disclose_by(uow: UnitOfWork, ports: Ports, case: Case, judge: Account, said: Said, now: datetime) -> None:
    """Keep what a judge discloses before presiding."""
    await _keep_disclosure(uow, case, _disclosure(ports, case, judge.id, judge.name, said, now), now)


async def step_down(uow: UnitOfWork, case: Case, mediator: AccountId, now: datetime) -> None:
    """Take a mediator off the panel in this transaction: they reach the case no longer (OM-14)."""
    left = tuple(one for one in case.co_mediators if one != mediator)
    presider = None if case.mediator == mediator else case.mediator
    await uow.cases.save(replace(case, mediator=presider, co_mediators=left))
    for one in seated(await uow.panels.seats(case.id)):
        if one.account == mediator:
            await uow.panels.put_seat(replace(one, until=now, presides=False))


async def clear(uow: UnitOfWork, case: Case, now: datetime) -> None:
    """End every seat in this transaction."""
    for one in seated(await uow.panels.seats(case.id)):
        await uow.panels.put_seat(replace(one, until=now, presides=False))


async def require_ready(uow: UnitOfWork, case: Case) -> None:
    """Raise `ConflictError` (`panel.no_presider`, `disclosure.asking`, `challenge.open`) while nothing may be held."""
    if case.mediator is None:
        raise ConflictError("panel.no_presider")
    await require_impartial(uow, case)


async def require_impartial(uow: UnitOfWork, case: Case) -> None:
    """Raise `ConflictError` (`disclosure.asking`, `challenge.open`) while impartiality is not settled."""
    require_settled(await uow.panels.disclosures(case.id), case.panel)
    if waiting(await uow.panels.challenges(case.id), case.panel):
        raise ConflictError("challenge.open")


def require_above(account: Account) -> None:
    """Raise `ForbiddenError` for whoever neither assigns nor oversees."""
    if not (account.has(Right.CASE_ASSIGN) or account.has(Right.CASE_OVERSEE)):
        raise ForbiddenError(right=Right.CASE_ASSIGN)


def _require_assignable(case: Case) -> None:
    """Raise `ConflictError`; after the end somebody still writes the report and hands over."""
    if not case.is_taken:
        raise ConflictError("panel.not_taken", state=case.state)
    if case.state is CaseState.FILED:
        raise ConflictError("panel.case_over")


def _with(case: Case, entry: Entry) -> Case:
    if entry.account is None or case.mediator == entry.account or entry.account in case.co_mediators:
        raise ConflictError("panel.seated")
    if case.mediator is None:
        return replace(case, mediator=entry.account)
    return replace(case, co_mediators=(*case.co_mediators, entry.account))


def _disclosure(ports: Ports, case: Case, mediator: AccountId, name: str, said: Said, now: datetime) -> Disclosure:
    return Disclosure(
        ports.chance.id(), case.id, mediator, name, tuple(dict.fromkeys(said.grounds)), said.text.strip(), now
    )


async def _keep_disclosure(uow: UnitOfWork, case: Case, made: Disclosure, now: datetime) -> None:
    people = await uow.cases.participants(case.id) if made.grounds else ()
    await uow.panels.add_disclosure(replace(made, asked=tuple(person.identity for person in mediating(people))))
    told = party_notices.disclosure_made(made.id, made.name)
    await party_notices.tell(uow, case, await who_may(uow, case, people, now), told, now)
    said = f"{'、'.join(GROUNDS[ground] for ground in made.grounds)}。{made.text.rstrip('。')}；等各方答复"
    text = f"{made.name}披露：{said if made.grounds else '三项均没有'}"
    tone = Tone.WAITING if made.grounds else Tone.PLAIN
    await minutes.line(uow, case, made.name, minutes.Note("disclosure.made", text, tone), now)


async def disclosure_of(uow: UnitOfWork, case: Case, disclosure: str) -> Disclosure:
    """Return a disclosure of the case. Raises `NotFoundError` (`disclosure.unknown`)."""
    held = next((one for one in await uow.panels.disclosures(case.id) if one.id == disclosure), None)
    if held is None:
        raise NotFoundError("disclosure.unknown")
    return held


async def take_replies(
    uow: UnitOfWork, case: Case, held: Disclosure, said: Sequence[PartyReply], *, author: str, who: str
) -> AccountId | None:
    """Keep the same reply of one party or several in this transaction; `who` replied for whom begins the line.

    Return the mediator who leads no longer by it. Said again it is one.
    """
    answered = held.answer(*said)
    if all(held.is_repeated(one) for one in said):
        return None
    await uow.panels.save_disclosure(answered)
    first = said[0]
    note = minutes.Note("disclosure.replied", f"{who}{REPLIES[first.reply]}", Tone.CONSENT)
    await minutes.line(uow, case, author, note, first.at)
    # Once the mediation is over, report and hand-over stay with whoever mediated.
    if answered.state is not DisclosureState.CHALLENGED or not case.goes_on:
        return None
    await step_down(uow, case, held.mediator, first.at)
    note = minutes.Note("panel.stepped_down", f"{held.name}回避，另行指派调解员", Tone.CLOCK)
    await minutes.line(uow, case, author, note, first.at)
    return held.mediator


async def _give_sessions(uow: UnitOfWork, case: Case) -> None:
    """Let whoever presides lead the sessions that are still to come."""
    if case.mediator is None:
        return
    for one in await uow.sessions.of_case(case.id):
        if one.state is SessionState.SCHEDULED and one.mediator != case.mediator:
            await uow.sessions.save(replace(one, mediator=case.mediator))


async def tell_rooms(case: Case, ports: Ports, *, gone: AccountId | None = None) -> None:
    """Let the rooms of the case look again; whoever is `gone` from the panel leaves them, presider or not.

    `case` is as it was before. Without a presider nothing more is recorded: there is no mediation to record.
    """
    async with ports.reading() as uow:
        rooms = [one.id for one in await uow.sessions.of_case(case.id) if not one.is_over]
    for session in rooms:
        if gone is not None and gone == case.mediator:
            await ports.rooms.stop_recording(session)
        if gone is not None:
            await ports.rooms.unseat(session, gone)
        await ports.rooms.panel_changed(session)
