"""Use cases: one async function per thing an actor asks for."""
