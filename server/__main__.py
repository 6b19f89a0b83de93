"""The command line: `mediation-room COMMAND`; the commands are listed in `server.command`."""

import sys

from server.command import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
