from datetime import timedelta

import pytest

from server.domain.case import CaseState
from server.domain.consent import WORDING_VERSION, Purpose
from server.domain.device_check import CheckResult
from server.domain.errors import ConflictError, ForbiddenError, InvitationSuspendedError, NotFoundError
from server.domain.identity import IdentityCheck
from server.domain.ids import SessionId
from server.domain.invitation import LinkState
from server.domain.outcome import OutcomeKind
from server.domain.session import SessionState
from server.services import cases, consents, devices, invitations, outcomes, sessions
from server.services.case_views import CaseConditions
from server.services.consents import AnswerConsent
from server.services.devices import RecordCheck
from server.services.invitations import LinkKey
from server.services.sessions import RecordIdentity, Remove
from server.services.specimen_numbers import citizen_number
from signaling.linelog import LineSample
from signaling.protocol.passing import QualityLevel
from tests.factories import NOW
from tests.support.store import CENTRE, CLERK, JUDGE, MEDIATOR, OTHER_JUDGE, OTHER_MEDIATOR, Store


async def test_the_mediator_sees_today_who_is_invited_and_who_is_ready(store: Store) -> None:
    opened = await invitations.open_link(LinkKey("token-li", None), store.ports)
    key = LinkKey("token-li", opened.device)
    check = RecordCheck(CheckResult.PASSED, CheckResult.PASSED, CheckResult.SKIPPED, CheckResult.FAILED, "slow")
    await devices.record_check(key, check, store.ports)
    await consents.answer(key, AnswerConsent(Purpose.RECORDING, answer=False, version=WORDING_VERSION), store.ports)

    today = await sessions.today(MEDIATOR, store.ports)

    (session,) = today.sessions
    worker, daughter, employer = session.participants
    assert (worker.link, daughter.link, employer.link) == (
        LinkState.OPENED,
        LinkState.NOT_OPENED,
        LinkState.NOT_OPENED,
    )
    assert worker.device_check is not None
    assert worker.device_check.note == "slow"
    assert (worker.recording_consent, daughter.recording_consent) == (False, None)
    assert (worker.phone, daughter.linked_to) == ("138****6027", "li")


async def test_a_session_of_another_day_is_not_today(store: Store) -> None:
    async with store.database.begin() as uow:
        session = await uow.sessions.get(SessionId("session1"))
        assert session is not None
        await uow.sessions.save(session.reschedule(NOW.replace(day=9), 60, NOW))
        await uow.commit()

    today = await sessions.today(MEDIATOR, store.ports)

    assert (today.sessions, len(today.later)) == ((), 1)


async def test_who_has_no_business_with_the_case_sees_nothing_of_it(store: Store) -> None:
    for account in (OTHER_MEDIATOR, OTHER_JUDGE):
        assert (await sessions.today(account, store.ports)).sessions == ()
        assert (await cases.find(account, CaseConditions(), store.ports)).total == 0
        for look in (
            sessions.view(account, "session1", store.ports),
            cases.view(account, "LY2026-000128", store.ports),
        ):
            with pytest.raises(NotFoundError):
                await look


async def test_the_organisation_sees_the_case_but_not_what_people_answered(store: Store) -> None:
    view = await cases.view(CENTRE, "LY2026-000128", store.ports)

    assert view.sessions[0].summary.participants == ()
    assert not {"session.read", "personal.read", "material.read", "recording.list"} & set(view.may)
    with pytest.raises(ForbiddenError):
        await sessions.view(CENTRE, "session1", store.ports)


async def test_rights_on_the_case_follow_the_role(store: Store) -> None:
    mediator = await cases.view(MEDIATOR, "LY2026-000128", store.ports)
    judge = await cases.view(JUDGE, "LY2026-000128", store.ports)

    assert "session.host" in mediator.may
    assert "recording.play" not in mediator.may
    assert "recording.play" in judge.may
    assert "session.host" not in judge.may


async def test_the_case_page_masks_telephone_and_identity_numbers(store: Store) -> None:
    view = await cases.view(CLERK, "LY2026-000128", store.ports)

    assert (view.parties[0].phone, view.parties[0].id_number) == ("138****6027", "990***********0042")
    assert "13800006027" not in str(view)
    assert citizen_number("19680315", "004") not in str(view)


async def test_mediator_and_clerk_come_in_as_host_and_deputy_and_the_judge_not(store: Store) -> None:
    host = await sessions.ticket_facts(MEDIATOR, "session1", store.ports)
    deputy = await sessions.ticket_facts(CLERK, "session1", store.ports)

    assert (host.identity, host.host, host.deputy) == ("mediator1", True, False)
    assert (deputy.identity, deputy.host, deputy.deputy) == ("clerk1", False, True)
    with pytest.raises(ForbiddenError):
        await sessions.ticket_facts(JUDGE, "session1", store.ports)


async def test_an_identity_check_keeps_result_and_time_and_tells_the_room(store: Store) -> None:
    command = RecordIdentity("session1", "li", IdentityCheck.PASSED)

    person = await sessions.record_identity(MEDIATOR, command, store.ports)

    assert (person.identity_check, person.identity_checked_at) == (IdentityCheck.PASSED, NOW)
    assert ("participants_changed", "session1") in store.rooms.heard


@pytest.mark.parametrize("account", [CLERK, JUDGE, CENTRE, OTHER_MEDIATOR])
async def test_nobody_but_the_mediator_checks_identities_or_removes(store: Store, account: object) -> None:
    assert isinstance(account, type(MEDIATOR))
    for refused in (
        sessions.record_identity(account, RecordIdentity("session1", "li", IdentityCheck.PASSED), store.ports),
        sessions.remove(account, Remove("session1", "li", "秩序"), store.ports),
    ):
        with pytest.raises((ForbiddenError, NotFoundError)):
            await refused

    (session,) = (await sessions.today(MEDIATOR, store.ports)).sessions
    assert session.participants[0].identity_check is IdentityCheck.NOT_CHECKED
    assert session.participants[0].link is LinkState.NOT_OPENED
    assert store.rooms.heard == []


async def test_a_removed_person_reads_why_and_comes_back_by_the_same_link_once_it_is_lifted(store: Store) -> None:
    removed = await sessions.remove(MEDIATOR, Remove("session1", "li", "请先冷静一下"), store.ports)

    assert (removed.link, removed.removed_reason) == (LinkState.SUSPENDED, "请先冷静一下")
    assert ("remove", "session1", "li", "请先冷静一下") in store.rooms.heard
    with pytest.raises(InvitationSuspendedError) as refusal:
        await invitations.look(LinkKey("token-li", None), store.ports)
    assert refusal.value.facts == {"reason": "请先冷静一下"}
    assert "冷静" not in str(refusal.value)

    restored = await sessions.restore(MEDIATOR, "session1", "li", store.ports)

    assert restored.link is LinkState.NOT_OPENED
    assert ("restore", "session1", "li") in store.rooms.heard
    assert (await invitations.look(LinkKey("token-li", None), store.ports)).name == "李秀兰"


async def test_what_a_mediator_says_of_a_person_twice_is_one_line_of_the_case(store: Store) -> None:
    """As a browser sends it again that got no answer."""
    said = []
    for result in (IdentityCheck.PASSED, IdentityCheck.PASSED, IdentityCheck.FAILED):
        said.append(await sessions.record_identity(MEDIATOR, RecordIdentity("session1", "li", result), store.ports))
        store.clock.pass_by(timedelta(minutes=1))
    for reason in ("请先冷静一下", "请先冷静一下", "又打断了对方"):
        await sessions.remove(MEDIATOR, Remove("session1", "li", reason), store.ports)

    lines = [line.kind for line in (await cases.view(MEDIATOR, "LY2026-000128", store.ports)).timeline]
    assert (lines.count("identity.checked"), lines.count("participant.removed")) == (2, 2)
    last = said[-1]
    assert (last.identity_check, last.identity_checked_at) == (IdentityCheck.FAILED, NOW + timedelta(minutes=2))


async def test_a_person_who_is_compared_again_later_is_compared_twice(store: Store) -> None:
    """As after another device, though the result is the same."""
    for _ in range(2):
        await sessions.record_identity(MEDIATOR, RecordIdentity("session1", "li", IdentityCheck.PASSED), store.ports)
        store.clock.pass_by(timedelta(minutes=5))

    lines = [line.kind for line in (await cases.view(MEDIATOR, "LY2026-000128", store.ports)).timeline]
    assert lines.count("identity.checked") == 2


async def test_a_room_that_opens_opens_session_and_case_once(store: Store) -> None:
    await sessions.mark_open("session1", NOW, store.ports)
    await sessions.mark_open("session1", NOW.replace(hour=5), store.ports)

    view = await cases.view(MEDIATOR, "LY2026-000128", store.ports)
    assert view.state is CaseState.IN_MEDIATION
    assert view.sessions[0].summary.state is SessionState.OPEN
    assert [line.kind for line in view.timeline].count("session.opened") == 1


async def test_nobody_enters_a_session_that_is_over(store: Store) -> None:
    command = outcomes.Conclude("session1", "key-00001", OutcomeKind.ADJOURNED, reason="申请人身体不适")
    await outcomes.conclude(MEDIATOR, command, store.ports)

    with pytest.raises(ConflictError) as refusal:
        await sessions.ticket_facts(MEDIATOR, "session1", store.ports)

    assert refusal.value.code == "session.over"


async def test_cases_are_found_by_any_part_of_what_people_know_of_them(store: Store) -> None:
    for text in ("000128", "李秀", "周经理", "劳动报酬", "餐饮管理"):
        assert (await cases.find(MEDIATOR, CaseConditions(text=text), store.ports)).total == 1
    for text in ("%", "_", "000129", "李秀兰' OR 1=1"):
        assert (await cases.find(MEDIATOR, CaseConditions(text=text), store.ports)).total == 0


async def test_cases_are_narrowed_by_state(store: Store) -> None:
    scheduled = await cases.find(CLERK, CaseConditions(states=(CaseState.SCHEDULED,)), store.ports)
    ended = await cases.find(CLERK, CaseConditions(states=(CaseState.ENDED,)), store.ports)

    assert (scheduled.total, scheduled.cases[0].next_session_at, ended.total) == (1, NOW, 0)


async def test_only_who_may_see_the_session_sees_how_good_its_lines_were(store: Store) -> None:
    await store.database.meetings.keep_lines("session1", (LineSample("li", NOW, QualityLevel.FAIR),))

    (line,) = await sessions.lines(MEDIATOR, "session1", store.ports)
    assert (line.identity, line.level) == ("li", "fair")
    with pytest.raises(NotFoundError):
        await sessions.lines(OTHER_MEDIATOR, "session1", store.ports)
    with pytest.raises(ForbiddenError):
        await sessions.lines(CENTRE, "session1", store.ports)
