"""Every table of the domain over every state and action: what it holds happens, all else is refused unchanged."""

import pkgutil
from collections.abc import Iterator, Mapping
from datetime import timedelta
from enum import StrEnum
from importlib import import_module
from typing import Any

import pytest

from server import domain
from server.domain.adoption import ADOPTION_TRANSITIONS, AdoptionAction, AdoptionState
from server.domain.agreement import AGREEMENT_TRANSITIONS, AgreementAction, AgreementState
from server.domain.case import CASE_TRANSITIONS, CaseAction, CaseState
from server.domain.case_consent import WITHDRAWAL_TRANSITIONS, WithdrawalAction, WithdrawalState
from server.domain.choice import CHOICE_TRANSITIONS, ChoiceAction, ChoiceState
from server.domain.complaint import COMPLAINT_TRANSITIONS, ComplaintAction, ComplaintState
from server.domain.data_request import DATA_REQUESTS, DataRequestAction, DataRequestState
from server.domain.diagrams import everything, life_cycle
from server.domain.disclosure import (
    CHALLENGE_TRANSITIONS,
    DISCLOSURE_TRANSITIONS,
    ChallengeAction,
    ChallengeState,
    DisclosureAction,
    DisclosureState,
)
from server.domain.doors import DOOR_TRANSITIONS, DoorAction, DoorState
from server.domain.errors import IllegalTransitionError, InvalidError
from server.domain.life import Table, step
from server.domain.manner_wish import WISH_TRANSITIONS, WishAction, WishState
from server.domain.material import COMPARISONS, ComparisonAction, ComparisonState
from server.domain.panel import CHANGE_TRANSITIONS, ChangeAction, ChangeState
from server.domain.recording import RECORDING_TRANSITIONS, Recording, RecordingAction, RecordingState
from server.domain.recording_deletion import DELETION_TRANSITIONS, DeletionAction, DeletionState
from server.domain.referral import REFERRAL_TRANSITIONS, ReferralAction, ReferralState
from server.domain.roster import ENTRY_TRANSITIONS, EntryAction, EntryState
from server.domain.session import OVER, TRANSITIONS, Session, SessionAction, SessionState
from server.domain.shortening import SHORTENING_TRANSITIONS, ShorteningAction, ShorteningState
from server.domain.support_access import SUPPORT_TRANSITIONS, SupportAction, SupportState
from server.domain.term import EXTENSION_TRANSITIONS, ExtensionAction, ExtensionState
from tests.factories import NOW, a_case, a_recording, a_session

TABLES: list[tuple[str, Table[Any, Any], type[StrEnum], type[StrEnum]]] = [
    ("session", TRANSITIONS, SessionState, SessionAction),
    ("case", CASE_TRANSITIONS, CaseState, CaseAction),
    ("recording", RECORDING_TRANSITIONS, RecordingState, RecordingAction),
    ("deletion", DELETION_TRANSITIONS, DeletionState, DeletionAction),
    ("manner_wish", WISH_TRANSITIONS, WishState, WishAction),
    ("withdrawal", WITHDRAWAL_TRANSITIONS, WithdrawalState, WithdrawalAction),
    ("roster", ENTRY_TRANSITIONS, EntryState, EntryAction),
    ("adoption", ADOPTION_TRANSITIONS, AdoptionState, AdoptionAction),
    ("complaint", COMPLAINT_TRANSITIONS, ComplaintState, ComplaintAction),
    ("choice", CHOICE_TRANSITIONS, ChoiceState, ChoiceAction),
    ("referral", REFERRAL_TRANSITIONS, ReferralState, ReferralAction),
    ("disclosure", DISCLOSURE_TRANSITIONS, DisclosureState, DisclosureAction),
    ("challenge", CHALLENGE_TRANSITIONS, ChallengeState, ChallengeAction),
    ("change", CHANGE_TRANSITIONS, ChangeState, ChangeAction),
    ("extension", EXTENSION_TRANSITIONS, ExtensionState, ExtensionAction),
    ("agreement", AGREEMENT_TRANSITIONS, AgreementState, AgreementAction),
    ("door", DOOR_TRANSITIONS, DoorState, DoorAction),
    ("material", COMPARISONS, ComparisonState, ComparisonAction),
    ("data_request", DATA_REQUESTS, DataRequestState, DataRequestAction),
    ("shortening", SHORTENING_TRANSITIONS, ShorteningState, ShorteningAction),
    ("support", SUPPORT_TRANSITIONS, SupportState, SupportAction),
]
BEGINNINGS: dict[str, set[StrEnum]] = {"disclosure": {DisclosureState.ASKING, DisclosureState.CLEAR}}
"""Where things begin that do not begin in their first state alone."""


def tables_of_the_domain() -> Iterator[tuple[str, Table[Any, Any]]]:
    """Yield every life cycle there is: state → action → state of the same kind."""
    for found in pkgutil.iter_modules(domain.__path__):
        module = import_module(f"{domain.__name__}.{found.name}")
        for name, value in vars(module).items():
            if name.isupper() and isinstance(value, dict) and is_life_cycle(value):
                yield name, value


def is_life_cycle(value: dict[Any, Any]) -> bool:
    return bool(value) and all(
        isinstance(state, StrEnum)
        and isinstance(line, Mapping)
        and all(isinstance(action, StrEnum) and isinstance(after, type(state)) for action, after in line.items())
        for state, line in value.items()
    )


def test_every_life_cycle_of_the_domain_is_tried_here_and_drawn_in_the_document() -> None:
    tried = {id(table) for _, table, _, _ in TABLES}
    drawn = everything()
    found = list(tables_of_the_domain())

    assert len(found) >= len(TABLES)
    assert not {name for name, table in found if id(table) not in tried}
    assert not {name for name, table in found if life_cycle("", table).split("\n", 2)[2] not in drawn}


def every_pair() -> Iterator[tuple[str, Table[Any, Any], StrEnum, StrEnum]]:
    for subject, table, states, actions in TABLES:
        for state in states:
            for action in actions:
                yield subject, table, state, action


@pytest.mark.parametrize(("subject", "table", "state", "action"), list(every_pair()))
def test_a_table_either_has_the_step_or_refuses_it_by_name(
    subject: str, table: Table[Any, Any], state: StrEnum, action: StrEnum
) -> None:
    if action in table[state]:
        assert step(subject, table, state, action) in table
        return

    with pytest.raises(IllegalTransitionError) as refusal:
        step(subject, table, state, action)
    assert refusal.value.code == f"{subject}.illegal_transition"
    assert refusal.value.facts == {"state": state.value, "action": action.value}


@pytest.mark.parametrize(
    ("subject", "table", "states"), [(subject, table, states) for subject, table, states, _ in TABLES]
)
def test_every_state_has_its_line_in_the_table_and_can_be_reached(
    subject: str, table: Table[Any, Any], states: type[StrEnum]
) -> None:
    reached = {state for line in table.values() for state in line.values()}

    assert set(table) == set(states), subject
    assert set(states) - reached <= BEGINNINGS.get(subject, {next(iter(states))})


def do_to_session(session: Session, action: SessionAction) -> Session:
    match action:
        case SessionAction.OPEN:
            return session.open(NOW)
        case SessionAction.CONCLUDE:
            return session.conclude(NOW)
        case SessionAction.ADJOURN:
            return session.adjourn(NOW)
        case SessionAction.CANCEL:
            return session.cancel(NOW)
        case SessionAction.RESCHEDULE:
            return session.reschedule(NOW.replace(hour=9), 60, NOW)


@pytest.mark.parametrize("state", SessionState)
@pytest.mark.parametrize("action", SessionAction)
def test_a_session_does_what_its_table_says_and_stays_as_it_was_when_refused(
    state: SessionState, action: SessionAction
) -> None:
    session = a_session(state=state)

    if action in TRANSITIONS[state]:
        assert do_to_session(session, action).state is TRANSITIONS[state][action]
    else:
        with pytest.raises(IllegalTransitionError):
            do_to_session(session, action)
    assert session == a_session(state=state)


def do_to_recording(recording: Recording, action: RecordingAction) -> Recording:
    match action:
        case RecordingAction.PAUSE:
            return recording.pause()
        case RecordingAction.RESUME:
            return recording.resume()
        case RecordingAction.STOP:
            return recording.stop(NOW)
        case RecordingAction.SEAL:
            return recording.seal("f" * 64, 3, 60_000, interrupted=False)
        case RecordingAction.FAIL:
            return recording.fail("recording.disk_full", NOW)
        case RecordingAction.ERASE:
            return recording.erase()


@pytest.mark.parametrize("state", RecordingState)
@pytest.mark.parametrize("action", RecordingAction)
def test_a_recording_does_what_its_table_says_and_stays_as_it_was_when_refused(
    state: RecordingState, action: RecordingAction
) -> None:
    recording = a_recording(state=state)

    if action in RECORDING_TRANSITIONS[state]:
        assert do_to_recording(recording, action).state is RECORDING_TRANSITIONS[state][action]
    else:
        with pytest.raises(IllegalTransitionError):
            do_to_recording(recording, action)
    assert recording == a_recording(state=state)


@pytest.mark.parametrize("state", CaseState)
@pytest.mark.parametrize("action", CaseAction)
def test_a_case_does_what_its_table_says_and_stays_as_it_was_when_refused(state: CaseState, action: CaseAction) -> None:
    case = a_case(state=state)

    if action in CASE_TRANSITIONS[state]:
        assert case.act(action).state is CASE_TRANSITIONS[state][action]
    else:
        with pytest.raises(IllegalTransitionError):
            case.act(action)
    assert case == a_case(state=state)


@pytest.mark.parametrize("state", sorted(OVER))
def test_nothing_happens_to_a_session_that_is_over(state: SessionState) -> None:
    assert a_session(state=state).is_over
    assert TRANSITIONS[state] == {}


def test_a_broken_recording_that_is_sealed_later_still_says_that_it_broke() -> None:
    broken = a_recording().fail("recording.disk_full", NOW)

    sealed = broken.seal("f" * 64, 2, 1_000, interrupted=True)

    assert (sealed.problem, sealed.interrupted) == ("recording.disk_full", True)


@pytest.mark.parametrize("minutes", [0, -5, 12 * 60 + 1])
def test_a_session_cannot_be_moved_to_an_impossible_length(minutes: int) -> None:
    with pytest.raises(InvalidError):
        a_session().reschedule(NOW.replace(hour=9), minutes, NOW)


def test_a_session_cannot_be_moved_into_the_past() -> None:
    with pytest.raises(InvalidError) as refusal:
        a_session().reschedule(NOW, 60, NOW)

    assert refusal.value.code == "session.in_the_past"


@pytest.mark.parametrize("seconds", [0, 30])
def test_a_session_cannot_be_moved_to_the_time_people_were_told_already(seconds: int) -> None:
    session = a_session(starts_at=NOW + timedelta(days=1, seconds=seconds))

    with pytest.raises(InvalidError) as refusal:
        session.reschedule(NOW + timedelta(days=1), session.minutes, NOW)

    assert refusal.value.code == "session.unchanged"


def test_a_session_may_become_longer_at_the_same_time() -> None:
    session = a_session(starts_at=NOW + timedelta(days=1))

    assert session.reschedule(session.starts_at, session.minutes + 30, NOW).minutes == session.minutes + 30
