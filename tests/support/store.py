"""A case store for tests: a real database, a clock that is set, chance that repeats, rooms that only listen."""

import shutil
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from recordings.manifest import Signer
from server.documents.typesetting import Typesetter
from server.domain.case import CaseState
from server.domain.errors import NotFoundError
from server.domain.ids import Identity
from server.domain.party import Role, Side
from server.domain.secret import digest
from server.services.ports import Ports
from server.services.ports.documents import SealCheck
from server.services.specimen_numbers import citizen_number
from server.storage.database import Database
from tests.factories import NOW, a_case, a_participant, a_session, an_account, an_invitation

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

COLUMN_KEY = b"k" * 32
TYPESETTER = Typesetter()
"""Reading the fonts takes a moment: one for all tests."""
SEAL = Signer(Ed25519PrivateKey.generate())


@dataclass(slots=True)
class SetClock:
    """Shows the time it was set to."""

    at: datetime = NOW

    def now(self) -> datetime:
        return self.at

    def pass_by(self, length: timedelta) -> None:
        self.at += length


@dataclass(slots=True)
class CountingChance:
    """Never the same twice within a test, always the same in every run."""

    count: int = 0

    def token(self) -> str:
        return f"token-{self._next():038d}"

    def id(self) -> str:
        return f"id{self._next()}"

    def password(self) -> str:
        return f"password-{self._next()}"

    def _next(self) -> int:
        self.count += 1
        return self.count


@dataclass(slots=True)
class PlainHasher:
    """Keeps passwords readable and counts its work; `before` runs while a password is being checked."""

    checks: int = 0

    async def hash(self, password: str) -> str:
        return f"plain:{password}"

    async def verify(self, password_hash: str | None, password: str) -> bool:
        self.checks += 1
        return password_hash == f"plain:{password}"


@dataclass(slots=True)
class ListeningRooms:
    """Writes down what it is told."""

    heard: list[tuple[str, ...]] = field(default_factory=list)
    present: frozenset[str] = frozenset()

    async def remove(self, session: str, identity: str, reason: str) -> None:
        self.heard.append(("remove", session, identity, reason))

    async def restore(self, session: str, identity: str) -> None:
        self.heard.append(("restore", session, identity))

    async def end(self, session: str) -> None:
        self.heard.append(("end", session))

    async def unseat(self, session: str, identity: str) -> None:
        self.heard.append(("unseat", session, identity))

    async def stop_recording(self, session: str) -> None:
        self.heard.append(("stop_recording", session))

    async def shut_out(self, identity: str) -> None:
        self.heard.append(("shut_out", identity))

    def seated(self) -> frozenset[str]:
        return self.present

    async def participants_changed(self, session: str) -> None:
        self.heard.append(("participants_changed", session))

    async def panel_changed(self, session: str) -> None:
        self.heard.append(("panel_changed", session))

    async def consent_changed(self, session: str, identity: str, *, answer: bool) -> None:
        self.heard.append(("consent_changed", session, identity, "yes" if answer else "no"))


@dataclass(slots=True)
class MemoryBlobs:
    """Keeps bytes by name."""

    kept: dict[str, bytes] = field(default_factory=dict)

    async def put(self, name: str, content: bytes) -> None:
        self.kept[name] = content

    async def get(self, name: str) -> bytes:
        if name not in self.kept:
            raise NotFoundError("blob.lost")
        return self.kept[name]

    async def remove(self, name: str) -> None:
        self.kept.pop(name, None)


@dataclass(slots=True)
class Store:
    """Everything a test of use cases or storage holds in its hands."""

    database: Database
    clock: SetClock = field(default_factory=SetClock)
    chance: CountingChance = field(default_factory=CountingChance)
    hasher: PlainHasher = field(default_factory=PlainHasher)
    rooms: ListeningRooms = field(default_factory=ListeningRooms)
    blobs: MemoryBlobs = field(default_factory=MemoryBlobs)
    filing_key: SealCheck | None = None

    @property
    def ports(self) -> Ports:
        return Ports(
            begin=self.database.begin,
            reading=self.database.reading,
            rehearse=self.database.rehearse,
            queries=self.database.queries,
            roster=self.database.roster,
            clock=self.clock,
            chance=self.chance,
            hasher=self.hasher,
            rooms=self.rooms,
            accounts=self.database.accounts,
            parties=self.database.parties,
            desk=self.database.desk,
            documents=TYPESETTER,
            blobs=self.blobs,
            intake=self.database.intake,
            referral_queries=self.database.referral_queries,
            support=self.database.support,
            seal=SEAL,
            filing_key=self.filing_key,
        )

    async def furnish(self) -> None:
        """Put in one case with a session, both sides invited, and staff inside and outside its reach."""
        async with self.database.begin() as uow:
            for account in STAFF:
                await uow.accounts.add(account)
            await uow.cases.add(a_case())
            await uow.sessions.add(a_session())
            for person in PEOPLE:
                await uow.cases.add_participant(person)
                link = an_invitation(identity=person.identity, token_digest=digest(f"token-{person.identity}"))
                await uow.invitations.add(link)
            await uow.commit()

    async def open_session(self) -> None:
        """Open the session of the case, which is in mediation from then on."""
        async with self.database.begin() as uow:
            session, case = await uow.sessions.get(a_session().id), await uow.cases.get(a_case().id)
            assert session is not None
            assert case is not None
            await uow.sessions.save(session.open(NOW))
            await uow.cases.save(replace(case, state=CaseState.IN_MEDIATION))
            await uow.commit()


MEDIATOR = an_account()
CLERK = an_account(id="clerk1", login="clerk", name="陈书记员", role=Role.CLERK, organisation="老城区人民法院")
JUDGE = an_account(id="judge1", login="judge", name="周法官", role=Role.JUDGE, organisation="老城区人民法院")
CENTRE = an_account(id="centre1", login="centre", name="刘主任", role=Role.ORGANISATION)
OTHER_MEDIATOR = an_account(id="mediator2", login="other", name="孙调解员")
OTHER_JUDGE = an_account(id="judge2", login="judge2", name="吴法官", role=Role.JUDGE, organisation="另一法院")
STAFF = (MEDIATOR, CLERK, JUDGE, CENTRE, OTHER_MEDIATOR, OTHER_JUDGE)

WORKER = a_participant()
DAUGHTER = a_participant(
    identity="min",
    name="张敏",
    role=Role.AGENT,
    title="代理人",
    phone="13900003316",
    id_number=citizen_number("19941102", "008"),
    linked_to=Identity("li"),
)
EMPLOYER = a_participant(
    identity="zhou",
    name="周经理",
    side=Side.RESPONDENT,
    title="人事经理",
    phone="13700008852",
    id_number=citizen_number("19850618", "003"),
)
PEOPLE = (WORKER, DAUGHTER, EMPLOYER)


@asynccontextmanager
async def sqlite_store(template: Path, folder: Path) -> "AsyncIterator[Store]":
    """Yield an empty store on a copy of a migrated database file."""
    path = folder / "case.db"
    shutil.copyfile(template, path)
    database = Database.connect(f"sqlite:///{path}", COLUMN_KEY)
    try:
        yield Store(database)
    finally:
        await database.close()
