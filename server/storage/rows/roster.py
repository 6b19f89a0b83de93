"""Rows of the roster to domain values and back; private fields of a profile are sealed together."""

import json
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from server.domain.adoption import Adoption, AdoptionState
from server.domain.complaint import Complaint, ComplaintGround, ComplaintState
from server.domain.ids import AccountId, ComplaintId, EntryId
from server.domain.material import File, MaterialMedia
from server.domain.origin import Origin
from server.domain.profile import (
    DisputeKind,
    EntryKind,
    Fee,
    Gender,
    MediatorKind,
    OrganisationType,
    PoolTag,
    Profile,
    RosterLevel,
    Skill,
)
from server.domain.roster import Certificate, Confirmed, Entry, EntryState, Report, StopReason, Version
from server.domain.roster_paper import RosterPaper, RosterPaperId
from server.storage.rows import AnyRow, Values
from server.storage.sealing import ColumnSeal

_SEPARATOR: Final = "|"


def profile_values(profile: Profile) -> Values:
    """Return what is kept open of a profile."""
    return {
        "name": profile.name,
        "kinds": [kind.value for kind in profile.kinds],
        "skills": [skill.value for skill in profile.skills],
        "speciality": profile.speciality,
        "fee": profile.fee.value,
        "regions": list(profile.regions),
        "level": profile.level.value,
        "pool": [tag.value for tag in profile.pool],
        "max_open": profile.max_open,
        "type": profile.type.value if profile.type else None,
        "code": profile.code,
        "address": profile.address,
        "head": profile.head,
        "contact": profile.contact,
        "e_seal": profile.e_seal,
        "mediator_kind": profile.mediator_kind.value if profile.mediator_kind else None,
        "gender": profile.gender.value if profile.gender else None,
        "education": profile.education,
        "qualification": profile.qualification,
        "languages": profile.languages,
        "origin": profile.origin.value,
        "training": profile.training,
        "may_preside": profile.may_preside,
        "declared": profile.declared,
    }


def profile_from(kept: Mapping[str, Any], private: Mapping[str, Any]) -> Profile:
    """Return the profile of what is kept open and what was sealed; `private` may be empty."""
    return Profile(
        name=kept["name"],
        kinds=tuple(DisputeKind(word) for word in kept["kinds"]),
        skills=tuple(Skill(word) for word in kept["skills"]),
        speciality=kept["speciality"],
        fee=Fee(kept["fee"]),
        regions=tuple(kept["regions"]),
        level=RosterLevel(kept["level"]),
        pool=tuple(PoolTag(word) for word in kept["pool"]),
        max_open=kept["max_open"],
        phone=private.get("phone", ""),
        type=OrganisationType(kept["type"]) if kept["type"] else None,
        code=kept["code"],
        address=kept["address"],
        head=kept["head"],
        contact=kept["contact"],
        e_seal=kept["e_seal"],
        mediator_kind=MediatorKind(kept["mediator_kind"]) if kept["mediator_kind"] else None,
        gender=Gender(kept["gender"]) if kept["gender"] else None,
        born_on=date.fromisoformat(private["born_on"]) if private.get("born_on") else None,
        id_number=private.get("id_number", ""),
        education=kept["education"],
        qualification=kept["qualification"],
        languages=kept["languages"],
        origin=Origin(kept["origin"]),
        training=kept["training"],
        may_preside=kept["may_preside"],
        declared=kept["declared"],
    )


def seal_private(profile: Profile, place: str, seal: ColumnSeal) -> bytes:
    """Return the private fields, sealed for their place."""
    born_on = profile.born_on.isoformat() if profile.born_on else None
    private = {"phone": profile.phone, "id_number": profile.id_number, "born_on": born_on}
    return seal.seal(json.dumps(private, ensure_ascii=False), place)


def open_private(sealed: bytes, place: str, seal: ColumnSeal) -> dict[str, Any]:
    """Return the private fields."""
    opened: dict[str, Any] = json.loads(seal.open(sealed, place))
    return opened


def words_of(profile: Profile) -> str:
    """Return what a list is searched by: name, speciality, and every code between bars."""
    kinds = (f"kind:{kind}" for kind in profile.kinds)
    skills = (f"skill:{skill}" for skill in profile.skills)
    return _SEPARATOR.join(["", *kinds, *skills, profile.name, profile.speciality, ""])


def word_pattern(subject: str, code: str) -> str:
    """Return the pattern under which a code is found in the words."""
    return f"%{_SEPARATOR}{subject}:{code}{_SEPARATOR}%"


def entry_from(row: AnyRow, seal: ColumnSeal) -> Entry:
    """Return the entry of a row."""
    certificate = None
    if row.certificate_number:
        certificate = Certificate(row.certificate_number, row.certificate_issued_on)
    report = None
    if row.reported_at is not None:
        report = Report(AccountId(row.reported_by), row.reported_office, row.reported_at)
    return Entry(
        id=EntryId(row.id),
        kind=EntryKind(row.kind),
        court=row.court,
        office=row.office,
        organisation=EntryId(row.organisation) if row.organisation else None,
        proposed=_profile(row.id, "proposed", row.proposed, row.proposed_sealed, seal),
        live=_profile(row.id, "live", row.live, row.live_sealed, seal),
        state=EntryState(row.state),
        removal=row.removal,
        account=AccountId(row.account) if row.account else None,
        certificate=certificate,
        report=report,
        reason=row.reason,
        stopped=StopReason(row.stopped) if row.stopped else None,
        reviewed_at=row.reviewed_at,
        version=row.version,
    )


def entry_values(entry: Entry, seal: ColumnSeal) -> Values:
    """Return the columns of an entry, its version left out."""
    return {
        "id": entry.id,
        "kind": entry.kind.value,
        "court": entry.court,
        "office": entry.office,
        "organisation": entry.organisation,
        "account": entry.account,
        "state": entry.state.value,
        "name": entry.shown.name,
        "words": words_of(entry.shown),
        **_profile_columns(entry, "live", entry.live, seal),
        **_profile_columns(entry, "proposed", entry.proposed, seal),
        "removal": entry.removal,
        "certificate_number": entry.certificate.number if entry.certificate else None,
        "certificate_issued_on": entry.certificate.issued_on if entry.certificate else None,
        "reported_by": entry.report.by if entry.report else None,
        "reported_office": entry.report.office if entry.report else None,
        "reported_at": entry.report.at if entry.report else None,
        "reason": entry.reason,
        "stopped": entry.stopped.value if entry.stopped else None,
        "reviewed_at": entry.reviewed_at,
    }


def version_from(row: AnyRow, seal: ColumnSeal) -> Version:
    """Return the confirmed version of a row."""
    private = open_private(row.profile_sealed, _version_place(row.entry, row.number), seal)
    return Version(
        entry=EntryId(row.entry),
        number=row.number,
        what=Confirmed(row.what),
        profile=profile_from(row.profile, private),
        at=row.at,
        by=row.by,
    )


def version_values(version: Version, seal: ColumnSeal) -> Values:
    """Return the columns of a confirmed version."""
    return {
        "entry": version.entry,
        "number": version.number,
        "what": version.what.value,
        "profile": profile_values(version.profile),
        "profile_sealed": seal_private(version.profile, _version_place(version.entry, version.number), seal),
        "at": version.at,
        "by": version.by,
    }


def adoption_from(row: AnyRow) -> Adoption:
    """Return the adoption of a row."""
    return Adoption(
        entry=EntryId(row.entry),
        court=row.court,
        asked_by=AccountId(row.asked_by),
        asked_at=row.asked_at,
        state=AdoptionState(row.state),
        answered_by=AccountId(row.answered_by) if row.answered_by else None,
        answered_at=row.answered_at,
        version=row.version,
    )


def adoption_values(adoption: Adoption) -> Values:
    """Return the columns of an adoption, its version left out."""
    return {
        "entry": adoption.entry,
        "court": adoption.court,
        "asked_by": adoption.asked_by,
        "asked_at": adoption.asked_at,
        "state": adoption.state.value,
        "answered_by": adoption.answered_by,
        "answered_at": adoption.answered_at,
    }


def paper_from(row: AnyRow) -> RosterPaper:
    """Return the paper of a row."""
    return RosterPaper(
        id=RosterPaperId(row.id),
        entry=EntryId(row.entry),
        file=File(row.name, MaterialMedia(row.media), row.size, row.sha256, row.blob),
        uploaded_at=row.uploaded_at,
        uploaded_by=row.uploaded_by,
        version=row.roster_version,
    )


def paper_values(paper: RosterPaper) -> Values:
    """Return the columns of a paper."""
    return {
        "id": paper.id,
        "entry": paper.entry,
        "name": paper.file.name,
        "media": paper.file.media.value,
        "size": paper.file.size,
        "sha256": paper.file.sha256,
        "blob": paper.file.blob,
        "uploaded_at": paper.uploaded_at,
        "uploaded_by": paper.uploaded_by,
        "roster_version": paper.version,
    }


def complainant_phone(complaint: str) -> str:
    """Return the place for which the telephone of whoever made a complaint is sealed."""
    return f"complaint:{complaint}:phone"


def complaint_from(row: AnyRow, seal: ColumnSeal) -> Complaint:
    """Return the complaint of a row."""
    return Complaint(
        id=ComplaintId(row.id),
        entry=EntryId(row.entry),
        court=row.court,
        ground=ComplaintGround(row.ground),
        text=row.text,
        serial=row.serial,
        complainant=row.complainant,
        phone=seal.open(row.phone_sealed, complainant_phone(row.id)),
        made_at=row.made_at,
        state=ComplaintState(row.state),
        decision=row.decision,
        informed=row.informed,
        decided_by=AccountId(row.decided_by) if row.decided_by else None,
        decided_at=row.decided_at,
        version=row.version,
    )


def complaint_values(complaint: Complaint, seal: ColumnSeal) -> Values:
    """Return the columns of a complaint, its version left out."""
    return {
        "id": complaint.id,
        "entry": complaint.entry,
        "court": complaint.court,
        "ground": complaint.ground.value,
        "text": complaint.text,
        "serial": complaint.serial,
        "complainant": complaint.complainant,
        "phone_sealed": seal.seal(complaint.phone, complainant_phone(complaint.id)),
        "made_at": complaint.made_at,
        "state": complaint.state.value,
        "decision": complaint.decision,
        "informed": complaint.informed,
        "decided_by": complaint.decided_by,
        "decided_at": complaint.decided_at,
    }


def _profile(entry: str, which: str, kept: Any, sealed: bytes | None, seal: ColumnSeal) -> Profile | None:  # noqa: ANN401 - JSON
    if kept is None or sealed is None:
        return None
    return profile_from(kept, open_private(sealed, _place(entry, which), seal))


def _profile_columns(entry: Entry, which: str, profile: Profile | None, seal: ColumnSeal) -> Values:
    if profile is None:
        return {which: None, f"{which}_sealed": None}
    return {
        which: profile_values(profile),
        f"{which}_sealed": seal_private(profile, _place(entry.id, which), seal),
    }


def _place(entry: str, which: str) -> str:
    return f"roster_entry:{entry}:{which}"


def _version_place(entry: str, number: int) -> str:
    return f"roster_version:{entry}:{number}"
