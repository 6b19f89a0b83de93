"""What a developer runs: preparing a fresh clone, generating types."""
