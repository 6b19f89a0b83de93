"""Words of the roster's columns, for files that people fill in; screens have their own in `static/src/locales`."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final, TypeVar

from server.domain.origin import Origin
from server.domain.profile import (
    DisputeKind,
    EntryKind,
    Fee,
    Gender,
    MediatorKind,
    OrganisationType,
    PoolTag,
    RosterLevel,
    Skill,
)
from server.services.specimen_numbers import citizen_number

E = TypeVar("E", bound=StrEnum)

KINDS: Final = {"组织": EntryKind.ORGANISATION, "调解员": EntryKind.MEDIATOR}
TYPES: Final = {
    "企业劳动争议调解委员会": OrganisationType.ENTERPRISE,
    "基层人民调解组织": OrganisationType.PEOPLES_MEDIATION,
    "乡镇（街道）劳动人事争议调解组织": OrganisationType.TOWNSHIP,
    "区域性行业性组织": OrganisationType.INDUSTRY,
    "仲裁院调解中心": OrganisationType.ARBITRATION_CENTRE,
    "工会": OrganisationType.UNION,
}
MEDIATOR_KINDS: Final = {
    "审判人员": MediatorKind.JUDGE,
    "专职调解员": MediatorKind.FULL_TIME,
    "兼职调解员": MediatorKind.PART_TIME,
    "特邀调解员": MediatorKind.INVITED,
    "受邀单位或个人": MediatorKind.GUEST,
}
DISPUTES: Final = {
    "劳动争议": DisputeKind.LABOUR,
    "人事争议": DisputeKind.PERSONNEL,
    "新就业形态用工纠纷": DisputeKind.NEW_EMPLOYMENT,
    "劳务合同纠纷": DisputeKind.LABOUR_SERVICE,
}
SKILLS: Final = {
    "劳动报酬": Skill.REMUNERATION,
    "经济补偿": Skill.COMPENSATION,
    "确认劳动关系": Skill.RELATIONSHIP,
    "劳动合同": Skill.CONTRACT,
    "工伤": Skill.INJURY,
    "社会保险": Skill.SOCIAL_INSURANCE,
    "竞业限制": Skill.NON_COMPETE,
    "劳务派遣": Skill.DISPATCH,
    "非全日制用工": Skill.PART_TIME_WORK,
    "新就业形态": Skill.NEW_EMPLOYMENT,
    "女职工权益": Skill.WOMEN,
    "人事争议": Skill.PERSONNEL,
}
FEES: Final = {"不收费": Fee.FREE, "收费": Fee.CHARGED}
LEVELS: Final = {"本院": RosterLevel.COURT, "区域": RosterLevel.REGION, "全国": RosterLevel.NATION}
POOL: Final = {"群体性争议": PoolTag.COLLECTIVE, "建设领域欠薪": PoolTag.CONSTRUCTION, "重大争议": PoolTag.MAJOR}
GENDERS: Final = {"女": Gender.FEMALE, "男": Gender.MALE}
ORIGINS: Final = {
    "内地": Origin.MAINLAND,
    "港澳": Origin.HONG_KONG_MACAO,
    "台湾": Origin.TAIWAN,
    "外国": Origin.FOREIGN,
}
ANSWERS: Final = {"是": True, "否": False}

COLUMNS: Final = {
    "kind": "类别",
    "name": "名称",
    "organisation": "所属组织",
    "court": "邀请法院",
    "type": "组织类型",
    "mediator_kind": "调解员类型",
    "kinds": "纠纷类型",
    "skills": "擅长领域",
    "speciality": "擅长说明",
    "fee": "收费",
    "regions": "服务区域",
    "level": "名册类型",
    "pool": "专家库",
    "max_open": "在办上限",
    "phone": "电话",
    "code": "统一社会信用代码或设立文件",
    "address": "地址",
    "head": "负责人",
    "contact": "联系人",
    "e_seal": "电子印章",
    "gender": "性别",
    "born_on": "出生日期",
    "id_number": "证件号码",
    "education": "学历",
    "qualification": "法律资格",
    "languages": "语言和方言",
    "origin": "来源地",
    "training": "培训",
    "may_preside": "可任主持人",
    "declared": "本人声明符合条件",
}
"""Field to head of its column, in the order of the template."""

EXAMPLES: Final = (
    {
        "kind": "组织",
        "name": "某区劳动人事争议调解中心",
        "court": "某区人民法院",
        "type": "仲裁院调解中心",
        "kinds": "劳动争议、人事争议",
        "skills": "劳动报酬、工伤",
        "fee": "不收费",
        "regions": "某区",
        "level": "本院",
        "max_open": "40",
        "phone": "0379-60000000",
        "code": "某编〔2024〕1号",
        "address": "某区某路1号",
        "head": "某主任",
        "contact": "某某",
        "e_seal": "是",
    },
    {
        "kind": "调解员",
        "name": "某调解员",
        "organisation": "某区劳动人事争议调解中心",
        "court": "某区人民法院",
        "mediator_kind": "专职调解员",
        "kinds": "劳动争议",
        "skills": "劳动报酬",
        "fee": "不收费",
        "max_open": "15",
        "phone": "13800000000",
        "gender": "女",
        "born_on": "1985-06-01",
        "id_number": citizen_number("19850601"),
        "origin": "内地",
        "may_preside": "是",
        "declared": "是",
    },
)


def listed(words: Mapping[str, E], text: str) -> tuple[E, ...]:
    """Return the codes of words with 、，, or ; between them. Raises `KeyError` for an unknown word."""
    return tuple(dict.fromkeys(words[part] for part in parts(text)))


def parts(text: str) -> tuple[str, ...]:
    """Return the words of a cell."""
    for sign in "，,；;":
        text = text.replace(sign, "、")
    return tuple(part.strip() for part in text.split("、") if part.strip())
