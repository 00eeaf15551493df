#!/usr/bin/env python3
"""arrow_speed.py JIANGBU LIBRARY FOLDER: a population from arrays in memory against its CSV files.

FOLDER has the tables of the speed workload (scale.py writes them). Prints, for one thread, the least
of five processor times of `jiangbu batch` on the files, start of the process included, and of
Rules.batch on NumPy arrays of the same rows, amounts of every applicant included; of these what
jb_batch() took; and how much memory they took beyond the arrays. Needs NumPy and pandas. Fails only
where the totals differ."""
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).parent
TABLES = {"applicants": "enterprises", "trademarks": "trademarks", "madrid_registrations": "madrid",
          "patent_prizes": "prizes", "recognitions": "recognitions", "funded_projects": "projects"}
DATES = {"registered", "applied", "date", "listed"}
DATE = "2024-11-30"


def read_arrays(path):
    """Each column as a program that computes would hold it."""
    import pandas
    frame = pandas.read_csv(path, dtype={"region": str})
    table = {}
    for name in frame.columns:
        column = frame[name]
        if name in DATES:
            table[name] = column.to_numpy(dtype="datetime64[D]")
        elif column.dtype == object:
            table[name] = column.astype("category")
        else:
            table[name] = column.to_numpy()
    return {"id" if name == "enterprise_id" else name: column for name, column in table.items()}


def package(library, folder):
    """The binding of this source tree with a library that is built."""
    shutil.copytree(HERE.parents[1] / "bindings" / "python" / "jiangbu", folder / "jiangbu")
    (folder / "jiangbu" / "libjiangbu-c.so.0").symlink_to(pathlib.Path(library).resolve())
    sys.path.insert(0, str(folder))
    import jiangbu
    return jiangbu


def seconds(who):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def least(action, who):
    times = []
    for _ in range(5):
        start = seconds(who)
        result = action()
        times.append(seconds(who) - start)
    return min(times), result


def count_calls(binding):
    """Processor time of each jb_batch(), as it is called."""
    inner, times = binding.batch.call, []

    def call(*arguments, **names):
        start = time.process_time()
        result = inner(*arguments, **names)
        times.append(time.process_time() - start)
        return result

    binding.batch.call = call
    return times


def measure(jiangbu, folder, binding):
    command = [jiangbu, "--lang", "en", "batch", HERE / "changzhi.yaml", folder, "--map",
               HERE / "changzhi_names.yaml", "--date", DATE, "--threads", "1"]
    files, text = least(lambda: subprocess.run(command, check=True, capture_output=True, text=True).stdout,
                        resource.RUSAGE_CHILDREN)
    tables = {table: read_arrays(folder / f"{file}.csv") for table, file in TABLES.items()}
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with binding.Rules.load(HERE / "changzhi.yaml") as rules:
        calls = count_calls(binding)
        arrays, paid = least(lambda: rules.batch(None, tables, date=DATE, threads=1), resource.RUSAGE_SELF)
    more = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    low, high = re.search(r"total +CNY (\d+)–(\d+)", text).groups()
    if (int(paid.low.sum()), int(paid.high.sum())) != (int(low) * 100, int(high) * 100):
        sys.exit(f"{paid.low.sum()} {paid.high.sum()} fen, not CNY {low}–{high}")
    print(f"{len(paid)} applicants: files {files * 1e3:.0f} ms, arrays {arrays * 1e3:.0f} ms, "
          f"of these jb_batch() {min(calls) * 1e3:.0f} ms; {more / 1024:.0f} MB beyond the arrays")


def main():
    jiangbu, library, folder = sys.argv[1], sys.argv[2], pathlib.Path(sys.argv[3])
    with tempfile.TemporaryDirectory() as temporary:
        measure(jiangbu, folder, package(library, pathlib.Path(temporary)))


main()
