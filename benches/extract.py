"""Messages a second: `fenliu extract` and JioNLP 1.5.29 on the same texts, in the same run. See extract.md.

    python3 benches/extract.py target/release/fenliu TEXTS [--jionlp SECONDS]

TEXTS holds a message a line. JioNLP is slow, so it reads as many of them as it can in SECONDS (60), after one pass that warms
it up; the program reads all of them, three times, and the best run counts.
"""

import logging
import subprocess
import sys
import time


def ours(program, path, count):
    best = 0.0
    for _ in range(3):
        start = time.perf_counter()
        subprocess.run([program, "extract", "--threads", "1", "--input", "text", "--output", "ndjson", "--now", "2026-11-24T19:30", path],
                       check=True, stdout=subprocess.DEVNULL)
        best = max(best, count / (time.perf_counter() - start))
    return best


def theirs(texts, seconds):
    import jionlp

    # It logs every phrase that it can't parse, with a trace.
    logging.disable(logging.CRITICAL)
    base = time.mktime((2026, 11, 24, 19, 30, 0, 0, 0, -1))

    def extract(text):
        # What of its extractors corresponds to ours; it has none for error codes, counts and orders.
        jionlp.ner.extract_time(text, time_base=base)
        jionlp.ner.extract_money(text)
        jionlp.extract_phone_number(text)
        jionlp.extract_id_card(text)
        jionlp.extract_email(text)
        jionlp.extract_url(text)

    for text in texts[:20]:
        extract(text)
    start = time.perf_counter()
    done = 0
    for text in texts:
        try:
            extract(text)
        except Exception:  # Some texts make it fail; they cost time all the same.
            pass
        done += 1
        if time.perf_counter() - start > seconds:
            break
    return done / (time.perf_counter() - start), done


def main():
    program, path = sys.argv[1:3]
    seconds = float(sys.argv[4]) if sys.argv[3:4] == ["--jionlp"] else 60.0
    with open(path, encoding="utf-8") as file:
        texts = [line.rstrip("\n") for line in file]
    our = ours(program, path, len(texts))
    their, done = theirs(texts, seconds)
    our_again = ours(program, path, len(texts))
    our = max(our, our_again)
    print(f"fenliu extract: {our:,.0f} messages/s, {len(texts)} messages")
    print(f"jionlp:         {their:,.1f} messages/s, {done} messages")
    print(f"ratio:          {our / their:,.0f}")


main()
