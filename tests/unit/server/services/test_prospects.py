"""What is left without agreement is said once: the same in the message, the report, the papers and both languages."""

import re
from datetime import date
from pathlib import Path

import pytest

from server.domain.citations import article
from server.domain.prospect import CITED, PERIOD_OF, Route, Way
from server.services import notice_papers, prospects
from server.services.words import ROUTES, WAYS

LOCALES = Path(__file__).parents[4] / "static/src/locales"
TODAY = date(2026, 4, 8)
NUMBERS = {"四": "4", "二十一": "21", "二十六": "26", "二十七": "27", "四十三": "43", "四十八": "48"} | {
    "四十九": "49", "五十": "50", "五十一": "51",
}  # fmt: skip


@pytest.mark.parametrize("way", Way)
def test_each_way_cites_its_article_and_the_english_cites_the_same(way: Way) -> None:
    (text,) = prospects.said((way,), TODAY)
    cited = re.findall("第(.+?)条", article(CITED[way], TODAY))
    english = re.search(f"^  {way}: (.+)$", (LOCALES / "ways.ts").read_text("utf-8"), re.MULTILINE)

    assert article(CITED[way], TODAY) in text
    assert english is not None
    (shown,) = re.findall(r"arts?\. ([0-9and ]+)(?:\([0-9]\))?\)", english[1])
    assert shown.split(" and ") == [NUMBERS[one] for one in cited]


def test_every_way_and_route_has_words_and_every_period_its_line_on_paper() -> None:
    assert (set(WAYS), set(ROUTES)) == (set(Way), set(Route))
    assert set(notice_papers.WHAT) == set(PERIOD_OF)


@pytest.mark.parametrize("route", Route)
def test_staff_reads_of_a_route_what_the_parties_are_told(route: Route) -> None:
    assert f"{route}: '{ROUTES[route]}'" in (LOCALES / "zh-CN/terms.ts").read_text("utf-8")
