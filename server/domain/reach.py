"""Reach: which courts besides the inviting one a roster entry serves (在线调解规则 art. 28, OM-36)."""

from server.domain.profile import Profile, RosterLevel


def reaches(profile: Profile, court: str, place: str) -> bool:
    """Tell whether the level of another court's entry reaches a case at `court` from the district `place`."""
    if profile.level is RosterLevel.REGION:
        return serves(profile, court, place)
    return profile.level is RosterLevel.NATION


def serves(profile: Profile, court: str, place: str) -> bool:
    """Tell whether an entry names the district, or what the court is named after, among its districts served."""
    return any(region == place or region in court for region in profile.regions)
