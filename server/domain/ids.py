"""Names of things: short opaque strings, made outside and never guessed from one another."""

from typing import NewType

CaseId = NewType("CaseId", str)
SessionId = NewType("SessionId", str)
AccountId = NewType("AccountId", str)
Identity = NewType("Identity", str)
"""A person in a session: the participant's id for invited people, the account's id for staff."""
RecordingId = NewType("RecordingId", str)
ViewingId = NewType("ViewingId", str)
EntryId = NewType("EntryId", str)
"""An organisation or mediator on the roster."""
ComplaintId = NewType("ComplaintId", str)
