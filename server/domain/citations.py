"""Citations: which article said a rule on which day. Law is renumbered; a document cites what held on its date."""

from datetime import date
from enum import StrEnum
from typing import Final


class Citation(StrEnum):
    """A rule of law, whatever its number on a given day."""

    CHOICE = "choice"
    ACCEPTANCE = "acceptance"
    ACCEPTANCE_LUOYANG = "acceptance_luoyang"
    CONTACT = "contact"
    ON_SITE = "on_site"
    EFFECT = "effect"
    SUSPENSION = "suspension"
    TERM = "term"
    TERM_START = "term_start"
    TERM_START_MATERIALS = "term_start_materials"
    EXTENSION = "extension"
    EXTENSION_LUOYANG = "extension_luoyang"
    ENDINGS = "endings"
    APPRAISAL = "appraisal"
    REPORT = "report"
    HAND_OVER = "hand_over"
    AGREEMENT_FILED = "agreement_filed"
    """An agreement goes to the court that referred the case."""
    LABOUR_ORGANISATION = "labour_organisation"
    LIMITATION = "limitation"
    SUIT = "suit"
    SUIT_FINAL = "suit_final"
    """A worker sues after a final award."""
    SUIT_EITHER = "suit_either"
    AWARD_TIME = "award_time"
    AWARD_ENFORCEMENT = "award_enforcement"
    SET_ASIDE = "set_aside"
    SUIT_ANNULLED = "suit_annulled"
    FIRST_RECEIPT = "first_receipt"
    POSTED = "posted"
    """What is posted before a period ends is in time."""
    ROLLING = "rolling"
    CONFIRMATION = "confirmation"
    CONFIRMATION_OBJECTION = "confirmation_objection"
    ARBITRATION_REVIEW = "arbitration_review"
    PAYMENT_ORDER = "payment_order"
    COURT_PAPER = "court_paper"
    ENFORCEMENT = "enforcement"
    DEFAULT = "default"
    """An agreement is not performed: arbitration."""
    PAY_AGREEMENT = "pay_agreement"
    """An agreement about pay alone is not performed: an ordinary suit."""
    WAYS = "ways"
    FOLLOW_UP = "follow_up"


_ALWAYS: Final = date.min
_CIVIL_PROCEDURE_2023: Final = date(2024, 1, 1)
"""From this day the Civil Procedure Law as amended in 2023 is in force; its later articles moved by four."""

ARTICLES: Final[dict[Citation, tuple[tuple[date, str], ...]]] = {
    Citation.CHOICE: ((_ALWAYS, "在线调解规则 第十条"),),
    Citation.ACCEPTANCE: ((_ALWAYS, "在线调解规则 第十二条"),),
    Citation.ACCEPTANCE_LUOYANG: ((_ALWAYS, "洛中法〔2023〕4号 第四条"),),
    Citation.CONTACT: ((_ALWAYS, "在线调解规则 第十五条"),),
    Citation.ON_SITE: ((_ALWAYS, "在线调解规则 第十六条"),),
    Citation.EFFECT: ((_ALWAYS, "在线调解规则 第十九条"),),
    Citation.SUSPENSION: ((_ALWAYS, "在线调解规则 第二十三条"),),
    Citation.TERM: ((_ALWAYS, "在线调解规则 第二十四条"),),
    Citation.TERM_START: ((_ALWAYS, "在线调解规则 第二十四条第二款"),),
    Citation.TERM_START_MATERIALS: ((_ALWAYS, "特邀调解规定 第二十七条"),),
    Citation.EXTENSION: ((_ALWAYS, "在线调解规则 第二十四条"),),
    Citation.EXTENSION_LUOYANG: ((_ALWAYS, "洛中法〔2023〕4号 第四条"),),
    Citation.ENDINGS: ((_ALWAYS, "在线调解规则 第二十五条"),),
    Citation.APPRAISAL: ((_ALWAYS, "在线调解规则 第二十六条"),),
    Citation.REPORT: ((_ALWAYS, "在线调解规则 第二十一条"),),
    Citation.HAND_OVER: ((_ALWAYS, "特邀调解规定 第二十六条第二款"),),
    Citation.AGREEMENT_FILED: ((_ALWAYS, "特邀调解规定 第十九条"),),
    Citation.LABOUR_ORGANISATION: ((_ALWAYS, "劳动争议调解仲裁法 第十四条"),),
    Citation.LIMITATION: ((_ALWAYS, "劳动争议调解仲裁法 第二十七条"),),
    Citation.SUIT: ((_ALWAYS, "劳动争议调解仲裁法 第五十条"),),
    Citation.SUIT_FINAL: ((_ALWAYS, "劳动争议调解仲裁法 第四十八条"),),
    Citation.SUIT_EITHER: ((_ALWAYS, "劳动争议调解仲裁法 第四十八条、第五十条"),),
    Citation.AWARD_TIME: ((_ALWAYS, "劳动争议调解仲裁法 第四十三条"),),
    Citation.AWARD_ENFORCEMENT: ((_ALWAYS, "劳动争议调解仲裁法 第五十一条"),),
    Citation.SET_ASIDE: ((_ALWAYS, "劳动争议调解仲裁法 第四十九条"),),
    Citation.SUIT_ANNULLED: ((_ALWAYS, "劳动争议调解仲裁法 第四十九条第三款"),),
    Citation.FIRST_RECEIPT: ((_ALWAYS, "洛中法〔2023〕4号 第四条"),),
    Citation.POSTED: ((_ALWAYS, "民事诉讼法 第八十五条第四款"),),
    Citation.ROLLING: ((_ALWAYS, "民事诉讼法 第八十五条"),),
    Citation.CONFIRMATION: (
        (_ALWAYS, "民事诉讼法 第二百零一条"),
        (_CIVIL_PROCEDURE_2023, "民事诉讼法 第二百零五条"),
    ),
    Citation.CONFIRMATION_OBJECTION: ((_ALWAYS, "民诉法解释 第三百七十二条"),),
    Citation.ARBITRATION_REVIEW: ((_ALWAYS, "劳动人事争议仲裁办案规则 第七十四条"),),
    Citation.PAYMENT_ORDER: ((_ALWAYS, "劳动争议调解仲裁法 第十六条"),),
    Citation.COURT_PAPER: ((_ALWAYS, "在线调解规则 第二十条第二款"),),
    Citation.ENFORCEMENT: (
        (_ALWAYS, "民事诉讼法 第二百四十六条"),
        (_CIVIL_PROCEDURE_2023, "民事诉讼法 第二百五十条"),
    ),
    Citation.DEFAULT: ((_ALWAYS, "劳动争议调解仲裁法 第十五条"),),
    Citation.PAY_AGREEMENT: ((_ALWAYS, "法释〔2020〕26号 第五十一条"),),
    Citation.WAYS: ((_ALWAYS, "人民调解法 第二十六条"),),
    Citation.FOLLOW_UP: ((_ALWAYS, "人民调解法 第三十一条"),),
}
"""For each rule its articles with the first day of each, earliest first."""


def article(citation: Citation, on: date) -> str:
    """Return the article that said the rule on this day (a date in Beijing)."""
    return next(text for since, text in reversed(ARTICLES[citation]) if since <= on)
