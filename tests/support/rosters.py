"""Roster values for tests: believable, complete, and each with one word to change."""

# ruff: noqa: ANN401 - any field of a value may be the one a test changes

from dataclasses import replace
from datetime import date
from typing import Any

from server.domain.ids import AccountId, EntryId
from server.domain.profile import DisputeKind, EntryKind, MediatorKind, OrganisationType, Profile, Skill
from server.domain.roster import Certificate, Entry, EntryState, Report
from server.services import roster_words as words
from server.services.sheets import SheetRow
from server.services.specimen_numbers import citizen_number
from tests.factories import NOW

TODAY = date(2026, 4, 7)
COURT = "老城区人民法院"
OFFICE = "西工区人力资源和社会保障局"
REPORT = Report(AccountId("office1"), OFFICE, NOW)


def a_mediator(**changes: Any) -> Profile:
    profile = Profile(
        name="马调解员",
        kinds=(DisputeKind.LABOUR,),
        skills=(Skill.CONTRACT,),
        phone="13812342207",
        mediator_kind=MediatorKind.PART_TIME,
        born_on=date(1980, 5, 1),
        id_number=citizen_number("19800501", "004"),
        declared=True,
    )
    return replace(profile, **changes)


def an_organisation(**changes: Any) -> Profile:
    profile = Profile(
        name="调解中心",
        kinds=(DisputeKind.LABOUR, DisputeKind.PERSONNEL),
        skills=(Skill.REMUNERATION, Skill.INJURY),
        regions=("西工区",),
        max_open=40,
        phone="0379-60000000",
        type=OrganisationType.ARBITRATION_CENTRE,
        code="西编〔2020〕3号",
        address="西工区某路1号",
        head="刘主任",
        contact="刘主任",
    )
    return replace(profile, **changes)


def an_entry(state: EntryState = EntryState.DRAFT, **changes: Any) -> Entry:
    """Return a mediator's entry as it is in this state."""
    entry = Entry(EntryId("entry1"), EntryKind.MEDIATOR, COURT, OFFICE, None, a_mediator())
    certificate = Certificate("LTY-2024-016", date(2024, 3, 1))
    found = entry
    match state:
        case EntryState.DRAFT:
            found = entry
        case EntryState.REPORTED | EntryState.UNDER_REVIEW | EntryState.RETURNED:
            found = replace(entry, state=state, report=REPORT)
        case EntryState.LISTED:
            found = replace(entry, state=state, live=a_mediator(), proposed=None, certificate=certificate)
        case EntryState.CHANGE_PENDING:
            proposed = a_mediator(phone="15912347731", max_open=14)
            found = replace(entry, state=state, live=a_mediator(), proposed=proposed, certificate=certificate)
        case EntryState.STOPPED:
            found = replace(entry, state=state, live=a_mediator(), proposed=None, certificate=certificate)
    return replace(found, **changes)


def rows_of(*lines: dict[str, str]) -> tuple[SheetRow, ...]:
    return tuple(
        SheetRow(number, {words.COLUMNS[name]: cell for name, cell in line.items()})
        for number, line in enumerate(lines, start=2)
    )


CENTRE_LINE = {**words.EXAMPLES[0], "name": "瀍河区商贸行业人民调解委员会", "court": COURT, "type": "基层人民调解组织"}
PERSON_LINE = {**words.EXAMPLES[1], "organisation": CENTRE_LINE["name"], "court": COURT}
