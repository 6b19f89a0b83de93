"""Undisputed facts 无争议事实记载: whoever mediates writes them down, and what a party says away from its link."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from server.domain.account import Account, Right
from server.domain.case import Case
from server.domain.case_file import Leaf, require_open
from server.domain.concurrence import Answer, ConcurrenceForm, parties, require_heard
from server.domain.errors import ConflictError, InvalidError, NotFoundError, StaleVersionError
from server.domain.ids import Identity
from server.domain.reminder import Prompt, ReminderKind
from server.domain.timeline import Tone
from server.domain.undisputed import Edition, FactSays, StatedFact, require_writable
from server.services import minutes, party_notices
from server.services.access import case_in_reach
from server.services.papers import FORMS
from server.services.ports import Ports, UnitOfWork
from server.services.speakers import who_may
from server.services.undisputed_views import UndisputedFactsView, facts_view

_CONFIRMED = "{serial} 的无争议事实，各方都已逐条确认，会随调解终结报告移送"
_ANSWERED = "{serial} 的无争议事实，各方都已答复，其中有没有得到共同确认的，请看原因。没有共同确认的不会移送"


@dataclass(frozen=True, slots=True)
class WriteFacts:
    """The facts in the words of now, written over the `edition` that was read; no facts take all of them back."""

    serial: str
    edition: int
    facts: tuple[StatedFact, ...]


@dataclass(frozen=True, slots=True)
class RecordAnswer:
    """What a party said to the words of `sha256`, on paper or orally, as staff heard or read it."""

    serial: str
    sha256: str
    identity: str
    form: ConcurrenceForm
    says: tuple[FactSays, ...] = field(repr=False)


async def view(account: Account, serial: str, ports: Ports) -> UndisputedFactsView:
    """Return the facts with everybody's answers. Needs `case.conduct`: what not everybody confirmed is protected."""
    async with ports.reading() as uow:
        case = await case_in_reach(uow, account, serial, Right.CASE_CONDUCT)
        return await _shown(uow, case)


async def write(account: Account, command: WriteFacts, ports: Ports) -> UndisputedFactsView:
    """Keep an edition and ask every party by message; the same words again change nothing. Needs `case.conduct`.

    Nobody has answered to a new edition, whatever they said to the one before (在线调解规则 art. 22).

    Raises `InvalidError` (`facts.incomplete`), `StaleVersionError` when `edition` is not the one that stands,
    `ConflictError`: `file.closed`, `facts.closed`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_CONDUCT)
        await require_facts_open(uow, case)
        before = await uow.undisputed.latest(case.id)
        stands = before.number if before else 0
        edition = Edition(case.id, stands + 1, _stripped(command.facts), now, account.name)
        if edition.facts != (before.facts if before else ()):
            if command.edition != stands:
                raise StaleVersionError(table="facts_edition")
            await uow.undisputed.add(edition)
            await _ask(uow, account, case, edition, now)
            await uow.commit()
        return await _shown(uow, case)


async def record(account: Account, command: RecordAnswer, ports: Ports) -> UndisputedFactsView:
    """Record what one party said to every fact; the same again changes nothing. Needs `case.conduct`.

    Over what a party said by its own link nothing is written: only the party changes that.

    Raises `NotFoundError` (`facts.none`), `InvalidError` (`consent.channel`, `facts.unknown_party`, and as
    `Edition.answered`), `ConflictError`: `file.closed`, `facts.closed`, `facts.changed`, `facts.answered_online`.
    """
    now = ports.clock.now()
    async with ports.begin() as uow:
        case = await case_in_reach(uow, account, command.serial, Right.CASE_CONDUCT)
        await require_facts_open(uow, case)
        edition = await standing_edition(uow, case)
        edition.require_seen(command.sha256)
        identity = Identity(command.identity)
        said = Answer(identity, agrees=True, form=command.form, at=now, recorded_by=account.name)
        require_heard(said)
        people = parties(await uow.cases.participants(case.id))
        party = next((one for one in people if one.identity == identity), None)
        if party is None:
            raise InvalidError("facts.unknown_party", identity="unknown")
        if edition.said_online(identity):
            raise ConflictError("facts.answered_online", name=party.name)
        answered = edition.answered(command.says, said)
        if answered is not edition:
            await uow.undisputed.save_answers(answered)
            text = f"登记{party.name}对无争议事实的答复（{FORMS[command.form]}）"
            await minutes.line(uow, case, account.name, minutes.Note("facts.answered", text, Tone.CONSENT), now)
            facts = {"identity": identity, **act_facts(answered, identity, command.form)}
            await minutes.act_of_staff(uow, account, "facts.answered", f"case:{case.id}", now, **facts)
            await tell_answered(uow, case, answered, now)
            await uow.commit()
        return await _shown(uow, case)


async def require_facts_open(uow: UnitOfWork, case: Case) -> None:
    """Raise `ConflictError` (`file.closed`, `facts.closed`) when the facts of a case are fixed."""
    require_open(case, Leaf.FACTS)
    require_writable(await uow.endings.get(case.id))


async def standing_edition(uow: UnitOfWork, case: Case) -> Edition:
    """Return the facts that stand. Raises `NotFoundError` (`facts.none`) where there are none."""
    edition = await uow.undisputed.latest(case.id)
    if edition is None or not edition.facts:
        raise NotFoundError("facts.none")
    return edition


def act_facts(edition: Edition, identity: Identity, form: ConcurrenceForm) -> dict[str, str]:
    """Return what the audit log keeps of an answer: to which words, how, and fact by fact; no words of anybody."""
    said = [f"{number}:{'yes' if one and one.agrees else 'no'}" for number, one in enumerate(edition.said(identity), 1)]
    return {"sha256": edition.sha256, "form": form.value, "answer": ",".join(said)}


async def tell_answered(uow: UnitOfWork, case: Case, edition: Edition, now: datetime) -> None:
    """Tell whoever mediates once all parties answered, and once more when all of them confirmed everything."""
    people = await uow.cases.participants(case.id)
    if not edition.is_answered(people):
        return
    is_joint = len(edition.joint_numbers(people)) == len(edition.facts)
    text, how = (_CONFIRMED, "confirmed") if is_joint else (_ANSWERED, "answered")
    kind = ReminderKind.FACTS_ANSWERED
    for account in sorted(case.panel):
        key = f"{kind}:{case.id}:{edition.number}:{how}:{account}"
        await uow.prompts.add(Prompt(key, case.id, kind, None, account, text.format(serial=case.serial), now))


async def _ask(uow: UnitOfWork, account: Account, case: Case, edition: Edition, now: datetime) -> None:
    text = f"写无争议事实 {len(edition.facts)} 条，待各方确认" if edition.facts else "收回全部无争议事实"
    await minutes.line(uow, case, account.name, minutes.Note("facts.written", text, Tone.WAITING), now)
    facts = {"version": str(edition.number), "sha256": edition.sha256}
    await minutes.act_of_staff(uow, account, "facts.written", f"case:{case.id}", now, **facts)
    if edition.facts:
        asked = await who_may(uow, case, await uow.cases.participants(case.id), now)
        await party_notices.tell(uow, case, asked, party_notices.facts_asked(edition.number), now)


async def _shown(uow: UnitOfWork, case: Case) -> UndisputedFactsView:
    people = await uow.cases.participants(case.id)
    edition, ended = await uow.undisputed.latest(case.id), await uow.endings.get(case.id)
    return facts_view(edition, people, ended)


def _stripped(facts: tuple[StatedFact, ...]) -> tuple[StatedFact, ...]:
    return tuple(replace(one, text=one.text.strip(), source=one.source.strip()) for one in facts)
