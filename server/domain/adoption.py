"""Adoption: another court takes over an entry of the roster, if the mediator agrees (在线调解规则 art. 27)."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from server.domain.ids import AccountId, EntryId
from server.domain.life import Table, step


class AdoptionState(StrEnum):
    """How far the adoption is."""

    ASKED = "asked"
    CONSENTED = "consented"
    DECLINED = "declined"
    ENDED = "ended"


class AdoptionAction(StrEnum):
    """What can be done about it."""

    ASK = "ask"
    CONSENT = "consent"
    DECLINE = "decline"
    END = "end"


ADOPTION_TRANSITIONS: Final[Table[AdoptionState, AdoptionAction]] = {
    AdoptionState.ASKED: {
        AdoptionAction.CONSENT: AdoptionState.CONSENTED,
        AdoptionAction.DECLINE: AdoptionState.DECLINED,
        AdoptionAction.END: AdoptionState.ENDED,
    },
    AdoptionState.CONSENTED: {AdoptionAction.END: AdoptionState.ENDED},
    AdoptionState.DECLINED: {AdoptionAction.ASK: AdoptionState.ASKED},
    AdoptionState.ENDED: {AdoptionAction.ASK: AdoptionState.ASKED},
}


@dataclass(frozen=True, slots=True)
class Adoption:
    """One court and one entry of another court's roster."""

    entry: EntryId
    court: str
    asked_by: AccountId
    asked_at: datetime
    state: AdoptionState = AdoptionState.ASKED
    answered_by: AccountId | None = None
    answered_at: datetime | None = None
    version: int = 0

    @property
    def counts(self) -> bool:
        """Whether the entry may be chosen by the court."""
        return self.state is AdoptionState.CONSENTED

    def ask(self, by: AccountId, at: datetime) -> "Adoption":
        """Ask again. Raises `IllegalTransitionError`."""
        return replace(
            self, state=self._step(AdoptionAction.ASK), asked_by=by, asked_at=at, answered_by=None, answered_at=None
        )

    def answer(self, by: AccountId, at: datetime, *, consents: bool) -> "Adoption":
        """Take the answer of the mediator or organisation. Raises `IllegalTransitionError`."""
        state = self._step(AdoptionAction.CONSENT if consents else AdoptionAction.DECLINE)
        return replace(self, state=state, answered_by=by, answered_at=at)

    def end(self) -> "Adoption":
        """Take the entry off the roster of the court that adopted it. Raises `IllegalTransitionError`."""
        return replace(self, state=self._step(AdoptionAction.END))

    def _step(self, action: AdoptionAction) -> AdoptionState:
        return step("adoption", ADOPTION_TRANSITIONS, self.state, action)
