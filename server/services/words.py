"""Words of the case file that use cases write; screens have their own in `static/src/locales`."""

from typing import Final

from server.domain.authority import OF_RIGHT, AuthorityKind
from server.domain.case import CaseSource
from server.domain.concurrence import Through
from server.domain.deadlines import DeadlineRule
from server.domain.doors import AgreementDoor
from server.domain.identity import IdentityCheck
from server.domain.outcome import EndingCode, OutcomeKind
from server.domain.party import Role, Side
from server.domain.performance import Extent
from server.domain.prospect import Route, Way
from server.domain.receipt import ReturnCode
from server.domain.remedy import Remedy
from server.domain.rest import AgreedPart

_MESSAGE: Final = "【{court}】{organisation}{mediator}提醒您：{what}案号{serial}。调解不收费，可拨打12368核实。"


def framed(court: str, organisation: str, mediator: str, what: str, serial: str) -> str:
    """Return a message to a party: who writes, about which case, and where to ask whether it is true (PC-01).

    Without a court the organisation stands in its place.
    """
    return _MESSAGE.format(
        court=court or organisation,
        organisation=organisation if court else "",
        mediator=mediator,
        what=what,
        serial=serial,
    )


STAFF_TITLES: Final = {
    Role.MEDIATOR: "调解员",
    Role.CLERK: "书记员",
    Role.JUDGE: "法官",
    Role.ORGANISATION: "调解组织管理员",
}


def referring(source: CaseSource) -> str:
    """Return how a court hands a case to mediation: 委托 in litigation, 委派 before it."""
    return "委托" if source is CaseSource.COMMISSIONED else "委派"


AUTHORITIES: Final = {
    AuthorityKind.LAWYER: "律师或者基层法律服务工作者",
    AuthorityKind.RELATIVE: "近亲属或者工作人员",
    AuthorityKind.CITIZEN: "被推荐的公民",
    AuthorityKind.GUARDIAN: "法定代理人",
    AuthorityKind.REPRESENTATIVE: "推选的代表人",
}


def right_of(through: Through) -> str:
    """Return by what right somebody answered for a party: the kind, and when the authority was signed."""
    on, kind = through.signed_on, AUTHORITIES[through.kind]
    return kind if through.kind in OF_RIGHT else f"{kind}，{on.year}年{on.month}月{on.day}日授权"


OUTCOMES: Final = {
    OutcomeKind.SETTLED: "达成协议",
    OutcomeKind.PARTLY_SETTLED: "部分达成协议",
    OutcomeKind.NOT_SETTLED: "未达成协议，调解终结",
    OutcomeKind.ADJOURNED: "改期继续",
}

RULES: Final = {
    DeadlineRule.PICK_2WD: "共同选定调解员的期限",
    DeadlineRule.APPOINT_3WD: "法院指定调解员的期限",
    DeadlineRule.ACCEPT_3WD: "接受委派的期限（3 个工作日）",
    DeadlineRule.ACCEPT_5WD_LUOYANG: "接受委派的期限（5 个工作日）",
    DeadlineRule.CONTACT_3WD: "征询对方意见的期限",
    DeadlineRule.SUSPENSION_7D: "对中止作出决定的期限",
    DeadlineRule.MEDIATE_30D: "调解期限",
    DeadlineRule.MEDIATE_EXT_30D: "延长后的调解期限",
    DeadlineRule.MEDIATE_15D_ORDINARY: "调解期限",
    DeadlineRule.MEDIATE_7D_SUMMARY: "调解期限",
    DeadlineRule.LABOUR_ORG_15D: "调解组织 15 日期限",
    DeadlineRule.SUE_15D: "起诉期限",
    DeadlineRule.JUDICIAL_CONFIRM_30D: "申请司法确认的期限",
    DeadlineRule.ARB_REVIEW_15D: "申请仲裁审查的期限",
    DeadlineRule.SET_ASIDE_30D: "申请撤销裁决的期限",
    DeadlineRule.SUE_ANNULLED_15D: "裁决被撤销后的起诉期限",
    DeadlineRule.CONFIRM_OBJECT_15D: "对确认裁定提出异议的期限",
    DeadlineRule.ARB_LIMIT_1Y: "申请仲裁的时效",
    DeadlineRule.ENFORCE_2Y: "申请执行的期间",
}
AGREED_PARTS: Final = {
    AgreedPart.TO_SIGN: "部分事项达成协议，各方签名以后生效；其余事项没有达成协议",
    AgreedPart.IN_FORCE: "部分事项达成的协议已经生效；其余事项没有达成协议",
}
ENDINGS: Final = {
    EndingCode.AGREEMENT: "达成调解协议",
    EndingCode.SETTLED_AND_WITHDREW: "双方自行和解并撤回申请",
    EndingCode.PARTY_UNREACHABLE: "在期限内联系不上一方",
    EndingCode.PARTY_UNWILLING: "一方明确不愿调解",
    EndingCode.DIFFERENCES_TOO_LARGE: "双方分歧过大",
    EndingCode.TERM_OVER: "期限届满且未同意延长",
    EndingCode.REFUSED_TO_SIGN: "一方拒绝签署",
    EndingCode.OTHER: "其他情形",
}
RETURNS: Final = {
    ReturnCode.OUTSIDE_COURTS: "不属于人民法院受理范围",
    ReturnCode.INVITER_WITHOUT_JURISDICTION: "所选调解员的邀请法院没有管辖权",
    ReturnCode.UNSUITABLE_ONLINE: "不适宜在线调解",
}
ROUTES: Final = {
    Route.REGISTER: "由法院依法登记立案",
    Route.REGISTER_IF_ARBITRATED: "经过劳动仲裁的，由法院依法登记立案；没有经过的，先申请劳动仲裁",
    Route.RESUME_TRIAL: "恢复审理",
    Route.SUGGEST_FILING: "建议在线立案或者先申请仲裁",
    Route.ARBITRATE: "应当先申请劳动仲裁，对裁决不服的再起诉",
    Route.AWAIT_AWARD: "等候仲裁委员会裁决",
    Route.SUE: "可以依法向人民法院起诉",
    Route.SET_ASIDE: "对终局裁决不能起诉，可以依法向中级人民法院申请撤销",
    Route.SUE_OR_SET_ASIDE: "裁决不是终局的可以起诉，是终局的可以申请撤销",
    Route.TOO_LATE: "对裁决起诉或者申请撤销的期限已经过了，再起诉的，法院会不予受理或者驳回起诉",
}
WAYS: Final = {
    Way.ARBITRATION: (
        "没有经过仲裁的，先向劳动人事争议仲裁委员会申请仲裁，时效一年，从知道或者应当知道权利被侵害之日起计算"
        "（{article}）；对裁决不服的，再依法起诉。仲裁不收费。"
    ),
    Way.AWAIT_AWARD: "仲裁委员会已经受理，等候裁决；过了法定期限没有裁决的，可以向人民法院起诉（{article}）。",
    Way.SUIT: (
        "经过仲裁、对裁决不服的，依法可以向人民法院起诉，期限是收到裁决书之日起十五日（{article}）；"
        "用人单位对终局裁决不能起诉，只能申请撤销。首次向法院提交材料的日期以《首次收件凭证》为准。"
    ),
    Way.CIVIL_SUIT: "可以依法向人民法院起诉（{article}）。",
    Way.SUIT_NOT_FINAL: "对不是终局的裁决不服的，自收到裁决书之日起十五日内可以向人民法院起诉（{article}）。",
    Way.SUIT_FINAL: "终局裁决，劳动者不服的，自收到裁决书之日起十五日内可以向人民法院起诉（{article}）。",
    Way.SUIT_EITHER: "劳动者对裁决不服的，自收到裁决书之日起十五日内可以向人民法院起诉（{article}）。",
    Way.SET_ASIDE: (
        "用人单位对终局裁决不能起诉；有法定情形的，自收到裁决书之日起三十日内可以向仲裁委员会所在地的"
        "中级人民法院申请撤销，裁定撤销的，自收到裁定书之日起十五日内可以起诉（{article}）。"
    ),
    Way.FILED: (
        "材料在起诉期限内到了法院，首次收件之日视为起诉材料提交之日，以《首次收件凭证》为准，"
        "可以依法向人民法院起诉（{article}）。"
    ),
    Way.EARLY_RECEIPT: (
        "材料在收到裁决书之前就到了法院，能不能视为对裁决起诉，由法院认定（待确认，{article}）："
        "请在起诉期限届满之前，把起诉材料递交给法院。"
    ),
    Way.JOINED_LATER: (
        "在法院首次收件以后加入本案的，那次收件能不能视为本人对裁决起诉，由法院认定（待确认，{article}）："
        "请在自己的起诉期限届满之前，把起诉材料递交给法院。"
    ),
    Way.GIVEN_BACK: (
        "材料已经退回，不在法院；能不能仍以首次收件之日作为起诉材料提交之日，由法院认定（待确认，{article}）："
        "要起诉的，请在起诉期限届满之前，向有管辖权的法院递交。"
    ),
    Way.OTHER_SUES: "对方的材料在期限内到了法院：法院依法登记立案以后，会通知应诉（{article}）。",
    Way.SUIT_LATE: (
        "对裁决起诉的期限（收到裁决书之日起十五日）已经过了：再起诉的，法院会不予受理或者驳回起诉（{article}）。"
    ),
    Way.SET_ASIDE_LATE: "申请撤销终局裁决的期限（收到裁决书之日起三十日）已经过了，用人单位也不能起诉（{article}）。",
    Way.SUIT_ANNULLED: (
        "仲裁裁决已经被人民法院裁定撤销，自收到裁定书之日起十五日内可以就该争议向人民法院起诉（{article}）。"
    ),
    Way.ANNULLED_LATE: (
        "仲裁裁决被裁定撤销以后起诉的期限（收到裁定书之日起十五日）已经过了：再起诉的，法院会不予受理或者驳回起诉"
        "（{article}）。"
    ),
    Way.ENFORCEMENT: "裁决已经生效的，应当按期履行；一方逾期不履行，另一方可以向人民法院申请执行（{article}）。",
    Way.ADMINISTRATIVE: "属于拖欠工资、未缴社会保险等情形的，也可以向劳动保障监察机构投诉，电话 12333（{article}）。",
    Way.TRIAL: "案件恢复审理，法院会另行通知开庭时间（{article}）。",
}
"""What parties are told when mediation ended (人民调解法 art. 26): reviewed by a lawyer, changed here alone."""
DOORS: Final = {
    AgreementDoor.JUDICIAL_CONFIRMATION: "司法确认",
    AgreementDoor.ARBITRATION_REVIEW: "仲裁审查",
    AgreementDoor.PAYMENT_ORDER: "支付令",
    AgreementDoor.COURT_PAPER: "出具调解书",
    AgreementDoor.WITHDRAWAL: "撤回起诉",
}

SIDES: Final = {Side.APPLICANT: "申请人一方", Side.RESPONDENT: "被申请人一方", Side.NEUTRAL: "其他"}
CHECKS: Final = {
    IdentityCheck.NOT_CHECKED: "未核验",
    IdentityCheck.PASSED: "一致",
    IdentityCheck.FAILED: "不一致",
}

EXTENTS: Final = {Extent.NOT: "没有履行", Extent.PARTLY: "部分履行", Extent.FULLY: "已经履行"}
REMEDIES: Final = {
    Remedy.ENFORCEMENT: "强制执行",
    Remedy.ARBITRATION: "劳动争议仲裁",
    Remedy.PAYMENT_ORDER: "支付令",
    Remedy.SUIT: "起诉",
    Remedy.JUDICIAL_CONFIRMATION: "司法确认",
    Remedy.ARBITRATION_REVIEW: "仲裁审查",
    Remedy.COURT_PAPER: "出具调解书",
}
