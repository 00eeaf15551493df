#!/usr/bin/env python3
"""make_cases.py COUNT > CASES: enterprises of Changzhi as JSON lines, the same for the same COUNT.

At least four items each, 22 on average, half of them at most ten: a few hold very many."""
import json
import random
import sys

TITLES = ["national_ip_demo", "national_ip_advantage", "provincial_ip_advantage",
          "national_copyright_demo_unit", "national_copyright_demo_park",
          "prov_copyright_demo_unit", "prov_copyright_demo_park", "national_ip_edu_demo_school",
          "national_ip_edu_pilot_school", "prov_ip_edu_demo_school"]
PROGRAMMES = ["provincial patent promotion", "provincial brand promotion", "city patent promotion"]


def day(rng):
    return f"{rng.randint(2015, 2026)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"


def enterprise(rng, number):
    marks = int(min(400, rng.paretovariate(0.8)))
    few = lambda most: rng.randint(0, most) if rng.random() < 0.5 else 0
    return {
        "id": number,
        "region": rng.choice(["140402", "140403", "140404", "140406", "140431"]),
        "kind": "enterprise",
        "flags": {"serious_dishonesty": False},
        "trademarks": [{"kind": "geographical_indication" if rng.random() < 0.03 else "ordinary",
                        "registered": day(rng)} for _ in range(marks)],
        "madrid_registrations": [{"applied": day(rng), "designated_countries": rng.randint(1, 30)}
                                 for _ in range(few(4))],
        "patent_prizes": [{"level": rng.choice(["national", "provincial"]),
                           "grade": rng.randint(1, 3), "date": day(rng)} for _ in range(few(2))],
        "recognitions": [{"type": rng.choice(TITLES), "listed": day(rng)} for _ in range(few(2))],
        "funded_projects": [{"program": rng.choice(PROGRAMMES), "date": day(rng)}
                            for _ in range(few(12))],
    }


def items(record):
    return sum(len(value) for value in record.values() if isinstance(value, list))


def main():
    wanted = int(sys.argv[1])
    rng = random.Random(20240601)
    number = made = 0
    while made < wanted:
        number += 1
        record = enterprise(rng, number)
        if items(record) < 4:
            continue
        made += 1
        print(json.dumps(record, separators=(",", ":")))


main()
