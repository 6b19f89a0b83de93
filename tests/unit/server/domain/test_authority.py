from dataclasses import replace
from datetime import date

import pytest

from server.domain.authority import (
    MOST_AGENTS,
    PAPERS,
    Authority,
    AuthorityKind,
    Paper,
    PaperFile,
    Power,
    Sighting,
    require_guardian_papers,
    require_many,
    require_room,
    require_seat,
    uncovered,
)
from server.domain.errors import ConflictError, InvalidError
from server.domain.ids import CaseId, Identity
from server.domain.material import MaterialId
from tests.factories import NOW

TODAY = date(2026, 4, 7)


def an_authority(**changes: object) -> Authority:
    made = Authority(
        id="authority1",
        case=CaseId("case1"),
        agent=Identity("min"),
        principal=Identity("li"),
        kind=AuthorityKind.RELATIVE,
        matters="代为参加调解",
        powers=frozenset({Power.SETTLE}),
        papers=PAPERS[AuthorityKind.RELATIVE],
        signed_on=date(2026, 4, 1),
        recorded_by="clerk1",
        recorded_at=NOW,
    )
    return replace(made, **changes)  # type: ignore[arg-type]  # any field of an authority may be the one changed


def test_a_power_counts_only_when_it_is_written_and_every_paper_is_there() -> None:
    complete = an_authority()

    assert complete.allows(Power.SETTLE, TODAY)
    assert not complete.allows(Power.WAIVE, TODAY)
    for paper in PAPERS[AuthorityKind.RELATIVE]:
        assert not an_authority(papers=complete.papers - {paper}).allows(Power.SETTLE, TODAY), paper


def test_full_agency_in_the_matters_gives_no_special_power() -> None:
    assert not an_authority(matters="全权代理", powers=frozenset()).allows(Power.SETTLE, TODAY)


def test_a_guardian_holds_every_power_by_law_once_the_papers_are_there() -> None:
    guardian = a_guardian(Paper.RELATION, Paper.CAPACITY)

    assert all(guardian.allows(power, TODAY) for power in Power)
    assert not a_guardian(Paper.RELATION).allows(Power.SETTLE, TODAY)


@pytest.mark.parametrize("day", [date(2026, 3, 31), date(2026, 4, 11)])
def test_an_authority_holds_from_its_signing_to_its_last_day_and_not_beyond(day: date) -> None:
    assert not an_authority(until=date(2026, 4, 10)).stands(day)
    assert an_authority(until=date(2026, 4, 10)).stands(date(2026, 4, 10))


def test_an_ended_authority_allows_nothing_and_cannot_end_again() -> None:
    ended = an_authority().revoke(NOW)

    assert not ended.allows(Power.SETTLE, TODAY)
    with pytest.raises(ConflictError):
        ended.revoke(NOW)


@pytest.mark.parametrize(
    "changes", [{"agent": "li"}, {"matters": "  "}, {"until": date(2026, 3, 1)}], ids=["self", "matters", "until"]
)
def test_an_authority_that_contradicts_the_law_cannot_exist(changes: dict[str, object]) -> None:
    with pytest.raises(InvalidError):
        an_authority(**changes)


def test_a_third_agent_of_one_party_is_refused_but_not_one_of_the_other_or_a_guardian() -> None:
    two = [an_authority(id=f"a{n}", agent=Identity(f"agent{n}")) for n in range(MOST_AGENTS)]
    third = an_authority(id="a9", agent=Identity("agent9"))

    with pytest.raises(ConflictError) as refusal:
        require_room(two, third, TODAY)
    assert refusal.value.code == "authority.too_many"
    require_room(two, replace(third, principal=Identity("zhou")), TODAY)
    require_room(two, replace(two[0], id="renewed"), TODAY)
    require_room(two, replace(third, kind=AuthorityKind.GUARDIAN), TODAY)


@pytest.mark.parametrize(
    ("kept", "new"),
    [
        ({}, {"signed_on": date(2026, 4, 9)}),
        ({"signed_on": date(2026, 5, 1)}, {}),
        ({"signed_on": date(2026, 5, 1)}, {"signed_on": date(2026, 4, 1), "until": date(2026, 5, 1)}),
    ],
    ids=["the third begins in two days", "the two begin in a month", "they share one day"],
)
def test_a_third_agent_is_refused_whose_authority_meets_two_others_on_any_day_to_come(
    kept: dict[str, object], new: dict[str, object]
) -> None:
    two = [an_authority(id=f"a{n}", agent=Identity(f"agent{n}"), **kept) for n in range(MOST_AGENTS)]
    with pytest.raises(ConflictError) as refusal:
        require_room(two, an_authority(id="a9", agent=Identity("agent9"), **new), TODAY)
    assert refusal.value.code == "authority.too_many"


def test_an_agent_may_follow_one_whose_authority_is_over_by_then() -> None:
    first = an_authority(id="a0", agent=Identity("agent0"), until=date(2026, 4, 30))
    second = an_authority(id="a1", agent=Identity("agent1"))
    third = an_authority(id="a9", agent=Identity("agent9"), signed_on=date(2026, 5, 1))
    require_room([first, second], third, TODAY)
    require_room([first.revoke(NOW), second], replace(third, signed_on=date(2026, 4, 1)), TODAY)


def test_who_was_entered_beside_a_party_takes_a_seat_before_any_paper_is_shown() -> None:
    one = an_authority(signed_on=date(2026, 5, 1))
    require_seat(one.principal, [one], [], TODAY)
    require_seat(one.principal, [one.revoke(NOW)], [Identity("agent1")], TODAY)
    require_seat(one.principal, [replace(one, kind=AuthorityKind.GUARDIAN)], [Identity("agent1")], TODAY)
    with pytest.raises(ConflictError) as refusal:
        require_seat(one.principal, [one], [Identity("agent1")], TODAY)
    assert refusal.value.code == "authority.too_many"


@pytest.mark.parametrize(("workers", "allowed"), [(9, False), (10, True)])
def test_representatives_are_for_ten_workers_or_more(workers: int, allowed: bool) -> None:  # noqa: FBT001 - the case
    if allowed:
        require_many(workers)
    else:
        with pytest.raises(ConflictError):
            require_many(workers)


def test_a_worker_whom_no_representative_covers_stays_named() -> None:
    workers = [Identity(f"worker{n}") for n in range(20)]
    covered = [
        an_authority(
            id=f"a{n}",
            agent=workers[n % 3],
            principal=workers[n],
            kind=AuthorityKind.REPRESENTATIVE,
            papers=frozenset(),
            seen=Sighting("陈书记员", TODAY),
        )
        for n in range(3, 18)
    ]

    assert uncovered(workers, covered, TODAY) == (workers[18], workers[19])


def test_the_authority_of_a_worker_is_a_file_or_was_seen_and_never_a_tick() -> None:
    ticked = an_authority(kind=AuthorityKind.REPRESENTATIVE, papers=PAPERS[AuthorityKind.REPRESENTATIVE])
    listed = PaperFile(Paper.AUTHORITY, MaterialId("material1"))

    assert ticked.missing_papers == {Paper.AUTHORITY}
    assert not ticked.speaks(TODAY)
    assert replace(ticked, files=(listed,)).speaks(TODAY)
    assert replace(ticked, seen=Sighting("陈书记员", TODAY)).allows(Power.SETTLE, TODAY)
    assert an_authority(papers=frozenset()).speaks(TODAY)


@pytest.mark.parametrize(
    ("kind", "seen"),
    [
        (AuthorityKind.REPRESENTATIVE, Sighting("陈书记员", date(2026, 3, 31))),
        (AuthorityKind.REPRESENTATIVE, Sighting(" ", TODAY)),
        (AuthorityKind.RELATIVE, Sighting("陈书记员", TODAY)),
    ],
    ids=["before signing", "by nobody", "of an agent"],
)
def test_a_paper_was_seen_by_somebody_after_it_was_signed_and_only_where_that_counts(
    kind: AuthorityKind, seen: Sighting
) -> None:
    with pytest.raises(InvalidError):
        an_authority(kind=kind, seen=seen)


def a_guardian(*files: Paper) -> Authority:
    return an_authority(
        kind=AuthorityKind.GUARDIAN,
        matters="",
        powers=frozenset(),
        papers=PAPERS[AuthorityKind.GUARDIAN],
        files=tuple(PaperFile(paper, MaterialId(f"material-{paper}")) for paper in files),
    )


def test_relation_and_capacity_of_a_guardian_count_as_files_and_not_as_ticks() -> None:
    assert a_guardian().missing_papers == {Paper.RELATION, Paper.CAPACITY}
    assert a_guardian(Paper.RELATION).missing_papers == {Paper.CAPACITY}
    assert a_guardian(Paper.RELATION, Paper.CAPACITY).missing_papers == frozenset()


@pytest.mark.parametrize("files", [(Paper.RELATION, Paper.RELATION), (Paper.LICENCE,)], ids=["twice", "foreign"])
def test_a_paper_is_one_file_of_its_kind(files: tuple[Paper, ...]) -> None:
    with pytest.raises(InvalidError):
        a_guardian(*files)


@pytest.mark.parametrize("who", ["li", "min"])
def test_a_guardian_without_papers_and_their_worker_are_refused_and_told_what_is_missing(who: str) -> None:
    names = {Identity("li"): "李秀兰", Identity("min"): "张敏"}

    with pytest.raises(ConflictError) as refusal:
        require_guardian_papers([Identity(who)], names, [a_guardian(Paper.RELATION)], TODAY)

    assert refusal.value.code == "authority.papers_missing"
    assert refusal.value.facts == {"who": "张敏", "for": "李秀兰", "papers": "capacity"}


def test_papers_of_another_guardian_or_of_one_who_is_over_hold_nobody_up() -> None:
    require_guardian_papers([Identity("zhou")], {}, [a_guardian()], TODAY)
    require_guardian_papers([Identity("li")], {}, [a_guardian().revoke(NOW)], TODAY)
    require_guardian_papers([Identity("li")], {}, [a_guardian(Paper.RELATION, Paper.CAPACITY)], TODAY)
    require_guardian_papers([Identity("li")], {}, [an_authority(papers=frozenset())], TODAY)
