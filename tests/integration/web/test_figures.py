"""Figures over HTTP: they say what the list says, and only those who may count read them."""

from tests.support.site import Site, Visitor

END = {"key": "ending-00001", "code": "differences_too_large", "reason": "相差一万二千元，不能接近"}


async def ended_in_list(reader: Visitor, year: int) -> list[str]:
    """Return the codes with which the cases on the reader's whole list ended, one page a case."""
    listed = (await reader.get("/api/cases")).json
    assert listed["total"] == len(listed["cases"])
    pages = [(await reader.get(f"/api/cases/{one['serial']}/ending")).json["ending"] for one in listed["cases"]]
    return sorted(one["code"] for one in pages if one is not None and one["ended_at"].startswith(str(year)))


async def test_the_sum_of_each_ending_is_what_the_list_of_cases_says(here: Site) -> None:
    mediator, clerk = await here.staff("mediator"), await here.staff("clerk")
    ended = await mediator.post(f"/api/cases/{here.sheet.case.serial}/end", END)
    year = int(ended.json["ending"]["ended_at"][:4])

    found = (await clerk.get(f"/api/figures?year={year}")).json
    listed = await ended_in_list(clerk, year)

    assert listed
    assert sorted(code for one in found["codes"] for code in [one["code"]] * one["count"]) == listed
    assert len(listed) == found["ended"] == found["success"] + found["withdrawn"] + found["failure"]
    assert sum(line["count"] for line in found["lines"]) == found["ended"]
    court = (await (await here.staff("court_admin")).get(f"/api/figures?year={year}")).json
    assert court["codes"] == found["codes"]


async def test_nobody_counts_without_the_right_and_no_year_is_no_question(here: Site) -> None:
    clerk = await here.staff("clerk")

    assert [
        (await (await here.staff(role)).get("/api/figures?year=2026")).status for role in ("judge", "mediator")
    ] == [
        403,
        403,
    ]
    assert [(await clerk.get("/api/figures" + asked)).status for asked in ("", "?year=1", "?year=2026&month=4")] == [
        422,
        422,
        422,
    ]
    assert (await clerk.get("/api/figures?year=2021")).json["ended"] == 0
