"""Choosing, referring and accepting over HTTP; every step answers with the desk as it is afterwards."""

from aiohttp import web

from server.domain.disclosure import ChallengeAction, Reply
from server.services import (
    challenges,
    choosing,
    conflict_register,
    impartiality,
    letters,
    own_requests,
    panels,
    presiding,
    referral_desk,
    referrals,
)
from server.services.challenges import Against
from server.services.panels import Said, Seating
from server.web import bodies
from server.web.auth import link_key
from server.web.edge import account, edge
from server.web.operations import operation
from server.web.schemas import referral as schemas
from server.web.schemas.choices import OwnChoiceView, OwnPick, RecordPick, StartChoice
from server.web.schemas.disclosures import (
    ChallengeDecision,
    ChallengeRequest,
    ChangeAnswer,
    ChangeAsked,
    DisclosureReply,
    DisclosureSaid,
    OwnChallengeRequest,
    OwnChangeAsked,
    OwnReply,
)


@operation(answer=schemas.ReferralList)
async def listing(request: web.Request) -> web.Response:
    """GET /api/referrals."""
    return bodies.write(schemas.ReferralList, await referral_desk.listing(account(request), edge(request).ports))


@operation(query=schemas.RegisterQuery, answer=schemas.RegisterLine, many=True)
async def register(request: web.Request) -> web.Response:
    """GET /api/conflict-register: who mediated, and may be nothing else in the case afterwards."""
    asked = bodies.query(request, schemas.RegisterQuery)
    found = await conflict_register.search(account(request), asked.text, asked.purpose, edge(request).ports)
    return bodies.write_all(schemas.RegisterLine, tuple(found))


@operation(answer=schemas.ReferralDesk)
async def view(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/referral."""
    return await _desk(request)


@operation(media="application/pdf")
async def letter(request: web.Request) -> web.Response:
    """GET /api/cases/{serial}/referrals/{referral}/letter."""
    made = await letters.letter(account(request), _serial(request), request.match_info["referral"], edge(request).ports)
    headers = {"Content-Disposition": 'inline; filename="referral.pdf"'}
    return web.Response(body=made, content_type="application/pdf", headers=headers)


@operation(body=StartChoice, answer=schemas.ReferralDesk)
async def start_choice(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/choice."""
    body = await bodies.read(request, StartChoice)
    await choosing.start(account(request), _serial(request), joint=body.joint, ports=edge(request).ports)
    return await _desk(request)


@operation(body=RecordPick, answer=schemas.ReferralDesk)
async def record_pick(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/choice/picks."""
    body = await bodies.read(request, RecordPick)
    await choosing.record_pick(account(request), _serial(request), body.identity, body.entry, edge(request).ports)
    return await _desk(request)


@operation(answer=schemas.ReferralDesk)
async def ask_court(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/choice/court."""
    await choosing.ask_court(account(request), _serial(request), edge(request).ports)
    return await _desk(request)


@operation(body=schemas.SendReferral, answer=schemas.ReferralDesk)
async def send(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/referrals."""
    body = await bodies.read(request, schemas.SendReferral)
    command = referrals.Send(_serial(request), body.key, body.entry)
    await referrals.send(account(request), command, edge(request).ports)
    return await _desk(request)


@operation(body=schemas.PresideCase, answer=schemas.ReferralDesk)
async def preside(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/presiding."""
    body = await bodies.read(request, schemas.PresideCase)
    command = presiding.Preside(_serial(request), body.judge, _said(body.disclosure))
    await presiding.preside(account(request), command, edge(request).ports)
    return await _desk(request)


@operation(body=schemas.AcceptReferral, answer=schemas.ReferralDesk)
async def accept(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/referrals/accept."""
    body = await bodies.read(request, schemas.AcceptReferral)
    command = referrals.Accept(_serial(request), body.mediator, _said(body.disclosure), body.signed_for_at)
    await referrals.accept(account(request), command, edge(request).ports)
    return await _desk(request)


@operation(body=schemas.AcceptReferral, answer=schemas.ReferralDesk)
async def take_on_own(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/referrals/own."""
    body = await bodies.read(request, schemas.AcceptReferral)
    command = referrals.Accept(_serial(request), body.mediator, _said(body.disclosure))
    await referrals.take_on_own(account(request), command, edge(request).ports)
    return await _desk(request)


@operation(body=schemas.DeclineReferral)
async def decline(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/referrals/decline; whoever declined reaches the case no longer."""
    body = await bodies.read(request, schemas.DeclineReferral)
    ground = body.ground
    await referrals.decline(account(request), _serial(request), ground, body.reason, edge(request).ports)
    return bodies.nothing()


@operation(body=schemas.ReferralReason, answer=schemas.ReferralDesk)
async def withdraw(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/referrals/withdraw."""
    body = await bodies.read(request, schemas.ReferralReason)
    await referrals.withdraw(account(request), _serial(request), body.reason, edge(request).ports)
    return await _desk(request)


@operation(body=schemas.ReferralReason, answer=schemas.ReferralDesk)
async def end(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/referrals/end."""
    body = await bodies.read(request, schemas.ReferralReason)
    await referrals.replace_organisation(account(request), _serial(request), body.reason, edge(request).ports)
    return await _desk(request)


@operation(body=schemas.AssignMediator, answer=schemas.ReferralDesk)
async def assign(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/panel."""
    body = await bodies.read(request, schemas.AssignMediator)
    command = Seating(_serial(request), body.mediator, _said(body.disclosure))
    await panels.assign(account(request), command, edge(request).ports)
    return await _desk(request)


@operation(body=schemas.HandOverPanel, answer=schemas.ReferralDesk)
async def hand_over(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/panel/presider."""
    body = await bodies.read(request, schemas.HandOverPanel)
    await panels.hand_over(account(request), _serial(request), body.account, edge(request).ports)
    return await _desk(request)


@operation(body=DisclosureSaid, answer=schemas.ReferralDesk)
async def disclose(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/disclosures."""
    body = await bodies.read(request, DisclosureSaid)
    await panels.disclose(account(request), _serial(request), _said(body), edge(request).ports)
    return await _desk(request)


@operation(body=DisclosureReply, answer=schemas.ReferralDesk)
async def reply(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/disclosures/{disclosure}/replies."""
    body = await bodies.read(request, DisclosureReply)
    disclosure, said = request.match_info["disclosure"], Reply(body.reply)
    await panels.reply(account(request), _serial(request), disclosure, body.identity, said, edge(request).ports)
    return await _desk(request)


@operation(body=ChallengeRequest, answer=schemas.ReferralDesk)
async def challenge(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/challenges."""
    body = await bodies.read(request, ChallengeRequest)
    said = Against(body.identity, body.ground, body.reason, body.mediator)
    await challenges.challenge(account(request), _serial(request), said, edge(request).ports)
    return await _desk(request)


@operation(body=ChallengeDecision, answer=schemas.ReferralDesk)
async def decide(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/challenges/{challenge}/decision."""
    body = await bodies.read(request, ChallengeDecision)
    action = ChallengeAction.UPHOLD if body.upheld else ChallengeAction.REJECT
    held = request.match_info["challenge"]
    await challenges.decide(account(request), _serial(request), held, action, body.decision, edge(request).ports)
    return await _desk(request)


@operation(body=ChangeAsked, answer=schemas.ReferralDesk)
async def ask_change(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/changes."""
    body = await bodies.read(request, ChangeAsked)
    await panels.ask_change(
        account(request),
        _serial(request),
        body.identity,
        body.reason,
        refuses_to_choose=body.refuses_to_choose,
        ports=edge(request).ports,
    )
    return await _desk(request)


@operation(body=ChangeAnswer, answer=schemas.ReferralDesk)
async def answer_change(request: web.Request) -> web.Response:
    """POST /api/cases/{serial}/changes/{change}/answer."""
    body = await bodies.read(request, ChangeAnswer)
    await panels.answer_change(
        account(request),
        _serial(request),
        request.match_info["change"],
        grants=body.grants,
        answer=body.answer,
        ports=edge(request).ports,
    )
    return await _desk(request)


@operation(answer=OwnChoiceView)
async def own_choice(request: web.Request) -> web.Response:
    """GET /api/own/{token}/choice."""
    return await _own(request)


@operation(body=OwnPick, answer=OwnChoiceView)
async def own_pick(request: web.Request) -> web.Response:
    """POST /api/own/{token}/choice."""
    body = await bodies.read(request, OwnPick)
    found = await choosing.pick_own(link_key(request), body.entry, edge(request).ports)
    return bodies.write(OwnChoiceView, found)


@operation(body=OwnReply, answer=OwnChoiceView)
async def own_reply(request: web.Request) -> web.Response:
    """POST /api/own/{token}/disclosures/{disclosure}."""
    body = await bodies.read(request, OwnReply)
    disclosure = request.match_info["disclosure"]
    await impartiality.reply_own(link_key(request), disclosure, Reply(body.reply), edge(request).ports)
    return await _own(request)


@operation(answer=OwnChoiceView)
async def own_court(request: web.Request) -> web.Response:
    """POST /api/own/{token}/choice/court: I want the court to appoint. Again changes nothing."""
    await choosing.ask_court_own(link_key(request), edge(request).ports)
    return await _own(request)


@operation(body=OwnChallengeRequest, answer=OwnChoiceView)
async def own_challenge(request: web.Request) -> web.Response:
    """POST /api/own/{token}/challenges. The same again while it waits changes nothing."""
    body = await bodies.read(request, OwnChallengeRequest)
    await own_requests.challenge(link_key(request), body.ground, body.reason, edge(request).ports)
    return await _own(request)


@operation(body=OwnChangeAsked, answer=OwnChoiceView)
async def own_change(request: web.Request) -> web.Response:
    """POST /api/own/{token}/changes. The same again while it waits changes nothing."""
    body = await bodies.read(request, OwnChangeAsked)
    refuses, ports = body.refuses_to_choose, edge(request).ports
    await own_requests.ask_change(link_key(request), body.reason, refuses_to_choose=refuses, ports=ports)
    return await _own(request)


async def _own(request: web.Request) -> web.Response:
    return bodies.write(OwnChoiceView, await choosing.own(link_key(request), edge(request).ports))


def _said(body: DisclosureSaid) -> Said:
    return Said(body.grounds, body.text)


async def _desk(request: web.Request) -> web.Response:
    found = await referral_desk.view(account(request), _serial(request), edge(request).ports)
    return bodies.write(schemas.ReferralDesk, found)


def _serial(request: web.Request) -> str:
    return request.match_info["serial"]
