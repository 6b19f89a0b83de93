"""ICE-lite on one UDP port and the same TCP port number."""
