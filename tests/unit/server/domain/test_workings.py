"""Every kind of line of a working is among those that the pages have in English."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

from server.domain.beijing import BEIJING
from server.domain.case import CaseSource
from server.domain.clock_facts import AwardFact, Facts
from server.domain.clocks import clocks, party_deadline
from server.domain.deadlines import DeadlineRule, deadline
from server.domain.ids import CaseId
from server.domain.limitation import remark
from server.domain.party import Side
from server.domain.term import ExtensionBase, PauseKind, StartEvent, Term
from tests.unit.server.domain.test_clocks import ACCEPTED, CALENDAR, facts, granted, pause

ENGLISH = Path(__file__).parents[4] / "static/src/locales/fixtures/workings.ts"
OWN = {"source": CaseSource.ORGANISATION, "court": None, "court_number": None}


def courses() -> Iterator[Facts]:
    """Yield cases whose workings hold every kind of line between them."""
    award = AwardFact("li", "李秀兰", Side.APPLICANT, date(2026, 2, 25), DeadlineRule.SUE_15D)
    stopped = tuple(pause(ACCEPTED + timedelta(days=day), 3, kind) for day, kind in enumerate(PauseKind, 5))
    for base in ExtensionBase:
        yield facts(awards=(award,), extensions=(granted(base=base),), pauses=stopped)
    yield facts(awards=(replace(award, received_on=date(2026, 3, 4)),))
    yield facts(awards=(award,), case={"posted_on": date(2026, 3, 1)})
    yield facts(awards=(award,), case=OWN)
    yield facts(awards=(replace(award, added_at=ACCEPTED),))
    yield facts(awards=(award,), was_returned=True)
    last_day = datetime(2026, 4, 7, 9, 0, tzinfo=BEIJING)
    yield facts(pauses=(pause(last_day, 3),))
    yield facts(term=Term(CaseId("case1"), StartEvent.ACCEPTED, ACCEPTED, former_at=ACCEPTED - timedelta(days=40)))
    yield facts(pauses=(pause(ACCEPTED, None, PauseKind.SUSPENSION),))
    judged = facts(accepted=datetime(2026, 9, 10, 9, 0, tzinfo=BEIJING))
    presided = Term(judged.case.id, StartEvent.ALL_CONSENTED, ACCEPTED, signed_for_at=ACCEPTED - timedelta(days=1))
    yield replace(judged, term=presided)


def lines() -> Iterator[str]:
    """Yield lines of workings."""
    for known in courses():
        for clock in clocks(known, CALENDAR, ACCEPTED + timedelta(days=10)):
            yield from clock.trace
    for rule in DeadlineRule:
        for start in (date(2026, 2, 12), date(2026, 4, 1), date(2026, 9, 25), date(2026, 12, 20)):
            yield from deadline(rule, start, CALENDAR).trace()
    yield remark(ACCEPTED)
    stopped = facts(pauses=(pause(ACCEPTED + timedelta(days=5), 3, PauseKind.SUSPENSION),))
    told = party_deadline(stopped, CALENDAR, ACCEPTED + timedelta(days=10))
    assert told is not None
    yield from told.trace()


def shape(line: str) -> str:
    """Return a line without its numbers, and without how many spans it lists."""
    bare = re.sub(r"\d+", "0", line)
    bare = re.sub(r"0月0日(?:–0月0日)?(?:、0月0日(?:–0月0日)?)*", "DAYS", bare)
    return re.sub(r"^[^：]+(?=：0-0-0 起)|(?<=（)[^）]*第[^）]+(?=）)|(?<=按 ).+(?= 视为)", "LAW", bare)


def test_the_pages_have_every_kind_of_line_in_english_and_no_other() -> None:
    known = json.loads(ENGLISH.read_text(encoding="utf-8").split("=", 1)[1].replace("'", '"').replace(",\n]", "\n]"))

    assert {shape(line) for line in known} == {shape(line) for line in lines()}
