"""Walked: every course there is, dealt out to people who walk at the same time, each one course after the other."""

from collections.abc import Awaitable, Callable

from tests.support import courses, link_courses, staff_courses
from tests.support.walks import Staff, Walker

Course = Callable[[Walker, Staff], Awaitable[None]]

WALKED: tuple[tuple[Course, ...], ...] = (
    (courses.handed_in, link_courses.appointed_at_a_wish, staff_courses.confirmed_by_link),
    (courses.mediated, staff_courses.told_by_link),
    (courses.returned_and_declined, staff_courses.panelled),
    (courses.impartiality, courses.pauses_and_sessions),
    (courses.people_and_papers, link_courses.agreed_by_links),
    (courses.agreement, staff_courses.trusted),
    (courses.house_rules, staff_courses.settings, staff_courses.presided),
    (link_courses.chosen_by_links,),
    (link_courses.followed_by_links,),
    (link_courses.invited,),
    (staff_courses.many_workers, staff_courses.one_stays_away),
    (courses.roster, staff_courses.registered),
    (staff_courses.told_at_the_counter, staff_courses.mediated_offline),
)
"""What changes the same page is walked by the same person: whoever got no answer looks there for what became of it.
About as many commands for each: the server dies in every second round, and the longest walk has the most rounds."""
