"""The audit log narrowed and taken away: by case, person, days and kind, with the verdict on its chain."""

import csv
import io
from datetime import timedelta

import pytest

from server.domain.account import Account
from server.domain.audit import Act
from server.domain.beijing import beijing_day
from server.domain.errors import ConflictError, ForbiddenError, InvalidError
from server.domain.ids import RecordingId
from server.domain.log_export import MOST_LINES, LogPurpose, WhyExported, require_fits
from server.domain.party import Role
from server.services import audit_export, desk
from server.services.ports.desk import AuditConditions
from server.storage.audit_log import read_audit
from tests.factories import NOW, a_case, a_recording, an_account
from tests.support.store import CLERK, JUDGE, Store

AUDITOR = an_account(id="audit1", login="audit", name="郑审计", role=Role.AUDITOR, organisation="任何一家")
SERIAL, CASE = a_case().serial, a_case().id
WHY = WhyExported(LogPurpose.SUPERVISION, "上级法院检查")
DAY = timedelta(days=1)
ACTS = (
    (0, Act(f"account:{CLERK.id}", "case.printed", f"case:{CASE}")),
    (1, Act(f"account:{JUDGE.id}", "viewing.opened", "session:session1")),
    (2, Act(f"account:{JUDGE.id}", "track.read", "recording:recording1")),
    (3, Act(f"account:{CLERK.id}", "account.signed_in", f"account:{CLERK.id}")),
    (4, Act("system", "case.received", "case:another")),
)
"""After how many days what was done."""


@pytest.fixture(autouse=True)
async def written(store: Store) -> None:
    async with store.database.begin() as uow:
        await uow.recordings.add(a_recording(id=RecordingId("recording1")))
        for days, act in ACTS:
            await uow.audit.add(act, NOW + days * DAY)
        await uow.commit()


async def found(store: Store, wanted: AuditConditions) -> list[str]:
    page = await desk.audit(AUDITOR, wanted, None, store.ports)
    assert page.first_broken is None
    assert page.total == len(page.lines)
    return [line.action for line in page.lines]


async def test_all_acts_on_one_case_are_found_with_its_sessions_and_recordings(store: Store) -> None:
    assert await found(store, AuditConditions(serial=SERIAL)) == ["track.read", "viewing.opened", "case.printed"]
    assert await found(store, AuditConditions(serial="LY2026-999999")) == []


async def test_of_a_case_that_was_deleted_the_acts_are_found_by_its_serial(store: Store) -> None:
    async with store.database.begin() as uow:
        facts = (("kept", "case_file"), ("serial", "LY2020-000001"))
        await uow.audit.add(Act("system", "retention.deleted", "case:another", facts), NOW + 5 * DAY)
        await uow.commit()

    assert await found(store, AuditConditions(serial="LY2020-000001")) == ["retention.deleted", "case.received"]


@pytest.mark.parametrize("who", [JUDGE.name, JUDGE.login, f"account:{JUDGE.id}"])
async def test_all_acts_of_one_person_are_found_by_name_login_or_number(store: Store, who: str) -> None:
    assert await found(store, AuditConditions(actor=who)) == ["track.read", "viewing.opened"]


@pytest.mark.parametrize("who", ["%", "_", "nobody", "account:"])
async def test_what_names_nobody_finds_nothing(store: Store, who: str) -> None:
    assert await found(store, AuditConditions(actor=who)) == []


async def test_days_are_those_of_beijing_and_both_are_included(store: Store) -> None:
    first = beijing_day(NOW)
    days = AuditConditions(since=first + DAY, until=first + 2 * DAY)

    assert await found(store, days) == ["track.read", "viewing.opened"]


async def test_conditions_hold_together(store: Store) -> None:
    wanted = AuditConditions(action="viewing", serial=SERIAL, actor=JUDGE.name, since=beijing_day(NOW))

    assert await found(store, wanted) == ["viewing.opened"]
    assert await found(store, AuditConditions(action="viewing", actor=CLERK.name)) == []


async def test_what_is_taken_away_says_whether_its_chain_holds_and_is_a_line_of_the_log(store: Store) -> None:
    file = await audit_export.export(AUDITOR, AuditConditions(serial=SERIAL), WHY, store.ports)

    lines = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert lines[3:5] == [["目的", "监督"], ["理由", "上级法院检查"]]
    assert lines[5][1].startswith("逐条相扣，核验通过")
    assert [line[4] for line in lines[9:]] == ["track.read", "viewing.opened", "case.printed"]
    last = (await read_audit(store.database.engine))[-1].act
    assert (last.actor, last.action) == (f"account:{AUDITOR.id}", "audit.exported")
    assert dict(last.facts) | {"sha256": file.sha256, "lines": "3", "serial": SERIAL} == dict(last.facts)


async def test_a_cell_that_would_compute_is_shown_as_text(store: Store) -> None:
    why = WhyExported(LogPurpose.INCIDENT, "=HYPERLINK(1)")

    file = await audit_export.export(AUDITOR, AuditConditions(serial=SERIAL), why, store.ports)

    lines = list(csv.reader(io.StringIO(file.content.decode("utf-8-sig"))))
    assert lines[4] == ["理由", "'=HYPERLINK(1)"]


@pytest.mark.parametrize("someone", [CLERK, JUDGE])
async def test_nobody_but_the_auditor_takes_the_log_away_and_a_refusal_gives_nothing(
    store: Store, someone: Account
) -> None:
    with pytest.raises(ForbiddenError):
        await audit_export.export(someone, AuditConditions(), WHY, store.ports)

    assert "audit.exported" not in {entry.act.action for entry in await read_audit(store.database.engine)}


def test_a_log_is_not_taken_away_without_a_reason_nor_in_part() -> None:
    with pytest.raises(InvalidError):
        WhyExported(LogPurpose.SUPERVISION, "  x ")
    with pytest.raises(ConflictError, match="too_many"):
        require_fits(MOST_LINES + 1)
    require_fits(MOST_LINES)
