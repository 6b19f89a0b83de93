"""The first receipt, and what may be done with an application before it is taken on."""

import json
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from server.domain.application import Door
from server.domain.beijing import BEIJING
from server.domain.ids import CaseId


@dataclass(frozen=True, slots=True)
class ReceivedMaterial:
    """One file as the receipt names it."""

    name: str = field(repr=False)
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class FirstReceipt:
    """When the very first submission came in, complete or not. Written once, never changed (LY-07)."""

    case: CaseId
    serial: str
    at: datetime
    receiver: str
    submitter: str = field(repr=False)
    door: Door
    content_sha256: str
    """Of the application as handed in."""
    materials: tuple[ReceivedMaterial, ...]
    document: str
    """The document that was given out."""
    text: str = field(default="", repr=False)
    """All that was handed in, in the one form `content_sha256` is of; empty for receipts of before it was kept."""

    @property
    def posted(self) -> str:
        """What the paper says of the posting; empty where it says nothing, or what was handed in was not kept."""
        said = json.loads(self.text.partition("\n")[0]) if self.text else {}
        on, proof = said.get("posted_on"), said.get("posted_proof", "")
        return posted_words(date.fromisoformat(on), proof) if on and proof.strip() else ""


def posted_words(on: date, proof: str) -> str:
    """Return when something was posted and what shows it, as papers say it."""
    return f"{on.year}年{on.month}月{on.day}日（{proof.strip()}）"


class ReturnCode(StrEnum):
    """Why an application is returned; there is no fourth (人民法院在线调解规则 art. 9)."""

    OUTSIDE_COURTS = "outside_courts"
    INVITER_WITHOUT_JURISDICTION = "inviter_without_jurisdiction"
    UNSUITABLE_ONLINE = "unsuitable_online"


ADVICE: Final[dict[ReturnCode, str]] = {
    ReturnCode.OUTSIDE_COURTS: (
        "这件事不属于人民法院受理民事案件的范围。可以向劳动保障监察、社会保险经办等主管部门反映，"
        "或者拨打 12333 咨询应当找哪个部门。"
    ),
    ReturnCode.INVITER_WITHOUT_JURISDICTION: (
        "所选调解员的邀请法院对这件事没有管辖权。"
        "请改选有管辖权的法院名册中的调解员：一般是劳动合同履行地或者用人单位所在地的法院。"
    ),
    ReturnCode.UNSUITABLE_ONLINE: (
        "这件事不适宜在线调解。可以带上材料到法院诉讼服务大厅或者调解组织现场办理，现场办理同样不收费。"
    ),
}
"""What the applicant is told to do instead."""


@dataclass(frozen=True, slots=True)
class Return:
    """One return: the code, its advice as given, and what the person who returned it added."""

    case: CaseId
    at: datetime
    code: ReturnCode
    advice: str
    note: str = field(repr=False)
    by_name: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was given out: these bytes, for ever."""

    id: str
    case: CaseId
    kind: str
    title: str
    sha256: str
    size: int
    blob: str
    made_at: datetime


def to_the_second(instant: datetime) -> str:
    """Return the instant as a receipt prints it: 2026年3月31日 9:41:07, in Beijing."""
    local = instant.astimezone(BEIJING)
    return f"{local.year}年{local.month}月{local.day}日 {local.hour}:{local.minute:02d}:{local.second:02d}"
