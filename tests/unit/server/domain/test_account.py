from dataclasses import replace
from datetime import timedelta

import pytest

from server.domain.account import (
    IDLE,
    LOCKED_FOR,
    LONGEST_SIGN_IN,
    OF_OWN_INTAKE,
    RIGHTS,
    WRONG_PASSWORDS,
    Right,
    SignIn,
)
from server.domain.case import CaseSource
from server.domain.errors import ForbiddenError, LockedOutError
from server.domain.ids import AccountId
from server.domain.party import Role, masked_id_number, masked_phone
from tests.factories import NOW, a_case, a_participant, an_account


def test_the_tenth_wrong_password_locks_and_the_ninth_does_not() -> None:
    account = an_account()
    for _ in range(WRONG_PASSWORDS - 1):
        account = account.wrong_password(NOW)
    account.require_unlocked(NOW)

    account = account.wrong_password(NOW)

    with pytest.raises(LockedOutError):
        account.require_unlocked(NOW + LOCKED_FOR - timedelta(seconds=1))
    account.require_unlocked(NOW + LOCKED_FOR)


def test_every_role_has_its_line_in_the_table_of_rights() -> None:
    assert set(RIGHTS) == set(Role)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("right", Right)
def test_a_right_is_the_tables_and_nothing_else(role: Role, right: Right) -> None:
    account = an_account(role=role)

    if right in RIGHTS[role]:
        account.require(right)
    else:
        with pytest.raises(ForbiddenError):
            account.require(right)


@pytest.mark.parametrize("right", sorted(OF_OWN_INTAKE))
@pytest.mark.parametrize("source", [CaseSource.ENTRUSTED, CaseSource.ORGANISATION])
def test_an_organisation_has_the_papers_of_a_case_that_it_took_in_itself_and_of_no_other(
    source: CaseSource, right: Right
) -> None:
    case = replace(a_case(), source=source)
    centre, own = an_account(role=Role.ORGANISATION), source is CaseSource.ORGANISATION

    assert centre.may(right, case) is own
    assert (right in centre.rights_on(case)) is (own and centre.reaches(case))
    assert an_account(role=Role.CLERK).may(right, case)
    if not own:
        with pytest.raises(ForbiddenError):
            centre.require_in(case, right)


def test_parties_and_agents_have_no_staff_rights_at_all() -> None:
    assert RIGHTS[Role.PARTY] == RIGHTS[Role.AGENT] == frozenset()


def test_who_runs_the_session_does_not_play_its_recording_and_who_plays_does_not_run_it() -> None:
    for rights in RIGHTS.values():
        assert not {Right.SESSION_HOST, Right.RECORDING_PLAY} <= rights


@pytest.mark.parametrize(
    ("changes", "reaches"),
    [
        ({"id": AccountId("mediator1"), "role": Role.MEDIATOR}, True),
        ({"id": AccountId("mediator2"), "role": Role.MEDIATOR}, False),
        ({"role": Role.CLERK, "organisation": "老城区人民法院"}, True),
        ({"role": Role.JUDGE, "organisation": "另一法院"}, False),
        ({"role": Role.ORGANISATION, "organisation": "调解中心"}, True),
        ({"role": Role.ORGANISATION, "organisation": "老城区人民法院"}, False),
        ({"role": Role.PARTY, "organisation": "老城区人民法院"}, False),
    ],
)
def test_a_case_is_the_business_of_its_mediator_its_court_and_its_organisation(
    changes: dict[str, object], *, reaches: bool
) -> None:
    account = an_account(**changes)

    assert account.reaches(a_case()) is reaches
    assert bool(account.rights_on(a_case())) is reaches


def test_a_sign_in_ends_by_idleness_or_by_age() -> None:
    sign_in = SignIn("digest", AccountId("mediator1"), NOW, NOW)

    assert not sign_in.is_over(NOW + IDLE - timedelta(seconds=1))
    assert sign_in.is_over(NOW + IDLE)
    busy = SignIn("digest", AccountId("mediator1"), NOW, NOW + LONGEST_SIGN_IN - timedelta(minutes=1))
    assert busy.is_over(NOW + LONGEST_SIGN_IN)


def test_numbers_are_masked_and_short_ones_hidden_whole() -> None:
    assert masked_phone("13800006027") == "138****6027"
    assert masked_id_number("990000196803150042") == "990***********0042"
    assert masked_phone("12345") == masked_id_number("123") == "****"


def test_only_the_whole_tail_of_the_number_counts() -> None:
    person = a_participant()

    assert person.phone_ends_with("6027")
    assert not any(person.phone_ends_with(tail) for tail in ("", "027", "27", "6028", "13800006027"))


def test_nothing_personal_is_in_a_representation() -> None:
    shown = repr(a_participant()) + repr(an_account())

    for private in ("李秀兰", "13800006027", "990000196803150042", "王调解员", "secret"):
        assert private not in shown
