"""The record of one person: everything of theirs that a case keeps, in words, and of nobody else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Final

from server.domain.case import Case
from server.domain.consent import Purpose
from server.domain.ids import Identity
from server.domain.party import Participant
from server.domain.receipt import to_the_second
from server.services import own_requests
from server.services.consents import PURPOSE_WORDS
from server.services.contacts import CHANNEL_WORDS as CONTACT_CHANNELS
from server.services.contacts import OUTCOME_WORDS
from server.services.intake_words import PLAIN
from server.services.ports import UnitOfWork
from server.services.roster_words import ORIGINS
from server.services.steps import CHANNEL_WORDS, STEP_WORDS
from server.services.words import AUTHORITIES, CHECKS, EXTENTS, SIDES

_ORIGINS: Final = {origin: word for word, origin in ORIGINS.items()}
_SAYS: Final = {True: "同意", False: "不同意"}


@dataclass(frozen=True, slots=True)
class Said:
    """One thing that is kept: `key` for machines, `label` and `value` for people."""

    key: str
    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Section:
    """Things of one kind; none when nothing of it is kept."""

    key: str
    title: str
    facts: tuple[Said, ...]


async def sections(uow: UnitOfWork, case: Case, person: Participant) -> tuple[Section, ...]:
    """Return what is kept of this person in this case; sections without anything are there and say so."""
    return (
        Section("person", "本人信息", tuple(_person(person))),
        Section("case", "案件", tuple(_case(case))),
        Section("application", "本人写的申请", tuple(await _application(uow, person))),
        Section("steps", "逐项同意", tuple(await _steps(uow, person))),
        Section("sessions", "调解会议中的本人记录", tuple(await _sessions(uow, case, person.identity))),
        Section("authorities", "授权", tuple(await _authorities(uow, person))),
        Section("contacts", "联系本人的记录", tuple(await _contacts(uow, person))),
        Section("requests", "本人提出的请求", tuple(await _requests(uow, person))),
        Section("performances", "本人对履行的说明", tuple(await _performances(uow, person))),
    )


def as_json(found: Sequence[Section]) -> list[Mapping[str, object]]:
    """Return the record as `记录.json` carries it."""
    return [asdict(section) for section in found]


def _person(person: Participant) -> Iterator[Said]:
    yield Said("name", "姓名或者名称", person.name)
    yield Said("side", "哪一方", SIDES[person.side])
    yield Said("title", "身份", person.title)
    yield Said("id_number", "证件号码", person.id_number)
    yield Said("phone", "电话", person.phone)
    yield Said("email", "电子邮箱", person.email)
    yield Said("origin", "来自", _ORIGINS[person.origin])


def _case(case: Case) -> Iterator[Said]:
    # Not its title: the other side's name is in it.
    yield Said("serial", "流水号", case.serial)
    yield Said("cause", "案由", case.cause)
    yield Said("house", "办理单位", case.court or case.organisation or "")
    yield Said("received_at", "收件时间", to_the_second(case.received_at))


async def _application(uow: UnitOfWork, person: Participant) -> list[Said]:
    draft = await uow.drafts.get(person.case)
    if draft is None or draft.applicant != person.identity:
        return []
    written = draft.application
    claims = [
        Said("claim", PLAIN[one.plain], one.words or ("" if one.amount is None else f"{one.amount / 100:.2f} 元"))
        for one in written.claims
    ]
    more = (("facts", "事实", written.facts), ("place", "工作地点", written.place), ("post", "岗位", written.post))
    wage = "" if written.wage is None else f"{written.wage / 100:.2f} 元"
    said = (*more, ("since", "何时入职", written.since), ("wage", "月工资", wage))
    return [*claims, *(Said(key, label, value) for key, label, value in said if value)]


async def _steps(uow: UnitOfWork, person: Participant) -> list[Said]:
    given = await uow.steps.of_person(person.case, person.identity)
    waiting = [
        Said(one.step.value, f"{STEP_WORDS[one.step]}，请求撤回", f"{one.reason}，{to_the_second(one.asked_at)}")
        for one in await uow.steps.waiting(person.case, person.identity)
    ]
    answers = [
        Said(
            step.value,
            STEP_WORDS[step],
            f"{_SAYS[one.answer]}，{CHANNEL_WORDS[one.channel]}，{to_the_second(one.at)}"
            + (f"，{one.reason}" if one.reason else ""),
        )
        for step, consent in given.items()
        for one in consent.answers
    ]
    return answers + waiting


async def _sessions(uow: UnitOfWork, case: Case, identity: Identity) -> list[Said]:
    found = []
    for session in await uow.sessions.of_case(case.id):
        if await uow.invitations.get(session.id, identity) is None:
            continue
        name = f"第{session.number}次"
        found.append(Said("session", f"{name}调解会议", to_the_second(session.starts_at)))
        read = await uow.people.acknowledgement(session.id, identity)
        if read is not None:
            found.append(Said("notice", f"{name}，阅读告知书", to_the_second(read.at)))
        checked = await uow.people.identity_record(session.id, identity)
        if checked is not None:
            found.append(
                Said("identity", f"{name}，身份核验", f"{CHECKS[checked.result]}，{to_the_second(checked.at)}")
            )
        for purpose in Purpose:
            consent = await uow.people.consent(session.id, identity, purpose)
            found += [
                Said(
                    purpose.value,
                    f"{name}，{PURPOSE_WORDS[purpose]}",
                    f"{_SAYS[one.answer]}，{to_the_second(one.answered_at)}",
                )
                for one in consent.answers
            ]
    return found


async def _authorities(uow: UnitOfWork, person: Participant) -> list[Said]:
    # The other of the two is not named: that is their record.
    return [
        Said(
            "authority",
            "本人授权他人" if one.principal == person.identity else "本人受他人授权",
            f"{AUTHORITIES[one.kind]}，{one.matters}，签署于 {one.signed_on.isoformat()}",
        )
        for one in await uow.authorities.of_case(person.case)
        if person.identity in {one.principal, one.agent}
    ]


async def _contacts(uow: UnitOfWork, person: Participant) -> list[Said]:
    return [
        Said("contact", CONTACT_CHANNELS[one.channel], f"{OUTCOME_WORDS[one.outcome]}，{to_the_second(one.at)}")
        for one in await uow.contacts.of_case(person.case)
        if one.identity == person.identity
    ]


async def _requests(uow: UnitOfWork, person: Participant) -> list[Said]:
    challenge = await own_requests.challenge_of(uow, person.case, person.identity)
    change = await own_requests.change_of(uow, person.case, person.identity)
    found = []
    if challenge is not None:
        found.append(Said("challenge", "申请回避", f"{challenge.reason}，{to_the_second(challenge.at)}"))
    if change is not None:
        found.append(Said("change", "请求更换调解员", f"{change.reason}，{to_the_second(change.at)}"))
    return found


async def _performances(uow: UnitOfWork, person: Participant) -> list[Said]:
    effect = await uow.endings.effect(person.case)
    return [
        Said("performance", f"第{number}期", f"{EXTENTS[mark.extent]}，{to_the_second(mark.at)}")
        for number, one in enumerate(effect.performances if effect else (), 1)
        for mark in one.marks
        if mark.of == person.identity
    ]
