"""Words of the case file that use cases write; screens have their own in `static/src/locales`."""

from typing import Final

from server.domain.authority import AuthorityKind
from server.domain.outcome import OutcomeKind
from server.domain.party import Role

STAFF_TITLES: Final = {
    Role.MEDIATOR: "调解员",
    Role.CLERK: "书记员",
    Role.JUDGE: "法官",
    Role.ORGANISATION: "调解组织管理员",
}

AUTHORITIES: Final = {
    AuthorityKind.LAWYER: "律师或者基层法律服务工作者",
    AuthorityKind.RELATIVE: "近亲属或者工作人员",
    AuthorityKind.CITIZEN: "被推荐的公民",
    AuthorityKind.GUARDIAN: "法定代理人",
    AuthorityKind.REPRESENTATIVE: "推选的代表人",
}

OUTCOMES: Final = {
    OutcomeKind.SETTLED: "达成协议",
    OutcomeKind.PARTLY_SETTLED: "部分达成协议",
    OutcomeKind.NOT_SETTLED: "未达成协议，调解终结",
    OutcomeKind.ADJOURNED: "改期继续",
}
