"""How many of the number and money forms that other projects test are read to the expected value by `fenliu extract`.

    python3 .ci/numerals.py target/release/fenliu ../shared/data/text/cn2an.jsonl ../shared/data/text/jionlp_money.jsonl

A bare number is no evidence, so a form of cn2an is put before 元. What is read otherwise is listed.
"""

import json
import re
import subprocess
import sys

CURRENCY = {"元": "CNY", "人民币": "CNY", "港元": "HKD", "港币": "HKD", "美元": "USD", "美金": "USD", "日元": "JPY",
            "欧元": "EUR", "英镑": "GBP", "韩元": "KRW", "新台币": "TWD", "泰铢": "THB", "卢布": "RUB",
            "澳元": "AUD"}


def wanted(row):
    """The value and the currency that a row expects; none where it expects no single value."""
    expect = row["expect"]
    if isinstance(expect, dict):
        number = expect.get("num")
        if not isinstance(number, str):
            return None, None
        return float(number), CURRENCY.get(expect.get("case"))
    if isinstance(expect, (int, float)):
        return float(expect), None
    return None, None


def forms(path):
    for line in open(path, encoding="utf-8"):
        row = json.loads(line)
        text = row["input"]
        # Those of the other kinds are whole sentences, or numbers to write out.
        if not isinstance(text, str) or row["kind"].startswith("transform"):
            continue
        value, currency = wanted(row)
        if row["suite"] == "cn2an":
            text = f"金额是{text}元"
        yield row, text, value, currency


def main(program, paths):
    for path in paths:
        rows = list(forms(path))
        feed = "".join(json.dumps({"id": i, "text": text}, ensure_ascii=False) + "\n" for i, (_, text, _, _) in enumerate(rows))
        run = subprocess.run([program, "extract", "--input", "ndjson", "--output", "ndjson", "--now", "2026-11-24T14:30"],
                             input=feed, capture_output=True, text=True, check=True)
        read = wrong = missed = single = 0
        for line, (row, text, value, currency) in zip(run.stdout.splitlines(), rows):
            sums = [f for f in json.loads(line)["findings"] if f["kind"] == "amount"]
            found = [(f["value"], f["currency"]) for f in sums]
            if value is None:
                if len(sums) == 1:
                    single += 1
                verdict = "no value expected"
            elif any(v is not None and abs(v - value) < 0.006 + abs(value) * 1e-9
                     and (currency is None or currency == c) for v, c in found):
                read += 1
                continue
            elif found:
                wrong += 1
                verdict = f"expected {value:g}"
            else:
                missed += 1
                verdict = f"expected {value:g}"
            if "-v" in sys.argv:
                print(f"  {row['kind']}: {row['input']}: {verdict}, read {found}")
        valued = read + wrong + missed
        print(f"{re.sub('.*/', '', path)}: {read} of {valued} forms read to their value, {wrong} otherwise, {missed} not at all; "
              f"{len(rows) - valued} without a single value")


main(sys.argv[1], [argument for argument in sys.argv[2:] if argument != "-v"])
