"""Exchange of evidence online: who of a case reads whose files (人民法院在线诉讼规则 arts. 4, 14; OL-01, OL-06).

Each answers for themselves: a file is seen by the other side only while its owner and the reader both agree, never by
others of the own side, and what was not called evidence before its owner agreed is not taken for it afterwards.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from server.domain.case_consent import StepConsent
from server.domain.ids import Identity
from server.domain.material import MaterialKind, TransferableMaterial
from server.domain.party import Participant, Side

EVIDENCE: Final = frozenset({MaterialKind.CONTRACT, MaterialKind.PAY, MaterialKind.ATTENDANCE, MaterialKind.AWARD})
"""Evidence by its kind. Any other paper only when it came after its owner agreed; papers of identity never."""


def is_exchanged(
    material: TransferableMaterial,
    reader: Participant,
    people: Sequence[Participant],
    given: Mapping[Identity, StepConsent],
) -> bool:
    """Tell whether a party reads a file of the other side; `given` are the answers to the exchange of evidence."""
    owner = next((one for one in people if one.identity == material.of), None)
    if owner is None or Side.NEUTRAL in {owner.side, reader.side} or owner.side is reader.side:
        return False
    if not (_agrees(given, owner.identity) and _agrees(given, reader.identity)):
        return False
    if material.kind is not MaterialKind.OTHER:
        return material.kind in EVIDENCE
    standing = given[owner.identity].standing
    return standing is not None and material.uploaded_at >= standing.at


def _agrees(given: Mapping[Identity, StepConsent], identity: Identity) -> bool:
    return identity in given and given[identity].stands() is True
