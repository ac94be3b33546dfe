#!/usr/bin/env python3
"""Checks the fold against OpenCC's own cases: both sides of a conversion to simplified text must fold alike.

Usage: .ci/opencc.py PROGRAM, where PROGRAM prints each line of its input folded (target/…/examples/fold).
"""

import json
import pathlib
import subprocess
import sys

CASES = pathlib.Path(__file__).resolve().parents[2] / "shared/data/text/opencc_testcases.jsonl"
KINDS = {"t2s", "tw2s", "hk2s"}
LEAST = 95


def folded(program, lines):
    """Each line as the program folds it."""
    run = subprocess.run([program], input="\n".join(lines) + "\n", capture_output=True, encoding="utf-8", check=True)
    out = run.stdout.split("\n")[:-1]
    if len(out) != len(lines):
        sys.exit(f"opencc: {len(lines)} lines went in, {len(out)} came out")
    return out


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    if not CASES.exists():
        print("skipped: no ../shared")
        return
    rows = [row for row in map(json.loads, CASES.read_text(encoding="utf-8").splitlines()) if row["kind"] in KINDS]
    # A case may hold line breaks, which the program would take for the ends of messages.
    flat = [row[side].replace("\n", " ") for row in rows for side in ("input", "expect")]
    out = folded(sys.argv[1], flat)
    equal = 0
    for row, got, want in zip(rows, out[::2], out[1::2]):
        if got == want:
            equal += 1
        else:
            print(f"miss {row['id']}\n  {got}\n  {want}")
    print(f"opencc: {equal} of {len(rows)}")
    if equal < LEAST:
        sys.exit(1)


if __name__ == "__main__":
    main()
