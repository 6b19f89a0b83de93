"""The draft: an application while it is being written, before and after its first submission."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from server.domain.application import Application, Door
from server.domain.beijing import beijing_day
from server.domain.case_link import CaseLink
from server.domain.cause_list import SHIPPED, CauseList
from server.domain.causes import ENABLED, CaseType
from server.domain.errors import InvalidError
from server.domain.ids import AccountId, CaseId, Identity


@dataclass(frozen=True, slots=True)
class House:
    """Who receives: a court, or a mediation organisation on its own."""

    name: str
    is_court: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """`case` is the name of the case it becomes; materials hang on it from the first photograph on."""

    case: CaseId
    door: Door
    application: Application
    created_at: datetime
    saved_at: datetime
    house: House | None = None
    """None while a party has not chosen yet."""
    created_by: AccountId | None = None
    """None when the party writes it."""
    created_by_name: str = field(default="", repr=False)
    applicant: Identity | None = None
    """The party whose link writes it."""
    handed_in_at: datetime | None = None
    version: int = 0

    def is_begun_by(self, link: CaseLink) -> bool:
        """Tell whether it was begun by this link: no link that staff made since."""
        return link.began and link.identity == self.applicant

    def is_filled_by(self, link: CaseLink) -> bool:
        """Tell whether somebody fills it in for another by this link."""
        return self.application.filler is not None and self.is_begun_by(link)

    def signed(self, link: CaseLink) -> str:
        """Return the name under which a link writes it: of the applicant, or of who fills it in for them."""
        own = next((party.name for party in self.application.parties if party.key == self.applicant), "") or "申请人"
        filler = self.application.filler if self.is_begun_by(link) else None
        return f"{filler.name or '代填人'}（代{own}）" if filler else own

    def kept_until(self, keep: timedelta, uploads: Iterable[datetime] = ()) -> datetime | None:
        """Return when it is forgotten; None once it was handed in.

        A party's is kept as long as the link that opens it, from the beginning; that of staff from the last text or
        file that came.
        """
        if self.handed_in_at is not None:
            return None
        return (self.created_at if self.created_by is None else max((self.saved_at, *uploads))) + keep

    def written(
        self,
        application: Application,
        now: datetime,
        causes: CauseList = SHIPPED,
        enabled: frozenset[CaseType] = ENABLED,
    ) -> "Draft":
        """Return the draft with another text. Raises `InvalidError` for what may not even be saved."""
        application.require_valid(self.handed_in_at or now, now, causes, enabled)
        self._require_posting(application, now)
        return replace(self, application=application, saved_at=now)

    def _require_posting(self, application: Application, now: datetime) -> None:
        """Raise `InvalidError` (`intake.posted`): only paper is posted, and not after it was received."""
        if application.posted_on is None:
            return
        if self.door is not Door.COUNTER:
            raise InvalidError("intake.posted", posted_on="not_on_paper")
        if application.posted_on > beijing_day(self.handed_in_at or now):
            raise InvalidError("intake.posted", posted_on="after_receipt")
