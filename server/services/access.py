"""Who may touch what: the checks every use case begins with. What is out of reach does not exist for the asker."""

from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from server.domain.account import OF_WHO_IS_ASKED, Account, Right
from server.domain.attendance import ROOM_OPENED
from server.domain.authority import require_guardian_papers
from server.domain.beijing import beijing_day
from server.domain.case import Case, CaseState
from server.domain.errors import ConflictError, InvitationRevokedError, LinkReplacedError, NotFoundError
from server.domain.ids import CaseId, Identity, SessionId
from server.domain.invitation import Invitation
from server.domain.material import MaterialId, TransferableMaterial
from server.domain.party import Participant, Role
from server.domain.receipt import Document
from server.domain.secret import digest
from server.domain.session import Session, SessionState
from server.services.dismissing import is_dismissed
from server.services.invitation_views import InvitationView
from server.services.ports import Ports, UnitOfWork

_AFTER_ACCEPTANCE: Final = frozenset({Right.CASE_CONDUCT, Right.CASE_ASK})


@dataclass(frozen=True, slots=True)
class LinkKey:
    """What a browser shows: the token of the address and the secret of its cookie, if it has one."""

    token: str = field(repr=False)
    device: str | None = field(repr=False)
    origin: str = field(default="", repr=False)
    """Address and kind of browser, to be kept with what is agreed to (OM-03)."""

    @property
    def device_digest(self) -> str | None:
        """Digest of the secret, as kept."""
        return digest(self.device) if self.device else None


@dataclass(frozen=True, slots=True)
class Guest:
    """A person who came by their link, with everything the link leads to."""

    invitation: Invitation
    person: Participant
    session: Session
    case: Case


async def invitation_of(uow: UnitOfWork, key: LinkKey) -> Invitation:
    """Return the invitation of the link. Raises `NotFoundError` and `LinkReplacedError`."""
    token = digest(key.token)
    invitation = await uow.invitations.by_token(token)
    if invitation is None:
        raise LinkReplacedError if await uow.retired_links.has(token) else NotFoundError("invitation.unknown")
    return invitation


async def require_mandate(uow: UnitOfWork, case: CaseId, person: Participant | None, now: datetime) -> None:
    """Raise `InvitationRevokedError` for an agent whose every authority is over."""
    if await is_dismissed(uow, case, person, now):
        raise InvitationRevokedError


async def guest(uow: UnitOfWork, key: LinkKey, now: datetime) -> Guest:
    """Return who asks from the bound device of a usable link. Raises as `Invitation.require_device`."""
    invitation = await invitation_of(uow, key)
    invitation.require_device(key.device_digest, now)
    found = await with_case(uow, invitation)
    await require_mandate(uow, found.case.id, found.person, now)
    return found


async def with_case(uow: UnitOfWork, invitation: Invitation) -> Guest:
    """Return the invitation with its person, session and case."""
    session = await session_of(uow, invitation.session)
    case = await case_of(uow, session)
    person = await uow.cases.participant(case.id, invitation.identity)
    if person is None:
        raise NotFoundError("invitation.unknown")
    return Guest(invitation, person, session, case)


async def session_of(uow: UnitOfWork, session: str) -> Session:
    """Return the session. Raises `NotFoundError`."""
    found = await uow.sessions.get(SessionId(session))
    if found is None:
        raise NotFoundError("session.unknown")
    return found


async def case_of(uow: UnitOfWork, session: Session) -> Case:
    """Return the case of a session."""
    case = await uow.cases.get(session.case)
    if case is None:
        raise NotFoundError("case.unknown")
    return case


async def in_reach(uow: UnitOfWork, account: Account, session: str, right: Right) -> tuple[Session, Case]:
    """Return a session in reach. Raises `NotFoundError` out of reach, `ForbiddenError` without the right.

    Whoever was only asked to mediate has no session yet: `ConflictError` (`referral.unanswered`).
    """
    found = await session_of(uow, session)
    case = await case_of(uow, found)
    if not account.reaches(case):
        raise NotFoundError("session.unknown")
    account.require(right)
    _require_answered(account, case, right)
    return found, case


async def log_in_reach(
    uow: UnitOfWork, account: Account, session: str, right: Right = Right.ACCESS_LOG_READ
) -> tuple[Session, Case]:
    """Return a session whose access log this account reads, which may be all it sees of the case (OL-12).

    Raises `NotFoundError` out of reach, `ForbiddenError` without the right.
    """
    found = await session_of(uow, session)
    case = await case_of(uow, found)
    if not account.reaches_log(case):
        raise NotFoundError("session.unknown")
    account.require(right)
    _require_answered(account, case, right)
    return found, case


async def case_in_reach(uow: UnitOfWork, account: Account, serial: str, right: Right) -> Case:
    """Return a case in reach. Raises `NotFoundError` out of reach, `ForbiddenError` without the right.

    Nobody conducts a case, or asks its other side, before it is accepted, and whoever was asked to mediate does
    nothing but read and answer: `ConflictError` (`referral.unanswered`).
    """
    case = await uow.cases.by_serial(serial)
    if case is None or not account.reaches(case):
        raise NotFoundError("case.unknown")
    account.require(right)
    _require_answered(account, case, right)
    account.require_in(case, right)
    return case


def _require_answered(account: Account, case: Case, right: Right) -> None:
    too_early = right in _AFTER_ACCEPTANCE and case.state is CaseState.AWAITING_ACCEPTANCE
    if too_early or (account.is_only_asked(case) and right not in OF_WHO_IS_ASKED):
        raise ConflictError("referral.unanswered")


async def person_of(uow: UnitOfWork, case: Case, identity: str) -> Participant:
    """Return a person of the case. Raises `NotFoundError`."""
    person = await uow.cases.participant(case.id, Identity(identity))
    if person is None:
        raise NotFoundError("participant.unknown")
    return person


async def material_of(uow: UnitOfWork, case: CaseId, material: str) -> TransferableMaterial:
    """Return a material of the case that may go to the court. Raises `NotFoundError`."""
    found = await uow.materials.get(MaterialId(material))
    if found is None or found.case != case:
        raise NotFoundError("material.unknown")
    return found


async def require_guardians(uow: UnitOfWork, case: Case, identities: Collection[Identity], now: datetime) -> None:
    """Raise `ConflictError` (`authority.papers_missing`) where a guardian of, or among, these people lacks papers."""
    names = {person.identity: person.name for person in await uow.cases.participants(case.id)}
    require_guardian_papers(identities, names, await uow.authorities.of_case(case.id), beijing_day(now))


async def document_of(uow: UnitOfWork, case: CaseId, document: str) -> Document:
    """Return a document of the case. Raises `NotFoundError`."""
    found = await uow.documents.get(document)
    if found is None or found.case != case:
        raise NotFoundError("document.unknown")
    return found


async def hosted(uow: UnitOfWork, account: Account, session: str, identity: str) -> Guest:
    """Return a person invited to a session the account hosts. Raises `NotFoundError` and `ForbiddenError`."""
    found, _ = await in_reach(uow, account, session, Right.SESSION_HOST)
    invitation = await uow.invitations.get(found.id, Identity(identity))
    if invitation is None:
        raise NotFoundError("participant.unknown")
    return await with_case(uow, invitation)


def require_going_on(session: Session) -> None:
    """Raise `ConflictError` (`session.over`) when nothing can happen in the session any more."""
    if session.is_over:
        raise ConflictError("session.over", state=session.state)


async def is_under_way(uow: UnitOfWork, session: Session) -> bool:
    """Tell whether people sit together: once the room opened, whether or not the session knows yet."""
    if session.is_over:
        return False
    facts = await uow.sessions.room_facts(session.id)
    return session.state is SessionState.OPEN or any(fact.kind == ROOM_OPENED for fact in facts)


async def invitation_view(ports: Ports, invitation: Invitation, device_digest: str | None) -> InvitationView:
    """Return what the person behind the link may see now; how it ended is not for whoever interprets."""
    view = await ports.queries.invitation(invitation.session, invitation.identity, device_digest)
    if view is None:
        raise NotFoundError("invitation.unknown")
    return replace(view, outcome=None) if view.role is Role.INTERPRETER else view
