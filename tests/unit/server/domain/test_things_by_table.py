"""Whatever has a life cycle lives by its table: each act on it does what the table says, or changes nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

import pytest

from server.domain.adoption import ADOPTION_TRANSITIONS, Adoption, AdoptionAction, AdoptionState
from server.domain.beijing import beijing_day
from server.domain.calendar import NOTICES, WorkCalendar
from server.domain.case import CaseSource
from server.domain.case_consent import (
    WITHDRAWAL_TRANSITIONS,
    ConsentStep,
    Withdrawal,
    WithdrawalAction,
    WithdrawalState,
)
from server.domain.choice import CHOICE_TRANSITIONS, Choice, ChoiceAction, ChoiceState, HandedOver, Pick
from server.domain.complaint import COMPLAINT_TRANSITIONS, Complaint, ComplaintAction, ComplaintGround, ComplaintState
from server.domain.concurrence import Answer, ConcurrenceForm
from server.domain.data_request import DATA_REQUESTS, DataRequest, DataRequestAction, DataRequestKind, DataRequestState
from server.domain.disclosure import (
    CHALLENGE_TRANSITIONS,
    DISCLOSURE_TRANSITIONS,
    Challenge,
    ChallengeAction,
    ChallengeState,
    Disclosure,
    DisclosureAction,
    DisclosureGround,
    DisclosureState,
    PartyReply,
)
from server.domain.disclosure import Reply as Says
from server.domain.doors import DOOR_TRANSITIONS, AgreementDoor, Application, DoorAction, DoorState
from server.domain.errors import ConflictError, IllegalTransitionError
from server.domain.ids import AccountId, CaseId, ComplaintId, EntryId, Identity, SessionId
from server.domain.life import Table
from server.domain.manner import Manner
from server.domain.manner_wish import WISH_TRANSITIONS, Wish, WishAction, WishState
from server.domain.material import (
    COMPARISONS,
    ComparisonAction,
    ComparisonState,
    File,
    MaterialId,
    MaterialKind,
    MaterialMedia,
    MaterialOrigin,
    TransferableMaterial,
)
from server.domain.panel import CHANGE_TRANSITIONS, ChangeAction, ChangeRequest, ChangeState
from server.domain.party import Side
from server.domain.recording_deletion import DELETION_TRANSITIONS, DeletionAction, DeletionState, RecordingDeletion
from server.domain.referral import (
    REFERRAL_TRANSITIONS,
    ChosenBy,
    DeclineGround,
    Referral,
    ReferralAction,
    ReferralState,
)
from server.domain.retention import RetentionPolicy
from server.domain.shortening import SHORTENING_TRANSITIONS, Shortening, ShorteningAction, ShorteningState
from server.domain.support_access import SUPPORT_TRANSITIONS, SupportAccess, SupportAction, SupportState
from server.domain.term import EXTENSION_TRANSITIONS, Extension, ExtensionAction, ExtensionBase, ExtensionState
from tests.factories import NOW, a_participant, an_account
from tests.unit.server.domain.test_life_cycles import TABLES

CASE: Final = CaseId("case1")
LONG_AGO: Final = NOW - timedelta(days=30)
CALENDAR: Final = WorkCalendar(NOTICES)
WORKER: Final = a_participant()
COMPANY: Final = a_participant(identity=Identity("zhou"), name="洛阳某餐饮管理有限公司", side=Side.RESPONDENT)
BOTH: Final = (WORKER, COMPANY)
ASKED: Final = tuple(person.identity for person in BOTH)
MANAGER: Final = an_account(id=AccountId("centre1"), name="刘主任")
SUPPORT: Final = an_account(id=AccountId("operator1"), name="运维人员")
WHY: Final = "双方已经说明情况"

Do = Callable[[Any], Any]


@dataclass(frozen=True)
class Kind:
    """A kind of thing: its table, how one is made in a state, and which method does each action."""

    table: Table[Any, Any]
    make: Callable[[Any, Any], Any]
    """In this state, ready for this action as far as everything but the state goes."""
    doing: Mapping[Any, Do]
    state: Callable[[Any], Any] = lambda thing: thing.state
    says: str | None = None
    """Code of the refusal, where it has words of its own."""


def yes(identity: Identity) -> Answer:
    return Answer(identity, agrees=True, form=ConcurrenceForm.ORAL, at=NOW, recorded_by="王调解员")


def a_referral(state: ReferralState, _: ReferralAction) -> Referral:
    entry, sender = EntryId("centre"), AccountId("clerk1")
    return Referral(
        "r1", CASE, CaseSource.ENTRUSTED, entry, "调解中心", None, "", ChosenBy.COURT, LONG_AGO, sender, state=state
    )


def a_choice(state: ChoiceState, action: ChoiceAction) -> Choice:
    picked = (a_pick(ASKED[0]),) if action is ChoiceAction.MATCH else ()
    return Choice("c1", CASE, NOW, ASKED, state=state, picks=picked)


def a_pick(identity: Identity) -> Pick:
    return Pick(identity, EntryId("centre"), NOW, f"party:{identity}")


def a_disclosure(state: DisclosureState, action: DisclosureAction) -> Disclosure:
    first, last = ASKED
    said = {
        DisclosureState.ASKING: (first,) if action is DisclosureAction.SETTLE else (),
        DisclosureState.CLEAR: (),
        DisclosureState.CONTINUED: (first, last),
        DisclosureState.CHALLENGED: (first,),
    }[state]
    word = Says.CHALLENGE if state is DisclosureState.CHALLENGED else Says.CONTINUE
    grounds = () if state is DisclosureState.CLEAR else (DisclosureGround.INTEREST,)
    replies = tuple(a_reply(identity, word) for identity in said)
    return Disclosure("d1", CASE, AccountId("mediator1"), "王调解员", grounds, "讲过课", NOW, ASKED, replies)


def a_reply(identity: Identity, said: Says) -> PartyReply:
    return PartyReply(identity, said, NOW, f"party:{identity}")


def a_challenge(state: ChallengeState, _: ChallengeAction) -> Challenge:
    mediator, ground = AccountId("mediator1"), DisclosureGround.INTEREST
    return Challenge("h1", CASE, mediator, ASKED[0], ground, "持有股份", NOW, state=state)


def decided(action: ChallengeAction) -> Do:
    return lambda challenge: challenge.decide(action, WHY, MANAGER.id, MANAGER.name, NOW)


def a_change(state: ChangeState, _: ChangeAction) -> ChangeRequest:
    return ChangeRequest("g1", CASE, ASKED[0], "沟通不畅", NOW, state=state)


def an_extension(state: ExtensionState, _: ExtensionAction) -> Extension:
    answers = tuple(map(yes, ASKED))
    return Extension("x1", CASE, NOW, "王调解员", WHY, 15, ExtensionBase.NOMINAL, answers, state=state)


def an_application(state: DoorState, action: DoorAction) -> Application:
    agreed = {DoorAction.CONFIRM: ()}.get(action, tuple(map(yes, ASKED)))
    to_be_signed = action is DoorAction.REFUSE
    door = AgreementDoor.ARBITRATION_REVIEW if to_be_signed else AgreementDoor.JUDICIAL_CONFIRMATION
    return Application("a1", CASE, door, ASKED[0], NOW, agreed, state=state)


def a_deletion(state: DeletionState, _: DeletionAction) -> RecordingDeletion:
    return RecordingDeletion("d1", SessionId("session1"), WHY, SUPPORT.id, SUPPORT.name, NOW, state)


def ruled(action: DoorAction) -> Do:
    return lambda application: application.rule(action, beijing_day(NOW), "")


def a_withdrawal(state: WithdrawalState, _: WithdrawalAction) -> Withdrawal:
    return Withdrawal("w1", CASE, ASKED[0], ConsentStep.ONLINE_MEDIATION, "想当面谈", NOW, state=state)


def a_complaint(state: ComplaintState, _: ComplaintAction) -> Complaint:
    return Complaint(
        id=ComplaintId("7f3a91c2"),
        entry=EntryId("wang"),
        court="老城区人民法院",
        ground=ComplaintGround.COERCION,
        text="一再催着签字",
        serial="",
        complainant="李秀兰",
        phone="13800006027",
        made_at=NOW,
        state=state,
    )


def an_adoption(state: AdoptionState, _: AdoptionAction) -> Adoption:
    return Adoption(EntryId("wang"), "涧西区人民法院", AccountId("admin1"), NOW, state=state)


def a_material(state: ComparisonState, _: ComparisonAction) -> TransferableMaterial:
    file = File("合同.pdf", MaterialMedia.PDF, 17, "f" * 64, "blob1")
    objection = "看不清" if state is ComparisonState.DISPUTED else ""
    return TransferableMaterial(
        MaterialId("m1"),
        CASE,
        MaterialKind.OTHER,
        file,
        MaterialOrigin.PARTY,
        NOW,
        "李秀兰",
        comparison=state,
        objection=objection,
    )


def a_data_request(state: DataRequestState, _: DataRequestAction) -> DataRequest:
    return DataRequest("q1", CASE, ASKED[0], DataRequestKind.CORRECT, "电话写错了", NOW, state=state)


def a_shortening(state: ShorteningState, _: ShorteningAction) -> Shortening:
    wanted = RetentionPolicy(case_file=60, recording=12, protected=12, reason="按院里的规定", version=1)
    return Shortening("s1", wanted, MANAGER.id, MANAGER.name, NOW, state=state)


def an_access(state: SupportState, _: SupportAction) -> SupportAccess:
    until = NOW + timedelta(hours=4) if state is SupportState.OPEN else None
    access = SupportAccess("u1", "老城区人民法院", None, "链接打不开，查原因", 4, SUPPORT.id, SUPPORT.name, NOW)
    return replace(access, state=state, until=until)


def a_wish(state: WishState, _: WishAction) -> Wish:
    return Wish(SessionId("session1"), ASKED[0], 1, Manner.VOICE, "没有摄像头", NOW, state=state)


KINDS: Final[dict[str, Kind]] = {
    "referral": Kind(
        REFERRAL_TRANSITIONS,
        a_referral,
        {
            ReferralAction.ACCEPT: lambda one: one.accept(MANAGER.id, NOW, None),
            ReferralAction.DECLINE: lambda one: one.decline(MANAGER.id, NOW, DeclineGround.UNSUITABLE, WHY),
            ReferralAction.EXPIRE: lambda one: one.expire(NOW, CALENDAR),
            ReferralAction.WITHDRAW: lambda one: one.withdraw(MANAGER.id, NOW, WHY, CALENDAR),
            ReferralAction.END: lambda one: one.end(NOW, WHY),
        },
    ),
    "choice": Kind(
        CHOICE_TRANSITIONS,
        a_choice,
        {
            ChoiceAction.PICK: lambda one: one.pick(a_pick(ASKED[1])),
            ChoiceAction.MATCH: lambda one: one.pick(a_pick(ASKED[1])),
            ChoiceAction.ASK_COURT: lambda one: one.hand_over(HandedOver.ASKED, NOW),
            ChoiceAction.EXPIRE: lambda one: one.hand_over(HandedOver.NO_MATCH, NOW),
            ChoiceAction.CLOSE: lambda one: one.close(),
            ChoiceAction.DROP: lambda one: one.drop(),
        },
    ),
    "disclosure": Kind(
        DISCLOSURE_TRANSITIONS,
        a_disclosure,
        {
            DisclosureAction.REPLY: lambda one: one.answer(a_reply(ASKED[0], Says.CONTINUE)),
            DisclosureAction.SETTLE: lambda one: one.answer(a_reply(ASKED[1], Says.CONTINUE)),
            DisclosureAction.CHALLENGE: lambda one: one.answer(a_reply(ASKED[1], Says.CHALLENGE)),
        },
        says="disclosure.settled",
    ),
    "challenge": Kind(CHALLENGE_TRANSITIONS, a_challenge, {action: decided(action) for action in ChallengeAction}),
    "change": Kind(
        CHANGE_TRANSITIONS,
        a_change,
        {
            ChangeAction.GRANT: lambda one: one.respond(ChangeAction.GRANT, "", NOW),
            ChangeAction.REFUSE: lambda one: one.respond(ChangeAction.REFUSE, WHY, NOW),
        },
        says="change.answered",
    ),
    "extension": Kind(
        EXTENSION_TRANSITIONS,
        an_extension,
        {
            ExtensionAction.ANSWER: lambda one: one.answer(BOTH, yes(ASKED[0]), NOW),
            ExtensionAction.GRANT: lambda one: one.grant(BOTH, beijing_day(NOW), NOW),
            ExtensionAction.WITHDRAW: lambda one: one.withdraw(),
        },
    ),
    "door": Kind(
        DOOR_TRANSITIONS,
        an_application,
        {
            DoorAction.CONFIRM: lambda one: one.confirm(BOTH, yes(ASKED[0]), NOW),
            DoorAction.SEND: lambda one: one.sent_when_ready(BOTH, NOW),
            **{action: ruled(action) for action in DoorAction if action not in {DoorAction.CONFIRM, DoorAction.SEND}},
        },
    ),
    "deletion": Kind(
        DELETION_TRANSITIONS,
        a_deletion,
        {
            DeletionAction.GRANT: lambda one: one.answer(DeletionAction.GRANT, MANAGER, WHY, NOW),
            DeletionAction.REFUSE: lambda one: one.answer(DeletionAction.REFUSE, MANAGER, WHY, NOW),
            DeletionAction.WITHDRAW: lambda one: one.answer(DeletionAction.WITHDRAW, SUPPORT, "", NOW),
        },
    ),
    "withdrawal": Kind(
        WITHDRAWAL_TRANSITIONS,
        a_withdrawal,
        {
            WithdrawalAction.GRANT: lambda one: one.decide(WithdrawalAction.GRANT, "王调解员", WHY, NOW),
            WithdrawalAction.REFUSE: lambda one: one.decide(WithdrawalAction.REFUSE, "王调解员", WHY, NOW),
        },
    ),
    "complaint": Kind(
        COMPLAINT_TRANSITIONS,
        a_complaint,
        {
            ComplaintAction.UPHOLD: lambda one: one.decide(ComplaintAction.UPHOLD, WHY, "司法局", MANAGER.id, NOW),
            ComplaintAction.DISMISS: lambda one: one.decide(ComplaintAction.DISMISS, WHY, "", MANAGER.id, NOW),
        },
    ),
    "adoption": Kind(
        ADOPTION_TRANSITIONS,
        an_adoption,
        {
            AdoptionAction.ASK: lambda one: one.ask(AccountId("admin2"), NOW),
            AdoptionAction.CONSENT: lambda one: one.answer(MANAGER.id, NOW, consents=True),
            AdoptionAction.DECLINE: lambda one: one.answer(MANAGER.id, NOW, consents=False),
            AdoptionAction.END: lambda one: one.end(),
        },
    ),
    "material": Kind(
        COMPARISONS,
        a_material,
        {
            ComparisonAction.COMPARE_ONLINE: lambda one: one.compare(ComparisonAction.COMPARE_ONLINE),
            ComparisonAction.COMPARE_OFFLINE: lambda one: one.compare(ComparisonAction.COMPARE_OFFLINE),
            ComparisonAction.NO_OBJECTION: lambda one: one.compare(ComparisonAction.NO_OBJECTION),
            ComparisonAction.OBJECT: lambda one: one.compare(ComparisonAction.OBJECT, "页码不全"),
        },
        state=lambda material: material.comparison,
    ),
    "data_request": Kind(
        DATA_REQUESTS,
        a_data_request,
        {
            DataRequestAction.GRANT: lambda one: one.decide(DataRequestAction.GRANT, WHY, MANAGER.id, "刘主任", NOW),
            DataRequestAction.REFUSE: lambda one: one.decide(DataRequestAction.REFUSE, WHY, MANAGER.id, "刘主任", NOW),
        },
    ),
    "shortening": Kind(
        SHORTENING_TRANSITIONS,
        a_shortening,
        {
            ShorteningAction.CONFIRM: lambda one: one.answer(ShorteningAction.CONFIRM, SUPPORT, NOW),
            ShorteningAction.REFUSE: lambda one: one.answer(ShorteningAction.REFUSE, SUPPORT, NOW),
            ShorteningAction.WITHDRAW: lambda one: one.answer(ShorteningAction.WITHDRAW, MANAGER, NOW),
        },
    ),
    "support": Kind(
        SUPPORT_TRANSITIONS,
        an_access,
        {
            SupportAction.GRANT: lambda one: one.grant(MANAGER, 4, NOW),
            SupportAction.REFUSE: lambda one: one.refuse(MANAGER, NOW),
            SupportAction.END: lambda one: one.end(MANAGER, NOW),
            SupportAction.EXPIRE: lambda one: one.expire(NOW + timedelta(days=60)),
        },
        says="support.over",
    ),
    "manner_wish": Kind(
        WISH_TRANSITIONS,
        a_wish,
        {
            WishAction.TAKE: lambda one: one.decide(WishAction.TAKE, "王调解员", NOW),
            WishAction.REFUSE: lambda one: one.decide(WishAction.REFUSE, "王调解员", NOW, WHY),
            WishAction.DROP: lambda one: one.decide(WishAction.DROP, "李秀兰", NOW),
        },
    ),
}
ELSEWHERE: Final = {
    "session": "test_life_cycles",
    "recording": "test_life_cycles",
    "case": "test_life_cycles, and with what it needs in test_each_action_of_a_case",
    "roster": "test_roster",
    "agreement": "worked out of what was signed and applied for, nothing that is kept: test_agreement",
}
STAYS: Final = frozenset({("choice", ChoiceState.CLOSED, ChoiceAction.DROP)})
"""Where the table has no step and nobody is told: it is what they want already."""


def test_everything_that_lives_by_a_table_is_tried_here_or_elsewhere_with_each_of_its_actions() -> None:
    subjects = {subject: actions for subject, _, _, actions in TABLES}

    assert subjects.keys() == (KINDS.keys() & subjects.keys()) | ELSEWHERE.keys()
    assert not KINDS.keys() & ELSEWHERE.keys()
    assert all(set(KINDS[subject].doing) == set(subjects[subject]) for subject in KINDS.keys() & subjects.keys())


def every_act() -> Iterator[tuple[str, StrEnum, StrEnum]]:
    for subject, kind in KINDS.items():
        for state in kind.table:
            for action in kind.doing:
                yield subject, state, action


@pytest.mark.parametrize(("subject", "state", "action"), list(every_act()))
def test_a_thing_does_what_its_table_says_and_stays_as_it_was_when_refused(
    subject: str, state: StrEnum, action: StrEnum
) -> None:
    kind = KINDS[subject]
    thing = kind.make(state, action)
    assert kind.state(thing) is state

    if action in kind.table[state]:
        assert kind.state(kind.doing[action](thing)) is kind.table[state][action]
    elif (subject, state, action) in STAYS:
        assert kind.doing[action](thing) == thing
    else:
        with pytest.raises((IllegalTransitionError, ConflictError)) as refusal:
            kind.doing[action](thing)
        assert refusal.value.code == kind.says or isinstance(refusal.value, IllegalTransitionError)
    assert thing == kind.make(state, action)


@pytest.mark.parametrize("state", ReferralState)
def test_a_letter_is_called_back_with_its_case_only_while_nobody_answered_it(state: ReferralState) -> None:
    sent = a_referral(state, ReferralAction.WITHDRAW)

    if ReferralAction.WITHDRAW in REFERRAL_TRANSITIONS[state]:
        assert sent.call_back(MANAGER.id, NOW, WHY).state is ReferralState.WITHDRAWN
    else:
        with pytest.raises(IllegalTransitionError):
            sent.call_back(MANAGER.id, NOW, WHY)
    assert sent == a_referral(state, ReferralAction.WITHDRAW)
