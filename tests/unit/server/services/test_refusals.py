"""What a table does not hold is refused by the use case too, and leaves every row of the store as it was."""

import re
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import select

from server.domain.case import CASE_TRANSITIONS, CaseAction, CaseState
from server.domain.errors import MediationError
from server.storage import tables
from tests.support.case_acts import TRIALS, Act, Trial, put
from tests.support.kept import keepsake
from tests.support.store import Store

WORDED = Path(__file__).parents[4] / "static/src/locales/fixtures/refusals.ts"
"""The codes that a test of the pages finds sentences for, in both languages."""


def test_every_action_of_a_case_is_tried_by_a_use_case() -> None:
    assert {action for trial in TRIALS for action in trial.actions} == set(CaseAction)
    assert {action for steps in CASE_TRANSITIONS.values() for action in steps} == set(CaseAction)


@pytest.mark.parametrize("trial", TRIALS, ids=[trial.name for trial in TRIALS])
async def test_a_use_case_goes_through_only_where_the_table_has_its_step_and_changes_no_row_elsewhere(
    store: Store, trial: Trial
) -> None:
    act = await trial.scene(store)
    store.rooms.heard.clear()
    with keepsake(store.database.engine) as kept:
        for state in CaseState:
            if trial.leads(state) is not None:
                continue
            await put(store, state)
            kept.look()
            code = await refused(act)
            if code is None:
                assert trial.follows, (state, "went through")
                assert state is not CaseState.FILED or trial.actions == (CaseAction.CALL_OFF,), "it is filed"
                assert set(await states(store)) == {state}
                kept.restore()
                continue
            assert not kept.look(), (state, code)
            assert code in re.findall(r"'([a-z_.]+)'", WORDED.read_text("utf-8"))
            assert store.rooms.heard == [] or trial.follows, (state, code)
        kept.restore()

        await put(store, trial.here)
        kept.look()
        await act()

        assert kept.look()
        assert trial.leads(trial.here) in await states(store)


async def refused(act: Act) -> str | None:
    """Return the code of the refusal; None where it went through."""
    try:
        await act()
    except MediationError as refusal:
        return refusal.code
    return None


async def states(store: Store) -> Counter[CaseState]:
    """Return in which states the cases of the store are."""
    async with store.database.engine.connect() as connection:
        return Counter(CaseState(one) for one in (await connection.execute(select(tables.case_file.c.state))).scalars())
