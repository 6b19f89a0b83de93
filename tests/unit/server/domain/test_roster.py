"""The roster entry: what is reported waits, what the court confirms is true, what is true stays readable."""

from datetime import date

import pytest

from server.domain.errors import ConflictError, IllegalTransitionError, InvalidError
from server.domain.ids import EntryId
from server.domain.origin import Origin
from server.domain.profile import EntryKind, changed_fields
from server.domain.roster import ENTRY_TRANSITIONS, Certificate, Entry, EntryAction, EntryState, StopReason
from tests.factories import NOW
from tests.support.rosters import COURT, OFFICE, REPORT, TODAY, a_mediator, an_entry, an_organisation

CERTIFICATE = Certificate("LTY-2026-001", TODAY)


def test_an_edited_telephone_number_changes_nothing_until_the_court_confirms() -> None:
    listed = an_entry(EntryState.LISTED)

    waiting = listed.propose(a_mediator(phone="15912347731"), REPORT, TODAY)
    confirmed = waiting.confirm(None, TODAY, NOW)

    assert waiting.live is not None
    assert (waiting.live.phone, waiting.shown.phone) == ("13812342207", "13812342207")
    assert confirmed.shown.phone == "15912347731"
    assert (confirmed.state, confirmed.proposed) == (EntryState.LISTED, None)


def test_a_refused_change_leaves_what_was_true_and_the_reason() -> None:
    waiting = an_entry(EntryState.CHANGE_PENDING)

    back = waiting.give_back("电话与证件不符", NOW)

    assert (back.state, back.proposed, back.reason) == (EntryState.LISTED, None, "电话与证件不符")
    assert back.live == a_mediator()


def test_a_new_entry_goes_from_draft_to_the_roster_with_its_certificate() -> None:
    reported = an_entry().submit(REPORT, TODAY)
    listed = reported.take_up().confirm(CERTIFICATE, TODAY, NOW)

    assert (reported.state, reported.is_effective) == (EntryState.REPORTED, False)
    assert (listed.state, listed.is_effective, listed.certificate) == (EntryState.LISTED, True, CERTIFICATE)
    assert listed.live == a_mediator()


def test_nobody_is_listed_without_a_certificate() -> None:
    reported = an_entry().submit(REPORT, TODAY)

    with pytest.raises(InvalidError) as refusal:
        reported.confirm(None, TODAY, NOW)

    assert refusal.value.code == "roster.certificate"


def test_a_removal_is_confirmed_too_and_the_name_stays_as_it_was() -> None:
    asked = an_entry(EntryState.LISTED).propose_removal("本人退休", REPORT)
    gone = asked.confirm(None, TODAY, NOW)

    assert asked.is_effective
    assert (gone.state, gone.stopped, gone.is_effective) == (EntryState.STOPPED, StopReason.REMOVED, False)
    assert gone.shown.name == "马调解员"


def test_whoever_was_removed_comes_back_by_report_and_whoever_is_suspended_by_the_court() -> None:
    removed = an_entry(EntryState.STOPPED, stopped=StopReason.REMOVED)
    suspended = an_entry(EntryState.STOPPED, stopped=StopReason.SUSPENDED)

    assert removed.submit(REPORT, TODAY).state is EntryState.REPORTED
    assert suspended.restore(NOW).state is EntryState.LISTED
    with pytest.raises(ConflictError) as by_court:
        removed.restore(NOW)
    with pytest.raises(ConflictError) as by_report:
        suspended.submit(REPORT, TODAY)
    assert (by_court.value.code, by_report.value.code) == ("roster.removed", "roster.suspended")


def test_a_suspension_takes_effect_at_once_and_drops_the_waiting_change() -> None:
    stopped = an_entry(EntryState.CHANGE_PENDING).suspend("收受礼金，经查属实", NOW)

    assert (stopped.state, stopped.is_effective, stopped.proposed) == (EntryState.STOPPED, False, None)


@pytest.mark.parametrize("reason", ["", "  "])
def test_giving_back_suspending_and_removing_need_a_reason(reason: str) -> None:
    for act in (
        lambda: an_entry(EntryState.REPORTED).give_back(reason, NOW),
        lambda: an_entry(EntryState.LISTED).suspend(reason, NOW),
        lambda: an_entry(EntryState.LISTED).propose_removal(reason, REPORT),
    ):
        with pytest.raises(InvalidError) as refusal:
            act()
        assert refusal.value.code == "roster.reason"


def test_a_change_that_changes_nothing_is_refused() -> None:
    with pytest.raises(ConflictError) as refusal:
        an_entry(EntryState.LISTED).propose(a_mediator(), REPORT, TODAY)

    assert refusal.value.code == "roster.unchanged"


def test_an_organisation_keeps_its_name_because_cases_carry_it() -> None:
    live = an_organisation()
    entry = Entry(EntryId("org"), EntryKind.ORGANISATION, COURT, OFFICE, None, None, live, EntryState.LISTED)

    with pytest.raises(InvalidError) as refusal:
        entry.propose(an_organisation(name="别的中心"), REPORT, TODAY)

    assert refusal.value.facts == {"name": "fixed"}


@pytest.mark.parametrize(
    ("profile", "fault"),
    [
        (a_mediator(born_on=date(2008, 4, 8)), {"born_on": "under_age"}),
        (a_mediator(declared=False), {"declared": "required"}),
        (a_mediator(mediator_kind=None), {"mediator_kind": "required"}),
        (a_mediator(phone="123"), {"phone": "malformed"}),
        (a_mediator(max_open=0), {"max_open": "out_of_range"}),
        (a_mediator(name="马" * 101), {"name": "too_long"}),
        (a_mediator(e_seal=True), {"e_seal": "not_allowed"}),
    ],
)
def test_a_mediator_is_reported_only_when_everything_is_said_and_of_age(profile: object, fault: dict[str, str]) -> None:
    draft = an_entry(proposed=profile)

    with pytest.raises(InvalidError) as refusal:
        draft.submit(REPORT, TODAY)

    assert refusal.value.facts == fault
    assert draft.state is EntryState.DRAFT


def test_a_mediator_may_be_entered_on_the_eighteenth_birthday() -> None:
    assert an_entry(proposed=a_mediator(born_on=date(2008, 4, 7))).submit(REPORT, TODAY).state is EntryState.REPORTED


def test_an_organisation_has_to_say_its_type() -> None:
    entry = Entry(EntryId("org"), EntryKind.ORGANISATION, COURT, OFFICE, None, an_organisation(type=None))

    with pytest.raises(InvalidError) as refusal:
        entry.submit(REPORT, TODAY)

    assert refusal.value.facts == {"type": "required"}


def test_only_changed_fields_are_named_in_the_order_of_the_form() -> None:
    after = a_mediator(origin=Origin.TAIWAN, phone="15912347731", max_open=14)

    assert changed_fields(a_mediator(), after, EntryKind.MEDIATOR) == ("max_open", "phone", "origin")


DOING = {
    EntryAction.EDIT: lambda entry: entry.edit(a_mediator(name="马明")),
    EntryAction.REPORT: lambda entry: entry.submit(REPORT, TODAY),
    EntryAction.TAKE_UP: lambda entry: entry.take_up(),
    EntryAction.PROPOSE: lambda entry: entry.propose(a_mediator(max_open=15), REPORT, TODAY),
    EntryAction.CONFIRM: lambda entry: entry.confirm(CERTIFICATE, TODAY, NOW),
    EntryAction.CONFIRM_CHANGE: lambda entry: entry.confirm(CERTIFICATE, TODAY, NOW),
    EntryAction.CONFIRM_REMOVAL: lambda entry: entry.confirm(CERTIFICATE, TODAY, NOW),
    EntryAction.GIVE_BACK: lambda entry: entry.give_back("缺少证明", NOW),
    EntryAction.REFUSE_CHANGE: lambda entry: entry.give_back("缺少证明", NOW),
    EntryAction.SUSPEND: lambda entry: entry.suspend("投诉属实", NOW),
    EntryAction.RESTORE: lambda entry: entry.restore(NOW),
}


SAME = {
    EntryAction.CONFIRM: {EntryAction.CONFIRM, EntryAction.CONFIRM_CHANGE},
    EntryAction.CONFIRM_CHANGE: {EntryAction.CONFIRM, EntryAction.CONFIRM_CHANGE},
    EntryAction.CONFIRM_REMOVAL: {EntryAction.CONFIRM, EntryAction.CONFIRM_REMOVAL},
    EntryAction.GIVE_BACK: {EntryAction.GIVE_BACK, EntryAction.REFUSE_CHANGE},
    EntryAction.REFUSE_CHANGE: {EntryAction.GIVE_BACK, EntryAction.REFUSE_CHANGE},
}
"""One method stands for several steps: which of them, the state decides."""


@pytest.mark.parametrize("state", EntryState)
@pytest.mark.parametrize("action", EntryAction)
def test_an_entry_does_what_its_table_says_and_stays_as_it_was_when_refused(
    state: EntryState, action: EntryAction
) -> None:
    removal = action is EntryAction.CONFIRM_REMOVAL and state is EntryState.CHANGE_PENDING
    suspended = action is EntryAction.RESTORE and state is EntryState.STOPPED
    changes = {"removal": removal, "stopped": StopReason.SUSPENDED if suspended else None}
    entry = an_entry(state, **changes)
    allowed = SAME.get(action, {action}) & set(ENTRY_TRANSITIONS[state])

    if allowed:
        assert DOING[action](entry).state in {ENTRY_TRANSITIONS[state][one] for one in allowed}
    else:
        with pytest.raises(IllegalTransitionError):
            DOING[action](entry)
    assert entry == an_entry(state, **changes)
