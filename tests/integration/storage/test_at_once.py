"""What people do at the same moment, and what a killed process leaves behind, on both databases."""

import asyncio
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from server.domain.account import WRONG_PASSWORDS
from server.domain.consent import WORDING_VERSION, Purpose
from server.domain.errors import LockedOutError, MediationError
from server.domain.ids import Identity, SessionId
from server.domain.outcome import OutcomeKind
from server.services import accounts, consents, invitations, outcomes, sessions
from server.services.accounts import SignInCommand
from server.services.consents import AnswerConsent
from server.services.invitations import LinkKey
from server.services.outcomes import Conclude
from tests.factories import NOW
from tests.support.kept import undelivered
from tests.support.store import MEDIATOR, Store

CHILD = """
import asyncio, sys
from server.services import outcomes, sessions
from server.storage.database import Database
from tests.factories import NOW
from tests.integration.storage.test_at_once import AGREED
from tests.support.store import COLUMN_KEY, MEDIATOR, ListeningRooms, Store

class SilentRooms(ListeningRooms):
    async def end(self, session):
        print("committed", flush=True)
        await asyncio.Event().wait()

async def main():
    store = Store(Database.connect(sys.argv[1], COLUMN_KEY), rooms=SilentRooms())
    await sessions.mark_open("session1", NOW, store.ports)
    await outcomes.conclude(MEDIATOR, AGREED, store.ports)

asyncio.run(main())
"""
ROOT = Path(__file__).parents[3]
AGREED = Conclude("session1", "key-00001", OutcomeKind.SETTLED, terms="十日内支付16,000元。")


async def refusal_of(store: Store, command: SignInCommand) -> str:
    try:
        await accounts.sign_in(command, store.ports)
    except MediationError as refusal:
        return refusal.code
    return "signed in"


async def test_wrong_passwords_sent_at_once_all_count(store: Store) -> None:
    wrong = SignInCommand("mediator", "guess")

    codes = await asyncio.gather(*(refusal_of(store, wrong) for _ in range(WRONG_PASSWORDS)))

    assert set(codes) == {"auth.wrong_credentials"}
    with pytest.raises(LockedOutError):
        await accounts.sign_in(SignInCommand("mediator", "secret"), store.ports)


async def test_a_link_opened_on_two_devices_at_once_belongs_to_one(store: Store) -> None:
    async def open_it() -> str | None:
        try:
            return (await invitations.open_link(LinkKey("token-li", None), store.ports)).device
        except MediationError as refusal:
            return refusal.code

    answers = await asyncio.gather(*(open_it() for _ in range(4)))

    holders = [answer for answer in answers if answer is not None and answer.startswith("token-")]
    assert len(holders) == 1
    assert set(answers) - set(holders) <= {"invitation.other_device", "conflict.stale"}


async def test_answers_given_at_once_leave_one_history_and_none_in_doubt(store: Store) -> None:
    device = (await invitations.open_link(LinkKey("token-li", None), store.ports)).device
    key = LinkKey("token-li", device)

    async def answer(*, agreed: bool) -> str:
        try:
            await consents.answer(key, AnswerConsent(Purpose.RECORDING, agreed, WORDING_VERSION), store.ports)
        except MediationError as refusal:
            return refusal.code
        return "kept"

    answers = await asyncio.gather(*(answer(agreed=number % 2 == 0) for number in range(4)))

    assert "kept" in answers
    assert set(answers) <= {"kept", "conflict.stale"}
    async with store.database.begin() as uow:
        consent = await uow.people.consent(SessionId("session1"), Identity("li"), Purpose.RECORDING)
    assert await store.database.meetings.recording_consent("session1", "li") is consent.stands()


async def test_wrong_tails_sent_at_once_never_exceed_the_tries(store: Store) -> None:
    async def guess() -> str:
        try:
            await invitations.move(LinkKey("token-li", None), "0000", store.ports)
        except MediationError as refusal:
            return refusal.code
        return "moved"

    codes = await asyncio.gather(*(guess() for _ in range(8)))

    assert "moved" not in codes
    assert codes.count("invitation.wrong_phone_tail") <= 5


async def test_an_outcome_that_was_stored_survives_a_killed_process(store: Store, url: str) -> None:
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD, url, stdout=asyncio.subprocess.PIPE, cwd=ROOT
    )
    assert child.stdout is not None
    assert (await asyncio.wait_for(child.stdout.readline(), 30)).strip() == b"committed"

    child.send_signal(signal.SIGKILL)
    await child.wait()

    view = await sessions.view(MEDIATOR, "session1", store.ports)
    assert view.outcome is not None
    assert view.outcome.kind is OutcomeKind.SETTLED
    assert len(await undelivered(store.database.engine)) == 1
    store.clock.at = NOW + timedelta(minutes=1)
    assert await outcomes.conclude(MEDIATOR, AGREED, store.ports) == view.outcome
