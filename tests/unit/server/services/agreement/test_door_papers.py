"""The joint application as a paper says what the law asks for, and whether it was sent."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from server.domain.doors import AgreementDoor
from server.domain.errors import NotFoundError
from server.services import door_papers
from tests.support.agreements import SECOND_COMPANY, SERIAL, joined_by, own
from tests.support.store import EMPLOYER, MEDIATOR, WORKER, Store
from tests.unit.server.services.agreement.test_own_doors import answers, asks, kept


def words(content: bytes) -> str:
    return "".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).replace("\n", "").replace(" ", "")


async def read(store: Store) -> str:
    found = await door_papers.own_paper(await own(store, EMPLOYER), (await kept(store)).id, store.ports)
    return words(found.content)


@pytest.mark.parametrize(
    ("door", "title", "to"),
    [
        (AgreementDoor.JUDICIAL_CONFIRMATION, "司法确认申请书", "老城区人民法院"),
        (AgreementDoor.ARBITRATION_REVIEW, "仲裁审查申请书", "仲裁委员会"),
    ],
)
async def test_the_paper_names_applicants_agreement_court_and_undertakings_and_that_it_was_not_sent(
    in_force: Store, door: AgreementDoor, title: str, to: str
) -> None:
    await asks(in_force, WORKER, door)
    said = await read(in_force)
    for part in (title, to, WORKER.name, EMPLOYER.name, SERIAL, "自愿达成", "恶意串通", "尚未提交", "请求事项"):
        assert part in said, part
    assert WORKER.id_number not in said
    await answers(in_force, EMPLOYER)
    assert "尚未提交" not in await read(in_force)


async def test_who_is_not_bound_reads_no_paper_nor_one_of_an_application_that_is_not_there(in_force: Store) -> None:
    await asks(in_force, WORKER)
    made = (await kept(in_force)).id
    await joined_by(in_force, SECOND_COMPANY)
    with pytest.raises(NotFoundError, match=r"door\.unknown"):
        await door_papers.own_paper(await own(in_force, SECOND_COMPANY), made, in_force.ports)
    with pytest.raises(NotFoundError, match=r"door\.unknown"):
        await door_papers.paper(MEDIATOR, SERIAL, "another", in_force.ports)
