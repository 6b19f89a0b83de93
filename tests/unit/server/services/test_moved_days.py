"""A last day of a year that is not loaded is told as provisional, and who was told it is told when it moves."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest

import server.services
from server.domain.agreement_effect import Signature
from server.domain.authority import PAPERS, Authority, AuthorityKind, Power
from server.domain.award import Arbitration, Award, Finality, Received, Standing
from server.domain.beijing import BEIJING
from server.domain.calendar import NOTICES, WorkCalendar, year_notice
from server.domain.case import CaseState
from server.domain.deadlines import PERIODS, DeadlineRule, LastDay, Unit, deadline
from server.domain.ending import Ending as EndOfMediation
from server.domain.ids import AccountId, Identity
from server.domain.outcome import EndingCode
from server.domain.own_right import Day
from server.domain.party import Absence, Role
from server.domain.reminder import WARNINGS, Ending, ReminderKind
from server.domain.term import PauseKind, StartEvent
from server.services import (
    calendars,
    cases,
    clocks,
    desk,
    due_reminders,
    effects,
    last_days,
    moved_days,
    own_warnings,
    party_notices,
    pauses,
    reminders,
    terms,
)
from server.services.ports.desk import Concerned, EndingPeriod, EndingRight, OwedContact
from tests.factories import NOW, a_case
from tests.support.agreements import BOTH, EFFECT, SERIAL, on
from tests.support.store import CLERK, DAUGHTER, EMPLOYER, MEDIATOR, WORKER, Store

ADMIN = replace(CLERK, id=AccountId("admin1"), login="admin", role=Role.COURT_ADMIN)
CALENDAR = WorkCalendar(NOTICES)
SAFE, DUE = date(2027, 1, 3), date(2027, 1, 4)
FORWARD = calendars.EnterNotice(2027, 0, "通知", (date(2027, 1, 1), date(2027, 1, 2)), (SAFE,))
"""Sunday the third is worked."""
BACK = calendars.EnterNotice(2027, 0, "通知", tuple(date(2027, 1, day) for day in range(1, 6)), ())
STAYS = calendars.EnterNotice(2027, 0, "通知", (date(2027, 1, 1),), ())
ASIDE = "（暂定：那一年的放假安排还没有录入本系统，请按1月3日 周日准备）"
OF = Concerned("case1", SERIAL, "王调解员", "", "老城区人民法院", ("mediator1",), ("li",))
MOMENT = datetime(2027, 1, 2, 10, tzinfo=BEIJING)
PROVISIONAL = LastDay(DUE, SAFE, is_provisional=True)


async def in_force(store: Store) -> None:
    """Let the agreement take effect on 4 December: the thirty days end on Sunday, 3 January."""
    on(store, date(2026, 12, 4))
    now = store.clock.now()
    signatures = tuple(Signature(one.identity, now, one.identity) for one in BOTH)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.AGREED))
        await uow.commit()
    effect = replace(EFFECT, signatures=signatures, mediator_signed_at=now, sealed_at=now, performances=())
    await effects.take_effect(MEDIATOR, effect, store.ports)


async def received_an_award(store: Store) -> None:
    """Let the worker have had the award on 19 December; the fifteen days to sue end on Sunday, 3 January."""
    on(store, date(2026, 12, 28))
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        received = Received(WORKER.identity, Standing.WORKER, date(2026, 12, 19), "签收回执")
        own = replace(case, received_at=datetime(2026, 12, 10, 9, tzinfo=BEIJING))
        await uow.cases.save(own)
        await uow.awards.put(Award(case.id, Arbitration.AWARDED, finality=Finality.NOT_FINAL, received=(received,)))
        await clocks.refresh(uow, own, store.clock.now())
        await uow.commit()


async def told(store: Store, kind: ReminderKind = ReminderKind.DAY_MOVED) -> list[tuple[str, str]]:
    return sorted((one.name, one.text) for one in await desk.sent(CLERK, SERIAL, store.ports) if one.kind is kind)


async def lines(store: Store) -> list[str]:
    return [one.text for one in (await cases.view(CLERK, SERIAL, store.ports)).timeline if one.kind == "clock.moved"]


@pytest.mark.parametrize(
    ("notice", "after", "hint"),
    [(FORWARD, "1月3日 周日", "提前"), (BACK, "1月6日 周三", "推后")],
    ids=["forward", "back"],
)
async def test_who_was_told_a_last_day_is_told_the_new_one_once_and_the_case_says_so(
    store: Store, notice: calendars.EnterNotice, after: str, hint: str
) -> None:
    await in_force(store)
    first = await told(store, ReminderKind.AGREEMENT_IN_FORCE)
    assert all(f"1月4日 周一24:00截止{ASIDE}" in text for _, text in first)

    await calendars.enter(ADMIN, notice, store.ports)

    news = await told(store)
    assert [name for name, _ in news] == [name for name, _ in first]
    assert all("申请司法确认的期限" in text and f"由1月4日 周一改为{after}24:00。" in text for _, text in news)
    assert all(hint in text and "暂定" not in text for _, text in news)
    assert any("由 2027-01-04 改为" in line and f"{len(news)} 人" in line for line in await lines(store))
    again = calendars.EnterNotice(2027, 1, "通知", notice.off, notice.makeup)
    await calendars.enter(ADMIN, again, store.ports)
    assert await told(store) == news


async def test_a_day_that_stays_is_told_nobody_again_and_the_case_says_that_it_is_certain(store: Store) -> None:
    await in_force(store)

    await calendars.enter(ADMIN, STAYS, store.ports)

    assert await told(store) == []
    assert any("仍是 2027-01-04，不再是暂定" in line for line in await lines(store))


async def test_a_day_that_moves_again_is_told_again_also_back_to_where_it_was(store: Store) -> None:
    await in_force(store)
    people = len(await told(store, ReminderKind.AGREEMENT_IN_FORCE))
    for version, notice in enumerate((FORWARD, BACK, FORWARD)):
        await calendars.enter(ADMIN, replace(notice, version=version), store.ports)

    assert len(await told(store)) == 3 * people


async def test_the_day_of_one_party_alone_is_told_to_whoever_was_told_it_and_to_nobody_else(store: Store) -> None:
    await received_an_award(store)
    await reminders.plan(store.ports, "https://room.example.org")
    warned = [name for name, text in await told(store, ReminderKind.OWN_DAY_7_DAYS_LEFT) if "1月4日" in text]
    assert WORKER.name in warned
    assert EMPLOYER.name not in warned

    await calendars.enter(ADMIN, FORWARD, store.ports)

    assert [name for name, _ in await told(store)] == warned
    assert all("起诉期限" in text and "1月3日" in text for _, text in await told(store))


async def test_whoever_speaks_for_the_party_no_more_is_not_told_that_its_day_moved(store: Store) -> None:
    other = replace(WORKER, identity=Identity("wu"), name="吴建国", phone="13600001122")
    spoken = Authority(
        "authority1", a_case().id, DAUGHTER.identity, WORKER.identity, AuthorityKind.RELATIVE, "代为参加调解",
        frozenset({Power.SETTLE}), PAPERS[AuthorityKind.RELATIVE], date(2026, 12, 1), CLERK.id, NOW,
    )  # fmt: skip
    async with store.database.begin() as uow:
        await uow.cases.add_participant(other)
        for one in (spoken, replace(spoken, id="authority2", principal=other.identity)):
            await uow.authorities.add(one)
        await uow.commit()
    await received_an_award(store)
    await reminders.plan(store.ports, "https://room.example.org")
    warned = [name for name, text in await told(store, ReminderKind.OWN_DAY_7_DAYS_LEFT) if "1月4日" in text]
    assert {WORKER.name, DAUGHTER.name} <= set(warned)
    async with store.database.begin() as uow:
        await uow.authorities.save(spoken.revoke(store.clock.now()))
        await uow.commit()

    await calendars.enter(ADMIN, FORWARD, store.ports)

    assert [name for name, _ in await told(store)] == [WORKER.name]


async def test_who_settled_outside_and_took_the_application_back_is_not_told_of_a_day_to_sue(store: Store) -> None:
    await received_an_award(store)
    await reminders.plan(store.ports, "https://room.example.org")
    now = store.clock.now()
    async with store.database.begin() as uow:
        ended = EndOfMediation(a_case().id, EndingCode.SETTLED_AND_WITHDREW, "已经和解", now, MEDIATOR.id, "王调解员")
        await uow.endings.add(ended)
        await uow.commit()

    await calendars.enter(ADMIN, FORWARD, store.ports)

    assert await told(store) == []


async def test_when_the_case_is_filed_nobody_is_hurried_to_have_the_agreement_confirmed(store: Store) -> None:
    await in_force(store)
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.FILED))
        await uow.commit()

    await calendars.enter(ADMIN, FORWARD, store.ports)

    assert await told(store) == []


async def test_a_respondent_who_takes_no_part_since_is_not_told_that_a_day_moved(store: Store) -> None:
    await in_force(store)
    before = [name for name, _ in await told(store, ReminderKind.AGREEMENT_IN_FORCE)]
    assert EMPLOYER.name in before
    async with store.database.begin() as uow:
        absent = next(one for one in await uow.cases.participants(a_case().id) if one.identity == EMPLOYER.identity)
        await uow.cases.save_participant(replace(absent, absence=Absence.REFUSED))
        await uow.commit()

    await calendars.enter(ADMIN, FORWARD, store.ports)

    assert [name for name, _ in await told(store)] == [name for name in before if name != EMPLOYER.name]


async def test_nobody_who_was_not_told_the_day_is_told_that_it_moved(store: Store) -> None:
    await received_an_award(store)

    await calendars.enter(ADMIN, FORWARD, store.ports)

    assert await told(store) == []
    assert len(await lines(store)) == 1


@pytest.mark.parametrize("notice", [FORWARD, BACK], ids=["forward", "back"])
async def test_a_reminder_comes_again_when_its_last_day_moved(store: Store, notice: calendars.EnterNotice) -> None:
    await in_force(store)
    store.clock.at = datetime.combine(date(2027, 1, 2), time(10), BEIJING)
    kind = ReminderKind.CONFIRMATION_1_DAY_LEFT
    for _ in range(2):
        await reminders.plan(store.ports, "https://room.example.org")
    before = await told(store, kind)
    assert all(ASIDE in text for _, text in before)

    await calendars.enter(ADMIN, notice, store.ports)
    for _ in range(2):
        await reminders.plan(store.ports, "https://room.example.org")

    after = await told(store, kind)
    assert len(after) == 2 * len(before) > 0
    assert all("暂定" not in text for _, text in after if (_, text) not in before)


@pytest.mark.parametrize("suspected", [False, True])
async def test_who_was_asked_for_more_time_is_told_the_new_day_but_nothing_while_it_stands_still_on_suspicion(
    store: Store,
    suspected: bool,  # noqa: FBT001 - a table of cases
) -> None:
    now = datetime(2026, 12, 4, 9, tzinfo=BEIJING)
    store.clock.at = now
    async with store.database.begin() as uow:
        case = await uow.cases.by_serial(SERIAL)
        assert case is not None
        await uow.cases.save(replace(case, state=CaseState.IN_MEDIATION))
        await terms.begin(uow, replace(case, state=CaseState.IN_MEDIATION), StartEvent.ACCEPTED, now)
        await uow.commit()
    await terms.ask_extension(MEDIATOR, terms.AskExtension(SERIAL, "extend-0001", "核对流水"), store.ports)
    assert all(ASIDE in text for _, text in await told(store, ReminderKind.EXTENSION_ASKED))

    if suspected:
        await pauses.start(MEDIATOR, pauses.StartPause(SERIAL, PauseKind.SUSPENSION, "疑似串通"), store.ports)
    await calendars.enter(ADMIN, FORWARD, store.ports)

    assert {text.count("调解期限") for _, text in await told(store)} == (set() if suspected else {1})


def period(what: Ending) -> EndingPeriod:
    return EndingPeriod(what, date(2026, 12, 4), SAFE, DUE, True, OF)  # noqa: FBT003 - a field of a row


def _of_period(what: Ending) -> Iterator[str]:
    yield from (one.text for one in due_reminders._of_period(period(what), MOMENT))  # noqa: SLF001 - the builder itself


def _of_right() -> Iterator[str]:
    day = Day(DeadlineRule.SUE_15D, "sue:li", date(2026, 12, 19), SAFE, DUE, is_provisional=True)
    right = EndingRight(day, "li", WORKER.name, ("li",), True, OF)  # noqa: FBT003 - a field of a row
    yield from (one.text for one in own_warnings._prompts(right, MOMENT))  # noqa: SLF001 - the builder itself


def _of_organisation() -> Iterator[str]:
    over = due_reminders._of_organisation(period(Ending.ORGANISATION), datetime(2027, 1, 5, 10, tzinfo=BEIJING))  # noqa: SLF001 - the builder itself
    yield from (one.text for one in over)


def test_a_warning_of_the_term_names_no_day_as_safe_for_an_extension_may_count_from_one_that_moves() -> None:
    texts = list(_of_period(Ending.TERM))

    assert texts
    assert all("1月4日 周一" in text and "暂定" in text and "可能提前，也可能推后" in text for text in texts)
    assert not any("准备" in text for text in texts)


BUILDERS: dict[ReminderKind, Callable[[], Iterator[str]]] = {
    **dict.fromkeys(WARNINGS[Ending.CONFIRMATION].values(), lambda: _of_period(Ending.CONFIRMATION)),
    **dict.fromkeys((kind for kind in ReminderKind if kind.value.startswith("own_day_")), _of_right),
    ReminderKind.ARBITRATION_OPEN: _of_organisation,
    ReminderKind.CHOICE_OPEN: lambda: iter((party_notices.choice_open("c", PROVISIONAL, "法院").what,)),
    ReminderKind.EXTENSION_ASKED: lambda: iter((party_notices.extension_asked("e", "王调解员", 30, PROVISIONAL).what,)),
}
"""Who writes a message that names a last day which a calendar can move, and what it then says of one that may move."""
ELSEWHERE = frozenset(
    {
        # Tried in whole cases above; of asking the other side below.
        ReminderKind.AGREEMENT_IN_FORCE,
        ReminderKind.DAY_MOVED,
        *WARNINGS[Ending.TERM].values(),
        ReminderKind.CONTACT_DAY_1,
        ReminderKind.CONTACT_DAY_2,
        ReminderKind.CONTACT_DAY_3,
    }
)
NO_LAST_DAY = frozenset(
    {
        *(kind for kind in ReminderKind if kind.value.startswith(("session_", "referral_", "complaint_"))),
        ReminderKind.PERFORMANCE_IN_3_DAYS, ReminderKind.PERFORMANCE_TOMORROW, ReminderKind.PERFORMANCE_OVERDUE,
        ReminderKind.TEST_ASKED, ReminderKind.LINK_DENIED, ReminderKind.LINK_ENDING, ReminderKind.PARTY_REQUEST,
        ReminderKind.CHOICE_GONE, ReminderKind.DISCLOSURE_MADE, ReminderKind.FACTS_ASKED, ReminderKind.FACTS_ANSWERED,
        ReminderKind.REQUEST_DECIDED, ReminderKind.OWED, ReminderKind.CONSENT_WITHDRAWN, ReminderKind.CONSENT_DECIDED,
        ReminderKind.MANNER_SAID, ReminderKind.MANNER_DECIDED, ReminderKind.RISK_EXPLANATION, ReminderKind.APPRAISAL,
        ReminderKind.RESPONDENT_LEFT, ReminderKind.MEDIATION_ENDED, ReminderKind.CASE_RETURNED,
        ReminderKind.SUSPENSION_REPORTED, ReminderKind.SUSPENSION_UNDECIDED, ReminderKind.DATA_ANSWERED,
        ReminderKind.TO_WORKERS, ReminderKind.SUPPORT_ASKED, ReminderKind.CASE_HANDED_ON, ReminderKind.FACT_UNDELIVERED,
        ReminderKind.DOOR_ASKED, ReminderKind.DOOR_ANSWERED, ReminderKind.CASE_RECEIVED, ReminderKind.CASE_TAKEN_ON,
        ReminderKind.CASE_REFERRED, ReminderKind.CASE_ACCEPTED, ReminderKind.DELETION_ASKED,
        ReminderKind.DELETION_ANSWERED,
    }
)  # fmt: skip
"""What names no day, or one that no calendar moves: of a session, an instalment, a link."""
OF_NO_PERIOD = {"owed_notices.py", "link_notices.py", "due_reminders.py"}
"""Where a day is spoken that no calendar moves; of `due_reminders` the day of an instalment."""


def test_every_kind_of_message_is_known_to_name_a_last_day_or_none() -> None:
    assert BUILDERS.keys() | ELSEWHERE | NO_LAST_DAY == set(ReminderKind)
    assert not NO_LAST_DAY & (BUILDERS.keys() | ELSEWHERE)
    assert set(moved_days.kinds()) <= BUILDERS.keys() | ELSEWHERE


@pytest.mark.parametrize("kind", BUILDERS)
def test_no_message_names_a_day_of_a_year_that_is_not_loaded_without_saying_that_it_is_provisional(
    kind: ReminderKind,
) -> None:
    texts = list(BUILDERS[kind]())

    assert texts
    assert all("1月4日 周一" in text and ASIDE in text for text in texts)


def test_no_message_speaks_a_last_day_but_through_the_one_function_that_says_so() -> None:
    spoken = []
    for path in sorted(Path(server.services.__file__).parent.glob("*.py")):
        for call in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(call, ast.Call) and ast.unparse(call.func).endswith("spoken"):
                days = {node.attr for node in ast.walk(call) if isinstance(node, ast.Attribute)}
                spoken += [path.name] if days & {"due", "due_on", "nominal", "nominal_on", "until", "since"} else []

    assert set(spoken) <= OF_NO_PERIOD | {"last_days.py"}


@pytest.mark.parametrize(
    ("text", "is_named"),
    [
        ("最后一天是1月4日 周三24:00", True),
        ("1月4日 周三24:00截止", True),
        ("最后一天是11月4日 周三24:00", False),
        ("最后一天是1月4日 周一24:00", False),
    ],
)
def test_a_message_that_names_another_month_does_not_name_this_one(text: str, is_named: bool) -> None:  # noqa: FBT001 - a table of cases
    assert last_days.names(text, date(2023, 1, 4)) is is_named


def test_who_was_told_a_last_day_is_found_by_it_however_it_was_said() -> None:
    for day in (date(2027, 1, 1) + timedelta(days=each) for each in range(366)):
        assert last_days.names(last_days.said(LastDay(day, day, is_provisional=False), "24:00"), day)
        assert last_days.names(last_days.said(LastDay(day, SAFE, is_provisional=True)), day)


def test_a_certain_day_is_said_plainly_and_one_that_can_only_come_later_is_said_to_be_so() -> None:
    assert last_days.said(LastDay(DUE, DUE, is_provisional=False), "24:00") == "1月4日 周一24:00"
    assert (
        last_days.said(LastDay(DUE, DUE, is_provisional=True))
        == "1月4日 周一（暂定：那一年的放假安排还没有录入本系统，可能推后，请按这一天准备）"
    )


@pytest.mark.parametrize("rule", [rule for rule in DeadlineRule if PERIODS[rule].unit is not Unit.YEARS])
@pytest.mark.parametrize("start", [date(2026, 12, day) for day in (1, 4, 17, 25, 28, 30, 31)])
@pytest.mark.parametrize("notice", [FORWARD, BACK, STAYS])
def test_no_calendar_brings_a_last_day_before_the_safe_one(
    rule: DeadlineRule, start: date, notice: calendars.EnterNotice
) -> None:
    before = deadline(rule, start, CALENDAR)
    after = deadline(rule, start, CALENDAR.with_notice(2027, year_notice(2027, "通知", notice.off, notice.makeup)))

    assert before.safe <= after.due
    assert before.safe <= before.due
    assert after.safe == after.due


def test_who_asks_the_other_side_reads_the_day_to_be_ready_by() -> None:
    owed = OwedContact("case1", SERIAL, "contact:zhou", "周经理", date(2026, 12, 31), date(2027, 1, 6), ("mediator1",))

    said = reminders._asking_ends(owed, CALENDAR)  # noqa: SLF001 - the builder itself

    assert said == "1月6日 周三（暂定：那一年的放假安排还没有录入本系统，请按1月4日 周一准备）"


def test_three_working_days_over_a_new_year_that_may_be_worked_on_a_sunday_are_safe_a_day_earlier() -> None:
    asked = deadline(DeadlineRule.CONTACT_3WD, date(2026, 12, 31), CALENDAR)

    assert asked.last_day == LastDay(date(2027, 1, 6), date(2027, 1, 4), is_provisional=True)
