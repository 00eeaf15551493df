#!/usr/bin/env python3
"""Other programs read snapshots: what the library of Apache Arrow finds in one is what was in
the tables.

    check_snapshot.py JIANGBU FOLDER

FOLDER gets apache-arrow by npm. Exit code 77: npm or node is missing.
"""
import json
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
POLICY = """
policy: snapshot
title: {zh: 甲, en: a}
status: in force
enums:
  grade: {title: {zh: 等, en: grade}, values: {first: {zh: 一等, en: first}, second: {zh: 二等, en: second}}}
entities:
  mark:
    key: number
    title: {zh: 商标, en: mark}
    fields:
      number: {type: text, title: {zh: 号, en: number}}
      kind: {type: grade, title: {zh: 等, en: grade}}
      fee: {type: money, title: {zh: 费, en: fee}}
      left: {type: date, optional: true, title: {zh: 止, en: left}}
facts:
  listed: {type: date, title: {zh: 日, en: listed}}
  small: {type: boolean, title: {zh: 小, en: small}}
  marks: {type: list of mark, title: {zh: 商标, en: marks}}
clauses:
  A:
    title: {zh: 甲, en: a}
    for each: m in marks
    when: [small, 'listed > @"1949-10-01"', 'm.kind = "first"', m.left = null]
    award: m.fee
"""
APPLICANTS = "id,listed,small\n甲公司,1949-10-02,true\n乙,2024-02-29,false\n"
MARKS = ("applicant,number,kind,fee,left\n甲公司,Z-1,first,0.01元,\n甲公司,Z-2,second,9000亿元,"
         "1969-12-31\n乙,Z-1,second,0元,2150-01-01\n")
# Fees are in fen; an owner is a row of the table above; a state tells null (1) from known (0).
EXPECTED = {
    "applicants": [{":id": "甲公司", "listed": "1949-10-02", "small": 1},
                   {":id": "乙", "listed": "2024-02-29", "small": 0}],
    "marks": [
        {"owner": 0, "number": "Z-1", "kind": "first", "fee": 1, "left": None,
         "left:state": 1},
        {"owner": 0, "number": "Z-2", "kind": "second", "fee": 90000000000000,
         "left": "1969-12-31", "left:state": 0},
        {"owner": 1, "number": "Z-1", "kind": "second", "fee": 0, "left": "2150-01-01",
         "left:state": 0}],
}


def rows_of(folder, file):
    run = subprocess.run(["node", folder / "print_table.mjs", file], capture_output=True,
                         encoding="utf-8", check=True)
    return [json.loads(line) for line in run.stdout.splitlines()]


def main(program, folder):
    if not all(shutil.which(name) for name in ("npm", "node")):
        print("npm or node is missing")
        return 77
    folder = pathlib.Path(folder)
    shutil.rmtree(folder / "tables", ignore_errors=True)
    (folder / "tables").mkdir(parents=True)
    for name in ("package.json", "package-lock.json", "print_table.mjs"):
        shutil.copy(HERE / name, folder)
    subprocess.run(["npm", "ci", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund",
                    "--loglevel=error"], check=True)
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "tables/applicants.csv").write_text(APPLICANTS, encoding="utf-8")
    (folder / "tables/marks.csv").write_text(MARKS, encoding="utf-8")
    subprocess.run([program, "snapshot", folder / "policy.yaml", folder / "tables",
                    folder / "snapshot"], check=True)
    faults = 0
    for table, expected in EXPECTED.items():
        found = rows_of(folder, folder / "snapshot" / f"{table}.arrow")
        if found != expected:
            print(f"{table}: {found}\nexpected: {expected}", file=sys.stderr)
            faults += 1
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
