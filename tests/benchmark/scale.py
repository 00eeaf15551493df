#!/usr/bin/env python3
"""scale.py JIANGBU FOLDER [COUNT ...]: how `jiangbu batch` grows with applicants, clauses, items.

Writes populations into FOLDER (100 MB for a million applicants) and prints, for one thread,
processor time for each applicant and the most memory: streamed from CSV for each COUNT (default
10000 100000 1000000); from a snapshot of the last COUNT with the policy's clauses once and ten
times; and for the first COUNT with one applicant more, who holds a million items. Times contain
the start of the process, some 10 ms. Fails only where the amounts are not as they must be."""
import os
import pathlib
import random
import re
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
NAMES = HERE / "changzhi_names.yaml"
TABLES = {
    "enterprises": "id,region,kind,serious_dishonesty",
    "trademarks": "enterprise_id,kind,registered",
    "madrid": "enterprise_id,applied,designated_countries",
    "prizes": "enterprise_id,level,grade,date",
    "recognitions": "enterprise_id,type,listed",
    "projects": "enterprise_id,program,date",
}
BLOCK = 10_000


def day(rng):
    return f"{rng.randint(2010, 2025)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def rows_of_block():
    """For each table, (number of the applicant, the rest of the row), in the order of applicants."""
    rng = random.Random(20240601)
    rows = {table: [] for table in TABLES}
    for number in range(BLOCK):
        region = rng.choice(["140402", "140403", "140105", "140800"])
        rows["enterprises"].append((number, f",{region},enterprise,{'true' if rng.random() < 0.02 else 'false'}\n"))
        for _ in range(rng.choice([0, 1, 1, 2, 3, 6])):
            kind = "geographical_indication" if rng.random() < 0.03 else "ordinary"
            rows["trademarks"].append((number, f",{kind},{day(rng)}\n"))
        for table, rest in [("madrid", lambda: f",{day(rng)},{rng.randint(1, 12)}\n"),
                            ("prizes", lambda: f",provincial,{rng.randint(1, 3)},{day(rng)}\n"),
                            ("recognitions", lambda: f",provincial_ip_advantage,{day(rng)}\n"),
                            ("projects", lambda: f",provincial patent promotion,{day(rng)}\n")]:
            if rng.random() < 0.1:
                rows[table].append((number, rest()))
    return rows


def write_population(folder, count, block):
    folder.mkdir(parents=True, exist_ok=True)
    for table, header in TABLES.items():
        with open(folder / f"{table}.csv", "w", encoding="utf-8") as file:
            file.write(header + "\n")
            for base in range(1, count + 1, BLOCK):
                file.write("".join(f"{base + number}{rest}" for number, rest in block[table]))


def add_large_applicant(folder, count):
    """One more applicant, with a million marks, of which every third is a geographical indication."""
    with open(folder / "enterprises.csv", "a", encoding="utf-8") as file:
        file.write(f"{count + 1},140402,enterprise,false\n")
    with open(folder / "trademarks.csv", "a", encoding="utf-8") as file:
        for i in range(1_000_000):
            kind = "geographical_indication" if i % 3 == 0 else "ordinary"
            file.write(f"{count + 1},{kind},{2010 + i % 16}-{i % 12 + 1:02}-{i % 28 + 1:02}\n")


def copied_policy(copies):
    """The policy's clauses `copies` times, each copy with amounts and days of its own: nothing is shared."""
    head, clauses = (HERE / "changzhi.yaml").read_text(encoding="utf-8").split("\nclauses:\n")
    days = "".join(f"  first_{k}: {{value: '@\"2024-01-{k + 1:02}\"', title: {{zh: 首日, en: first day}}}}\n"
                   for k in range(copies))
    head = re.sub(r"  first_day:.*\n", lambda _: days, head)
    text = ""
    for k in range(copies):
        copy = re.sub(r"(?m)^  (C\d):", rf"  \1_{k}:", clauses).replace("first_day", f"first_{k}")
        text += re.sub(r"(\d+)万元", lambda match: f"{int(match[1]) + k}万元", copy)
    return f"{head}\nclauses:\n{text}"


class Run:
    """One run of `jiangbu`: its output, processor seconds, peak memory in MB."""

    def __init__(self, jiangbu, *arguments):
        process = subprocess.Popen([jiangbu, "--lang", "en", *map(str, arguments)], stdout=subprocess.PIPE,
                                   stderr=subprocess.STDOUT, text=True)
        self.output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        if status != 0:
            sys.exit(f"failed: {arguments}\n{self.output}")
        self.seconds = usage.ru_utime + usage.ru_stime
        self.memory = usage.ru_maxrss / 1024

    def total(self):
        low, high = re.search(r"total +CNY (\d+)(?:–(\d+))?", self.output).groups()
        return int(low), int(high or low)


def batch(jiangbu, policy, folder, *options):
    return Run(jiangbu, "batch", policy, folder, "--map", NAMES, "--date", "2025-06-30", "--threads", 1, *options)


def best(runs):
    return min(runs, key=lambda run: run.seconds)


def more_applicants(jiangbu, folder, counts, block):
    policy = HERE / "changzhi.yaml"
    write_population(folder / "block", BLOCK, block)
    low, high = batch(jiangbu, policy, folder / "block").total()
    for count in counts:
        write_population(folder / "tables", count, block)
        run = best([batch(jiangbu, policy, folder / "tables", "--stream") for _ in range(3)])
        if run.total() != (low * (count // BLOCK), high * (count // BLOCK)):
            sys.exit(f"{count} applicants: {run.total()}")
        print(f"{count} applicants, streamed: {run.seconds / count * 1e9:.0f} ns each, {run.memory:.0f} MB", flush=True)


def more_clauses(jiangbu, folder, count, block):
    write_population(folder / "tables", count, block)
    Run(jiangbu, "snapshot", HERE / "changzhi.yaml", folder / "tables", folder / "snapshot", "--map", NAMES)
    times = {}
    for copies in [1, 10]:
        policy = folder / f"policy_{copies}.yaml"
        policy.write_text(copied_policy(copies), encoding="utf-8")
        run = best([Run(jiangbu, "batch", policy, folder / "snapshot", "--date", "2025-06-30", "--threads", 1)
                    for _ in range(5)])
        times[copies] = run.seconds
        print(f"{8 * copies} clauses, snapshot: {run.seconds / count * 1e9:.0f} ns each, {run.memory:.0f} MB", flush=True)
    print(f"ten times the clauses: {times[10] / times[1]:.1f} times the time", flush=True)


def large_applicant(jiangbu, folder, count, block):
    policy = HERE / "changzhi.yaml"
    write_population(folder / "tables", count, block)
    without = best([batch(jiangbu, policy, folder / "tables") for _ in range(3)])
    add_large_applicant(folder / "tables", count)
    run = best([batch(jiangbu, policy, folder / "tables") for _ in range(3)])
    marks = sum(1 for i in range(1_000_000) if i % 3 == 0 and 2010 + i % 16 in (2024, 2025))
    if run.total()[0] != without.total()[0] + marks * 30_000:
        sys.exit(f"a million items: {run.total()}")
    print(f"a million items of one applicant more: {(run.seconds - without.seconds) * 1e9 / 1e6:.0f} ns an item, "
          f"{run.memory:.0f} MB", flush=True)


def main():
    jiangbu, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    counts = [int(count) for count in sys.argv[3:]] or [10_000, 100_000, 1_000_000]
    if any(count % BLOCK for count in counts):
        sys.exit(f"COUNT must be a multiple of {BLOCK}")
    block = rows_of_block()
    more_applicants(jiangbu, folder, counts, block)
    more_clauses(jiangbu, folder, counts[-1], block)
    large_applicant(jiangbu, folder, counts[0], block)


main()
