"""Who may ask what: role × route, drawn from the table of routes and the table of rights."""

from typing import Final

from server.domain.account import OF_WHO_IS_ASKED, RIGHTS, Right
from server.domain.party import Role
from server.web.routes import ROUTES, Access, AnyOf, Route

STAFF: Final = tuple(role for role, rights in RIGHTS.items() if rights)
"""The roles that sign in."""
_HEAD: Final = """# Who may ask what

Made from `server/web/routes.py` and `server/domain/account.py`; a test keeps it current and another asks every route
as every role. A right lets a role ask; which cases are its business is decided per case, and what is not is answered
like what does not exist. `link` is whoever holds a personal link, `ticket` a ticket into a room, `operator` whoever
asks from a network of the operators. Whoever was asked to mediate, until they accept, has of these in that case only
{asked}.

"""


def allows(right: Right | AnyOf | Access, role: Role) -> bool:
    """Tell whether a signed-in member of staff may ask a route."""
    if isinstance(right, AnyOf):
        return not RIGHTS[role].isdisjoint(right.rights)
    return right in RIGHTS[role] if isinstance(right, Right) else right in {Access.ANYONE, Access.STAFF}


def page() -> str:
    """Return the whole document."""
    head = ["route", "needs", *(role.value for role in STAFF)]
    lines = [_line(head), _line(["---"] * len(head))]
    lines += [_line(_row(route)) for route in ROUTES if "{path" not in route.path]
    asked = ", ".join(f"`{right}`" for right in Right if right in OF_WHO_IS_ASKED)
    return _HEAD.format(asked=asked) + "\n".join(lines) + "\n"


def _row(route: Route) -> list[str]:
    return [
        f"`{route.method} {route.path}`",
        f"`{route.right}`",
        *("yes" if allows(route.right, role) else "" for role in STAFF),
    ]


def _line(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"
