"""Causes of action: the national list by date, the worker's own words for them, and what is no labour dispute.

民事案件案由规定: the list of 2020 for cases received before 2026-01-01, as amended by 法〔2025〕226号 after. Numbers of
the new list other than 208 and part seven are unconfirmed against the official text, and so are the four personnel
causes of the old: `is_confirmed_on`. `cause_list` says which of them hold on a day.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from server.domain.errors import InvalidError

OLD_LIST: Final = date(2021, 1, 1)
"""From when the list of 2020 holds (法〔2020〕347号)."""
NEW_LIST: Final = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Cause:
    """One leaf or heading of the list that may be chosen. `code` is ours and stays; `name` is the official one."""

    code: str
    name: str
    group: str


class Plain(StrEnum):
    """What happened, as a worker says it."""

    UNPAID_WAGES = "unpaid_wages"
    OVERTIME = "overtime"
    SEVERANCE = "severance"
    UNLAWFUL_DISMISSAL = "unlawful_dismissal"
    NO_WRITTEN_CONTRACT = "no_written_contract"
    WORK_INJURY = "work_injury"
    SOCIAL_INSURANCE = "social_insurance"
    ANNUAL_LEAVE = "annual_leave"
    NON_COMPETE = "non_compete"
    RELATIONSHIP = "relationship"
    PLATFORM_WORK = "platform_work"
    PAST_RETIREMENT = "past_retirement"
    PUBLIC_DISMISSAL = "public_dismissal"
    """By a public institution, as the two after it (法释〔2003〕13号 art. 3: 人事争议)."""
    PUBLIC_RESIGNATION = "public_resignation"
    PUBLIC_ENGAGEMENT = "public_engagement"
    OTHER = "other"


class Excluded(StrEnum):
    """What is no labour dispute, though people bring it as one (法释〔2020〕26号 art. 2)."""

    INSURANCE_AGENCY = "insurance_agency"
    DISABILITY_GRADE = "disability_grade"
    DOMESTIC_SERVICE = "domestic_service"
    CRAFTSMAN_HELPER = "craftsman_helper"
    FARM_HIRE = "farm_hire"


class CaseType(StrEnum):
    """Kinds of case; which may be mediated online is 人民法院在线调解规则 art. 3."""

    LABOUR = "labour"
    CIVIL = "civil"
    ADMINISTRATIVE = "administrative"
    ENFORCEMENT = "enforcement"
    PRIVATE_PROSECUTION = "private_prosecution"
    INCIDENTAL_CIVIL = "incidental_civil"
    """Civil claim beside a criminal case; only while the accused is not detained."""
    CRIMINAL = "criminal"


_CONTRACT: Final = "劳动合同纠纷"
_INSURANCE: Final = "社会保险纠纷"
_PERSONNEL: Final = "人事争议"
_PLATFORM: Final = "新就业形态用工纠纷"

_COMMON: Final = (
    Cause("labour.relationship", "确认劳动关系纠纷", _CONTRACT),
    Cause("labour.collective", "集体合同纠纷", _CONTRACT),
    Cause("labour.dispatch", "劳务派遣合同纠纷", _CONTRACT),
    Cause("labour.part_time", "非全日制用工纠纷", _CONTRACT),
    Cause("labour.wages", "追索劳动报酬纠纷", _CONTRACT),
    Cause("labour.severance", "经济补偿金纠纷", _CONTRACT),
    Cause("labour.non_compete", "竞业限制纠纷", _CONTRACT),
    Cause("insurance.pension", "养老保险待遇纠纷", _INSURANCE),
    Cause("insurance.injury", "工伤保险待遇纠纷", _INSURANCE),
    Cause("insurance.medical", "医疗保险待遇纠纷", _INSURANCE),
    Cause("insurance.maternity", "生育保险待遇纠纷", _INSURANCE),
    Cause("insurance.unemployment", "失业保险待遇纠纷", _INSURANCE),
    Cause("labour.welfare", "福利待遇纠纷", "福利待遇纠纷"),
)

_CIVIL_SERVICE: Final = (
    Cause("personnel.engagement", "聘用合同纠纷", _PERSONNEL),
    Cause("personnel.appointment", "聘任合同纠纷", _PERSONNEL),
    Cause("personnel.resignation", "辞职纠纷", _PERSONNEL),
    Cause("personnel.dismissal", "辞退纠纷", _PERSONNEL),
)
HEADING: Final = Cause("labour.contract", _CONTRACT, _CONTRACT)
"""No leaf, but chosen for what fits none of its leaves."""

LEAVES_2020: Final = (*_COMMON, *_CIVIL_SERVICE)
LEAVES_2026: Final = (
    *_COMMON,
    Cause("labour.past_retirement", "超龄劳动者用工纠纷", "超龄劳动者用工纠纷"),
    Cause("labour.contractor", "承包人、被挂靠人用工主体责任纠纷", "承包人、被挂靠人用工主体责任纠纷"),
    *_CIVIL_SERVICE,
    Cause("platform.relationship", "新就业形态确认劳动关系纠纷", _PLATFORM),
    Cause("platform.wages", "新就业形态追索劳动报酬纠纷", _PLATFORM),
    Cause("platform.injury", "新就业形态工伤保险待遇纠纷", _PLATFORM),
    Cause("platform.occupational", "新就业形态职业伤害保障纠纷", _PLATFORM),
)

PLAIN_CAUSE: Final[dict[Plain, str]] = {
    Plain.UNPAID_WAGES: "labour.wages",
    Plain.OVERTIME: "labour.wages",
    Plain.SEVERANCE: "labour.severance",
    Plain.UNLAWFUL_DISMISSAL: "labour.contract",
    Plain.NO_WRITTEN_CONTRACT: "labour.contract",
    Plain.WORK_INJURY: "insurance.injury",
    Plain.SOCIAL_INSURANCE: "insurance.pension",
    Plain.ANNUAL_LEAVE: "labour.wages",
    Plain.NON_COMPETE: "labour.non_compete",
    Plain.RELATIONSHIP: "labour.relationship",
    Plain.PLATFORM_WORK: "platform.wages",
    Plain.PAST_RETIREMENT: "labour.past_retirement",
    Plain.PUBLIC_DISMISSAL: "personnel.dismissal",
    Plain.PUBLIC_RESIGNATION: "personnel.resignation",
    Plain.PUBLIC_ENGAGEMENT: "personnel.engagement",
    Plain.OTHER: "labour.contract",
}
"""A proposal: the clerk decides. A cause newer than the case falls back to the heading."""

REDIRECTS: Final[dict[Excluded, str]] = {
    Excluded.INSURANCE_AGENCY: (
        "对社会保险经办机构不服，不是劳动争议。可以向该机构的上级主管部门申请行政复议，或者向法院提起行政诉讼。"
    ),
    Excluded.DISABILITY_GRADE: (
        "对伤残等级鉴定或者职业病诊断有异议，不是劳动争议。"
        "可以向上一级劳动能力鉴定委员会申请再次鉴定，或者向卫生健康部门申请职业病鉴定。"
    ),
    Excluded.DOMESTIC_SERVICE: (
        "家庭或者个人与家政服务人员之间的纠纷，不是劳动争议。可以请当地人民调解委员会调解，或者按劳务合同纠纷向法院起诉。"
    ),
    Excluded.CRAFTSMAN_HELPER: (
        "个体工匠与帮工、学徒之间的纠纷，不是劳动争议。可以请当地人民调解委员会调解，或者按劳务合同纠纷向法院起诉。"
    ),
    Excluded.FARM_HIRE: (
        "农村承包经营户与受雇人之间的纠纷，不是劳动争议。可以请村（居）人民调解委员会调解，或者按劳务合同纠纷向法院起诉。"
    ),
}
"""Where to go instead (LB-01)."""

ENABLED: Final = frozenset({CaseType.LABOUR})
"""What this house takes; a court may enable more of `MAY_BE_MEDIATED`."""
MAY_BE_MEDIATED: Final = frozenset(CaseType) - {CaseType.CRIMINAL}


_CONFIRMED_2026: Final = frozenset({"labour.past_retirement"})
_UNCONFIRMED_2020: Final = frozenset(cause.code for cause in _CIVIL_SERVICE)


def is_confirmed_on(cause: Cause, since: date) -> bool:
    """Tell whether name and number on the list that begins then were checked against a second source."""
    if since >= NEW_LIST:
        return cause.code in _CONFIRMED_2026
    return cause.code not in _UNCONFIRMED_2020


def require_eligible(kind: CaseType, enabled: frozenset[CaseType] = ENABLED, *, accused_detained: bool = False) -> None:
    """Raise `InvalidError` (`case_type.ineligible`, fact `kind` says why) unless such a case may be mediated here."""
    if kind not in MAY_BE_MEDIATED:
        raise InvalidError("case_type.ineligible", kind="never")
    if kind is CaseType.INCIDENTAL_CIVIL and accused_detained:
        raise InvalidError("case_type.ineligible", kind="accused_detained")
    if kind not in enabled:
        raise InvalidError("case_type.ineligible", kind="not_enabled")
