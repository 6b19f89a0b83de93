"""Bodies of the roster: entries, their steps and versions, adoption and import, and what the public sees."""

from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import Field

from server.domain.material import MaterialMedia
from server.domain.profile import DisputeKind, EntryKind, Fee, MediatorKind, OrganisationType, RosterLevel, Skill
from server.domain.roster import EntryState
from server.web.schemas import Answer, IdempotencyKey, Reason, Request
from server.web.schemas.profiles import ProfileView, RosterProfile
from server.web.schemas.staff import Login

EntryVersion = Annotated[int, Field(ge=0)]
Certificate = Annotated[str, Field(min_length=1, max_length=64)]
"""Its number."""


class RosterEnter(Request):
    """POST /api/roster: a new draft. The same `key` twice is one entry."""

    key: IdempotencyKey
    kind: EntryKind
    court: Annotated[str, Field(min_length=2, max_length=100)]
    organisation: Annotated[str, Field(max_length=64)] | None = None
    profile: RosterProfile


class RosterValues(Request):
    """PUT /api/roster/{entry} for a draft, POST /api/roster/{entry}/change for what is listed."""

    version: EntryVersion
    profile: RosterProfile


class RosterStep(Request):
    """POST /api/roster/{entry}/report, take-up and restore: the version that was read."""

    version: EntryVersion


class RosterReason(Request):
    """POST /api/roster/{entry}/removal, return and suspend."""

    version: EntryVersion
    reason: Reason


class RosterConfirm(Request):
    """POST /api/roster/{entry}/confirm; a first listing carries the certificate's number."""

    version: EntryVersion
    certificate: Certificate | None = None
    issued_on: date | None = None


class RosterAccount(Request):
    """POST /api/roster/{entry}/account: the login of the mediator."""

    version: EntryVersion
    login: Login


class AdoptionRequest(Request):
    """POST /api/roster-adoptions: use what another court certified, if the mediator agrees."""

    court: Annotated[str, Field(min_length=2, max_length=100)]
    certificate: Certificate


class AdoptionAnswer(Request):
    """POST /api/roster/{entry}/adoption: the mediator's answer to a court."""

    court: Annotated[str, Field(min_length=2, max_length=100)]
    consents: bool


class RosterSummary(Answer):
    """An entry in the console's list."""

    id: str
    kind: EntryKind
    name: str
    organisation: str | None
    organisation_id: str | None
    court: str
    type: OrganisationType | None
    mediator_kind: MediatorKind | None
    skills: tuple[Skill, ...]
    speciality: str
    certificate: str | None
    open_cases: int
    max_open: int
    state: EntryState
    pool: bool
    adopted: bool
    """Taken over from another court's roster."""
    waiting: bool
    """Waits for the court."""


class RosterList(Answer):
    """GET /api/roster?query=&state=&kind=&dispute=&skill=&waiting=&page=; 200 a page."""

    entries: tuple[RosterSummary, ...]
    total: int
    page: int
    organisations: int
    """In force, of all the reader may see."""
    mediators: int
    waiting: int


class RosterVersion(Answer):
    """One confirmed version, newest first."""

    number: int
    what: Literal["listed", "changed", "removed", "suspended", "restored"]
    name: str
    at: datetime
    by: str


class RosterPaperView(Answer):
    """A paper shown to the court with a report; `version` once it stands with a confirmed one."""

    id: str
    name: str
    media: MaterialMedia
    size: int
    uploaded_at: datetime
    uploaded_by: str
    version: int | None


class AdoptionView(Answer):
    """Another court and how far its adoption is."""

    court: str
    state: Literal["asked", "consented", "declined", "ended"]
    asked_at: datetime
    answered_at: datetime | None


class Performance(Answer):
    """Counted from the cases: open now, sessions concluded, settled."""

    open_cases: int
    concluded: int
    settled: int


class RosterEntry(Answer):
    """GET /api/roster/{entry}, and the answer of every step."""

    id: str
    kind: EntryKind
    court: str
    office: str
    organisation: str | None
    organisation_id: str | None
    account: str | None
    state: EntryState
    removal: bool
    stopped: Literal["removed", "suspended"] | None
    reason: str
    certificate: str | None
    certificate_on: date | None
    live: ProfileView | None
    """What is true now."""
    proposed: ProfileView | None
    """What becomes true when the court confirms."""
    changed: tuple[str, ...]
    reported_office: str | None
    reported_at: datetime | None
    reviewed_at: datetime | None
    versions: tuple[RosterVersion, ...]
    papers: tuple[RosterPaperView, ...]
    """Those the reader may open: whoever reports the entry, and the court that confirms it."""
    adoptions: tuple[AdoptionView, ...]
    performance: Performance
    may: tuple[str, ...]
    """What this reader can do now."""
    version: int


class ImportRow(Answer):
    """One row of a file: its line in the file, what becomes of it, and by which field it was refused."""

    row: int
    name: str
    result: Literal["added", "changed", "unchanged", "refused"]
    faults: dict[str, str]


class ImportReport(Answer):
    """POST /api/roster-imports (the file as body; `apply` with the digest of the check keeps it)."""

    digest: str
    applied: bool
    rows: tuple[ImportRow, ...]
    unknown: tuple[str, ...]
    """Heads of columns that were not read."""


class PublicEntry(Answer):
    """What anyone may read of an entry (在线调解规则 art. 5)."""

    id: str
    kind: EntryKind
    name: str
    organisation: str | None
    type: OrganisationType | None
    mediator_kind: MediatorKind | None
    kinds: tuple[DisputeKind, ...]
    skills: tuple[Skill, ...]
    speciality: str
    fee: Fee
    level: RosterLevel
    courts: tuple[str, ...]
    """Inviting courts."""


class PublicRoster(Answer):
    """GET /api/public/roster?query=&kind=&dispute=&skill=&fee=&level=&court=&page=; no sign-in, 50 a page."""

    entries: tuple[PublicEntry, ...]
    total: int
    page: int
    organisations: int
    mediators: int
    courts: tuple[str, ...]


class PrivateNumbers(Answer):
    """Telephone and identity number in full; empty where none is known."""

    phone: str
    id_number: str


class EntryNumbers(Answer):
    """POST /api/roster/{entry}/personal: of what is true, and of what waits for the court."""

    live: PrivateNumbers | None
    proposed: PrivateNumbers | None
