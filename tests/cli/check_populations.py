#!/usr/bin/env python3
"""The same population from every kind of source gets the same amounts.

    check_populations.py JIANGBU

CSV in several forms, a run at a time, lines of JSON, SQLite, PostgreSQL (a server of its own in a
temporary folder, if it is installed), a snapshot. And: templates read without a finding.
"""
import csv
import decimal
import getpass
import json
import os
import pathlib
import pwd
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
POLICY = ROOT / "tests/benchmark/changzhi.yaml"
APPLICANTS = 3000
TITLES = ["national_ip_demo", "national_ip_advantage", "prov_copyright_demo_unit",
          "national_ip_edu_demo_school"]
PROGRAMMES = ["provincial patent promotion", "provincial brand promotion"]


QUOTIENT = """
policy: quotient
title: {zh: 商, en: quotient}
status: in force
facts: {n: {type: integer, title: {zh: 数, en: n}}}
clauses:
  A: {title: {zh: 甲, en: a}, award: 100元 / n}
"""


def day(chance):
    return f"{chance.randint(2023, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"


def applicant(number, chance):
    """Facts of one applicant as JSON has them."""
    def items(make):
        return [make() for _ in range(chance.choice([0, 0, 1, 2, 5]))]
    return {
        "id": number,
        "region": chance.choice(["140400", "140402", "140100"]),
        "kind": "enterprise",
        "flags": {"serious_dishonesty": chance.random() < 0.1},
        "trademarks": items(lambda: {"kind": chance.choice(["ordinary",
                                                            "geographical_indication"]),
                                     "registered": day(chance)}),
        "madrid_registrations": items(lambda: {"applied": day(chance),
                                               "designated_countries": chance.randint(1, 9)}),
        "patent_prizes": items(lambda: {"level": chance.choice(["national", "provincial"]),
                                        "grade": chance.randint(1, 3), "date": day(chance)}),
        "recognitions": items(lambda: {"type": chance.choice(TITLES), "listed": day(chance)}),
        "funded_projects": items(lambda: {"program": chance.choice(PROGRAMMES),
                                          "date": day(chance)}),
    }


def tables_of(population):
    """Table name to a header and rows."""
    lists = {name: [] for name, value in population[0].items() if isinstance(value, list)}
    applicants = []
    for one in population:
        applicants.append([one["id"], one["region"], one["kind"],
                           "true" if one["flags"]["serious_dishonesty"] else "false"])
        for name, rows in lists.items():
            rows += [{"id": one["id"], **item} for item in one[name]]
    tables = {"applicants": (["id", "region", "kind", "flags.serious_dishonesty"], applicants)}
    for name, rows in lists.items():
        header = list(rows[0])
        tables[name] = (header, [[row[key] for key in header] for row in rows])
    return tables


def write_csv(folder, tables, encoding="utf-8", **form):
    folder.mkdir()
    for name, (header, rows) in tables.items():
        with open(folder / f"{name}.csv", "w", encoding=encoding, newline="") as file:
            writer = csv.writer(file, **form)
            writer.writerow(header)
            writer.writerows(rows)
    return folder


def shuffled(tables, chance):
    return {name: (header, chance.sample(rows, len(rows)) if name != "applicants" else rows)
            for name, (header, rows) in tables.items()}


def with_columns_turned(tables):
    return {name: (header[::-1], [row[::-1] for row in rows])
            for name, (header, rows) in tables.items()}


def in_chinese(tables):
    titles = {"region": "地区", "kind": "类型", "registered": "注册日", "true": "是",
              "false": "否", "geographical_indication": "地理标志", "applied": "申请日",
              "flags.serious_dishonesty": "严重失信", "national": "国家级"}
    return {name: ([titles.get(cell, cell) for cell in header],
                   [[titles.get(cell, cell) for cell in row] for row in rows])
            for name, (header, rows) in tables.items()}


def write_sqlite(path, tables):
    database = sqlite3.connect(path)
    for name, (header, rows) in tables.items():
        columns = ", ".join(f'"{column}"' for column in header)
        database.execute(f'CREATE TABLE "{name}" ({columns})')
        marks = ", ".join("?" * len(header))
        database.executemany(f'INSERT INTO "{name}" VALUES ({marks})', rows)
    database.commit()
    database.close()


class PostgreSQL:
    """A server in a folder, reached through a socket there, run by an ordinary user."""

    def __init__(self, folder):
        found = sorted(pathlib.Path("/usr/lib/postgresql").glob("*/bin/initdb"))
        self.programs = found[-1].parent if found else None
        self.folder = folder / "cluster"
        self.user = "nobody" if os.geteuid() == 0 else getpass.getuser()
        self.address = f"postgresql:///postgres?host={self.folder}&user=tester"

    def run(self, *command, **options):
        as_user = {}
        if os.geteuid() == 0:
            user = pwd.getpwnam(self.user)
            as_user = {"user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}
        return subprocess.run([str(part) for part in command], check=True, cwd="/",
                              capture_output=True, text=True, **as_user, **options)

    def __enter__(self):
        self.folder.mkdir()
        if os.geteuid() == 0:
            shutil.chown(self.folder, self.user)
            for parent in self.folder.parents[:1]:
                parent.chmod(0o755)
        self.run(self.programs / "initdb", "-D", self.folder / "data", "-U", "tester",
                 "--auth=trust", "--encoding=UTF8", "--locale=C", "--no-sync")
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off"
        self.run(self.programs / "pg_ctl", "-D", self.folder / "data", "-w", "-o", options,
                 "-l", self.folder / "log", "start")
        return self

    def __exit__(self, *_):
        self.run(self.programs / "pg_ctl", "-D", self.folder / "data", "-m", "immediate", "stop")

    def fill(self, tables, types):
        for name, (header, rows) in tables.items():
            columns = ", ".join(f'"{column}" {types.get(column, "text")}' for column in header)
            sql = f'CREATE TABLE "{name}" ({columns});\nCOPY "{name}" FROM STDIN WITH (FORMAT csv);\n'
            text = "".join(",".join(str(cell) for cell in row) + "\n" for row in rows)
            self.run(self.programs / "psql", "-v", "ON_ERROR_STOP=1", "-q", self.address,
                     input=sql + text + "\\.\n")


class Check:
    def __init__(self, program, folder):
        self.program = program
        self.folder = folder
        self.faults = []
        self.expected = None

    def run(self, *arguments):
        return subprocess.run([self.program, *[str(one) for one in arguments], "--lang", "en"],
                              capture_output=True, encoding="utf-8", check=False)

    def same(self, name, source, *options):
        run = self.run("batch", POLICY, source, "--date", "2025-06-01", "--format", "json",
                       *options)
        if run.returncode != 0:
            self.faults.append(f"{name}: exit code {run.returncode}\n{run.stderr}")
            return
        if "\r" in run.stderr:
            self.faults.append(f"{name}: a progress bar where there is no terminal")
        amounts = json.loads(run.stdout)
        if self.expected is None:
            self.expected = amounts
        if amounts != self.expected:
            self.faults.append(f"{name}: other amounts\n{run.stdout}")

    def one_by_one(self, population):
        """What `check` says of some applicants alone."""
        out = self.folder / "amounts.csv"
        self.run("batch", POLICY, self.folder / "csv", "--date", "2025-06-01", "--out", out)
        with open(out, encoding="utf-8") as file:
            amounts = {row["id"]: row for row in csv.DictReader(file)}
        if len(amounts) != len(population):
            self.faults.append("--out: not one line for each applicant")
        for one in population[:40]:
            facts = self.folder / "facts.json"
            facts.write_text(json.dumps(one), encoding="utf-8")
            run = self.run("check", POLICY, "--facts", facts, "--date", "2025-06-01",
                           "--format", "json")
            total = json.loads(run.stdout)["cases"][0]["policies"][0]["totals"]["payable"]
            found = amounts[str(one["id"])]
            if (float(total["low"]), float(total["high"])) != (float(found["low"]),
                                                             float(found["high"])):
                self.faults.append(f"applicant {one['id']}: {total} alone, {found} in CSV")

    def by_clause_and_item(self):
        """Rows of clauses, and of items, add up to what their applicants get; from a snapshot
        and a run at a time they are the same."""
        amounts = {}
        for by in ("applicant", "clause", "item"):
            texts = []
            for source, *more in ((self.folder / "csv",), (self.folder / "snapshot",),
                                  (self.folder / "csv", "--stream", "--threads", "2")):
                out = self.folder / "by.csv"
                self.run("batch", POLICY, source, "--date", "2025-06-01", "--out", out,
                         "--by", by, *more)
                texts.append(out.read_text(encoding="utf-8"))
            if len(set(texts)) != 1:
                self.faults.append(f"--by {by}: not the same from every source")
            sums = amounts[by] = {}
            for row in csv.DictReader(texts[0].splitlines()):
                low, high = sums.get(row["id"], (0, 0))
                sums[row["id"]] = (low + decimal.Decimal(row["low"]),
                                   high + decimal.Decimal(row["high"]))
        paid = {name: sums for name, sums in amounts["applicant"].items() if sums[1] > 0}
        if not paid or amounts["clause"] != paid or amounts["item"] != paid:
            self.faults.append("rows of clauses or items do not add up")

    def not_computed(self):
        """Who has no figure is named with the reason, in the text, in JSON and in the CSV."""
        policy = self.folder / "quotient.yaml"
        policy.write_text(QUOTIENT, encoding="utf-8")
        table = self.folder / "quotient.csv"
        table.write_text("id,n\nx,0\ny,4\n", encoding="utf-8")
        out = self.folder / "quotient_amounts.csv"
        command = ["batch", policy, table, "--date", "2025-06-01"]
        text = self.run(*command, "--out", out)
        reason = "division by zero: 100元 / n"
        if f"1 applicant\n    x: {reason}\n" not in text.stdout or text.returncode != 1:
            self.faults.append(f"not computed: {text.returncode}\n{text.stdout}")
        found = json.loads(self.run(*command, "--format", "json").stdout)
        failures = [(one["applicant"], one["reason"]["en"]) for one in found["failures"]]
        if failures != [("x", reason)] or found["total"]["low"] != "25":
            self.faults.append(f"not computed, JSON: {found}")
        lines = out.read_text(encoding="utf-8").splitlines()
        if lines != ["id,low,high,reason", f"x,,,{reason}", "y,25,25,"]:
            self.faults.append(f"not computed, --out: {lines}")

    def template(self, policy):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.folder))
        made = self.run("columns", policy, "--template", folder)
        # Every table is there, so that not even a warning is due.
        read = self.run("snapshot", policy, folder, self.folder / "unused")
        if made.returncode != 0 or read.returncode != 0 or "JB4" in read.stderr:
            self.faults.append(f"template of {policy}:\n{made.stderr}{read.stderr}")


def main(program):
    chance = random.Random(7)
    population = [applicant(number, chance) for number in range(1, APPLICANTS + 1)]
    tables = tables_of(population)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        check = Check(str(pathlib.Path(program).resolve()), folder)
        check.same("CSV", write_csv(folder / "csv", tables), "--threads", "1")
        check.same("two threads", folder / "csv", "--threads", "2")
        check.same("a run at a time", folder / "csv", "--stream")
        check.same("shuffled", write_csv(folder / "shuffled", shuffled(tables, chance)))
        check.same("columns turned", write_csv(folder / "turned", with_columns_turned(tables)))
        check.same("all quoted", write_csv(folder / "quoted", tables, quoting=csv.QUOTE_ALL))
        check.same("LF", write_csv(folder / "lf", tables, lineterminator="\n"))
        check.same("byte order mark", write_csv(folder / "mark", tables, encoding="utf-8-sig"))
        check.same("Chinese, GB18030",
                   write_csv(folder / "gb", in_chinese(tables), encoding="gb18030"))
        lines = folder / "population.jsonl"
        lines.write_text("".join(json.dumps(one) + "\n" for one in population), encoding="utf-8")
        check.same("lines of JSON", lines)
        write_sqlite(folder / "population.sqlite", tables)
        check.same("SQLite", folder / "population.sqlite")
        check.run("snapshot", POLICY, folder / "csv", folder / "snapshot")
        check.same("snapshot", folder / "snapshot")
        server = PostgreSQL(folder)
        if server.programs:
            with server:
                server.fill(tables, {"id": "bigint", "registered": "date", "applied": "date",
                                     "flags.serious_dishonesty": "boolean", "grade": "integer"})
                check.same("PostgreSQL", server.address)
        else:
            print("PostgreSQL is not installed: left out")
        check.one_by_one(population)
        check.by_clause_and_item()
        check.not_computed()
        folders = [path for path in sorted((ROOT / "rules").iterdir()) if path.is_dir()]
        for policy in [POLICY, *folders, *sorted((ROOT / "examples/clauses").glob("*.yaml"))]:
            check.template(policy)
    for fault in check.faults:
        print(fault, file=sys.stderr)
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
