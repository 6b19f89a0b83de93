"""Who keeps an entry of the roster, and what each reader can do with it now."""

from typing import Final

from server.domain.account import Account, Right
from server.domain.adoption import AdoptionState
from server.domain.party import Role
from server.domain.profile import EntryKind
from server.domain.roster import ENTRY_TRANSITIONS, Entry, EntryAction, EntryState, StopReason
from server.domain.roster_paper import RosterPaper, court_reads, may_change

_KEEPER: Final = {
    EntryAction.EDIT: "edit",
    EntryAction.REPORT: "report",
    EntryAction.PROPOSE: "propose",
}
_COURT: Final = {
    EntryAction.TAKE_UP: "take_up",
    EntryAction.CONFIRM: "confirm",
    EntryAction.CONFIRM_CHANGE: "confirm",
    EntryAction.CONFIRM_REMOVAL: "confirm",
    EntryAction.GIVE_BACK: "give_back",
    EntryAction.REFUSE_CHANGE: "give_back",
    EntryAction.SUSPEND: "suspend",
    EntryAction.RESTORE: "restore",
}


def keeps(account: Account, entry: Entry, organisation: str | None) -> bool:
    """Tell whether the account reports this entry. `organisation` is the name of who nominated the mediator."""
    if not account.has(Right.ROSTER_REPORT):
        return False
    if entry.office == account.organisation:
        return True
    own = entry.shown.name if entry.kind is EntryKind.ORGANISATION else organisation
    return account.role is Role.ORGANISATION and own == account.organisation


def confirms(account: Account, entry: Entry) -> bool:
    """Tell whether the account confirms for the inviting court."""
    return account.has(Right.ROSTER_CONFIRM) and entry.court == account.organisation


def administers(account: Account, entry: Entry, organisation: str | None) -> bool:
    """Tell whether the account may see private values in full, for a purpose; a court has no business with drafts."""
    return keeps(account, entry, organisation) or (confirms(account, entry) and entry.state is not EntryState.DRAFT)


def reads_all(account: Account, entry: Entry, organisation: str | None) -> bool:
    """Tell whether the account sees what waits, and private values masked."""
    return keeps(account, entry, organisation) or confirms(account, entry) or entry.account == account.id


def reads_paper(account: Account, entry: Entry, organisation: str | None, paper: RosterPaper) -> bool:
    """Tell whether the account reads this paper: who reports the entry, and the court it was put before."""
    return keeps(account, entry, organisation) or (confirms(account, entry) and court_reads(paper, entry))


def answers_adoption(account: Account, entry: Entry, organisation: str | None) -> bool:
    """Tell whether the account answers another court: mediators for themselves, else who keeps the entry."""
    if entry.account is not None:
        return entry.account == account.id
    return account.role is Role.ORGANISATION and keeps(account, entry, organisation)


def possible(
    account: Account, entry: Entry, organisation: str | None, adoption: AdoptionState | None = None
) -> tuple[str, ...]:
    """Return what the account can do with the entry now; `adoption` is that of the account's court, or one asked."""
    steps = ENTRY_TRANSITIONS[entry.state]
    found = [word for action, word in _KEEPER.items() if action in steps and keeps(account, entry, organisation)]
    if "report" in found and entry.stopped is StopReason.SUSPENDED:
        found.remove("report")
    if "propose" in found:
        found.append("remove")
    if keeps(account, entry, organisation) and may_change(entry):
        found.append("attach")
    if confirms(account, entry):
        court = dict.fromkeys(word for action, word in _COURT.items() if action in steps)
        found += [word for word in court if word != "restore" or entry.stopped is StopReason.SUSPENDED]
        if entry.kind is EntryKind.MEDIATOR and entry.state is not EntryState.DRAFT:
            found.append("link")
    if administers(account, entry, organisation):
        found.append("unlock")
    if adoption is AdoptionState.ASKED and answers_adoption(account, entry, organisation):
        found.append("answer_adoption")
    if adoption is AdoptionState.CONSENTED and account.has(Right.ROSTER_CONFIRM) and not confirms(account, entry):
        found.append("end_adoption")
    return tuple(found)
