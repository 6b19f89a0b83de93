"""Every address of the server in one table: method, path, handler, and who may ask.

Deny by default: a route without a declared right does not start, and neither does one beside this table.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from aiohttp import web
from aiohttp.typedefs import Handler
from typing_extensions import override

from server.domain.access_log import Tried
from server.domain.account import Right
from server.domain.errors import ForbiddenError, NotFoundError
from server.services import access_logs
from server.web import (
    accounts,
    awards,
    calendars,
    case_types,
    cases,
    causes,
    complaints,
    connection_tests,
    dead_letters,
    desk,
    endings,
    figures,
    health,
    intake,
    invitations,
    limitations,
    materials,
    own_case,
    own_data,
    own_doors,
    parties,
    performances,
    public,
    recording_deletions,
    recordings,
    referrals,
    retention,
    roster,
    roster_import,
    sessions,
    staff,
    support,
    terms,
    undisputed,
    workers_of_case,
)
from server.web.auth import address, origin, require_staff, within
from server.web.edge import ACCOUNT, edge
from server.web.limits import Limit
from server.web.middlewares import SOCKET_PATH


class Access(StrEnum):
    """Who may ask, when it is not a right of staff."""

    ANYONE = "anyone"
    LINK = "link"
    """Whoever holds a personal link."""
    STAFF = "staff"
    """Whoever is signed in."""
    OPERATOR = "operator"
    """Whoever asks from a network of the operators."""
    TICKET = "ticket"
    """Whoever holds a ticket into a room; the room checks it."""


class UndeclaredRightError(Exception):
    """A route does not say who may ask."""


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Rights of staff of which one is enough."""

    rights: tuple[Right, ...]

    @override
    def __str__(self) -> str:
        return " or ".join(self.rights)


@dataclass(frozen=True, slots=True)
class Route:
    """One address. `right` is a right of staff, one of several, or an `Access`."""

    method: str
    path: str
    handler: Callable[[web.Request], Awaitable[web.StreamResponse]]
    right: Right | AnyOf | Access
    watched: Tried | None = None
    """What is tried here; who of staff is refused is written into the access log of the recording."""


UNKNOWN_LINKS: Final = frozenset({"invitation.unknown", "case_link.unknown"})
"""Answers to a token nobody has; whoever collects them is guessing."""
_LINK: Final = "/api/invitations/{token}"
_TEST: Final = "/api/connection-tests/{test}"
_SESSION: Final = "/api/sessions/{session}"
_PERSON: Final = _SESSION + "/participants/{identity}"
_CASE: Final = "/api/cases/{serial}"
_EXTENSION: Final = _CASE + "/extensions/{extension}"
_DOOR: Final = _CASE + "/doors/{application}"
_CALENDAR_YEAR: Final = "/api/calendar/{year}"
_VIEWING: Final = "/api/viewings/{viewing}"
_RECORDED: Final = "/api/recordings/{session}"
_DELETIONS: Final = _RECORDED + "/deletions"
_ANSWERS_DELETION: Final = AnyOf((Right.RECORDING_ASK_DELETION, Right.RECORDING_DELETE))
"""Who asked takes it back, who did not decides."""
_CASE_PERSON: Final = _CASE + "/people/{identity}"
_ENTRY: Final = "/api/roster/{entry}"
_PAPER: Final = _ENTRY + "/papers/{paper}"
_INTAKE: Final = "/api/intake/{case}"
_OWN: Final = "/api/own/{token}"
_SUPPORT: Final = "/api/support-accesses"
_SUPPORTED: Final = AnyOf((Right.SUPPORT_ASK, Right.SUPPORT_GRANT))
_RECORDS: Final = AnyOf((Right.CASE_RECEIVE, Right.CASE_CONDUCT))
"""Who writes down what a party says to a step."""
_DECIDES: Final = AnyOf((Right.CASE_CONDUCT, Right.CASE_OVERSEE))
_ABOVE: Final = AnyOf((Right.CASE_ASSIGN, Right.CASE_OVERSEE))
"""Who is above the mediator: the organisation, the court."""
_CHOOSES: Final = AnyOf((Right.CASE_REFER, Right.CASE_ASSIGN))
"""Whose desk lets the parties choose: the court's, and the organisation's of what it took in itself."""
_SEATS: Final = AnyOf((Right.CASE_ASSIGN, Right.CASE_REFER))
"""Who names another presider in place of one who left: the organisation, or the court of what is its own."""
_PRESIDES: Final = AnyOf((Right.CASE_CONDUCT, Right.CASE_ASSIGN))
_RESUMES: Final = AnyOf((Right.CASE_CONDUCT, Right.CASE_ASSIGN, Right.CASE_OVERSEE))


async def page(request: web.Request) -> web.StreamResponse:
    """GET anything else: the web app."""
    return await edge(request).pages.page(request)


ROUTES: Final = (
    Route("GET", "/healthz", health.health, Access.ANYONE),
    Route("GET", "/metrics", health.metrics, Access.OPERATOR),
    Route("GET", "/operations.json", health.operations, Access.OPERATOR),
    Route("GET", "/api/operations", health.overview, Right.OPERATIONS_READ),
    Route("GET", "/api/operations/settings", health.settings, Right.OPERATIONS_READ),
    Route("POST", "/api/operations/workers/{number}/drain", health.drain, Right.OPERATIONS_RUN),
    Route("GET", _LINK, invitations.look, Access.LINK),
    Route("POST", _LINK + "/open", invitations.open_link, Access.LINK),
    Route("POST", _LINK + "/move", invitations.move, Access.LINK),
    Route("POST", _LINK + "/deny", invitations.deny, Access.LINK),
    Route("POST", _LINK + "/notice", invitations.acknowledge_notice, Access.LINK),
    Route("PUT", _LINK + "/consents/{purpose}", invitations.answer_consent, Access.LINK),
    Route("PUT", _LINK + "/steps/online_mediation", invitations.answer_mediation, Access.LINK),
    Route("PUT", _LINK + "/device-check", invitations.report_check, Access.LINK),
    Route("GET", _LINK + "/disclosures", invitations.disclosures, Access.LINK),
    Route("POST", _LINK + "/disclosures/{disclosure}", invitations.reply_to_disclosure, Access.LINK),
    Route("POST", _LINK + "/ticket", invitations.ticket, Access.LINK),
    Route("PUT", _LINK + "/connection-report", invitations.report_connection, Access.LINK),
    Route("POST", "/api/connection-tests", connection_tests.begin, Access.ANYONE),
    Route("POST", _TEST + "/answer", connection_tests.answer, Access.ANYONE),
    Route("POST", _TEST + "/complete", connection_tests.complete, Access.ANYONE),
    Route("POST", _TEST + "/end", connection_tests.end, Access.ANYONE),
    Route("POST", "/api/sign-in", staff.sign_in, Access.ANYONE),
    Route("POST", "/api/sign-out", staff.sign_out, Access.ANYONE),
    Route("GET", "/api/sign-in", staff.time_left, Access.STAFF),
    Route("GET", "/api/me", staff.me, Access.STAFF),
    Route("GET", "/api/accounts", accounts.listing, Right.ACCOUNT_MANAGE),
    Route("POST", "/api/accounts/{account}/close", accounts.close, Right.ACCOUNT_MANAGE),
    Route("POST", "/api/accounts/{account}/reopen", accounts.reopen, Right.ACCOUNT_MANAGE),
    Route("GET", "/api/today", cases.today, Right.CASE_READ),
    Route("GET", "/api/cases", cases.find, Right.CASE_READ),
    Route("POST", "/api/case-exports", cases.export, Right.CASE_READ),
    Route("GET", "/api/colleagues", cases.colleagues, Right.CASE_RECEIVE),
    Route("POST", "/api/case-handlers", cases.hand_on, Right.CASE_RECEIVE),
    Route("GET", "/api/case-choices", cases.choices, Right.CASE_READ),
    Route("GET", "/api/cases/{serial}", cases.view, Right.CASE_READ),
    Route("GET", "/api/cases/{serial}/page", cases.page, Right.CASE_READ),
    Route("POST", "/api/cases/{serial}/prints", cases.note_print, Right.CASE_READ),
    Route("GET", "/api/tasks", desk.tasks, Right.CASE_READ),
    Route("GET", "/api/owed", desk.owed, Right.CASE_READ),
    Route("GET", "/api/reminders", desk.reminders, Access.STAFF),
    Route("GET", "/api/saved-views", desk.saved_views, Right.CASE_READ),
    Route("PUT", "/api/saved-views/{name}", desk.save_view, Right.CASE_READ),
    Route("DELETE", "/api/saved-views/{name}", desk.remove_view, Right.CASE_READ),
    Route("GET", "/api/audit", desk.audit, Right.AUDIT_READ),
    Route("POST", "/api/audit/exports", desk.export_audit, Right.AUDIT_READ),
    Route("GET", _CASE + "/reminders", desk.sent, Right.SESSION_READ),
    Route("GET", _LINK + "/session.ics", desk.own_calendar, Access.LINK),
    Route("GET", _SESSION + "/session.ics", desk.calendar, Right.SESSION_READ),
    Route("GET", _CASE + "/people", parties.people, Right.CASE_READ),
    Route("POST", _CASE + "/people", parties.add_person, Right.PARTY_WRITE),
    Route("PUT", _CASE_PERSON, parties.correct_person, Right.PARTY_WRITE),
    Route("PUT", _CASE_PERSON + "/first-papers", parties.correct_first_papers, Right.PARTY_WRITE),
    Route("POST", _CASE_PERSON + "/personal", parties.reveal, Right.PERSONAL_READ),
    Route("PUT", _CASE_PERSON + "/steps/{step}", parties.answer_step, _RECORDS),
    Route("GET", _CASE + "/personal-looks", parties.looks, Right.ACCESS_LOG_READ),
    Route("POST", _CASE + "/authorities", parties.record_authority, Right.PARTY_WRITE),
    Route("PUT", _CASE + "/authorities/{authority}/papers", parties.show_papers, Right.PARTY_WRITE),
    Route("POST", _CASE + "/authorities/{authority}/revoke", parties.revoke_authority, Right.PARTY_WRITE),
    Route("POST", _CASE + "/representations", workers_of_case.represent, Right.PARTY_WRITE),
    Route("PUT", _CASE + "/representations/papers", workers_of_case.show, Right.PARTY_WRITE),
    Route("POST", _CASE + "/worker-list", workers_of_case.take_in, Right.PARTY_WRITE),
    Route("GET", "/api/worker-list/template", workers_of_case.template, Right.PARTY_WRITE),
    Route("POST", _CASE + "/worker-notices", workers_of_case.write, Right.PARTY_WRITE),
    Route("POST", _CASE + "/withdrawals/{withdrawal}", parties.decide_withdrawal, _DECIDES),
    Route("POST", _CASE + "/contacts", parties.log_contact, Right.CASE_ASK),
    Route("GET", "/api/calls", parties.calls_to_make, Right.PARTY_WRITE),
    Route("POST", _CASE + "/calls", parties.record_call, Right.PARTY_WRITE),
    Route("POST", _CASE + "/asking", parties.conclude_asking, Right.CASE_ASK),
    Route("GET", _SESSION, sessions.view, Right.SESSION_READ),
    Route("GET", _SESSION + "/lines", sessions.lines, Right.SESSION_READ),
    Route("POST", _SESSION + "/ticket", sessions.ticket, Right.SESSION_READ),
    Route("POST", _SESSION + "/outcome", sessions.conclude, Right.SESSION_HOST),
    Route("POST", _SESSION + "/participants", sessions.invite_person, Right.SESSION_HOST),
    Route("POST", _SESSION + "/recording", sessions.order_recording, Right.RECORDING_START),
    Route("POST", _PERSON + "/identity", sessions.record_identity, Right.SESSION_HOST),
    Route("POST", _PERSON + "/remove", sessions.remove, Right.SESSION_HOST),
    Route("POST", _PERSON + "/restore", sessions.restore, Right.SESSION_HOST),
    Route("PUT", _PERSON + "/manner", sessions.confirm_manner, Right.SESSION_HOST),
    Route("POST", _PERSON + "/reissue", sessions.reissue, Right.SESSION_HOST),
    Route("POST", _PERSON + "/test-message", sessions.ask_to_test, Right.SESSION_HOST),
    Route("GET", _CASE + "/clocks", terms.view, Right.CASE_READ),
    Route("GET", _CASE + "/award", awards.view, Right.CASE_READ),
    Route("PUT", _CASE + "/award", awards.record, _RECORDS),
    Route("GET", _CASE + "/limitations", limitations.view, Right.CASE_READ),
    Route("PUT", _CASE + "/limitations", limitations.record, _RECORDS),
    Route("POST", _CASE + "/extensions", terms.ask_extension, Right.CASE_CONDUCT),
    Route("POST", _EXTENSION + "/answers", terms.answer_extension, Right.CASE_CONDUCT),
    Route("POST", _EXTENSION + "/grant", terms.grant_extension, Right.CASE_CONDUCT),
    Route("POST", _EXTENSION + "/withdraw", terms.withdraw_extension, Right.CASE_CONDUCT),
    Route("POST", _CASE + "/pauses", terms.pause, Right.CASE_CONDUCT),
    Route("POST", _CASE + "/resume", terms.resume, _RESUMES),
    Route("POST", _CASE + "/on-site", terms.move_on_site, Right.CASE_CONDUCT),
    Route("POST", _CASE + "/offline-result", terms.enter_offline, Right.CASE_CONDUCT),
    Route("POST", _CASE + "/sessions", terms.schedule_session, Right.CASE_CONDUCT),
    Route("POST", _SESSION + "/reschedule", terms.reschedule, Right.SESSION_HOST),
    Route("POST", _SESSION + "/cancel", terms.cancel, Right.SESSION_HOST),
    Route("GET", _CASE + "/ending", endings.view, Right.CASE_READ),
    Route("GET", _CASE + "/file-index", endings.index, Right.CASE_READ),
    Route("POST", _CASE + "/end", endings.end, _RECORDS),
    Route("GET", _CASE + "/undisputed-facts", undisputed.view, Right.CASE_CONDUCT),
    Route("PUT", _CASE + "/undisputed-facts", undisputed.write, Right.CASE_CONDUCT),
    Route("POST", _CASE + "/undisputed-facts/answers", undisputed.record, Right.CASE_CONDUCT),
    Route("PUT", _CASE + "/report", endings.report, Right.CASE_CONDUCT),
    Route("POST", _CASE + "/hand-over", endings.hand_over, Right.CASE_CONDUCT),
    Route("POST", _CASE + "/receipt", endings.receive, Right.CASE_OVERSEE),
    Route("POST", _CASE + "/close", endings.close, _RECORDS),
    Route("POST", _CASE + "/effect", endings.take_effect, _RECORDS),
    Route("POST", _CASE + "/effect/correction", endings.correct_effect, _RECORDS),
    Route("POST", _CASE + "/performances/{number}", performances.mark, Right.PARTY_WRITE),
    Route("POST", _CASE + "/follow-ups", performances.follow_up, Right.PARTY_WRITE),
    Route("GET", _CASE + "/performances/{number}/draft", performances.draft, Right.PARTY_WRITE),
    Route("POST", _CASE + "/doors", endings.apply, Right.CASE_CONDUCT),
    Route("POST", _DOOR + "/answers", endings.confirm, Right.CASE_CONDUCT),
    Route("GET", _DOOR + "/paper", endings.door_paper, Right.CASE_READ),
    Route("POST", _DOOR + "/ruling", endings.rule, Right.CASE_CONDUCT),
    Route("GET", "/api/calendar", calendars.view, Right.CALENDAR_EDIT),
    Route("GET", _CALENDAR_YEAR, calendars.year, Right.CALENDAR_EDIT),
    Route("PUT", _CALENDAR_YEAR, calendars.enter, Right.CALENDAR_EDIT),
    Route("POST", _CALENDAR_YEAR + "/preview", calendars.preview, Right.CALENDAR_EDIT),
    Route("GET", "/api/retention", retention.view, AnyOf((Right.RETENTION_EDIT, Right.RETENTION_CONFIRM))),
    Route("PUT", "/api/retention", retention.change, Right.RETENTION_EDIT),
    Route("POST", "/api/retention/shortenings/{shortening}/answer", retention.answer, Right.RETENTION_CONFIRM),
    Route("GET", "/api/undelivered-facts", dead_letters.listing, Right.DELIVERY_MEND),
    Route("POST", "/api/undelivered-facts/again", dead_letters.send_again, Right.DELIVERY_MEND),
    Route("GET", _CASE + "/holds", retention.of_case, Right.CASE_READ),
    Route("POST", _CASE + "/holds", retention.place, Right.CASE_HOLD),
    Route("POST", _CASE + "/holds/{hold}/lift", retention.lift, Right.CASE_HOLD),
    Route("GET", _CASE + "/data-requests", own_data.listed, Right.PARTY_WRITE),
    Route("POST", _CASE + "/data-requests/{request}/answer", own_data.answer, Right.PARTY_WRITE),
    Route("GET", _SUPPORT, support.listing, AnyOf((Right.SUPPORT_ASK, Right.SUPPORT_GRANT, Right.AUDIT_READ))),
    Route("POST", _SUPPORT, support.ask, Right.SUPPORT_ASK),
    Route("POST", _SUPPORT + "/{access}/answer", support.answer, Right.SUPPORT_GRANT),
    Route("POST", _SUPPORT + "/{access}/end", support.end, _SUPPORTED),
    Route("GET", _SUPPORT + "/{access}/cases", support.cases, Right.SUPPORT_ASK),
    Route("GET", _SUPPORT + "/{access}/cases/{serial}", support.read, Right.SUPPORT_ASK),
    Route("GET", _CASE + "/support-accesses", support.of_case, Right.CASE_READ),
    Route("GET", "/api/term-policy", calendars.terms_view, Right.CALENDAR_EDIT),
    Route("PUT", "/api/term-policy", calendars.decide_terms, Right.CALENDAR_EDIT),
    Route("POST", _RECORDED + "/viewings", recordings.open_viewing, Right.RECORDING_PLAY, Tried.OPEN),
    Route("GET", _RECORDED + "/access-log", recordings.access_log, Right.ACCESS_LOG_READ, Tried.LOG),
    Route("POST", _RECORDED + "/access-log/exports", recordings.export_access_log, Right.ACCESS_LOG_READ, Tried.LOG),
    Route("GET", "/api/recording-deletions", recording_deletions.waiting, Right.RECORDING_DELETE),
    Route("GET", _DELETIONS, recording_deletions.listing, Right.ACCESS_LOG_READ, Tried.LOG),
    Route("POST", _DELETIONS, recording_deletions.ask, Right.RECORDING_ASK_DELETION, Tried.DELETION),
    Route("POST", _DELETIONS + "/{deletion}/answer", recording_deletions.answer, _ANSWERS_DELETION, Tried.DELETION),
    Route("GET", _VIEWING, recordings.view, Right.RECORDING_PLAY, Tried.OPEN),
    Route("POST", _VIEWING + "/plays", recordings.report_play, Right.RECORDING_PLAY),
    Route("GET", _VIEWING + "/tracks/{recording}/{segment}.webm", recordings.play, Right.RECORDING_PLAY, Tried.PLAY),
    Route("GET", "/api/public/roster", public.listing, Access.ANYONE),
    Route("POST", "/api/public/complaints", public.complain, Access.ANYONE),
    Route("GET", "/api/roster", roster.listing, Right.ROSTER_READ),
    Route("POST", "/api/roster", roster.enter, Right.ROSTER_REPORT),
    Route("GET", _ENTRY, roster.view, Right.ROSTER_READ),
    Route("PUT", _ENTRY, roster.edit, Right.ROSTER_REPORT),
    Route("POST", _ENTRY + "/report", roster.report, Right.ROSTER_REPORT),
    Route("POST", _ENTRY + "/change", roster.change, Right.ROSTER_REPORT),
    Route("POST", _ENTRY + "/removal", roster.removal, Right.ROSTER_REPORT),
    Route("POST", _ENTRY + "/take-up", roster.take_up, Right.ROSTER_CONFIRM),
    Route("POST", _ENTRY + "/confirm", roster.confirm, Right.ROSTER_CONFIRM),
    Route("POST", _ENTRY + "/return", roster.give_back, Right.ROSTER_CONFIRM),
    Route("POST", _ENTRY + "/suspend", roster.suspend, Right.ROSTER_CONFIRM),
    Route("POST", _ENTRY + "/restore", roster.restore, Right.ROSTER_CONFIRM),
    Route("POST", _ENTRY + "/account", roster.link, Right.ROSTER_CONFIRM),
    Route("POST", _ENTRY + "/personal", roster.unlock, AnyOf((Right.ROSTER_REPORT, Right.ROSTER_CONFIRM))),
    Route("POST", _ENTRY + "/papers", roster.attach, Right.ROSTER_REPORT),
    Route("POST", _PAPER + "/readings", roster.read_paper, AnyOf((Right.ROSTER_REPORT, Right.ROSTER_CONFIRM))),
    Route("DELETE", _PAPER, roster.take_out, Right.ROSTER_REPORT),
    Route("POST", "/api/roster-adoptions", roster.ask_adoption, Right.ROSTER_CONFIRM),
    Route("POST", _ENTRY + "/adoption", roster.answer_adoption, Right.ROSTER_READ),
    Route("DELETE", _ENTRY + "/adoption", roster.end_adoption, Right.ROSTER_CONFIRM),
    Route("GET", "/api/roster-imports/template", roster_import.template, Right.ROSTER_REPORT),
    Route("POST", "/api/roster-imports", roster_import.take_in, Right.ROSTER_REPORT),
    Route("GET", "/api/complaints", complaints.listing, Right.ROSTER_CONFIRM),
    Route("POST", "/api/complaints/{complaint}/decision", complaints.decide, Right.ROSTER_CONFIRM),
    Route("POST", "/api/complaints/{complaint}/personal", complaints.unlock, Right.ROSTER_CONFIRM),
    Route("GET", "/api/causes", causes.listed, Access.ANYONE),
    Route("GET", "/api/case-types", case_types.entries, Right.CAUSE_EDIT),
    Route("POST", "/api/case-types", case_types.enable, Right.CAUSE_EDIT),
    Route("PUT", "/api/case-types/{kind}/{since}", case_types.end, Right.CAUSE_EDIT),
    Route("GET", "/api/cause-entries", causes.entries, Right.CAUSE_EDIT),
    Route("POST", "/api/cause-entries", causes.add, Right.CAUSE_EDIT),
    Route("PUT", "/api/cause-entries/{code}/{since}", causes.change, Right.CAUSE_EDIT),
    Route("GET", "/api/houses", own_case.houses, Access.ANYONE),
    Route("POST", "/api/applications", own_case.start, Access.ANYONE),
    Route("POST", "/api/check", own_case.check, Access.ANYONE),
    Route("GET", _OWN, own_case.look, Access.LINK),
    Route("PUT", _OWN, own_case.write, Access.LINK),
    Route("POST", _OWN + "/open", own_case.open_link, Access.LINK),
    Route("POST", _OWN + "/move", own_case.move, Access.LINK),
    Route("POST", _OWN + "/deny", own_case.deny, Access.LINK),
    Route("POST", _OWN + "/submit", own_case.hand_in, Access.LINK),
    Route("POST", _OWN + "/resubmit", own_case.resubmit, Access.LINK),
    Route("POST", _OWN + "/explanation", own_case.acknowledge_risk, Access.LINK),
    Route("POST", _OWN + "/oral-record", own_case.confirm_record, Access.LINK),
    Route("PUT", _OWN + "/steps/{step}", own_case.answer_step, Access.LINK),
    Route("PUT", _OWN + "/limitation", limitations.say, Access.LINK),
    Route("POST", _OWN + "/materials", own_case.add_material, Access.LINK),
    Route("GET", _OWN + "/materials/{material}", own_case.read_material, Access.LINK),
    Route("PUT", _OWN + "/materials/{material}", own_case.call_material, Access.LINK),
    Route("DELETE", _OWN + "/materials/{material}", own_case.remove_material, Access.LINK),
    Route("GET", _OWN + "/documents/{document}", own_case.read_document, Access.LINK),
    Route("GET", "/api/intake", intake.desk, Right.CASE_RECEIVE),
    Route("POST", "/api/intake", intake.begin, Right.CASE_RECEIVE),
    Route("GET", _INTAKE, intake.view, Right.CASE_RECEIVE),
    Route("PUT", _INTAKE, intake.write, Right.CASE_RECEIVE),
    Route("DELETE", _INTAKE, intake.discard, Right.CASE_RECEIVE),
    Route("POST", _INTAKE + "/materials", intake.add_material, Right.CASE_RECEIVE),
    Route("POST", _INTAKE + "/bundles", intake.take_bundle, Right.CASE_RECEIVE),
    Route("GET", _INTAKE + "/materials/{material}", intake.read_material, Right.CASE_RECEIVE),
    Route("PUT", _INTAKE + "/materials/{material}", intake.call_material, Right.CASE_RECEIVE),
    Route("DELETE", _INTAKE + "/materials/{material}", intake.remove_material, Right.CASE_RECEIVE),
    Route("GET", _INTAKE + "/documents/{document}", intake.read_document, Right.CASE_RECEIVE),
    Route("POST", _INTAKE + "/submit", intake.hand_in, Right.CASE_RECEIVE),
    Route("POST", _INTAKE + "/take-on", intake.take_on, Right.CASE_RECEIVE),
    Route("POST", _INTAKE + "/return", intake.give_back, Right.CASE_RECEIVE),
    Route("POST", _INTAKE + "/resubmit", intake.resubmit, Right.CASE_RECEIVE),
    Route("POST", _INTAKE + "/explanations", intake.explain, Right.CASE_RECEIVE),
    Route("POST", _INTAKE + "/receipt-supplements", intake.receipt_supplement, Right.CASE_RECEIVE),
    Route("POST", _INTAKE + "/explanations/paper", intake.explanation_paper, Right.CASE_RECEIVE),
    Route("POST", _INTAKE + "/oral-record", intake.oral_record, Right.CASE_RECEIVE),
    Route("POST", _INTAKE + "/oral-record/confirmations", intake.record_signed, Right.CASE_RECEIVE),
    Route("GET", "/api/figures", figures.read, Right.FIGURES_READ),
    Route("GET", "/api/conflict-register", referrals.register, Right.CASE_OVERSEE),
    Route("GET", "/api/referrals", referrals.listing, Right.CASE_READ),
    Route("GET", _CASE + "/referral", referrals.view, Right.CASE_READ),
    Route("POST", _CASE + "/choice", referrals.start_choice, _CHOOSES),
    Route("POST", _CASE + "/choice/picks", referrals.record_pick, _CHOOSES),
    Route("POST", _CASE + "/choice/court", referrals.ask_court, _CHOOSES),
    Route("POST", _CASE + "/referrals", referrals.send, Right.CASE_REFER),
    Route("POST", _CASE + "/referrals/accept", referrals.accept, Right.CASE_ACCEPT),
    Route("POST", _CASE + "/presiding", referrals.preside, Right.CASE_REFER),
    Route("POST", _CASE + "/referrals/own", referrals.take_on_own, Right.CASE_ACCEPT),
    Route("POST", _CASE + "/referrals/decline", referrals.decline, Right.CASE_ACCEPT),
    Route("POST", _CASE + "/referrals/withdraw", referrals.withdraw, Right.CASE_REFER),
    Route("POST", _CASE + "/referrals/end", referrals.end, Right.CASE_REFER),
    Route("GET", _CASE + "/referrals/{referral}/letter", referrals.letter, Right.CASE_READ),
    Route("POST", _CASE + "/panel", referrals.assign, _SEATS),
    Route("POST", _CASE + "/panel/presider", referrals.hand_over, _PRESIDES),
    Route("POST", _CASE + "/disclosures", referrals.disclose, Right.CASE_CONDUCT),
    Route("POST", _CASE + "/disclosures/{disclosure}/replies", referrals.reply, _ABOVE),
    Route("POST", _CASE + "/challenges", referrals.challenge, _ABOVE),
    Route("POST", _CASE + "/challenges/{challenge}/decision", referrals.decide, _ABOVE),
    Route("POST", _CASE + "/changes", referrals.ask_change, _ABOVE),
    Route("POST", _CASE + "/changes/{change}/answer", referrals.answer_change, _ABOVE),
    Route("POST", _OWN + "/export", own_data.export, Access.LINK),
    Route("GET", _OWN + "/data-requests", own_data.own, Access.LINK),
    Route("POST", _OWN + "/data-requests", own_data.ask, Access.LINK),
    Route("GET", _OWN + "/course", own_case.course, Access.LINK),
    Route("POST", _OWN + "/performances/{number}", own_case.mark_performance, Access.LINK),
    Route("POST", _OWN + "/doors", own_doors.apply, Access.LINK),
    Route("POST", _OWN + "/doors/{application}", own_doors.answer, Access.LINK),
    Route("GET", _OWN + "/doors/{application}/paper", own_doors.paper, Access.LINK),
    Route("GET", _OWN + "/notice", own_case.own_notice, Access.LINK),
    Route("POST", _OWN + "/undisputed-facts", undisputed.answer, Access.LINK),
    Route("POST", _OWN + "/extensions/{extension}", own_case.answer_extension, Access.LINK),
    Route("GET", _OWN + "/sessions/{session}/session.ics", own_case.own_session, Access.LINK),
    Route("PUT", _OWN + "/sessions/{session}/manner", own_case.say_manner, Access.LINK),
    Route("POST", _OWN + "/sessions/{session}/enter", own_case.enter, Access.LINK),
    Route("GET", _OWN + "/choice", referrals.own_choice, Access.LINK),
    Route("POST", _OWN + "/choice", referrals.own_pick, Access.LINK),
    Route("POST", _OWN + "/choice/court", referrals.own_court, Access.LINK),
    Route("POST", _OWN + "/challenges", referrals.own_challenge, Access.LINK),
    Route("POST", _OWN + "/changes", referrals.own_change, Access.LINK),
    Route("POST", _OWN + "/disclosures/{disclosure}", referrals.own_reply, Access.LINK),
    Route("POST", _CASE + "/support-pack", materials.pack, Right.MATERIAL_READ),
    Route("POST", _CASE + "/support-pack/protected", materials.annex, Right.PROTECTED_READ),
    Route("GET", _CASE + "/materials", materials.listed, Right.MATERIAL_READ),
    Route("POST", _CASE + "/materials", materials.add, Right.MATERIAL_WRITE),
    Route("GET", _CASE + "/materials/{material}", materials.read, Right.MATERIAL_READ),
    Route("PUT", _CASE + "/materials/{material}", materials.call, Right.MATERIAL_WRITE),
    Route("POST", _CASE + "/materials/{material}/comparison", materials.compare, Right.MATERIAL_WRITE),
    Route("POST", _CASE + "/protected", materials.add_protected, Right.PROTECTED_READ),
    Route("POST", _CASE + "/protected/{material}/readings", materials.read_protected, Right.PROTECTED_READ),
    Route("GET", _CASE + "/documents", materials.documents, Right.CASE_READ),
    Route("GET", _CASE + "/documents/{document}", materials.document, Right.CASE_READ),
    Route("GET", _CASE + "/parties/{identity}/notice", endings.notice, Right.CASE_READ),
    Route("POST", _CASE + "/parties/{identity}/notice", endings.hand_out_notice, Right.PARTY_WRITE),
    Route("POST", _CASE + "/parties/{identity}/link", materials.issue_link, Right.PARTY_WRITE),
    Route("DELETE", _CASE + "/parties/{identity}/link", materials.revoke_link, Right.PARTY_WRITE),
    Route("GET", "/{path:(?!api(?:/|$)|socket\\.io(?:/|$)).*}", page, Access.ANYONE),
)


def register(app: web.Application, routes: tuple[Route, ...] = ROUTES) -> None:
    """Put the table on the application, each handler behind its guard. Raises `UndeclaredRightError`."""
    for route in routes:
        if not isinstance(route.right, Right | AnyOf | Access):
            raise UndeclaredRightError(f"{route.method} {route.path}")
        if route.method == "GET":
            app.router.add_get(route.path, guarded(route))
        else:
            app.router.add_route(route.method, route.path, guarded(route))


async def require_declared(app: web.Application) -> None:
    """Refuse to start with a route that did not come through the table; the socket's asks for a ticket."""
    for route in app.router.routes():
        resource = route.resource
        path = "" if resource is None else resource.canonical
        if path.rstrip("/") + "/" != SOCKET_PATH and not hasattr(route.handler, "right"):
            raise UndeclaredRightError(f"{route.method} {path}")


def guarded(route: Route) -> Handler:
    """Return the handler behind the check of its right."""

    async def handle(request: web.Request) -> web.StreamResponse:
        try:
            await _admit(request, route.right)
            return await route.handler(request)
        except (ForbiddenError, NotFoundError) as error:
            if error.code in UNKNOWN_LINKS:
                await edge(request).limiter.take(Limit.UNKNOWN_LINK, _address(request))
            if route.watched is not None:
                await _note_refusal(request, route.watched, error.code)
            raise

    handle.right = route.right  # type: ignore[attr-defined]  # a mark on a function, read by `require_declared`
    return handle


async def _note_refusal(request: web.Request, tried: Tried, code: str) -> None:
    """Write down who of staff was refused; nobody else has a name here."""
    who = request.get(ACCOUNT)
    if who is not None:
        ports = edge(request).ports
        await access_logs.note_refusal(who, request.match_info, tried, code, origin(request), ports)


async def _admit(request: web.Request, right: Right | AnyOf | Access) -> None:
    match right:
        case Right():
            await require_staff(request, right)
        case AnyOf():
            await require_staff(request, *right.rights)
        case Access.STAFF:
            await require_staff(request)
        case Access.LINK:
            await edge(request).limiter.require_left(Limit.UNKNOWN_LINK, _address(request))
            await edge(request).limiter.take(Limit.LINK, _address(request))
        case Access.OPERATOR:
            if not within(_address(request), edge(request).metrics_networks):
                raise web.HTTPNotFound
        case Access.ANYONE | Access.TICKET:
            pass


def _address(request: web.Request) -> str:
    return address(request, edge(request).trusted_proxies)
