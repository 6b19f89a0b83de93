"""Choosing: the parties pick a mediator unseen by each other, or court or organisation appoints.

在线调解规则 art. 10, OM-11. Of what an organisation took in itself they choose among its own mediators, else it names
one (特邀规定 art. 12, SM-04; 人民调解法 art. 23, PM-01): it may ask them, and need not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, TypedDict

from server.domain.account import Account, Right
from server.domain.audit import Act
from server.domain.calendar import WorkCalendar
from server.domain.case import Case, CaseSource, CaseState
from server.domain.case_consent import ConsentStep
from server.domain.choice import Choice, ChoiceState, HandedOver, Pick, begin
from server.domain.concurrence import mediating, parties, require_all
from server.domain.deadlines import Deadline
from server.domain.errors import ConflictError, InvalidError, NotFoundError
from server.domain.ids import CaseId, EntryId, Identity
from server.domain.party import Participant
from server.domain.profile import EntryKind
from server.domain.speaking import Voice
from server.domain.timeline import Tone
from server.services import clocks, minutes, own_requests, party_notices, steps, sweeping
from server.services.access import LinkKey, case_in_reach, person_of
from server.services.case_links import bound
from server.services.clock_views import deadline_view
from server.services.explanations import require_explained
from server.services.impartiality import own_disclosures
from server.services.ports import Ports, UnitOfWork
from server.services.referral_views import OwnChoice
from server.services.roster_views import Candidate
from server.services.speaker_views import BarredView, StandsForView
from server.services.speakers import Speaker, speaker, who_may

_WHO: Final = {False: "法院", True: "调解组织"}
"""Who names a mediator where the parties do not, by whether the organisation took the case in itself."""


@dataclass(frozen=True, slots=True)
class _Line:
    """In whose name a line stands, and who did it for whom."""

    author: str
    who: str = ""


class _OwnPick(TypedDict):
    """The part of `OwnChoice` that is about the pick of whoever reads it."""

    own: str | None
    said_by: str
    for_self: bool
    stands_for: tuple[StandsForView, ...]
    barred: tuple[BarredView, ...]
    others_picked: bool


async def start(account: Account, serial: str, *, joint: bool, ports: Ports) -> None:
    """Let the parties choose, or, when only one side agreed, let the court appoint at once; rights as `_at_desk`.

    Also again where whom all picked can no longer be referred to; the parties are told.

    Raises `ConflictError` (`choice.not_now`, `choice.begun`, `award.explanation_owed`; `choice.judge_presides` where a
    judge does; `choice.consent_missing` naming who did not agree to mediation: only all of them choose together).
    An organisation that names a mediator itself begins no round (`choice.not_now`).
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await _at_desk(uow, account, serial)
        if case.state is not CaseState.TO_APPOINT or (_is_own(case) and not joint):
            raise ConflictError("choice.not_now", state=case.state)
        if case.source is CaseSource.JUDGE:
            raise ConflictError("choice.judge_presides")
        await require_explained(uow, case)
        last = await uow.choices.latest(case.id)
        people = await uow.cases.participants(case.id)
        gone = last is not None and is_gone(last, await offered(case, people, ports))
        if last is not None:
            await _give_way(uow, last, gone=gone)
        if joint:
            agreed = await steps.of_parties(uow, case, ConsentStep.ONLINE_MEDIATION, now)
            require_all("choice.consent_missing", mediating(people), agreed)
        why = None if joint else HandedOver.CHOSEN_GONE if gone else HandedOver.ONE_SIDED
        asked = [person.identity for person in mediating(people)]
        choice = begin(ports.chance.id(), case.id, asked, now, why)
        await uow.choices.add(choice)
        note = minutes.Note("choice.begun", _begun(why, gone=gone), Tone.CLOCK)
        await minutes.by_staff(uow, account, case, note, now)
        await _tell_choosers(uow, case, choice, people, now)
        await clocks.refresh(uow, case, now)
        await uow.commit()


async def _at_desk(uow: UnitOfWork, account: Account, serial: str) -> Case:
    """Return the case of whoever lets its parties choose.

    Needs `case.refer` at the court; at the organisation, of what it took in itself, `case.assign` (SM-04).
    """
    case = await case_in_reach(uow, account, serial, Right.CASE_READ)
    account.require(Right.CASE_ASSIGN if _is_own(case) else Right.CASE_REFER)
    return case


def _is_own(case: Case) -> bool:
    """Tell whether an organisation took the case in itself: it names the mediator where the parties do not."""
    return case.source is CaseSource.ORGANISATION


def due(case: Case, choice: Choice, calendar: WorkCalendar) -> Deadline | None:
    """Return until when somebody chooses; no source gives the organisation a time to name one."""
    return None if _is_own(case) and choice.state is ChoiceState.COURT else choice.due(calendar)


async def _tell_choosers(
    uow: UnitOfWork, case: Case, choice: Choice, people: Sequence[Participant], now: datetime
) -> None:
    """Write to everybody who chooses, also for a party: their two working days run, or the chosen is gone."""
    until = choice.due(await uow.calendars.load())
    if choice.state is ChoiceState.OPEN and until is not None:
        told = party_notices.choice_open(choice.id, until.last_day, _WHO[_is_own(case)])
        await party_notices.tell(uow, case, await who_may(uow, case, people, now), told, now)
    if choice.handed_over is HandedOver.CHOSEN_GONE:
        chose = await who_may(uow, case, people, now)
        await party_notices.tell(uow, case, chose, party_notices.choice_gone(choice.id), now)


async def _give_way(uow: UnitOfWork, last: Choice, *, gone: bool) -> None:
    """Close the round before this one. Raises `ConflictError` (`choice.begun`) while it may still be followed."""
    if last.state is ChoiceState.OPEN or (last.state is ChoiceState.MATCHED and not gone):
        raise ConflictError("choice.begun")
    if last.state is not ChoiceState.CLOSED:
        await uow.choices.save(last.close())


def _begun(why: HandedOver | None, *, gone: bool) -> str:
    """Return the line of a round: who chooses, and why again."""
    how = {
        None: "双方共同选择调解员，两个工作日内选定",
        HandedOver.CHOSEN_GONE: "由法院指定调解员",
    }.get(why, "仅一方同意，征询后由法院指定调解员")
    return f"双方一致选定的现在不能接受委派，{how}" if gone else how


def is_gone(choice: Choice, candidates: Sequence[Candidate]) -> bool:
    """Tell whether all picked the same, and neither it nor anybody of it can be referred to now."""
    fit = {name for one in candidates if one.may_be_named for name in (one.id, one.organisation_id)}
    return choice.chosen is not None and choice.chosen not in fit


async def record_pick(account: Account, serial: str, identity: str, entry: str, ports: Ports) -> None:
    """Write down what a party chose, said on the telephone or at the counter; rights as `_at_desk`.

    Raises `NotFoundError` (`choice.not_asked`, `roster.unknown`), `ConflictError` (`referral.unfit`) and
    `IllegalTransitionError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await _at_desk(uow, account, serial)
        await fitting(uow, case, entry, ports)
        person = await person_of(uow, case, identity)
        picked = Pick(person.identity, EntryId(entry), now, account.id)
        await _pick(uow, case, [picked], _Line(person.name, minutes.about(person)))
        facts = {"identity": identity}
        await minutes.act_of_staff(uow, account, "choice.picked", f"case:{case.id}", now, **facts)
        await uow.commit()


async def ask_court(account: Account, serial: str, ports: Ports) -> None:
    """Write down that a party asks the court, or the organisation, to appoint; rights as `_at_desk`."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await _at_desk(uow, account, serial)
        await _hand_over(uow, case, HandedOver.ASKED, _Line(account.name, "当事人"), now)
        await minutes.act_of_staff(uow, account, "choice.court_asked", f"case:{case.id}", now)
        await uow.commit()


async def ask_court_own(key: LinkKey, ports: Ports) -> None:
    """Let whoever chooses by this link ask the court to appoint (art. 10); again changes nothing.

    Raises `NotFoundError` (`choice.unknown`, `choice.not_asked`), `ForbiddenError` (`choice.not_authorised`; facts as
    `pick_own`) and `IllegalTransitionError`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        choice = await _latest(uow, case)
        asked = await _chooser(uow, case, choice, link.identity, now)
        said = asked.open_to("choice", ())
        if choice.state is ChoiceState.COURT:
            return
        await _hand_over(uow, case, HandedOver.ASKED, _Line(asked.person.name, asked.whom(said)), now)
        await _note_own(uow, case, asked, "choice.court_asked", said, now)
        await uow.commit()


async def own(key: LinkKey, ports: Ports) -> OwnChoice:
    """Return what whoever comes by this link chooses and answers; of others only whether they picked."""
    now = ports.clock.now()
    async with ports.reading() as uow:
        link, case = await bound(uow, key, now)
        choice = await uow.choices.latest(case.id)
        calendar = await uow.calendars.load()
        people = await uow.cases.participants(case.id)
        asked = await speaker(uow, case, link.identity, now, choice.asked) if choice else None
        disclosures = await own_disclosures(uow, case, link.identity, now)
        voice = await own_requests.voice_of(uow, case, link.identity, now)
        asking = voice.party.identity if voice else link.identity
        challenged = await own_requests.challenge_of(uow, case.id, asking)
        change = await own_requests.change_of(uow, case.id, asking)
        may = await own_requests.may(uow, case, voice)
    until = due(case, choice, calendar) if choice else None
    choosing = choice is not None and choice.state is ChoiceState.OPEN and asked is not None
    return OwnChoice(
        state=choice.state if choice else None,
        due=deadline_view(until) if until else None,
        appoints="organisation" if _is_own(case) else "court",
        **_own_pick(choice, asked),
        candidates=tuple(one for one in await offered(case, people, ports) if one.may_be_named) if choosing else (),
        disclosures=disclosures,
        handed_over=choice.handed_over if choice else None,
        challenge=challenged,
        change=change,
        may=(*(("court",) if choosing and asked and asked.able else ()), *may),
    )


async def pick_own(key: LinkKey, entry: str, ports: Ports) -> OwnChoice:
    """Take the choice of whoever comes by this link; the same again changes nothing.

    It counts for them, where they are asked, and for each asked party whose authority to them stands with its papers
    and who has not picked in person: a party's own pick is never replaced, and replaces this one whenever it comes.

    Raises `NotFoundError` (`choice.unknown`, `choice.not_asked`), `ForbiddenError` (`choice.not_authorised`; facts:
    `party`, `why`, `who` can), `ConflictError` (`choice.answered_themselves`), `IllegalTransitionError` and as
    `fitting`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        link, case = await bound(uow, key, now)
        choice = await _latest(uow, case)
        asked = await _chooser(uow, case, choice, link.identity, now)
        open_to = asked.open_to("choice", choice.themselves)
        await fitting(uow, case, entry, ports)
        made = [
            (voice, Pick(voice.party.identity, EntryId(entry), now, f"party:{link.identity}", voice.through))
            for voice in open_to
        ]
        news = [each for each in made if not any(each[1].is_same(one) for one in choice.picks)]
        if news:
            said = [voice for voice, _ in news]
            await _pick(uow, case, [one for _, one in news], _Line(asked.person.name, asked.whom(said)))
            await _note_own(uow, case, asked, "choice.picked", said, now)
            await uow.commit()
    return await own(key, ports)


async def expire(ports: Ports) -> int:
    """Hand rounds whose two working days are over to the court; return how many. Run from time to time."""
    async with ports.reading() as uow:
        waiting = await uow.choices.open_ones()
    return await sweeping.each("end of a choice", waiting, lambda case: _expire(ports, case))


async def _expire(ports: Ports, case_id: CaseId) -> bool:
    now = ports.clock.now()
    async with ports.begin() as uow:
        case, choice = await uow.cases.get(case_id), await uow.choices.latest(case_id)
        if case is None or choice is None or not choice.is_over(await uow.calendars.load(), now):
            return False
        await _hand_over(uow, case, HandedOver.NO_MATCH, _Line("系统"), now)
        await uow.audit.add(Act("system", "choice.expired", f"case:{case.id}"), now)
        await uow.commit()
    return True


async def reopen(uow: UnitOfWork, ports: Ports, case: Case, now: datetime) -> None:
    """Begin a round for the court in this transaction: what was referred came back (art. 12)."""
    asked = [person.identity for person in mediating(await uow.cases.participants(case.id))]
    await uow.choices.add(begin(ports.chance.id(), case.id, asked, now, HandedOver.AFTER_REFUSAL))


async def offered(case: Case, people: Sequence[Participant], ports: Ports) -> tuple[Candidate, ...]:
    """Return the candidates of a case between these people, the best first."""
    origins = frozenset(person.origin for person in parties(people))
    found = await ports.roster.candidates(case, origins, ports.pool)
    # Of an organisation's own people nobody mediates who cannot sign in; a court writes to an organisation.
    return tuple(one for one in found if one.account) if _is_own(case) else found


async def fitting(uow: UnitOfWork, case: Case, entry: str, ports: Ports) -> Candidate:
    """Return the candidate. Raises `NotFoundError` for one not on the court's roster and `ConflictError` if barred.

    `referral.unfit`, and `mediator.may_not_preside` for a mediator named alone; `InvalidError` (`referral.no_account`)
    for one who could not answer.
    """
    people = await uow.cases.participants(case.id)
    found = next((one for one in await offered(case, people, ports) if one.id == entry), None)
    if found is None:
        raise NotFoundError("roster.unknown")
    if not found.may_be_chosen:
        raise ConflictError("referral.unfit", reasons=" ".join(found.reasons))
    if found.kind is EntryKind.MEDIATOR and not found.may_preside:
        raise ConflictError("mediator.may_not_preside", name=found.name)
    if found.kind is EntryKind.MEDIATOR and found.account is None:
        raise InvalidError("referral.no_account", entry="no_account")
    return found


async def _chooser(uow: UnitOfWork, case: Case, choice: Choice, identity: Identity, now: datetime) -> Speaker:
    """Return who chooses by a link. Raises `NotFoundError` (`choice.not_asked`)."""
    asked = await speaker(uow, case, identity, now, choice.asked)
    if asked is None:
        raise NotFoundError("choice.not_asked")
    return asked


def _own_pick(choice: Choice | None, asked: Speaker | None) -> _OwnPick:
    if choice is None or asked is None:
        return _OwnPick(own=None, said_by="", for_self=False, stands_for=(), barred=(), others_picked=False)
    identity, pick = asked.person.identity, choice.pick_of(asked.person.identity)
    agent = pick.through.agent if pick and pick.through else identity
    others = set(choice.asked) - {voice.party.identity for voice in asked.able}
    return _OwnPick(
        own=pick.entry if pick else None,
        said_by="" if agent == identity else asked.name_of(agent),
        for_self=asked.for_self,
        stands_for=asked.stands_for(choice.themselves),
        barred=asked.barred,
        others_picked=choice.picked >= others,
    )


async def _pick(uow: UnitOfWork, case: Case, picks: Sequence[Pick], by: _Line) -> None:
    choice = (await _latest(uow, case)).pick(*picks)
    await uow.choices.save(choice)
    at = picks[0].at
    # What was picked is in no line: the other party may read it.
    await minutes.line(uow, case, by.author, minutes.Note("choice.picked", f"{by.who}已选择调解员", Tone.CONSENT), at)
    if choice.state is ChoiceState.MATCHED:
        await clocks.refresh(uow, case, at)
        await minutes.line(uow, case, by.author, minutes.Note("choice.matched", "双方选择一致", Tone.CONSENT), at)


async def _hand_over(uow: UnitOfWork, case: Case, why: HandedOver, by: _Line, now: datetime) -> None:
    choice = await _latest(uow, case)
    await uow.choices.save(choice.hand_over(why, now))
    who = _WHO[_is_own(case)]
    text = f"{by.who}请求{who}指定调解员" if why is HandedOver.ASKED else f"两个工作日内未选定同一调解员，由{who}指定"
    await minutes.line(uow, case, by.author, minutes.Note("choice.handed_over", text, Tone.CLOCK), now)
    await clocks.refresh(uow, case, now)


async def _note_own(
    uow: UnitOfWork, case: Case, asked: Speaker, action: str, said: Sequence[Voice], now: datetime
) -> None:
    """Write the act of somebody by their own link, and for whom it was."""
    facts = (("for", ",".join(voice.party.identity for voice in said)),)
    await uow.audit.add(Act(f"party:{asked.person.identity}", action, f"case:{case.id}", facts), now)


async def _latest(uow: UnitOfWork, case: Case) -> Choice:
    found = await uow.choices.latest(case.id)
    if found is None:
        raise NotFoundError("choice.unknown")
    return found


def name_of(people: tuple[Participant, ...], identity: Identity) -> str:
    """Return the name of a person of the case."""
    return next((person.name for person in people if person.identity == identity), "")
