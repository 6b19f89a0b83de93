"""Receipt supplements: say on paper what was noted of the posting after the first receipt was given out.

The receipt stays as it is, the bytes it always was (LY-07): a paper of its own names it, or the supplement before, by
its digest, and says the day of posting that was noted since (民事诉讼法 art. 85(4)).
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from server.domain.case_file import Leaf, require_open
from server.domain.draft import Draft
from server.domain.errors import ConflictError
from server.domain.receipt import Document, FirstReceipt, to_the_second
from server.domain.timeline import Tone
from server.services import minutes, receipting
from server.services.hand import Hand
from server.services.handing_in import note
from server.services.ports import Ports, UnitOfWork
from server.services.ports.documents import Value

_SEE_FORMER: Final = "见下列文书"
"""Where nobody keeps what the paper before said of the posting but that paper."""


async def give_out(uow: UnitOfWork, ports: Ports, draft: Draft, hand: Hand, now: datetime) -> Document:
    """Give out what the papers given out so far do not say of the posting; unchanged, the last supplement stays.

    Raises `ConflictError` (`receipt.nothing_to_add` where they say what stands, `intake.not_handed_in`,
    `file.closed`).
    """
    receipt = await uow.receipts.get(draft.case)
    if receipt is None:
        raise ConflictError("intake.not_handed_in")
    case = await uow.cases.get(draft.case)
    if case is None:
        raise ConflictError("intake.not_handed_in")
    require_open(case, Leaf.MATERIAL)
    papers = await _papers(uow, receipt)
    if await _is_said(ports, draft, receipt, papers):
        if len(papers) == 1:
            raise ConflictError("receipt.nothing_to_add")
        return papers[-1]
    at = now.replace(microsecond=0)
    data = _data(draft, receipt, papers, at)
    made = await receipting.give_out(uow, ports, case.id, receipting.RECEIPT_SUPPLEMENT, data, at)
    text = f"出具《{made.title}》：{receipting.posted_in_words(draft.application) or '撤销寄出日'}"
    line = minutes.Note("receipt.supplemented", text, Tone.CLOCK)
    await note(uow, case, hand, line, now, document=made.id, former=papers[-1].sha256)
    return made


async def _papers(uow: UnitOfWork, receipt: FirstReceipt) -> list[Document]:
    """Return the receipt and what supplements it, oldest first."""
    every = await uow.documents.of_case(receipt.case)
    first = [each for each in every if each.id == receipt.document]
    return first + [each for each in every if each.kind == receipting.RECEIPT_SUPPLEMENT]


async def _is_said(ports: Ports, draft: Draft, receipt: FirstReceipt, papers: Sequence[Document]) -> bool:
    """Tell whether the newest paper says of the posting what stands: the same data are the same bytes."""
    *before, newest = papers
    if not before:
        return receipt.posted == receipting.posted_in_words(draft.application)
    return await receipting.says(ports, newest, _data(draft, receipt, before, newest.made_at), newest.made_at)


def _data(draft: Draft, receipt: FirstReceipt, papers: Sequence[Document], at: datetime) -> dict[str, Value]:
    """Return what a supplement to these papers says."""
    former = papers[-1]
    return {
        "serial": receipt.serial,
        "edition": len(papers),
        "received_at": to_the_second(receipt.at),
        "receiver": receipt.receiver,
        "before": receipt.posted if len(papers) == 1 and receipt.text else _SEE_FORMER,
        "posted": receipting.posted_in_words(draft.application),
        "noted_at": to_the_second(at),
        "former_title": former.title,
        "former_sha256": former.sha256,
    }
