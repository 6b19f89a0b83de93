"""Calling a caucus, answering the call, and ending it."""

from typing import Literal

from pydantic import Field

from signaling.protocol.words import Identity, Message, Side


class CaucusCall(Message):
    """`caucus_call` (host): ring everyone of one side; the meeting goes on until someone accepts."""

    side: Literal[Side.APPLICANT, Side.RESPONDENT]
    minutes: int = Field(ge=1, le=180)
    """Estimate the other side is told."""
    interpreters: bool = False
    """Let in whoever interprets for those who go; without it nobody who interprets hears the caucus."""


class CaucusAnswer(Message):
    """`caucus_answer`: accept or not now."""

    caucus: Identity
    accept: bool


class CaucusCancel(Message):
    """`caucus_cancel` (host): stop ringing."""


class CaucusProlong(Message):
    """`caucus_prolong` (host): tell the side that waits that it takes so many minutes more."""

    minutes: int = Field(ge=1, le=60)


class CaucusEnd(Message):
    """`caucus_end` (host): everyone back to the joint room."""
