"""What somebody would write first in Python: jieba and pyahocorasick, a JSON object a line. TERMS as the argument."""

import json
import sys

import ahocorasick
import jieba

automaton = ahocorasick.Automaton()
for term in open(sys.argv[1], encoding="utf-8").read().split("\n"):
    if term:
        automaton.add_word(term, term)
automaton.make_automaton()
for number, line in enumerate(sys.stdin, 1):
    line = line.rstrip("\n")
    words = set(jieba.lcut(line))
    hits = [term for _, term in automaton.iter(line) if term in words]
    decision = {"id": number, "score": 50 if hits else 0, "need": "problem" if hits else "none", "findings": hits}
    print(json.dumps(decision, ensure_ascii=False))
