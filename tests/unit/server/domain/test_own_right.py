"""Whose a last day is: every such right has one holder or those who signed, and nobody else reads of it."""

from dataclasses import replace
from datetime import date

import pytest

from server.domain.agreement_effect import AgreementEffect, Signature
from server.domain.clock_facts import AwardFact, EffectFact, LimitationFact
from server.domain.clocks import ClockState, clocks
from server.domain.deadlines import DUTIES, DeadlineRule
from server.domain.ids import CaseId, Identity
from server.domain.limitation import Limitation
from server.domain.own_right import EARLIEST, OWN_RIGHTS, Day, holdings
from server.domain.party import Absence, Capacity, Role, Side
from server.domain.performance import ClauseKind, Extent, Mark, Performance
from tests.factories import a_participant
from tests.unit.server.domain.test_clocks import ACCEPTED, CALENDAR, facts, named

TODAY = date(2026, 4, 7)
LI = a_participant()
WANG = a_participant(identity=Identity("wang"), name="王建国")
CO = a_participant(identity=Identity("co"), name="某公司", side=Side.RESPONDENT)
THIRD = a_participant(identity=Identity("third"), name="第三人", standing=Capacity.THIRD)
SEEN = a_participant(identity=Identity("seen"), name="证人", side=Side.NEUTRAL)
AGENT = a_participant(identity=Identity("agent"), name="张敏", role=Role.AGENT, linked_to=LI.identity)
PEOPLE = (LI, WANG, CO, THIRD, SEEN, AGENT)
KEYED = (
    (DeadlineRule.SUE_15D, "sue"),
    (DeadlineRule.SET_ASIDE_30D, "set_aside"),
    (DeadlineRule.SUE_ANNULLED_15D, "sue_annulled"),
    (DeadlineRule.CONFIRM_OBJECT_15D, "objection"),
)


def day(rule: DeadlineRule, key: str) -> Day:
    return Day(rule, key, TODAY, date(2026, 4, 22), date(2026, 4, 22), is_provisional=False)


def read(rule: DeadlineRule, key: str, bound: tuple[str, ...] = ()) -> dict[str, list[str]]:
    found = holdings(day(rule, key), PEOPLE, (), bound, TODAY)
    return {one.holder.name: [reader.name for reader in one.readers] for one in found}


def test_only_rights_end_so_and_none_that_the_house_owes() -> None:
    assert not OWN_RIGHTS.keys() & DUTIES
    assert EARLIEST == 30
    assert OWN_RIGHTS[DeadlineRule.SUE_15D].before.keys() == {7, 3, 1}
    assert OWN_RIGHTS[DeadlineRule.ARB_LIMIT_1Y].before.keys() == {30, 7, 3, 1}
    assert OWN_RIGHTS[DeadlineRule.ENFORCE_2Y].before.keys() == {30, 7, 1}


@pytest.mark.parametrize(("rule", "key"), KEYED)
def test_a_day_named_after_a_party_is_read_by_that_party_alone(rule: DeadlineRule, key: str) -> None:
    assert read(rule, f"{key}:co") == {"某公司": ["某公司"]}
    assert read(rule, f"{key}:li") == {"李秀兰": ["李秀兰"]}
    assert read(rule, f"{key}:nobody") == {}
    assert read(rule, f"{key}:seen") == {}
    assert read(rule, f"{key}:agent") == {}


@pytest.mark.parametrize("key", ["limitation", "limitation_pay"])
def test_of_two_workers_each_reads_the_year_of_the_own_claim_or_none(key: str) -> None:
    assert set(read(DeadlineRule.ARB_LIMIT_1Y, f"{key}:wang")) == {"王建国"}
    assert read(DeadlineRule.ARB_LIMIT_1Y, key) == {}


def test_who_did_not_sign_keeps_the_year_after_the_others_agreement_is_in_force() -> None:
    said = Limitation(CaseId("case1"), date(2025, 6, 1), None, None, pay=False, other=True, identity=WANG.identity)
    years = (LimitationFact(said, WANG.name), LimitationFact(replace(said, identity=LI.identity), LI.name))

    def keys(signed: str) -> set[str]:
        effect = EffectFact(ACCEPTED, bound=frozenset({signed, "co"}))
        found = clocks(facts(limitations=years, effect=effect), CALENDAR, ACCEPTED)
        return {one.key for one in found if one.key.startswith("limitation")}

    assert keys("li") == {"limitation:wang"}
    assert keys("wang") == {"limitation:li"}


def test_only_who_signed_may_enforce() -> None:
    assert set(read(DeadlineRule.ENFORCE_2Y, "enforcement", ("li", "co"))) == {"李秀兰", "某公司"}
    assert read(DeadlineRule.ENFORCE_2Y, "enforcement") == {}


def test_who_takes_no_part_reads_nothing() -> None:
    absent = replace(CO, absence=Absence.UNREACHABLE, absent_since=ACCEPTED)
    assert holdings(day(DeadlineRule.SUE_15D, "sue:co"), (LI, absent), (), (), TODAY) == ()


def test_nothing_is_left_to_sue_for_whom_a_whole_agreement_binds_and_all_is_for_who_did_not_sign() -> None:
    awards = tuple(
        AwardFact(key, key, Side.APPLICANT, date(2026, 3, 5), DeadlineRule.SUE_15D) for key in ("li", "wang")
    )
    whole = EffectFact(ACCEPTED, bound=frozenset({"li"}))
    keys = {one.key for one in clocks(facts(awards=awards, effect=whole), CALENDAR, ACCEPTED)}
    rest = replace(whole, leaves_rest=True)
    part = {one.key for one in clocks(facts(awards=awards, effect=rest), CALENDAR, ACCEPTED)}
    assert keys & {"sue:li", "sue:wang"} == {"sue:wang"}
    assert {"sue:li", "sue:wang"} <= part


def test_the_time_to_enforce_is_done_once_all_was_performed() -> None:
    effect = EffectFact(
        ACCEPTED, last_performance_on=date(2026, 5, 1), is_enforceable=True, performed_on=date(2026, 4, 30)
    )
    clock = named(clocks(facts(effect=effect), CALENDAR, ACCEPTED), "enforcement")
    assert (clock.state, clock.done_on) == (ClockState.DONE, date(2026, 4, 30))


def test_all_was_performed_only_when_nobody_denies_any_instalment() -> None:
    seen = Mark(Extent.FULLY, TODAY, ACCEPTED, "王调解员", proof="银行回单")
    alone = Mark(Extent.FULLY, TODAY, ACCEPTED, "某公司", Identity("co"), side=Side.RESPONDENT)
    paid, claimed = Performance(TODAY, "一期", marks=(seen,)), Performance(TODAY, "二期", marks=(alone,))
    signed = (Signature(Identity("li"), ACCEPTED),)
    effect = AgreementEffect(
        CaseId("case1"), signed, ACCEPTED, None, frozenset({ClauseKind.PAYMENT}), (paid, claimed), ACCEPTED, "王调解员"
    )
    assert effect.performed_on is None
    assert replace(effect, performances=(paid,)).performed_on == TODAY
    assert replace(effect, performances=()).performed_on is None
