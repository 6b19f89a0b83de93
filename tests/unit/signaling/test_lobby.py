"""The lobby: who knocks, who is let in, and how a meeting begins."""

import pytest

from signaling.errors import Code, RefusedError
from signaling.protocol.caucus import CaucusCall
from signaling.protocol.event import EventKind
from signaling.protocol.host import Admit, OpenMeeting, Refuse, SendBack
from signaling.protocol.media import MediaConnect
from signaling.protocol.person import Knock
from signaling.protocol.view import WaitingReason
from signaling.protocol.words import Phase, Place, Side
from tests.support.rooms import JOINT, House


async def test_the_host_passes_the_lobby_and_guests_knock() -> None:
    house = House()

    await house.come("host", "worker")

    assert house.view("host").me.place is Place.JOINT
    assert house.view("worker").me.place is Place.LOBBY
    assert [member.identity for member in house.view("host").members] == ["host", "worker"]
    assert [member.identity for member in house.view("worker").members] == ["worker"]
    assert house.store.kinds() == [EventKind.JOINED, EventKind.ARRIVED]


async def test_a_meeting_does_not_begin_with_somebody_who_has_not_agreed_and_the_host_hears_who_it_is() -> None:
    house = House()
    await house.come("host", "worker", "company")
    for guest in ("worker", "company"):
        await house.do("host", Admit(identity=guest))
    house.store.disagree.add("company")

    with pytest.raises(RefusedError) as refusal:
        await house.do("host", OpenMeeting())

    assert refusal.value.code is Code.NO_CONSENT
    assert refusal.value.names == (house.view("company").me.name,)
    assert house.view("worker").me.place is Place.LOBBY
    assert EventKind.OPENED not in house.store.kinds()


@pytest.mark.parametrize("why", [Code.NO_PRESIDER, Code.UNSETTLED])
async def test_a_meeting_that_may_not_be_held_does_not_begin_and_goes_on_where_it_began(why: Code) -> None:
    house = House()
    await house.come("host", "worker")
    house.store.hindered = why

    with pytest.raises(RefusedError) as refusal:
        await house.do("host", OpenMeeting())
    assert refusal.value.code is why
    assert EventKind.OPENED not in house.store.kinds()

    house.store.hindered = None
    await house.do("host", OpenMeeting())
    house.store.hindered = why
    await house.do("host", Admit(identity="worker"))
    assert house.view("worker").me.place is Place.JOINT


async def test_nobody_talks_with_one_side_alone_while_impartiality_is_not_settled_and_nobody_is_moved() -> None:
    house = House()
    await house.gather("worker", "company")
    house.store.hindered = Code.UNSETTLED

    with pytest.raises(RefusedError) as refusal:
        await house.do("host", CaucusCall(side=Side.APPLICANT, minutes=5))
    assert refusal.value.code is Code.UNSETTLED
    assert house.view("host").caucus is None

    house.store.hindered = Code.CASE_STANDS
    await house.do("host", CaucusCall(side=Side.APPLICANT, minutes=5))
    assert house.view("host").caucus is not None


async def test_somebody_who_has_not_agreed_and_is_not_admitted_keeps_nobody_from_beginning() -> None:
    house = House()
    await house.come("host", "worker", "company")
    await house.do("host", Admit(identity="worker"))
    house.store.disagree.add("company")

    await house.do("host", OpenMeeting())
    with pytest.raises(RefusedError) as refusal:
        await house.do("host", Admit(identity="company"))

    assert refusal.value.code is Code.NO_CONSENT
    assert house.view("company").me.place is Place.LOBBY


@pytest.mark.parametrize("code", [Code.NO_SEPARATE_CONSENT, Code.LEFT_OUT, Code.NO_CONSENT])
async def test_a_session_does_not_begin_while_a_party_who_stays_away_has_not_agreed_to_it(code: Code) -> None:
    house = House()
    await house.come("host", "worker")
    await house.do("host", Admit(identity="worker"))
    house.store.missing = (code, ("某公司",))

    with pytest.raises(RefusedError) as refusal:
        await house.do("host", OpenMeeting())

    assert (refusal.value.code, refusal.value.names) == (code, ("某公司",))
    assert house.view("worker").me.place is Place.LOBBY
    assert EventKind.OPENED not in house.store.kinds()


async def test_a_guest_who_tries_to_begin_learns_no_name() -> None:
    house = House()
    await house.come("host", "worker", "company")
    await house.do("host", Admit(identity="company"))
    house.store.disagree.add("company")

    with pytest.raises(RefusedError) as refusal:
        await house.do("worker", OpenMeeting())

    assert refusal.value.code is Code.NOT_HOST
    assert refusal.value.names == ()


async def test_the_admitted_wait_for_the_opening_and_come_in_together() -> None:
    house = House()
    await house.come("host", "worker", "company")
    for guest in ("worker", "company"):
        await house.do("host", Admit(identity=guest))

    waiting = house.view("worker").waiting
    await house.do("host", OpenMeeting())

    assert waiting is not None
    assert waiting.reason is WaitingReason.NOT_STARTED
    assert {house.view(person).me.place for person in ("host", "worker", "company")} == {Place.JOINT}
    assert house.view("host").phase is Phase.OPEN


async def test_whoever_is_admitted_after_the_opening_goes_straight_in() -> None:
    house = House()
    await house.gather("worker")

    assert house.view("worker").me.place is Place.JOINT
    assert house.plane.together(JOINT) == {"host", "worker"}


async def test_a_refused_person_reads_the_reason_and_may_knock_again() -> None:
    house = House()
    await house.come("host", "worker")

    await house.do("host", Refuse(identity="worker", reason="请先出示身份证"))
    refused = house.view("worker").waiting
    await house.do("worker", Knock())
    asking = house.view("worker").waiting

    assert refused is not None
    assert (refused.reason, refused.note) == (WaitingReason.REFUSED, "请先出示身份证")
    assert asking is not None
    assert (asking.reason, asking.note) == (WaitingReason.HOST_CHECKING, None)
    told = house.updates("host")[-1].event
    assert told is not None
    assert told.kind is EventKind.ARRIVED


async def test_nobody_in_the_lobby_gets_media() -> None:
    house = House()
    await house.come("host", "worker")

    with pytest.raises(RefusedError) as refused:
        await house.do("worker", MediaConnect())

    assert refused.value.code is Code.NOT_ADMITTED
    assert house.plane.together(JOINT) == {"host"}


async def test_a_person_sent_back_is_out_of_the_router_before_anyone_is_told() -> None:
    house = House()
    await house.gather("worker", "company")

    await house.do("host", SendBack(identity="company", reason="请稍候"))

    assert house.plane.together(JOINT) == {"host", "worker"}
    assert house.plane.sends("company") == frozenset()
    waiting = house.view("company").waiting
    assert waiting is not None
    assert (waiting.reason, waiting.note) == (WaitingReason.SENT_BACK, "请稍候")
    assert [member.identity for member in house.view("worker").members] == ["worker", "host"]
    assert house.view("company").chat == ()


async def test_a_person_sent_back_gets_no_new_media_until_admitted_again() -> None:
    house = House()
    await house.gather("company")
    await house.do("host", SendBack(identity="company", reason="请稍候"))

    with pytest.raises(RefusedError) as refused:
        await house.do("company", MediaConnect())
    await house.do("host", Admit(identity="company"))

    assert refused.value.code is Code.NOT_ADMITTED
    assert house.plane.together(JOINT) == {"host", "company"}
