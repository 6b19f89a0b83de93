"""Keep files: from a person's packets to a sealed, encrypted, playable recording."""
