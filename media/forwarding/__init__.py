"""Packet rules without I/O, clock or randomness: packets and `now` in, packets and requests out."""
