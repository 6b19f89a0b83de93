"""Words of intake that use cases write."""

from typing import Final

from server.domain.application import Door
from server.domain.award import ExplanationChannel, SuitBar
from server.domain.causes import Plain
from server.domain.material import ComparisonState, MaterialKind, MaterialOrigin
from server.domain.oral_record import Signing

PLAIN: Final = {
    Plain.UNPAID_WAGES: "支付拖欠的工资",
    Plain.OVERTIME: "支付加班费",
    Plain.SEVERANCE: "支付经济补偿",
    Plain.UNLAWFUL_DISMISSAL: "支付违法解除劳动合同的赔偿金",
    Plain.NO_WRITTEN_CONTRACT: "支付未签书面劳动合同的双倍工资",
    Plain.WORK_INJURY: "支付工伤待遇",
    Plain.SOCIAL_INSURANCE: "办理或者赔偿社会保险",
    Plain.ANNUAL_LEAVE: "支付未休年休假工资",
    Plain.NON_COMPETE: "处理竞业限制争议",
    Plain.RELATIONSHIP: "确认劳动关系",
    Plain.PLATFORM_WORK: "处理平台用工争议",
    Plain.PAST_RETIREMENT: "处理超龄用工争议",
    Plain.PUBLIC_DISMISSAL: "处理事业单位辞退争议",
    Plain.PUBLIC_RESIGNATION: "处理事业单位辞职争议",
    Plain.PUBLIC_ENGAGEMENT: "处理聘用合同履行争议",
    Plain.OTHER: "其他请求",
}

DOORS: Final = {
    Door.SELF: "当事人本人在手机或者电脑上提交",
    Door.COUNTER: "当事人现场递交，工作人员代为电子化",
    Door.ORAL: "当事人口头申请，工作人员记录并当场宣读核对",
    Door.ORGANISATION: "当事人向调解组织递交",
    Door.OFFLINE: "线下调解后补录",
}

BARRED: Final = {
    SuitBar.LATE: "首次收件或者加入本案时，申请人的起诉期限已过",
    SuitBar.FINAL: "申请人是用人单位，对终局裁决不能起诉",
    SuitBar.LAPSED: "调解期间，有申请人的起诉期限已过",
}
RISKS: Final = {
    SuitBar.LATE: (
        "收到材料或者加入本案时，有申请人的起诉期限已经过了。调解还可以继续；谈不成，这位申请人再起诉的，"
        "法院会不受理或者驳回。"
    ),
    SuitBar.FINAL: (
        "申请人是用人单位，裁决是终局的：对它不能起诉，只能依法申请撤销，调解不影响申请撤销的期限。"
        "调解还可以继续；谈不成再起诉的，法院会不受理或者驳回。"
    ),
    SuitBar.LAPSED: (
        "收到材料以后，有申请人对裁决起诉的期限已经过了。调解还可以继续；这位申请人没有向法院起诉过的，谈不成再起诉，"
        "法院会不受理或者驳回。"
    ),
}
"""What a message says of the risk; the paper says it in full."""

EXPLAINED: Final = {
    ExplanationChannel.IN_PERSON: "当面说明，本人表示清楚",
    ExplanationChannel.TELEPHONE: "电话说明，本人表示清楚",
    ExplanationChannel.ONLINE: "本人在手机上阅读并确认",
}

RECORD_CONFIRMED: Final = {
    Signing.ON_PAPER: "在纸质记录上签名",
    Signing.ONLINE: "本人在手机上阅读并确认",
}

KINDS: Final = {
    MaterialKind.APPLICATION: "调解申请书",
    MaterialKind.AWARD: "裁决书",
    MaterialKind.DELIVERY_SLIP: "送达回执",
    MaterialKind.IDENTITY: "身份证件",
    MaterialKind.CONTRACT: "劳动合同",
    MaterialKind.PAY: "工资凭证",
    MaterialKind.ATTENDANCE: "考勤记录",
    MaterialKind.SCAN: "线下调解笔录",
    MaterialKind.OTHER: "其他材料",
}
"""Of transferable materials."""
ORIGINS: Final = {
    MaterialOrigin.PARTY: "当事人提交",
    MaterialOrigin.DIGITISED: "代为电子化",
    MaterialOrigin.IMPORTED: "从电子立案引入",
}
COMPARED: Final = {
    ComparisonState.UNCHECKED: "未核对",
    ComparisonState.MATCHES_ONLINE: "线上比对一致",
    ComparisonState.MATCHES_OFFLINE: "线下比对一致",
    ComparisonState.UNDISPUTED: "对方无异议",
    ComparisonState.DISPUTED: "对方有异议",
}
