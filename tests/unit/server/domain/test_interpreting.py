"""Who may interpret in a case, and what an interpreter has no part in (OL-19)."""

from dataclasses import replace
from typing import Any

import pytest

from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import Identity
from server.domain.interpreting import is_interpreter, require_helping, require_papers
from server.domain.party import Participant, Role, Side
from tests.support.store import DAUGHTER, WORKER

SIGNER = replace(
    WORKER,
    identity=Identity("he"),
    name="何手语",
    side=Side.NEUTRAL,
    role=Role.INTERPRETER,
    title="手语翻译",
    phone="13100001111",
    id_number="",
    linked_to=WORKER.identity,
)
PEOPLE = (WORKER, DAUGHTER)


@pytest.mark.parametrize("helped", PEOPLE)
def test_an_interpreter_helps_a_party_or_an_agent(helped: Participant) -> None:
    require_helping(replace(SIGNER, linked_to=helped.identity), PEOPLE)


@pytest.mark.parametrize(
    "changes",
    [{"linked_to": None}, {"linked_to": Identity("nobody")}, {"linked_to": SIGNER.identity}, {"side": Side.APPLICANT}],
)
def test_an_interpreter_who_helps_nobody_or_takes_a_side_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidError) as refused:
        require_helping(replace(SIGNER, **changes), (*PEOPLE, SIGNER))

    assert refused.value.code == "interpreter.helps_nobody"


@pytest.mark.parametrize("changes", [{"phone": DAUGHTER.phone}, {"id_number": WORKER.id_number}])
def test_nobody_interprets_who_is_in_the_case_already(changes: dict[str, Any]) -> None:
    with pytest.raises(ConflictError) as refused:
        require_helping(replace(SIGNER, **changes), PEOPLE)

    assert refused.value.code == "interpreter.takes_part"


def test_whoever_is_no_interpreter_is_asked_for_neither() -> None:
    require_helping(replace(DAUGHTER, linked_to=None), PEOPLE)
    require_papers(DAUGHTER)
    assert not is_interpreter(DAUGHTER)


def test_an_interpreter_has_no_papers() -> None:
    with pytest.raises(ConflictError) as refused:
        require_papers(SIGNER)

    assert refused.value.code == "interpreter.no_papers"
