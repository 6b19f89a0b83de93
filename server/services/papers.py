"""Papers of a case: what the consent to an extension and the report of an ending say, for typesetting."""

from collections.abc import Sequence

from server.domain.beijing import BEIJING
from server.domain.case import Case
from server.domain.citations import Citation, article
from server.domain.concurrence import Answer, ConcurrenceForm, parties, standing
from server.domain.deadlines import Deadline
from server.domain.ending import Ending, FactConfirmation, Report, UndisputedFact
from server.domain.party import Participant
from server.domain.receipt import to_the_second
from server.domain.rest import AgreedPart
from server.domain.term import Extension, TermPolicy, is_of_luoyang
from server.domain.term_end import BASES
from server.services.ports.documents import Value
from server.services.words import AGREED_PARTS, ENDINGS, right_of

FORMS = {ConcurrenceForm.ORAL: "口头", ConcurrenceForm.WRITTEN: "书面", ConcurrenceForm.ONLINE: "在线"}


def extension_consent(
    case: Case,
    extension: Extension,
    ends: tuple[Deadline, Deadline],
    people: Sequence[Participant],
    policy: TermPolicy,
) -> dict[str, Value]:
    """Return what 调解期限延长同意书 says: both ends, the base of counting, every party's answer (CAL-08)."""
    before, after = ends
    luoyang = article(Citation.EXTENSION_LUOYANG, after.start)
    said = standing(extension.answers)
    answers: list[Value] = [
        {
            "name": person.name,
            "form": FORMS[said[person.identity].form],
            "at": to_the_second(said[person.identity].at),
            "recorded_by": said[person.identity].recorded_by,
            "right": _right(said[person.identity]),
            "wording": said[person.identity].wording,
        }
        for person in people
    ]
    return {
        "serial": case.serial,
        "case": case.title,
        "requested_by": extension.requested_by,
        "reason": extension.reason,
        "nominal": before.nominal.isoformat(),
        "due": before.due.isoformat(),
        "days": extension.days,
        "base": BASES[extension.base],
        "new_nominal": after.nominal.isoformat(),
        "new_due": after.due.isoformat(),
        "provisional": after.provisional,
        "article": f"{after.article}、{luoyang}" if is_of_luoyang(extension, policy) else after.article,
        "answers": answers,
    }


def _right(answer: Answer) -> str:
    return right_of(answer.through) if answer.through else "本人"


def _confirmed(fact: UndisputedFact, people: Sequence[Participant]) -> str:
    """Return a fact with when and how each party confirmed it, and who wrote it down (在线调解规则 art. 22)."""
    names = {person.identity: person.name for person in people}
    said = [
        f"{names[one.identity]}于{to_the_second(one.at.astimezone(BEIJING))}{FORMS[one.form]}确认，{_by_whom(one)}"
        for one in fact.confirmations
        if one.at is not None and one.form is not None and one.identity in names
    ]
    source = f"来源：{fact.source}" if fact.source else ""
    more = "；".join(one for one in (source, *said) if one)
    return f"{fact.text}（{more}）" if more else fact.text


def _by_whom(one: FactConfirmation) -> str:
    if one.through is not None:
        return f"{one.recorded_by}代（{right_of(one.through)}）"
    return "由本人链接" if one.form is ConcurrenceForm.ONLINE else f"{one.recorded_by}记录"


def ending_report(
    case: Case,
    ending: Ending,
    report: Report,
    people: Sequence[Participant],
    goes_on: tuple[str, AgreedPart | None],
    tries: Sequence[str],
) -> dict[str, Value]:
    """Return what 调解终结报告 says: only facts that every party confirmed, and the list as handed over.

    `goes_on` is the sentence that says where the dispute goes, and how far a part is that was agreed. `tries` are those
    to reach somebody, where the case ended because nobody was.
    """
    asked, (route, part) = parties(people), goes_on
    undisputed: list[Value] = [_confirmed(fact, asked) for fact in report.undisputed if fact.is_joint(asked)]
    items: list[Value] = [item.title for item in ending.hand_over.items] if ending.hand_over else []
    agreed: list[Value] = [["部分事项已经达成的协议", f"{AGREED_PARTS[part]}。"]] if part else []
    fields: list[Value] = [
        *agreed,
        ["调解的基本情况", report.basic_facts],
        ["没有调成的原因", report.why],
        ["增加对方诉讼成本的行为", report.costly_conduct or "无"],
        ["提示法院注意的情况", report.hints or "无"],
    ]
    return {
        "serial": case.serial,
        "case": case.title,
        "code": ENDINGS[ending.code],
        "ended_at": to_the_second(ending.ended_at.astimezone(BEIJING)),
        "mediator": ending.ended_by_name,
        "route": route,
        "fields": fields,
        "undisputed": undisputed,
        "tries": list(tries),
        "items": items,
    }
