#!/usr/bin/env python3
"""Checks that `fenliu eval` measures what ../shared/score/messages.py measures, to the three decimals that it prints.

Usage: .ci/evaluate.py PROGRAM LABELLED.jsonl
"""

import json
import pathlib
import re
import subprocess
import sys

YARDSTICK = pathlib.Path(__file__).resolve().parents[2] / "shared/score/messages.py"
# Half a unit of the third decimal, and the sixth decimal to which the program's own figures are rounded.
WITHIN = 0.0005 + 1e-6
# The figures of one line of the yardstick, and what they are called here.
LINES = [
    (r"topics macro-F1 (\S+) .*, (\d+) messages\)", ["topics_macro_f1", "rows"]),
    (r"primary accuracy (\S+) +need accuracy (\S+) macro-F1 (\S+)", ["primary_accuracy", "need.accuracy", "need.macro_f1"]),
    (r"escalation P (\S+) R (\S+) F1 (\S+) AUC (\S+)", [f"escalation.{name}" for name in ("precision", "recall", "f1", "auc")]),
    (r"emergency P (\S+) R (\S+) F1 (\S+)", [f"emergency.{name}" for name in ("precision", "recall", "f1")]),
]


def output(*command):
    return subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout


def wanted(text):
    """The figures that the yardstick prints, by name."""
    figures = {}
    for line in text.splitlines():
        if found := re.match(r"  (\S+) +P (\S+)  R (\S+)  F1 (\S+)$", line):
            topic, *values = found.groups()
            figures |= {f"topics.{topic}.{name}": float(v) for name, v in zip(("precision", "recall", "f1"), values)}
        elif found := re.match(r"  (\S+) +(\d+)  topics macro-F1 (\S+)  escalation F1 (\S+)$", line):
            group, *values = found.groups()
            names = ("rows", "topics_macro_f1", "escalation.f1")
            figures |= {f"by.{group}.{name}": float(v) for name, v in zip(names, values)}
        for pattern, names in LINES:
            if found := re.match(pattern, line):
                figures |= {name: float(value) for name, value in zip(names, found.groups())}
    return figures


def at(figures, name):
    for key in name.split("."):
        figures = figures[key]
    return figures


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    program, labelled = sys.argv[1:]
    measured = json.loads(output(program, "eval", labelled, "--output", "json", "--by", "source"))
    measured["by"] = {group["value"]: group for group in measured["by"][0]["groups"]}
    figures = wanted(output(sys.executable, str(YARDSTICK), program, labelled, "--by", "source"))
    lines = sum(len(names) for _, names in LINES)
    expected = lines + 3 * len(measured["topics"]) + 3 * len(measured["by"])
    if len(figures) != expected:
        sys.exit(f"evaluate: the yardstick printed {len(figures)} figures, {expected} were expected")
    apart = [
        f"  {name}: {at(measured, name)}, by the yardstick {value:.3f}"
        for name, value in figures.items()
        if abs(at(measured, name) - value) > WITHIN
    ]
    if apart:
        sys.exit("evaluate: these differ\n" + "\n".join(apart))
    print(f"evaluate: {len(figures)} figures agree with the yardstick")


if __name__ == "__main__":
    main()
