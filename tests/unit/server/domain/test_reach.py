"""How far a roster's level reaches beyond the court that invited."""

import pytest

from server.domain.errors import InvalidError
from server.domain.profile import EntryKind, RosterLevel, require_complete
from server.domain.reach import reaches
from tests.support.rosters import TODAY, an_organisation

COURT, REGION, NATION = RosterLevel


@pytest.mark.parametrize(
    ("level", "regions", "reached"),
    [
        (COURT, ("西工区",), False),
        (REGION, ("西工区",), True),
        (REGION, ("洛阳市",), True),
        (REGION, ("郑州市", "老城区"), False),
        (REGION, (), False),
        (NATION, (), True),
    ],
)
def test_a_level_reaches_the_courts_and_districts_it_names_and_a_national_one_every_court(
    level: RosterLevel, regions: tuple[str, ...], *, reached: bool
) -> None:
    profile = an_organisation(level=level, regions=regions)

    assert reaches(profile, "洛阳市西工区人民法院", "") is reached


def test_a_regional_entry_reaches_a_case_from_a_district_it_names_whatever_the_court_is_called() -> None:
    profile = an_organisation(level=REGION, regions=("西工区",))

    assert reaches(profile, "洛阳铁路运输法院", "西工区")
    assert not reaches(profile, "洛阳铁路运输法院", "老城区")


def test_a_regional_entry_that_names_no_district_is_not_complete() -> None:
    with pytest.raises(InvalidError) as refused:
        require_complete(an_organisation(level=REGION, regions=()), EntryKind.ORGANISATION, TODAY)

    assert refused.value.facts == {"regions": "required"}
