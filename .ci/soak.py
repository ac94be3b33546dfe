#!/usr/bin/env python3
"""Mixed random and real records through `fenliu classify` for an hour: flat memory, nothing lost, nothing out of order.

python3 .ci/soak.py --program target/release/fenliu [--real FILE.ndjson] [--minutes 60] [--seed 1]
Each round writes one batch to a run on two threads that lives the whole time, and to a fresh one on one thread;
decisions of the two must be equal. Memory is that of the long run, from /proc. Exit code 1 when anything differs.
"""
import argparse, json, os, random, subprocess, threading, time

WORDS = "退款 没到账 被盗 账号 没有 已经 如果 怎么 急 投诉 卡死 昨天 近24小时 3次 5000元 报错E1024 转人工 ， 。 ？ a \u200b \u202e 👨‍👩‍👧".split(" ")


def batch(rng, real, start, count):
    """Lines of NDJSON, about one in twenty broken; each sound one has the next id."""
    lines, ids = [], []
    for n in range(start, start + count):
        if real and rng.random() < 0.5:
            record = {"text": rng.choice(real)}
        else:
            record = {"text": "".join(rng.choice(WORDS) for _ in range(rng.randrange(30)))}
        if rng.random() < 0.5:
            record["session"] = f"s{start}-{rng.randrange(50)}"
            record["time"] = "2026-11-24T14:30:00+08:00"
        line = json.dumps({"id": n, **record}, ensure_ascii=rng.random() < 0.2).encode()
        ids.append(n)
        if rng.random() < 0.05:
            # The id comes first, so that it is still read where the rest is broken.
            line = line[:-1] + rng.choice([b"", b',"text":7}', b',"time":"never"}', b"\xff}"])
        lines.append(line)
    return lines, ids


def memory(pid):
    with open(f"/proc/{pid}/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--program", default="target/release/fenliu")
    options.add_argument("--real")
    options.add_argument("--minutes", type=float, default=60)
    options.add_argument("--seed", type=int, default=1)
    options = options.parse_args()
    rng = random.Random(options.seed)
    real = [json.loads(line)["text"] for line in open(options.real)] if options.real else []
    command = [options.program, "classify", "--now", "2026-11-24T14:30", "--input", "ndjson", "--output", "ndjson"]
    quiet = dict(stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    long = subprocess.Popen([*command, "--threads", "2"], **quiet)
    began, rounds, records, differing, samples = time.time(), 0, 0, 0, []

    def settle(line):
        """A decision without the line that it stands on, which differs between the runs."""
        decision = json.loads(line)
        decision.pop("source")
        return decision

    while time.time() - began < options.minutes * 60:
        lines, ids = batch(rng, real, records, 2000)
        text = b"\n".join(lines) + b"\n"
        writer = threading.Thread(target=lambda: (long.stdin.write(text), long.stdin.flush()))
        writer.start()
        got = [settle(long.stdout.readline()) for _ in ids]
        writer.join()
        alone = subprocess.run([*command, "--threads", "1"], input=text, capture_output=True).stdout
        expected = [settle(line) for line in alone.splitlines()]
        differing += sum(one != other for one, other in zip(got, expected)) + abs(len(got) - len(expected))
        found = [one["id"] for one in got]
        assert found == ids, f"lost or out of order in round {rounds}: {[p for p in zip(found, ids) if p[0] != p[1]][:3]}"
        rounds, records = rounds + 1, records + len(ids)
        samples.append(memory(long.pid))
        if rounds in (1, 2, 5) or rounds % 50 == 0:
            print(f"{time.time() - began:6.0f} s {records:9} records {samples[-1] / 1024:7.1f} MiB {differing} differ", flush=True)
    long.stdin.close()
    rest = long.stdout.read()
    assert not rest, "lines that nobody waited for"
    third = max(1, len(samples) // 3)
    growth = max(samples[-third:]) - max(samples[third : 2 * third] or samples)
    print(f"{rounds} rounds, {records} records, {differing} decisions differ, memory {min(samples)}–{max(samples)} KiB, growth of the last third {growth} KiB")
    raise SystemExit(1 if differing or growth > 8 * 1024 else 0)


main()
