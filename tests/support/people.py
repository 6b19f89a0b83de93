"""What tests say of the people of a case: who is added, who may act for whom, and what somebody agreed to."""

from dataclasses import replace
from datetime import date

from server.domain.authority import PAPERS, AuthorityKind, Power
from server.domain.case_consent import ConsentStep
from server.domain.party import Capacity, PartyKind, Role, Side
from server.services import parties, powers
from server.services.ports.parties import CasePeopleView
from tests.support.id_numbers import OTHER_CODE

SERIAL = "LY2026-000128"
THIRD = parties.PersonFacts(
    name="洛阳某劳务派遣有限公司",
    side=Side.RESPONDENT,
    role=Role.PARTY,
    title="被申请人",
    phone="037900001111",
    id_number=OTHER_CODE,
    kind=PartyKind.EMPLOYER,
    standing=Capacity.DISPATCHING,
)


def an_authority(**changes: object) -> powers.RecordAuthority:
    """Return the command that records what a relative of the worker may do."""
    command = powers.RecordAuthority(
        serial=SERIAL,
        key="authority-1",
        agent="min",
        principal="li",
        kind=AuthorityKind.RELATIVE,
        matters="代为参加调解",
        powers=frozenset({Power.SETTLE}),
        papers=PAPERS[AuthorityKind.RELATIVE],
        signed_on=date(2026, 4, 1),
    )
    return replace(command, **changes)  # type: ignore[arg-type]  # any field may be the one changed


def stands(view: CasePeopleView, identity: str, step: ConsentStep) -> bool | None:
    """Return what a person answered to a step; None before any answer."""
    person = next(person for person in view.people if person.identity == identity)
    return next(answer.answer for answer in person.consents if answer.step is step)
