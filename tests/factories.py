"""Domain values for tests: believable, complete, and each with one word to change."""

# ruff: noqa: ANN401 - any field of a value may be the one a test changes

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from server.domain.account import Account
from server.domain.case import Case
from server.domain.ids import AccountId, CaseId, Identity, RecordingId, SessionId
from server.domain.invitation import Invitation, expiry
from server.domain.party import Participant, Role, Side
from server.domain.recording import Recording
from server.domain.secret import digest
from server.domain.session import Session
from server.services.specimen_numbers import citizen_number

NOW = datetime(2026, 4, 7, 1, 0, tzinfo=UTC)
"""9:00 in Luoyang, when the session of these tests is to begin."""


def an_account(**changes: Any) -> Account:
    account = Account(
        id=AccountId("mediator1"),
        login="mediator",
        name="王调解员",
        role=Role.MEDIATOR,
        organisation="调解中心",
        password_hash="plain:secret",  # noqa: S106 - what the plain hasher of tests makes
    )
    return replace(account, **changes)


def a_case(**changes: Any) -> Case:
    case = Case(
        id=CaseId("case1"),
        serial="LY2026-000128",
        court_number="（2026）豫0302诉前调第416号",
        title="李秀兰 与 洛阳某餐饮管理有限公司",
        cause="追索劳动报酬纠纷",
        claim="请求支付工资。",
        court="老城区人民法院",
        organisation="调解中心",
        mediator=AccountId("mediator1"),
        received_at=NOW - timedelta(days=14),
    )
    return replace(case, **changes)


def a_session(**changes: Any) -> Session:
    session = Session(SessionId("session1"), CaseId("case1"), 1, AccountId("mediator1"), NOW, 90)
    return replace(session, **changes)


def a_participant(**changes: Any) -> Participant:
    person = Participant(
        identity=Identity("li"),
        case=CaseId("case1"),
        name="李秀兰",
        side=Side.APPLICANT,
        role=Role.PARTY,
        title="申请人",
        phone="13800006027",
        id_number=citizen_number("19680315", "004"),
    )
    return replace(person, **changes)


def an_invitation(**changes: Any) -> Invitation:
    invitation = Invitation(
        session=SessionId("session1"),
        identity=Identity("li"),
        token_digest=digest("token-li"),
        created_at=NOW - timedelta(days=6),
        expires_at=expiry(NOW, NOW),
    )
    return replace(invitation, **changes)


def a_recording(**changes: Any) -> Recording:
    recording = Recording(RecordingId("recording1"), SessionId("session1"), NOW, b"wrapped")
    return replace(recording, **changes)
