"""Settings of all tests."""

from hypothesis import settings

settings.register_profile("room", deadline=None, derandomize=True)
settings.load_profile("room")
