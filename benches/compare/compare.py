#!/usr/bin/env python3
"""Processor time of fenliu beside wc, ripgrep and naive pipelines, on the same files, in turn.

    cargo build --release && cargo build --release --example naive
    python3 benches/compare/compare.py target/release [--rg RG15] [--rg13 RG13] [--python PYTHON] [--lines N] [--messages FILE]

jieba and pyahocorasick are installed into a virtual environment beside the folder, once; --python names an interpreter that has them.

The 3,000 terms are words of the dictionary, drawn by a seed; ripgrep, the naive pipelines and a pack made here have the same ones.
Log lines have a prefix of ASCII and a short message, one in a hundred with a term. FILE holds messages, a line each, for the full
decisions of the built-in pack; without it they are made of dictionary words too. What is not there is left out, and said.
"""

import argparse
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def dictionary():
    rows = (line.split(" ") for line in (ROOT / "data/jieba/dict.txt").read_text("utf-8").splitlines())
    return [(word, int(count)) for word, count in (row[:2] for row in rows if not row[0].startswith("#"))]


def han(word):
    return re.fullmatch(r"[\u4e00-\u9fff]{2,6}", word) is not None


def inputs(folder, lines, seed=7):
    draw = random.Random(seed)
    words = dictionary()
    common = [word for word, count in words if count > 300 and len(word) <= 3]
    rare = [word for word, count in words if count < 300 and han(word)]
    terms = draw.sample(rare, 3000)
    terms_file = folder / "terms.txt"
    terms_file.write_text("\n".join(terms) + "\n", "utf-8")
    pattern = re.compile("|".join(sorted(terms, key=len, reverse=True)))

    def message(least, most):
        while True:
            text = "".join(draw.choice(common) for _ in range(draw.randint(least, most)))
            if not pattern.search(text):
                return text

    sparse = folder / "sparse.log"
    with sparse.open("w", encoding="utf-8") as out:
        for number in range(lines):
            text = message(4, 12)
            if number % 100 == 7:
                text += draw.choice(terms) + message(1, 3)
            ms = draw.randrange(86_400_000)
            out.write(f"2026-11-24T{ms // 3_600_000:02}:{ms // 60_000 % 60:02}:{ms // 1000 % 60:02}.{ms % 1000:03}Z INFO "
                      f"chat-{draw.randrange(16)} {draw.getrandbits(64):016x} uid={draw.randrange(10**8)} {text}\n")
    dense = folder / "dense.txt"
    with dense.open("w", encoding="utf-8") as out:
        for _ in range(lines // 10):
            out.write(message(3, 8) + draw.choice(terms) + message(3, 8) + "\n")
    return terms, terms_file, sparse, dense


def pack(folder, terms):
    """A pack with these terms as faults and no others, with the desks, cues and signals of the built-in one."""
    there = folder / "pack"
    shutil.copytree(ROOT / "lexicons", there)
    for name in ("payment", "security", "fault", "complaint"):
        head = (ROOT / f"lexicons/{name}.toml").read_text("utf-8").split("[[term]]")[0]
        words = terms if name == "fault" else [f"没有这个词{name}"]
        variants = ", ".join(f'"{word}"' for word in words[1:])
        term = f'[[term]]\ntext = "{words[0]}"\nvariants = [{variants}]\nhits = ["看，{words[0]}！"]\n'
        (there / f"{name}.toml").write_text(head + term, "utf-8")
    return there


def cpu(command, stdin=None, rounds=3):
    best = None
    for _ in range(rounds):
        with open(stdin or os.devnull, "rb") as into:
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            done = subprocess.run([str(part) for part in command], stdin=into, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
        if done.returncode not in (0, 1):
            sys.exit(f"{command[0]}: {done.stderr.decode()[-500:]}")
        took = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        best = took if best is None else min(best, took)
    return best


def version(command):
    try:
        out = subprocess.run(command, capture_output=True, text=True).stdout.splitlines()
        return out[0] if out else None
    except FileNotFoundError:
        return None


def interpreter(asked, there):
    """A Python that has what naive.py needs; None where it can't be had."""
    if asked:
        has = subprocess.run([asked, "-c", "import jieba, ahocorasick"], capture_output=True)
        return asked if has.returncode == 0 else None
    python = there / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    installed = there / "installed"
    if not installed.exists():
        print(f"installing jieba and pyahocorasick into {there}")
        wanted = Path(__file__).with_name("requirements.txt")
        for command in ([sys.executable, "-m", "venv", there], [python, "-m", "pip", "install", "-q", "-r", wanted]):
            done = subprocess.run([str(part) for part in command], capture_output=True, text=True)
            if done.returncode != 0:
                print(done.stderr[-500:] or done.stdout[-500:])
                return None
        installed.touch()
    return python


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--rg", default="rg")
    ask.add_argument("--rg13")
    ask.add_argument("--python")
    ask.add_argument("--lines", type=int, default=300_000)
    ask.add_argument("--messages", type=Path)
    ask = ask.parse_args()
    fenliu, naive = ask.folder / "fenliu", ask.folder / "examples/naive"
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        terms, terms_file, sparse, dense = inputs(folder, ask.lines)
        ours = [fenliu, "-q", "-j1", "--now", "2026-11-24T14:30", "--output", "ndjson"]
        own = pack(folder, terms)
        rows = []
        size = sparse.stat().st_size / 1e6
        rows.append(("sparse", "wc -l", cpu(["wc", "-l", sparse])))
        for name, rg in (("ripgrep", ask.rg), ("ripgrep (older)", ask.rg13)):
            said = version([rg, "--version"]) if rg else None
            if said:
                rows.append(("sparse", said, cpu([rg, "-c", "-F", "-j1", "-f", terms_file, sparse])))
            else:
                print(f"left out: {name} is not there")
        rows.append(("sparse", "fenliu --only hits", cpu([*ours, "--pack", own, "--only", "hits", sparse])))
        rows.append(("dense", "fenliu, the same 3,000 terms", cpu([*ours, "--pack", own, dense])))
        if naive.exists():
            rows.append(("dense", "naive Rust", cpu([naive, terms_file], dense)))
        else:
            print("left out: the naive Rust pipeline is not built")
        python = interpreter(ask.python, ask.folder.parent / "compare-venv")
        slow = [python, Path(__file__).with_name("naive.py"), terms_file]
        if python:
            rows.append(("dense", "naive Python", cpu(slow, dense, 1)))
        else:
            print("left out: jieba and pyahocorasick are not there")
        messages = ask.messages or dense
        count = sum(1 for _ in messages.open("rb"))
        rows.append(("messages", "fenliu, full decisions", cpu([*ours, messages])))
        if naive.exists():
            rows.append(("messages", "naive Rust", cpu([naive, terms_file], messages)))
        if python:
            rows.append(("messages", "naive Python", cpu(slow, messages, 1)))
        print(version([fenliu, "--version"]), "·", sys.version.split()[0], "·", f"{size:.0f} MB sparse log")
        ours = {file: took for file, what, took in rows if what.startswith("fenliu")}
        for file, what, took in rows:
            amount = {"sparse": ask.lines, "dense": ask.lines // 10, "messages": count}[file]
            ratio = "" if what.startswith("fenliu") else f"   fenliu takes {ours[file] / max(took, 1e-9):.2f} times that"
            print(f"{file:9} {what:32} {took:8.3f} s {amount / max(took, 1e-9):12,.0f} lines/s{ratio}")


main()
