"""Rows of choices, referrals and what a panel is made of."""

from datetime import date, datetime

from server.domain.authority import AuthorityKind
from server.domain.case import CaseSource
from server.domain.choice import Choice, ChoiceState, HandedOver, Pick
from server.domain.concurrence import Through
from server.domain.disclosure import Challenge, ChallengeState, Disclosure, DisclosureGround, PartyReply, Reply
from server.domain.ids import AccountId, CaseId, EntryId, Identity
from server.domain.panel import ChangeRequest, ChangeState, Seat
from server.domain.referral import ChosenBy, DeclineGround, Referral, ReferralState
from server.storage.rows import AnyRow, Values


def choice_from(row: AnyRow) -> Choice:
    """Return the choice."""
    return Choice(
        id=row.id,
        case=CaseId(row.case_id),
        opened_at=row.opened_at,
        asked=tuple(Identity(one) for one in row.asked),
        state=ChoiceState(row.state),
        picks=tuple(_pick_from(one) for one in row.picks),
        handed_at=row.handed_at,
        handed_over=HandedOver(row.handed_over) if row.handed_over else None,
        version=row.version,
    )


def _pick_from(kept: dict[str, str]) -> Pick:
    return Pick(
        Identity(kept["identity"]),
        EntryId(kept["entry"]),
        datetime.fromisoformat(kept["at"]),
        kept["recorded_by"],
        _through_from(kept),
    )


def _through_from(kept: dict[str, str]) -> Through | None:
    """Return by whom and which authority it was said; what was kept before that was written down was one's own."""
    if "said_by" not in kept:
        return None
    signed_on = date.fromisoformat(kept["authorised_on"])
    return Through(Identity(kept["said_by"]), AuthorityKind(kept["authority_kind"]), signed_on)


def _said(at: datetime, recorded_by: str, through: Through | None) -> dict[str, str]:
    said = {"at": at.isoformat(), "recorded_by": recorded_by}
    if through is None:
        return said
    right = {"authority_kind": through.kind.value, "authorised_on": through.signed_on.isoformat()}
    return {**said, "said_by": through.agent, **right}


def choice_values(choice: Choice) -> Values:
    """Return what the row of a choice holds."""
    return {
        "id": choice.id,
        "case_id": choice.case,
        "opened_at": choice.opened_at,
        "asked": list(choice.asked),
        "state": choice.state.value,
        "picks": [
            {"identity": one.identity, "entry": one.entry, **_said(one.at, one.recorded_by, one.through)}
            for one in choice.picks
        ],
        "handed_at": choice.handed_at,
        "handed_over": choice.handed_over.value if choice.handed_over else None,
    }


def referral_from(row: AnyRow) -> Referral:
    """Return the referral of a row."""
    return Referral(
        id=row.id,
        case=CaseId(row.case_id),
        source=CaseSource(row.source),
        entry=EntryId(row.entry),
        organisation=row.organisation,
        mediator_entry=EntryId(row.mediator_entry) if row.mediator_entry else None,
        mediator_name=row.mediator_name,
        chosen_by=ChosenBy(row.chosen_by),
        sent_at=row.sent_at,
        sent_by=AccountId(row.sent_by),
        state=ReferralState(row.state),
        answered_at=row.answered_at,
        signed_for_at=row.signed_for_at,
        answered_by=AccountId(row.answered_by) if row.answered_by else None,
        ground=DeclineGround(row.ground) if row.ground else None,
        reason=row.reason,
        version=row.version,
    )


def referral_values(referral: Referral) -> Values:
    """Return what the row of a referral holds."""
    return {
        "id": referral.id,
        "case_id": referral.case,
        "source": referral.source.value,
        "entry": referral.entry,
        "organisation": referral.organisation,
        "mediator_entry": referral.mediator_entry,
        "mediator_name": referral.mediator_name,
        "chosen_by": referral.chosen_by.value,
        "sent_at": referral.sent_at,
        "sent_by": referral.sent_by,
        "state": referral.state.value,
        "answered_at": referral.answered_at,
        "signed_for_at": referral.signed_for_at,
        "answered_by": referral.answered_by,
        "ground": referral.ground.value if referral.ground else None,
        "reason": referral.reason,
    }


def seat_from(row: AnyRow) -> Seat:
    """Return the seat on a panel."""
    return Seat(
        case=CaseId(row.case_id),
        account=AccountId(row.account),
        entry=EntryId(row.entry) if row.entry else None,
        name=row.name,
        since=row.since,
        until=row.until,
        presides=row.presides,
    )


def seat_values(seat: Seat) -> Values:
    """Return what the row of a seat on a panel holds."""
    return {
        "case_id": seat.case,
        "account": seat.account,
        "entry": seat.entry,
        "name": seat.name,
        "since": seat.since,
        "until": seat.until,
        "presides": seat.presides,
    }


def disclosure_from(row: AnyRow) -> Disclosure:
    """Return the disclosure."""
    return Disclosure(
        id=row.id,
        case=CaseId(row.case_id),
        mediator=AccountId(row.mediator),
        name=row.name,
        grounds=tuple(DisclosureGround(one) for one in row.grounds),
        text=row.text,
        at=row.at,
        asked=tuple(Identity(one) for one in row.asked),
        replies=tuple(
            PartyReply(
                Identity(one["identity"]),
                Reply(one["reply"]),
                datetime.fromisoformat(one["at"]),
                one["recorded_by"],
                _through_from(one),
            )
            for one in row.replies
        ),
        version=row.version,
    )


def disclosure_values(disclosure: Disclosure) -> Values:
    """Return what the row of a disclosure holds."""
    return {
        "id": disclosure.id,
        "case_id": disclosure.case,
        "mediator": disclosure.mediator,
        "name": disclosure.name,
        "grounds": [ground.value for ground in disclosure.grounds],
        "text": disclosure.text,
        "at": disclosure.at,
        "asked": list(disclosure.asked),
        "replies": [
            {"identity": one.identity, "reply": one.reply.value, **_said(one.at, one.recorded_by, one.through)}
            for one in disclosure.replies
        ],
    }


def challenge_from(row: AnyRow) -> Challenge:
    """Return the challenge."""
    return Challenge(
        id=row.id,
        case=CaseId(row.case_id),
        mediator=AccountId(row.mediator),
        asked_by=Identity(row.asked_by),
        ground=DisclosureGround(row.ground),
        reason=row.reason,
        asked_at=row.asked_at,
        state=ChallengeState(row.state),
        decision=row.decision,
        decided_by=AccountId(row.decided_by) if row.decided_by else None,
        decided_by_name=row.decided_by_name,
        decided_at=row.decided_at,
        version=row.version,
    )


def challenge_values(challenge: Challenge) -> Values:
    """Return what the row of a challenge holds."""
    return {
        "id": challenge.id,
        "case_id": challenge.case,
        "mediator": challenge.mediator,
        "asked_by": challenge.asked_by,
        "ground": challenge.ground.value,
        "reason": challenge.reason,
        "asked_at": challenge.asked_at,
        "state": challenge.state.value,
        "decision": challenge.decision,
        "decided_by": challenge.decided_by,
        "decided_by_name": challenge.decided_by_name,
        "decided_at": challenge.decided_at,
    }


def change_from(row: AnyRow) -> ChangeRequest:
    """Return the request for another mediator."""
    return ChangeRequest(
        id=row.id,
        case=CaseId(row.case_id),
        identity=Identity(row.identity),
        reason=row.reason,
        at=row.at,
        state=ChangeState(row.state),
        refuses_to_choose=row.refuses_to_choose,
        answer=row.answer,
        answered_at=row.answered_at,
        version=row.version,
    )


def change_values(change: ChangeRequest) -> Values:
    """Return what the row of a request for another mediator holds."""
    return {
        "id": change.id,
        "case_id": change.case,
        "identity": change.identity,
        "reason": change.reason,
        "at": change.at,
        "state": change.state.value,
        "refuses_to_choose": change.refuses_to_choose,
        "answer": change.answer,
        "answered_at": change.answered_at,
    }
