"""What the court is given in support: a pack of what may leave, and apart from it an annex of what is protected.

A file of the pack is made of a transferable material, a document that was given out, or a table of the procedure; a
file of the annex only of a protected material. They are different types in different archives, so that no call can
put the second into the first (人民法院在线调解规则 art. 18; OM-22, LY-09).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from server.domain.concurrence import Answer, require_all
from server.domain.errors import InvalidError
from server.domain.material import ProtectedMaterial, ReadingPurpose, TransferableMaterial
from server.domain.party import Participant
from server.domain.receipt import Document

FORMAT: Final = "support-pack/1"
ANNEX_FORMAT: Final = "protected-annex/1"
_AS_WRITTEN: Final = frozenset(
    {
        "agreement.corrected",
        "agreement.effective",
        "case.exported",
        "case.filed",
        "case.handed_over",
        "case.moved_on_site",
        "case.received",
        "case.received_by_court",
        "case.referred",
        "case.resubmitted",
        "case.returned",
        "case.risk_explained",
        "case.risk_paper",
        "case.taken_on",
        "choice.begun",
        "choice.handed_over",
        "choice.matched",
        "clock.moved",
        "consent.answered",
        "door.dismissed",
        "door.granted",
        "door.sent",
        "door.withdrawn",
        "extension.granted",
        "identity.checked",
        "material.added",
        "material.compared",
        "material.imported",
        "notice.acknowledged",
        "oral_record.confirmed",
        "oral_record.made",
        "pack.made",
        "panel.assigned",
        "panel.handed_over",
        "recording.interrupted",
        "recording.started",
        "recording.stopped",
        "referral.accepted",
        "referral.overdue",
        "referral.sent",
        "session.concluded",
        "session.interpreter_invited",
        "session.opened",
        "session.person_invited",
        "session.scheduled",
        "step.answered",
    }
)
"""Lines made of names, days and words of ours: nobody's reasons, and nothing anybody said, are in them."""
_IN_OTHER_WORDS: Final = {
    "case.accepted": "接受委派",
    "case.appraisal_ended": "鉴定结束，调解期限继续计算",
    "case.appraisal_started": "开始鉴定，调解期限停止计算",
    "case.ended": "调解终结",
    "case.suspended": "中止调解",
    "case.suspension_lifted": "恢复调解",
    "referral.declined": "受委派方不接受，另行指定",
    "referral.ended": "收回委派，另行指定",
    "referral.withdrawn": "收回委派，另行指定",
    "party.first_papers": "更正首次收件的材料里是否列名",
    "session.cancelled": "取消调解会议",
    "session.rescheduled": "调解会议改期",
}
"""Lines somebody's reasons are in: what happened leaves, why does not."""


STAYS: Final = {
    "extension_consent": "载有请求延长的理由；各方同意延长的事实见经过",
    "ending_report": "载有没有调成的原因；随移送清单另行移送法院",
    "ending_notice": "写给一方本人的通知，载有其本人的期限",
    "return_notice": "写给申请人本人的通知",
}
"""Why a kind of document does not leave in a pack: somebody's reasons are in it."""
LEAVES: Final = frozenset({"first_receipt", "receipt_supplement", "certificate", "oral_record", "risk_explanation"})
"""Kinds of document that hold the application itself, days, and words of ours."""
UNEXAMINED: Final = "没有列入可以移送的文书种类"


@dataclass(frozen=True, slots=True)
class PackFile:
    """A file that may leave. Made by `of_material`, `of_document`, `of_table`."""

    path: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The digest the manifest names."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class AnnexFile:
    """A protected file. Made by `of_protected` alone; no pack takes it."""

    path: str
    content: bytes = field(repr=False)

    @property
    def sha256(self) -> str:
        """The digest the manifest names."""
        return hashlib.sha256(self.content).hexdigest()


def of_material(number: int, material: TransferableMaterial, content: bytes) -> PackFile:
    """Return a material as a file of the pack."""
    return PackFile(path_of(number, material), content)


def path_of(number: int, material: TransferableMaterial) -> str:
    """Return where a material lies in the pack."""
    return f"材料/{number:02d}-{material.file.name}"


def why_stays(kind: str) -> str | None:
    """Return why a kind of document does not leave; None when it does. A kind that nobody examined stays."""
    return None if kind in LEAVES else STAYS.get(kind, UNEXAMINED)


def of_document(number: int, document: Document, content: bytes) -> PackFile:
    """Return a document, as it was given out, as a file of the pack. Raises `InvalidError` (`pack.stays`)."""
    if why_stays(document.kind) is not None:
        raise InvalidError("pack.stays", kind=document.kind)
    return PackFile(f"文书/{number:02d}-{document.title}.pdf", content)


def of_table(name: str, content: bytes) -> PackFile:
    """Return a table of the procedure as a file of the pack."""
    return PackFile(f"{name}.csv", content)


def of_protected(number: int, material: ProtectedMaterial, content: bytes) -> AnnexFile:
    """Return a protected material as a file of the annex."""
    return AnnexFile(f"受保护材料/{number:02d}-{material.file.name}", content)


def what_leaves(kind: str, text: str) -> str | None:
    """Return what the pack says for a line of 经过; None when it does not leave, as no kind does that is not named.

    Records of contact, disclosures, challenges, and who refused what stay here (人民法院在线调解规则 art. 18).
    """
    return text if kind in _AS_WRITTEN else _IN_OTHER_WORDS.get(kind)


@dataclass(frozen=True, slots=True)
class Annex:
    """Protected files, for what they are asked, and every party's consent to that. Made by `annex`."""

    purpose: ReadingPurpose
    answers: tuple[Answer, ...]
    files: tuple[AnnexFile, ...]


def require_consent(asked: Sequence[Participant], answers: Iterable[Answer]) -> None:
    """Raise `ConflictError` (`pack.consent_missing`, names who) unless every party agreed to the annex."""
    require_all("pack.consent_missing", asked, tuple(answers))


def annex(
    purpose: ReadingPurpose, asked: Sequence[Participant], answers: Iterable[Answer], files: Iterable[AnnexFile]
) -> Annex:
    """Return the annex. Raises as `require_consent`."""
    given = tuple(answers)
    require_consent(asked, given)
    return Annex(purpose, given, tuple(files))
