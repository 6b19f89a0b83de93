"""Fuzz the readers of hostile input: `python -m tests.fuzz.run [--seconds N] [--seed N] [TARGET ...]`.

One target after another, each for `--seconds`, from the seeds in tests/vectors/fuzz. With `--keep` inputs that
reached new code are kept in .cache/fuzz and used again next time. What makes a target fail is written there too:
move it to tests/vectors/fuzz, where a unit test reads every file.
"""

import argparse
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.targets import TARGETS, Target

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "tests" / "vectors" / "fuzz"
KEPT = ROOT / ".cache" / "fuzz"
SECONDS = 10
SEED = 5769
_MEMORY_MB = 700
_TOO_SLOW_SECONDS = 5


def main(arguments: list[str]) -> int:
    """Fuzz the chosen targets; print how many held; return 0 when all did."""
    options = _options(arguments)
    names = options.targets or list(TARGETS)
    results = [_fuzz(TARGETS[name], options) for name in names]
    print(f"{sum(results)} passed, {len(results) - sum(results)} failed", flush=True)
    return 0 if all(results) else 1


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz.run", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("targets", nargs="*", choices=[[], *TARGETS], metavar="TARGET", help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for each target")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--keep", action="store_true", help="keep inputs that reached new code")
    return parser.parse_args(arguments)


def _fuzz(target: Target, options: argparse.Namespace) -> bool:
    findings = KEPT / target.name
    findings.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        grown = findings if options.keep else Path(scratch)
        limits = {
            "max_total_time": options.seconds,
            "seed": options.seed,
            "max_len": target.longest,
            "timeout": _TOO_SLOW_SECONDS,
            "rss_limit_mb": _MEMORY_MB,
            "artifact_prefix": f"{findings}/finding-",
            "print_final_stats": 1,
        }
        command = [sys.executable, "-m", "tests.fuzz.child", target.name]
        command += [f"-{name}={value}" for name, value in limits.items()] + [str(grown), str(SEEDS / target.name)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False)  # noqa: S603  # ourselves
    held = done.returncode == 0
    print(f"{'ok  ' if held else 'FAIL'} {target.name}: {_statistics(done.stderr)}", flush=True)
    if not held:
        print(done.stdout[-4_000:], done.stderr[-4_000:], sep="\n", flush=True)
    return held


def _statistics(log: str) -> str:
    """Return what libFuzzer said at its end: how many inputs, and the most memory."""
    found = dict(line.removeprefix("stat::").split(":", 1) for line in log.splitlines() if line.startswith("stat::"))
    tried, memory = (found.get(name, "?").strip() for name in ("number_of_executed_units", "peak_rss_mb"))
    return f"{tried} inputs, {memory} MB"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
