from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from server.domain.authority import PAPERS, Authority, AuthorityKind, Paper, PaperFile, Power
from server.domain.beijing import BEIJING
from server.domain.errors import InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.material import MaterialId
from server.domain.signing import SigningBar, require_signer, signers
from tests.factories import NOW
from tests.support.store import DAUGHTER, EMPLOYER, PEOPLE, WORKER

AT = datetime(2026, 4, 7, 15, 0, tzinfo=BEIJING)
HELD = Authority(
    id="authority1",
    case=CaseId("case1"),
    agent=DAUGHTER.identity,
    principal=WORKER.identity,
    kind=AuthorityKind.RELATIVE,
    matters="代为参加调解、进行和解",
    powers=frozenset({Power.SETTLE}),
    papers=PAPERS[AuthorityKind.RELATIVE],
    signed_on=date(2026, 4, 1),
    recorded_by="clerk1",
    recorded_at=NOW,
)
GUARDIAN = replace(
    HELD,
    kind=AuthorityKind.GUARDIAN,
    powers=frozenset(),
    papers=frozenset(),
    files=tuple(PaperFile(paper, MaterialId(paper)) for paper in PAPERS[AuthorityKind.GUARDIAN]),
)


def bars(*authorities: Authority, person: Identity = DAUGHTER.identity, at: datetime = AT) -> list[SigningBar | None]:
    """Return what speaks against this person's signature for the worker, one line an authority."""
    found = [one for one in signers(PEOPLE, authorities) if (one.party, one.person) == (WORKER.identity, person)]
    return [bar.why if (bar := one.bar(at)) else None for one in found]


def test_a_party_signs_in_person_and_so_does_whoever_may_settle_for_it() -> None:
    found = signers(PEOPLE, [HELD])

    assert [(one.party, one.person, one.authority) for one in found] == [
        (WORKER.identity, WORKER.identity, None),
        (WORKER.identity, DAUGHTER.identity, "authority1"),
        (EMPLOYER.identity, EMPLOYER.identity, None),
    ]
    assert all(one.bar(AT) is None for one in found)


@pytest.mark.parametrize(
    ("held", "why"),
    [
        (replace(HELD, matters="全权代理", powers=frozenset()), SigningBar.NO_SETTLE),
        (replace(HELD, powers=frozenset(Power) - {Power.SETTLE}), SigningBar.NO_SETTLE),
        (replace(HELD, papers=frozenset({Paper.AUTHORITY})), SigningBar.PAPERS_MISSING),
        (replace(HELD, signed_on=date(2026, 4, 8)), SigningBar.NOT_YET),
        (replace(HELD, until=date(2026, 4, 6)), SigningBar.EXPIRED),
        (HELD.revoke(AT - timedelta(minutes=1)), SigningBar.ENDED),
    ],
    ids=lambda value: value.value if isinstance(value, SigningBar) else "",
)
def test_an_agent_whose_authority_does_not_reach_it_does_not_sign(held: Authority, why: SigningBar) -> None:
    assert bars(held) == [why]


def test_an_agent_of_whom_no_authority_was_shown_does_not_sign() -> None:
    assert bars() == [SigningBar.NO_AUTHORITY]


def test_a_signature_counts_by_the_moment_at_which_it_was_put() -> None:
    held = replace(HELD, until=date(2026, 4, 7))
    midnight = datetime(2026, 4, 8, tzinfo=BEIJING)

    assert bars(held, at=midnight - timedelta(seconds=1)) == [None]
    assert bars(held, at=midnight) == [SigningBar.EXPIRED]
    assert bars(HELD.revoke(AT), at=AT - timedelta(seconds=1)) == [None]
    assert bars(replace(HELD, signed_on=date(2026, 4, 7)), at=datetime(2026, 4, 6, 23, 59, tzinfo=BEIJING)) == [
        SigningBar.NOT_YET
    ]


def test_each_authority_of_a_person_is_a_line_of_its_own() -> None:
    general = replace(HELD, id="authority0", powers=frozenset())

    assert bars(general, HELD) == [SigningBar.NO_SETTLE, None]


def test_for_a_worker_without_full_capacity_the_legal_representative_signs_and_the_worker_does_not() -> None:
    assert bars(GUARDIAN) == [None]
    assert bars(GUARDIAN, person=WORKER.identity) == [SigningBar.GUARDED]
    before = datetime(2026, 3, 31, 12, 0, tzinfo=BEIJING)
    assert bars(GUARDIAN, person=WORKER.identity, at=before) == [None]
    assert bars(GUARDIAN.revoke(AT), person=WORKER.identity) == [None]
    lacking = replace(GUARDIAN, files=())
    assert bars(lacking) == [SigningBar.PAPERS_MISSING]
    assert bars(lacking, person=WORKER.identity) == [SigningBar.GUARDED]


@pytest.mark.parametrize(
    ("person", "authority", "code"),
    [
        (DAUGHTER.identity, "authority1", "signer.no_settle"),
        (DAUGHTER.identity, None, "signer.unknown"),
        (WORKER.identity, "authority1", "signer.unknown"),
        (EMPLOYER.identity, None, "signer.unknown"),
        ("", None, "signer.unknown"),
    ],
)
def test_a_signature_that_binds_nobody_is_refused_with_its_reason(
    person: str, authority: str | None, code: str
) -> None:
    found = signers(PEOPLE, [replace(HELD, powers=frozenset())])
    with pytest.raises(InvalidError) as refusal:
        require_signer(found, WORKER, person, authority, AT)
    assert (refusal.value.code, refusal.value.facts["party"]) == (code, WORKER.name)
