import os

import pytest
from pylibsrtp import Policy, Session

from media.srtp import BUFFER_SIZE, PacketBuffer, SrtpKeys, SrtpProfile, SrtpSession
from media.stats import Counters
from tests.support.rtp import rtp

PROFILES = list(SrtpProfile)


class Ends:
    """A server's session and a browser's, which is pylibsrtp's own."""

    def __init__(self, profile: SrtpProfile = SrtpProfile.AES_128_GCM) -> None:
        self.material = os.urandom(profile.material_size)
        keys = SrtpKeys.from_material(profile, self.material)
        self.counters = Counters()
        self.server = SrtpSession(keys, self.counters)
        self.buffer = PacketBuffer()
        policy = {"srtp_profile": profile.libsrtp_profile}
        self.sending = Session(Policy(key=keys.inbound, ssrc_type=Policy.SSRC_ANY_OUTBOUND, **policy))
        self.receiving = Session(Policy(key=keys.outbound, ssrc_type=Policy.SSRC_ANY_INBOUND, **policy))

    def receive(self, packet: bytes) -> bytes:
        length = self.server.unprotect(self.buffer, self.buffer.put(packet))
        return bytes(self.buffer.data[:length])

    def send(self, packet: bytes) -> bytes:
        length = self.server.protect(self.buffer, self.buffer.put(packet))
        return bytes(self.buffer.data[:length])


@pytest.fixture
def ends() -> Ends:
    return Ends()


@pytest.mark.parametrize("profile", PROFILES)
def test_packets_pass_in_both_directions(profile: SrtpProfile) -> None:
    ends, packet = Ends(profile), bytes(rtp())

    assert ends.receive(ends.sending.protect(packet)) == packet
    assert ends.receiving.unprotect(ends.send(packet)) == packet


@pytest.mark.parametrize("profile", PROFILES)
def test_rtcp_passes_in_both_directions(profile: SrtpProfile) -> None:
    ends = Ends(profile)
    packet = bytes.fromhex("80c90001") + bytes(4)

    for index in range(3):
        length = ends.server.unprotect_rtcp(ends.buffer, ends.buffer.put(ends.sending.protect_rtcp(packet)))
        assert bytes(ends.buffer.data[:length]) == packet, index
        length = ends.server.protect_rtcp(ends.buffer, ends.buffer.put(packet))
        assert ends.receiving.unprotect_rtcp(bytes(ends.buffer.data[:length])) == packet


@pytest.mark.parametrize(("profile", "tag"), [(SrtpProfile.AES_128_GCM, 0), (SrtpProfile.AES_128_CM_80, 10)])
def test_every_report_is_encrypted_under_an_index_of_its_own(profile: SrtpProfile, tag: int) -> None:
    ends, packet = Ends(profile), bytes.fromhex("80c90001") + bytes(4)

    indices = []
    for _ in range(3):
        length = ends.server.protect_rtcp(ends.buffer, ends.buffer.put(packet))
        indices.append(int.from_bytes(ends.buffer.data[length - tag - 4 : length - tag], "big"))

    assert [index >> 31 for index in indices] == [1, 1, 1]
    assert [index - indices[0] for index in indices] == [0, 1, 2]


def test_a_replayed_packet_is_refused_and_counted(ends: Ends) -> None:
    protected = ends.sending.protect(bytes(rtp()))

    assert ends.receive(protected)
    assert not ends.receive(protected)
    assert (ends.counters.replayed, ends.counters.unauthentic) == (1, 0)


def test_a_packet_of_another_key_is_refused_and_counted(ends: Ends) -> None:
    assert not ends.receive(Ends().sending.protect(bytes(rtp())))
    assert (ends.counters.replayed, ends.counters.unauthentic) == (0, 1)


def test_a_changed_packet_is_refused(ends: Ends) -> None:
    protected = bytearray(ends.sending.protect(bytes(rtp())))
    protected[14] ^= 1

    assert not ends.receive(bytes(protected))


def test_plain_packets_and_noise_are_refused(ends: Ends) -> None:
    for packet in (bytes(rtp()), bytes(12), b"\x80" + os.urandom(40), b"\x9f" + b"\xff" * 30):
        assert not ends.receive(packet)
        length = ends.buffer.put(packet)
        assert not ends.server.unprotect_rtcp(ends.buffer, length)


def test_numbers_wrap_into_the_next_cycle(ends: Ends) -> None:
    sequences = [65_533, 65_534, 65_535, 0, 1, 2]
    packets = [bytes(rtp(sequence=sequence)) for sequence in sequences]

    for packet in packets:
        assert ends.receive(ends.sending.protect(packet)) == packet
        assert ends.receiving.unprotect(ends.send(packet)) == packet


def test_packets_longer_than_pylibsrtp_takes_are_protected(ends: Ends) -> None:
    packet = bytes(rtp(payload=bytes(1_440)))

    assert len(ends.send(packet)) == len(packet) + 16


def test_a_packet_without_room_for_its_tag_is_refused(ends: Ends) -> None:
    assert ends.server.protect(ends.buffer, BUFFER_SIZE) == 0
    assert ends.server.protect_rtcp(ends.buffer, BUFFER_SIZE) == 0


def test_an_ssrc_that_was_forgotten_begins_anew(ends: Ends) -> None:
    ends.send(bytes(rtp(sequence=60_000, ssrc=5)))

    ends.server.forget_outbound(5)
    ends.server.forget_outbound(99)

    packet = bytes(rtp(sequence=1, ssrc=5))
    assert ends.receiving.unprotect(ends.send(packet)) == packet


def test_server_and_client_read_the_exported_material_crosswise() -> None:
    material = os.urandom(SrtpProfile.AES_128_CM_80.material_size)

    server = SrtpKeys.from_material(SrtpProfile.AES_128_CM_80, material)
    client = SrtpKeys.from_material(SrtpProfile.AES_128_CM_80, material, is_server=False)

    assert (server.inbound, server.outbound) == (client.outbound, client.inbound)
    assert server.inbound == material[:16] + material[32:46]
