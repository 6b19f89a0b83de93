"""The server dies while a caucus is held: from the database alone the meeting is where it was."""

from pathlib import Path

from server.domain.ids import SessionId
from server.storage.database import Database
from server.storage.schema import upgrade_engine
from signaling.protocol.caucus import CaucusEnd
from signaling.protocol.event import EventKind
from signaling.protocol.host import Mute
from signaling.protocol.person import ChatSend, HandRaise
from signaling.protocol.words import Phase, Place, Switch
from tests.factories import a_case, a_session
from tests.support.rooms import SESSION, House
from tests.support.store import COLUMN_KEY, MEDIATOR


async def test_a_meeting_comes_back_from_the_database(tmp_path: Path) -> None:
    database = Database.connect(f"sqlite:///{tmp_path}/case.db", COLUMN_KEY)
    try:
        await upgrade_engine(database.engine)
        async with database.begin() as uow:
            await uow.accounts.add(MEDIATOR)
            await uow.cases.add(a_case())
            await uow.sessions.add(a_session(id=SessionId(SESSION)))
            await uow.commit()
        await _die_in_a_caucus_and_come_back(House(database.meetings), database)
    finally:
        await database.close()


async def _die_in_a_caucus_and_come_back(house: House, database: Database) -> None:
    await house.gather("worker", "company")
    await house.do("company", ChatSend(id="line-one", text="大家好"))
    await house.do("host", Mute(identity="company", muted=True))
    await house.do("worker", HandRaise(raised=True))
    await house.hold_caucus("worker")
    await house.do("worker", ChatSend(id="line-two", text="底线是三万"))

    house.restart()
    await house.come("company", "worker", "host")

    assert house.view("host").phase is Phase.CAUCUS
    assert (house.view("worker").me.place, house.view("worker").me.hand) == (Place.CAUCUS, 1)
    assert (house.view("company").me.place, house.view("company").me.mic) == (Place.WAITING, Switch.HOST_MUTED)
    await house.do("host", CaucusEnd())
    assert [line.text for line in house.view("company").chat] == ["大家好"]
    events = await database.meetings.since(SESSION, 0)
    assert [event.seq for event in events] == list(range(1, len(events) + 1))
    assert "底线" not in str(events) + str(await database.meetings.load(SESSION))
    assert events[-1].kind is EventKind.JOINED
