"""After an agreement: when it took effect, which doors are open, and that nothing joint is sent by one alone."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from server.domain.agreement_effect import AgreementEffect, Signature, require_whole, unbound
from server.domain.beijing import BEIJING
from server.domain.calendar import NOTICES, WorkCalendar
from server.domain.case import STAGES, CaseSource, CaseStage, Procedure
from server.domain.concurrence import Answer, ConcurrenceForm
from server.domain.doors import (
    DOORS,
    SIGNED_FOR,
    AgreementDoor,
    Application,
    DoorAction,
    DoorState,
    Eligibility,
    RulingReceived,
    closed_by,
    eligibility,
    is_enforceable,
    require_applicant,
    require_open,
)
from server.domain.errors import ConflictError, IllegalTransitionError, InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.party import Capacity, Participant, PartyKind, Side
from server.domain.performance import ClauseKind, Performance
from tests.factories import a_case, a_participant

CALENDAR = WorkCalendar(NOTICES)
SIGNED = datetime(2025, 9, 18, 11, 0, tzinfo=BEIJING)
WORKER = a_participant()
COMPANY = a_participant(identity="co", name="某公司", side=Side.RESPONDENT, kind=PartyKind.EMPLOYER)
BOTH = (WORKER, COMPANY)


def effect(**changes: Any) -> AgreementEffect:  # noqa: ANN401 - any field of an effect
    made = AgreementEffect(
        case=CaseId("case1"),
        signatures=(Signature(WORKER.identity, SIGNED - timedelta(minutes=5)), Signature(COMPANY.identity, SIGNED)),
        mediator_signed_at=SIGNED - timedelta(minutes=9),
        sealed_at=SIGNED - timedelta(minutes=8),
        clauses=frozenset({ClauseKind.PAYMENT}),
        performances=(Performance(date(2025, 10, 31), "支付 16,000 元"),),
        recorded_at=SIGNED,
        recorded_by="王调解员",
    )
    return replace(made, **changes)


def doors(
    *applications: Application,
    now: datetime = SIGNED,
    clauses: frozenset[ClauseKind] | None = None,
    **case: Any,  # noqa: ANN401 - any field of a case
) -> dict[AgreementDoor, Eligibility]:
    known = effect(clauses=clauses) if clauses else effect()
    found = eligibility(a_case(**case), known, applications, CALENDAR, now)
    return {one.door: one for one in found}


def application(door: AgreementDoor = AgreementDoor.JUDICIAL_CONFIRMATION, **changes: Any) -> Application:  # noqa: ANN401
    says = Answer(WORKER.identity, True, ConcurrenceForm.ORAL, SIGNED, "王调解员")  # noqa: FBT003 - whoever applies agrees
    made = Application("a1", CaseId("case1"), door, WORKER.identity, SIGNED, (says,))
    return replace(made, **changes)


def yes(identity: Identity, *, agrees: bool = True) -> Answer:
    return Answer(identity, agrees, ConcurrenceForm.ONLINE, SIGNED, "王调解员")


def test_with_signature_and_seal_applied_before_the_last_party_signs_both_readings_give_one_instant() -> None:
    assert effect().effective_at == effect().complete_at == SIGNED


def test_when_the_seal_comes_later_both_instants_are_kept_and_the_earlier_counts() -> None:
    later = effect(sealed_at=SIGNED + timedelta(days=3))

    assert later.complete_at == SIGNED + timedelta(days=3)
    assert later.effective_at == SIGNED


def test_an_agreement_without_every_signature_does_not_take_effect() -> None:
    with pytest.raises(InvalidError) as refusal:
        require_whole(effect(signatures=(Signature(WORKER.identity, SIGNED),)), BOTH, SIGNED)

    assert refusal.value.facts == {"signatures": "某公司"}


OTHER_WORKER = a_participant(identity="wang", name="王师傅")
OTHER_COMPANY = a_participant(identity="co2", name="用工单位", side=Side.RESPONDENT, standing=Capacity.USING)
THIRD = a_participant(identity="third", name="第三人", side=Side.RESPONDENT, standing=Capacity.THIRD)


@pytest.mark.parametrize("absent", [OTHER_WORKER, OTHER_COMPANY])
def test_of_several_some_may_stay_unsigned_but_only_when_that_is_said(absent: Participant) -> None:
    asked = (*BOTH, absent)
    with pytest.raises(InvalidError) as refusal:
        require_whole(effect(), asked, SIGNED)
    assert refusal.value.facts == {"signatures": absent.name}

    require_whole(effect(), asked, SIGNED, {absent.identity})
    assert unbound(effect(), asked) == (absent,)


@pytest.mark.parametrize("side", [BOTH, tuple(reversed(BOTH))])
def test_an_agreement_that_one_side_did_not_sign_at_all_has_no_effect_whoever_is_left_out(
    side: tuple[Participant, Participant],
) -> None:
    signs, absent = side
    alone = effect(signatures=(Signature(signs.identity, SIGNED),))
    with pytest.raises(InvalidError) as refusal:
        require_whole(alone, BOTH, SIGNED, {absent.identity})
    assert refusal.value.facts == {"signatures": absent.name}


def test_a_third_person_who_signs_nothing_holds_up_nothing_and_is_nobody_left_without_an_agreement() -> None:
    require_whole(effect(), (*BOTH, THIRD), SIGNED)
    assert unbound(effect(), (*BOTH, THIRD)) == ()


@pytest.mark.parametrize("left_out", [{"li"}, {"stranger"}])
def test_who_signed_or_is_no_party_is_not_left_out(left_out: set[str]) -> None:
    with pytest.raises(InvalidError) as refusal:
        require_whole(effect(), BOTH, SIGNED, left_out)
    assert refusal.value.facts == {"signatures": "one_of_each_party"}


@pytest.mark.parametrize("ahead", ["mediator_signed_at", "sealed_at"])
def test_nothing_was_signed_in_the_future(ahead: str) -> None:
    with pytest.raises(InvalidError):
        require_whole(effect(**{ahead: SIGNED + timedelta(days=1)}), BOTH, SIGNED)


def test_each_door_has_its_own_last_day() -> None:
    found = doors()
    last = {door: one.deadline.due if one.deadline else None for door, one in found.items()}

    assert last == {
        AgreementDoor.JUDICIAL_CONFIRMATION: date(2025, 10, 20),
        AgreementDoor.ARBITRATION_REVIEW: date(2025, 10, 9),
        AgreementDoor.PAYMENT_ORDER: None,
        AgreementDoor.COURT_PAPER: None,
    }
    assert all(one.is_open for one in found.values())


def test_a_door_closes_after_its_last_day_and_not_before() -> None:
    last = datetime(2025, 10, 9, 23, 59, 59, tzinfo=BEIJING)

    assert doors(now=last)[AgreementDoor.ARBITRATION_REVIEW].is_open
    assert doors(now=last + timedelta(seconds=1))[AgreementDoor.ARBITRATION_REVIEW].barriers == ("period_over",)
    assert doors(now=last + timedelta(seconds=1))[AgreementDoor.JUDICIAL_CONFIRMATION].is_open


def test_the_clauses_decide_which_doors_are_open() -> None:
    relationship = doors(clauses=frozenset({ClauseKind.RELATIONSHIP}))

    assert relationship[AgreementDoor.ARBITRATION_REVIEW].barriers == ("confirms_relationship",)
    assert relationship[AgreementDoor.PAYMENT_ORDER].barriers == ("no_payment",)
    assert "not_only_payment" in relationship[AgreementDoor.JUDICIAL_CONFIRMATION].warnings
    assert "not_only_payment" not in doors()[AgreementDoor.JUDICIAL_CONFIRMATION].warnings


JOINT_DOORS = (AgreementDoor.JUDICIAL_CONFIRMATION, AgreementDoor.ARBITRATION_REVIEW, AgreementDoor.COURT_PAPER)
SENT_PAIRS = [(chosen, other) for chosen in JOINT_DOORS for other in JOINT_DOORS if other is not chosen]


@pytest.mark.parametrize(("chosen", "other"), SENT_PAIRS)
def test_one_joint_door_closes_the_others_once_it_was_sent_and_until_it_is_given_up(
    chosen: AgreementDoor, other: AgreementDoor
) -> None:
    sent = application(chosen, state=DoorState.SENT)

    assert doors(sent)[other].barriers == ("excluded",)
    assert doors(sent)[chosen].barriers == ("applied",)
    assert doors(application(chosen, state=DoorState.DISMISSED))[other].is_open
    with pytest.raises(ConflictError) as refusal:
        require_open(other, tuple(doors(sent).values()))
    assert refusal.value.facts == {"door": other.value, "barrier": "excluded"}


@pytest.mark.parametrize(("chosen", "other"), SENT_PAIRS)
def test_what_waits_for_the_other_side_closes_no_other_door_and_goes_with_what_is_sent_first(
    chosen: AgreementDoor, other: AgreementDoor
) -> None:
    waiting = replace(application(chosen), id="waiting")
    sent = replace(application(other, state=DoorState.SENT), id="sent")

    assert doors(waiting)[other].is_open
    assert closed_by(sent, (waiting, sent)) == (waiting,)
    assert closed_by(sent, (sent, replace(waiting, state=DoorState.WITHDRAWN))) == ()


@pytest.mark.parametrize("granted", [AgreementDoor.COURT_PAPER, AgreementDoor.WITHDRAWAL])
def test_a_suit_ends_with_a_paper_or_is_withdrawn_and_not_both(granted: AgreementDoor) -> None:
    in_litigation: dict[str, Any] = {
        "source": CaseSource.COMMISSIONED,
        "stage": CaseStage.LITIGATION,
        "procedure": Procedure.ORDINARY,
    }
    other = next(one for one in (AgreementDoor.COURT_PAPER, AgreementDoor.WITHDRAWAL) if one is not granted)

    assert doors(application(granted, state=DoorState.GRANTED), **in_litigation)[other].barriers == ("excluded",)


@pytest.mark.parametrize("door", sorted(SIGNED_FOR))
def test_a_paper_that_one_side_did_not_sign_for_enforces_nothing_and_every_way_is_open_again(
    door: AgreementDoor,
) -> None:
    both_asked = tuple(yes(one.identity) for one in BOTH)
    made = replace(application(door, state=DoorState.GRANTED), answers=both_asked, ruled_on=SIGNED.date())
    one_signed = made.receive(BOTH, (RulingReceived(WORKER.identity, SIGNED.date()),), SIGNED.date())
    both_signed = one_signed.receive(BOTH, (RulingReceived(COMPANY.identity, SIGNED.date()),), SIGNED.date())
    refused = one_signed.rule(DoorAction.REFUSE, SIGNED.date(), "")

    assert [is_enforceable([one]) for one in (made, one_signed, refused, both_signed)] == [False, False, False, True]
    assert all(one.is_open for one in doors(refused).values())
    with pytest.raises(IllegalTransitionError):
        both_signed.rule(DoorAction.REFUSE, SIGNED.date(), "")


def test_a_confirmation_has_effect_when_it_is_granted_and_is_not_refused_by_a_party() -> None:
    confirmed = application(state=DoorState.GRANTED)

    assert is_enforceable([confirmed])
    with pytest.raises(IllegalTransitionError):
        confirmed.rule(DoorAction.REFUSE, SIGNED.date(), "")


def test_in_litigation_the_parties_ask_for_a_court_paper_or_withdraw_and_nothing_else() -> None:
    found = doors(source=CaseSource.COMMISSIONED, stage=CaseStage.LITIGATION, procedure=Procedure.ORDINARY)

    assert tuple(found) == (AgreementDoor.COURT_PAPER, AgreementDoor.WITHDRAWAL)
    with pytest.raises(ConflictError) as refusal:
        require_open(AgreementDoor.JUDICIAL_CONFIRMATION, tuple(found.values()))
    assert refusal.value.code == "door.not_offered"


def test_every_source_and_stage_has_its_doors() -> None:
    assert set(DOORS) == {(source, stage) for source, stages in STAGES.items() for stage in stages}


def test_a_joint_application_of_one_waits_for_the_other_and_is_not_sent() -> None:
    waiting = application().sent_when_ready(BOTH, SIGNED)
    declined = waiting.confirm(BOTH, yes(COMPANY.identity, agrees=False), SIGNED)
    sent = declined.confirm(
        BOTH, replace(yes(COMPANY.identity), at=SIGNED + timedelta(hours=1)), SIGNED + timedelta(hours=2)
    )

    assert (waiting.state, waiting.sent_at) == (DoorState.AWAITING_OTHER, None)
    assert declined.state is DoorState.AWAITING_OTHER
    assert (sent.state, sent.sent_at) == (DoorState.SENT, SIGNED + timedelta(hours=2))


@pytest.mark.parametrize("side", [Side.APPLICANT, Side.RESPONDENT])
def test_the_worker_asks_for_a_payment_order_alone_on_whichever_side_and_no_employer_does(side: Side) -> None:
    other = Side.RESPONDENT if side is Side.APPLICANT else Side.APPLICANT

    assert application(AgreementDoor.PAYMENT_ORDER).sent_when_ready(BOTH, SIGNED).state is DoorState.SENT
    require_applicant(AgreementDoor.PAYMENT_ORDER, replace(WORKER, side=side))
    with pytest.raises(ConflictError, match=r"door\.worker_only"):
        require_applicant(AgreementDoor.PAYMENT_ORDER, replace(COMPANY, side=other))


@pytest.mark.parametrize("plaintiff", [WORKER, COMPANY])
def test_whoever_brought_the_suit_withdraws_it_and_nobody_else(plaintiff: Participant) -> None:
    require_applicant(AgreementDoor.WITHDRAWAL, replace(plaintiff, side=Side.APPLICANT))
    with pytest.raises(ConflictError, match=r"door\.plaintiff_only"):
        require_applicant(AgreementDoor.WITHDRAWAL, replace(plaintiff, side=Side.RESPONDENT))


@pytest.mark.parametrize("door", [AgreementDoor.PAYMENT_ORDER, AgreementDoor.WITHDRAWAL])
def test_of_what_makes_nothing_enforceable_no_paper_is_received(door: AgreementDoor) -> None:
    granted = application(door, state=DoorState.GRANTED, ruled_on=SIGNED.date())
    with pytest.raises(InvalidError):
        granted.receive((WORKER,), (RulingReceived(WORKER.identity, SIGNED.date()),), SIGNED.date())


def test_what_was_not_sent_is_not_ruled_upon() -> None:
    with pytest.raises(IllegalTransitionError):
        application().rule(DoorAction.GRANT, date(2025, 9, 30), "")
