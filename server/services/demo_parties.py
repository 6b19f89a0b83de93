"""The people of the demonstration's main case: who acts for whom, what they agreed to, how they were reached."""

from datetime import datetime, timedelta
from typing import Final

from server.domain.authority import PAPERS, Authority, AuthorityKind, Power
from server.domain.beijing import beijing_day
from server.domain.case import Case
from server.domain.case_consent import STEPS_WORDING, ConsentChannel, ConsentStep, StepAnswer, StepConsent
from server.domain.contact import Contact, ContactChannel, ContactOutcome
from server.domain.ids import AccountId, Identity
from server.services.ports import UnitOfWork
from server.services.ports.outside import TokenSource

AGREED: Final = {
    "worker": (
        ConsentStep.ONLINE_MEDIATION,
        ConsentStep.SEPARATE_SESSIONS,
        ConsentStep.E_SERVICE,
        ConsentStep.E_SIGNATURE,
    ),
    "daughter": (ConsentStep.ONLINE_MEDIATION, ConsentStep.SEPARATE_SESSIONS, ConsentStep.E_SIGNATURE),
    "manager": (ConsentStep.ONLINE_MEDIATION, ConsentStep.SEPARATE_SESSIONS),
    "lawyer": (ConsentStep.ONLINE_MEDIATION, ConsentStep.SEPARATE_SESSIONS, ConsentStep.E_SERVICE),
}
ACTING: Final = (
    ("daughter", "worker", AuthorityKind.RELATIVE, frozenset({Power.SETTLE, Power.CHANGE, Power.SIGN})),
    ("lawyer", "company", AuthorityKind.LAWYER, frozenset({Power.ADMIT, Power.CHANGE, Power.SETTLE, Power.SIGN})),
    ("manager", "company", AuthorityKind.RELATIVE, frozenset({Power.SETTLE})),
)
TRIES: Final = (
    (12, ContactOutcome.NO_ANSWER, "下午三点，响铃无人接听"),
    (11, ContactOutcome.REACHED, "说明了程序和费用，同意在线调解"),
)


async def add(
    uow: UnitOfWork,
    chance: TokenSource,
    case: Case,
    mediator: AccountId,
    ids: dict[str, Identity],
    session_at: datetime,
) -> None:
    """Put in answers, authorities and contacts, all from before the session."""
    at = session_at - timedelta(days=11)
    for key, steps in AGREED.items():
        for step in steps:
            answer = StepAnswer(
                answer=True, wording=STEPS_WORDING, at=at, channel=ConsentChannel.ORAL, recorded_by=mediator
            )
            await uow.steps.save(StepConsent(case.id, ids[key], step, (answer,)))
    await _add_authorities(uow, chance, case, mediator, ids, at)
    await _add_contacts(uow, case, mediator, ids["manager"], session_at)


async def _add_authorities(
    uow: UnitOfWork, chance: TokenSource, case: Case, mediator: AccountId, ids: dict[str, Identity], at: datetime
) -> None:
    for agent, principal, kind, powers in ACTING:
        await uow.authorities.add(
            Authority(
                id=chance.id(),
                case=case.id,
                agent=ids[agent],
                principal=ids[principal],
                kind=kind,
                matters="代为参加调解，提出、变更、接受调解方案，签收文书",
                powers=powers,
                papers=PAPERS[kind],
                signed_on=beijing_day(at),
                recorded_by=mediator,
                recorded_at=at,
            )
        )


async def _add_contacts(
    uow: UnitOfWork, case: Case, mediator: AccountId, manager: Identity, session_at: datetime
) -> None:
    for days, outcome, note in TRIES:
        tried_at = session_at - timedelta(days=days)
        await uow.contacts.add(
            Contact(
                case=case.id,
                identity=manager,
                at=tried_at,
                channel=ContactChannel.TELEPHONE,
                number="13700008852",
                outcome=outcome,
                note=note,
                by=mediator,
                recorded_at=tried_at,
            )
        )
