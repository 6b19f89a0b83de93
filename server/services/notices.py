"""A person acknowledges the rights notice 权利义务告知书."""

from server.domain.notice import Acknowledgement
from server.domain.timeline import Tone
from server.services import minutes
from server.services.access import LinkKey, guest, invitation_view
from server.services.invitation_views import InvitationView
from server.services.ports import Ports


async def acknowledge(key: LinkKey, version: str, ports: Ports) -> InvitationView:
    """Keep when the person first read this wording. Raises `ConflictError` (`notice.outdated_wording`)."""
    now = ports.clock.now()
    async with ports.begin() as uow:
        reader = await guest(uow, key, now)
        if await uow.people.acknowledgement(reader.session.id, reader.person.identity) is None:
            await uow.people.acknowledge(Acknowledgement(reader.session.id, reader.person.identity, version, now))
            text = f"{minutes.about(reader.person)}已阅读权利义务告知书"
            await minutes.by_guest(uow, reader, minutes.Note("notice.acknowledged", text, Tone.CONSENT), now)
            await uow.commit()
    await ports.rooms.participants_changed(reader.session.id)
    return await invitation_view(ports, reader.invitation, key.device_digest)
