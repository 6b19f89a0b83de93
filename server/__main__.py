"""The command line: `mediation-room serve | demo | migrate | create-user | verify-recording | deadline | doctor`."""

import sys

from server.command import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
