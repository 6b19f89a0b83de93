"""Who reads what a session agreed, or why it agreed nothing: whoever mediates; the court, what is in force."""

import pytest

from server.domain.account import Account
from server.domain.outcome import EndingCode, OutcomeKind
from server.services import cases, effects, outcomes, sessions
from server.services.session_views import OutcomeView
from tests.support.agreements import EFFECT, SERIAL
from tests.support.store import CLERK, JUDGE, MEDIATOR, Store

TERMS = "分两期支付 16,000 元。"
REASON = "公司最多愿意付 60,000，承认加班"


async def read_by(store: Store, account: Account) -> list[OutcomeView]:
    """Return the outcome as the page of the case and that of the session show it."""
    page = await cases.view(account, SERIAL, store.ports)
    alone = await sessions.view(account, "session1", store.ports)
    return [one.outcome for one in (*page.sessions, alone) if one.outcome is not None]


@pytest.mark.parametrize("court", [CLERK, JUDGE])
async def test_before_an_agreement_has_effect_no_judge_and_no_clerk_reads_its_terms(
    settled: Store, court: Account
) -> None:
    assert [one.terms for one in await read_by(settled, court)] == [None, None]
    assert [one.terms for one in await read_by(settled, MEDIATOR)] == [TERMS, TERMS]

    await effects.take_effect(MEDIATOR, EFFECT, settled.ports)

    assert [one.terms for one in await read_by(settled, court)] == [TERMS, TERMS]


@pytest.mark.parametrize("court", [CLERK, JUDGE])
async def test_why_nothing_was_agreed_stays_with_whoever_mediates(store: Store, court: Account) -> None:
    await store.open_session()
    failed = outcomes.Conclude(
        "session1", "outcome-1", OutcomeKind.NOT_SETTLED, EndingCode.DIFFERENCES_TOO_LARGE, reason=REASON
    )
    await outcomes.conclude(MEDIATOR, failed, store.ports)

    assert [(one.kind, one.reason) for one in await read_by(store, court)] == [(OutcomeKind.NOT_SETTLED, None)] * 2
    assert [one.reason for one in await read_by(store, MEDIATOR)] == [REASON, REASON]
