"""Rows of the roster as screens show them: entries, complaints, candidates; each as its reader may see it."""

from collections.abc import Mapping, Sequence
from typing import Final

from server.domain.account import Account
from server.domain.adoption import AdoptionState
from server.domain.case import Case
from server.domain.complaint import Complaint
from server.domain.fitness import PoolThreshold, Standing, fitness
from server.domain.origin import Origin
from server.domain.party import Role, masked_phone
from server.domain.profile import EntryKind, Profile, changed_fields, masked
from server.domain.roster import AWAITING_COURT, Entry, EntryState
from server.domain.roster_paper import RosterPaper
from server.services import roster_access as access
from server.services import roster_views as views
from server.storage.rows import AnyRow
from server.storage.rows import roster as rows

_COURT: Final = frozenset({Role.CLERK, Role.JUDGE, Role.COURT_ADMIN})


def entry_summary(row: AnyRow, account: Account, open_cases: Mapping[str, int]) -> views.EntrySummary:
    """Return an entry as the list of staff shows it."""
    shown = rows.profile_from(row.live or row.proposed, {})
    return views.EntrySummary(
        id=row.id,
        kind=EntryKind(row.kind),
        name=shown.name,
        organisation=row.parent_name,
        organisation_id=row.organisation,
        court=row.court,
        type=shown.type,
        mediator_kind=shown.mediator_kind,
        skills=shown.skills,
        speciality=shown.speciality,
        certificate=row.certificate_number,
        open_cases=open_cases.get(row.id, 0),
        max_open=shown.max_open,
        state=EntryState(row.state),
        pool=bool(shown.pool),
        adopted=account.role in _COURT and row.court != account.organisation,
        waiting=row.state in AWAITING_COURT,
    )


def entry_view(
    account: Account,
    held: Entry,
    row: AnyRow,
    history: tuple[tuple[views.VersionView, ...], tuple[views.AdoptionView, ...]],
    papers: tuple[RosterPaper, ...],
    performance: views.Performance,
) -> views.EntryView:
    """Return an entry with its history as the account may see it."""
    versions, adoptions = history
    whole = access.reads_all(account, held, row.parent_name)
    own = next((one.state for one in adoptions if one.court == account.organisation), None)
    asked = next((one.state for one in adoptions if one.state is AdoptionState.ASKED), None)
    proposed = held.proposed if whole else None
    changed = changed_fields(held.live, proposed, held.kind) if held.live and proposed else ()
    return views.EntryView(
        id=held.id,
        kind=held.kind,
        court=held.court,
        office=held.office,
        organisation=row.parent_name,
        organisation_id=held.organisation,
        account=row.login if whole else None,
        state=held.state,
        removal=held.removal,
        stopped=held.stopped,
        reason=held.reason if whole else "",
        certificate=held.certificate.number if held.certificate else None,
        certificate_on=held.certificate.issued_on if held.certificate else None,
        live=_profile_view(held.live, whole=whole) if held.live else None,
        proposed=_profile_view(proposed, whole=True) if proposed else None,
        changed=changed,
        reported_office=held.report.office if held.report and whole else None,
        reported_at=held.report.at if held.report and whole else None,
        reviewed_at=held.reviewed_at,
        versions=versions if whole else (),
        papers=tuple(paper_view(one) for one in papers if access.reads_paper(account, held, row.parent_name, one)),
        adoptions=adoptions if whole else tuple(one for one in adoptions if one.court == account.organisation),
        performance=performance,
        may=access.possible(account, held, row.parent_name, asked or own),
        version=held.version,
    )


def paper_view(paper: RosterPaper) -> views.RosterPaperView:
    """Return a paper without the place of its bytes."""
    file = paper.file
    return views.RosterPaperView(
        paper.id, file.name, file.media, file.size, paper.uploaded_at, paper.uploaded_by, paper.version
    )


def public_entry(row: AnyRow, asked: Sequence[views.AdoptionView]) -> views.PublicEntry:
    """Return an entry as everybody may see it, with the courts that adopted it."""
    shown = rows.profile_from(row.live, {})
    courts = (row.court, *(one.court for one in asked if one.state is AdoptionState.CONSENTED))
    return views.PublicEntry(
        id=row.id,
        kind=EntryKind(row.kind),
        name=shown.name,
        organisation=row.parent_name,
        type=shown.type,
        mediator_kind=shown.mediator_kind,
        kinds=shown.kinds,
        skills=shown.skills,
        speciality=shown.speciality,
        fee=shown.fee,
        level=shown.level,
        courts=courts,
    )


def candidate(
    row: AnyRow,
    open_cases: Mapping[str, int],
    case: Case,
    parties: frozenset[Origin],
    pool: PoolThreshold,
) -> views.Candidate:
    """Return an entry with how well it fits the case."""
    shown = rows.profile_from(row.live, {})
    kind = EntryKind(row.kind)
    standing = Standing(open_cases.get(row.id, 0), is_organisation=kind is EntryKind.ORGANISATION)
    weighed = fitness(shown, standing, case, parties, pool)
    return views.Candidate(
        id=row.id,
        kind=kind,
        name=shown.name,
        organisation=row.parent_name,
        organisation_id=row.organisation,
        account=row.account,
        type=shown.type,
        mediator_kind=shown.mediator_kind,
        fee=shown.fee,
        level=shown.level,
        e_seal=shown.e_seal,
        skills=shown.skills,
        speciality=shown.speciality,
        languages=shown.languages,
        pool=bool(shown.pool),
        may_preside=shown.may_preside,
        open_cases=standing.open_cases,
        max_open=shown.max_open,
        reasons=weighed.reasons,
        score=weighed.score,
        may_be_chosen=weighed.may_be_chosen,
    )


def complaint_view(kept: Complaint, name: str, told: tuple[views.ComplaintMessage, ...]) -> views.ComplaintView:
    """Return a complaint about the entry of this name, the telephone masked."""
    return views.ComplaintView(
        id=kept.id,
        number=kept.number,
        entry=kept.entry,
        name=name,
        ground=kept.ground,
        text=kept.text,
        serial=kept.serial,
        complainant=kept.complainant,
        phone=masked_phone(kept.phone),
        made_at=kept.made_at,
        state=kept.state,
        decision=kept.decision,
        informed=kept.informed,
        decided_at=kept.decided_at,
        messages=told,
    )


def _profile_view(profile: Profile, *, whole: bool) -> views.ProfileView:
    return views.ProfileView(profile, masked(profile) if whole else None)
