"""The unit of work: one transaction with all repositories on it."""

from types import TracebackType
from typing import Self

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine
from typing_extensions import override

from server.services.ports import UnitOfWork
from server.storage.accounts import SqlAccounts, SqlSignIns
from server.storage.audit_log import SqlAudit
from server.storage.awards import SqlAwards
from server.storage.calendars import SqlCalendars, SqlCaseClocks
from server.storage.case_types import SqlCaseTypes
from server.storage.causes import SqlCauses
from server.storage.desk import SqlPrompts, SqlSavedViews
from server.storage.endings import SqlEndings
from server.storage.handlers import SqlHandlers
from server.storage.intake import SqlDocuments, SqlDrafts, SqlReceipts, SqlReturns
from server.storage.keeping import SqlDataRequests, SqlRetention
from server.storage.keys import SqlKeys
from server.storage.limitations import SqlLimitations
from server.storage.manner_wishes import SqlMannerWishes
from server.storage.materials import SqlCaseLinks, SqlMaterials, SqlProtectedMaterials
from server.storage.outbox import SqlOutbox
from server.storage.parties import SqlAuthorities, SqlContacts, SqlPersonalLooks, SqlStepConsents
from server.storage.record_confirmations import SqlRecordConfirmations
from server.storage.recording_deletions import SqlRecordingDeletions
from server.storage.records import SqlOutcomes, SqlRecordings, SqlTimeline, SqlViewings
from server.storage.referral import SqlChoices, SqlPanels, SqlReferrals
from server.storage.repositories import SqlCases, SqlInvitations, SqlPeople, SqlSessions
from server.storage.retired_links import SqlRetiredLinks
from server.storage.roster import SqlComplaints, SqlRoster
from server.storage.sealing import ColumnSeal
from server.storage.serving import SqlServedCopies
from server.storage.support import SqlSupportAccesses
from server.storage.terms import SqlTerms
from server.storage.undisputed import SqlUndisputed


class SqlUnitOfWork(UnitOfWork):
    """The unit of work on SQL. Used once: entered, committed or not, left."""

    def __init__(self, engine: AsyncEngine, seal: ColumnSeal) -> None:
        self._connection: AsyncConnection = engine.connect()
        self._seal = seal

    async def begin(self) -> AsyncConnection:
        """Take the connection; its transaction begins with the first statement."""
        return await self._connection.start()

    @override
    async def __aenter__(self) -> Self:
        """Take a connection and begin."""
        connection = await self.begin()
        self.accounts = SqlAccounts(connection)
        self.sign_ins = SqlSignIns(connection)
        self.retired_links = SqlRetiredLinks(connection)
        self.causes = SqlCauses(connection)
        self.case_types = SqlCaseTypes(connection)
        self.cases = SqlCases(connection, self._seal)
        self.handlers = SqlHandlers(connection)
        self.sessions = SqlSessions(connection)
        self.invitations = SqlInvitations(connection)
        self.manner_wishes = SqlMannerWishes(connection)
        self.people = SqlPeople(connection)
        self.outcomes = SqlOutcomes(connection)
        self.recordings = SqlRecordings(connection)
        self.viewings, self.recording_deletions = SqlViewings(connection), SqlRecordingDeletions(connection)
        self.timeline = SqlTimeline(connection)
        self.audit = self._audit = SqlAudit(connection)
        self.outbox = SqlOutbox(connection)
        self.served = SqlServedCopies(connection)
        self.keys = SqlKeys(connection)
        self.authorities = SqlAuthorities(connection)
        self.steps = SqlStepConsents(connection)
        self.contacts = SqlContacts(connection, self._seal)
        self.personal_looks = SqlPersonalLooks(connection)
        self.prompts = SqlPrompts(connection, self._seal)
        self.views = SqlSavedViews(connection)
        self.roster = SqlRoster(connection, self._seal)
        self.complaints = SqlComplaints(connection, self._seal)
        self.choices = SqlChoices(connection)
        self.referrals = SqlReferrals(connection)
        self.panels = SqlPanels(connection)
        self.drafts = SqlDrafts(connection, self._seal)
        self.receipts = SqlReceipts(connection, self._seal)
        self.documents = SqlDocuments(connection)
        self.returns = SqlReturns(connection)
        self.awards = SqlAwards(connection)
        self.limitations = SqlLimitations(connection)
        self.record_confirmations = SqlRecordConfirmations(connection)
        self.materials = SqlMaterials(connection)
        self.protected = SqlProtectedMaterials(connection)
        self.case_links = SqlCaseLinks(connection)
        self.terms = SqlTerms(connection)
        self.undisputed = SqlUndisputed(connection)
        self.endings = SqlEndings(connection)
        self.calendars = SqlCalendars(connection)
        self.clocks = SqlCaseClocks(connection)
        self.retention = SqlRetention(connection)
        self.data_requests = SqlDataRequests(connection)
        self.support = SqlSupportAccesses(connection)
        return self

    @override
    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Undo what was not committed and give the connection back."""
        await self._connection.close()

    @override
    async def commit(self) -> None:
        """Make it true, with its acts in the audit log."""
        await self._audit.write()
        await self._connection.commit()
