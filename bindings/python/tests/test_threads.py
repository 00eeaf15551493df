"""Many threads, and many calls."""
import concurrent.futures
import gc
import threading
import time

from conftest import DATE, ROOT, SOUND

from jiangbu import CallError, Rules, RulesError


def facts_of(count):
    return SOUND | {"prizes": [{"id": str(i), "grade": "gold", "date": "2024-06-01"}
                               for i in range(count)]}


def test_ten_threads_share_one_set_of_rules(rules):
    alone = [rules.evaluate(facts_of(count), date=DATE).json for count in range(10)]
    start = threading.Barrier(10)

    def work(count):
        start.wait()
        return all(rules.evaluate(facts_of(count), date=DATE).json == alone[count]
                   for _ in range(200))

    with concurrent.futures.ThreadPoolExecutor(10) as pool:
        assert list(pool.map(work, range(10))) == [True] * 10


def test_rules_may_be_closed_while_others_evaluate(prize_text):
    for _ in range(20):
        rules = Rules.from_texts({"prize.yaml": prize_text})
        start = threading.Barrier(4)

        def work():
            start.wait()
            for done in range(1000):
                try:
                    rules.evaluate(facts_of(3), date=DATE)
                except CallError:
                    return done
            return 1000

        with concurrent.futures.ThreadPoolExecutor(3) as pool:
            running = [pool.submit(work) for _ in range(3)]
            start.wait()
            rules.close()
            assert all(it.result() < 1000 for it in running)


def test_other_python_threads_run_during_a_call():
    ticks = []
    stop = threading.Event()

    def tick():
        while not stop.is_set():
            ticks.append(time.monotonic())
            time.sleep(0.001)

    ticker = threading.Thread(target=tick)
    ticker.start()
    begin = time.monotonic()
    rules = Rules.load([ROOT / "rules", ROOT / "examples/clauses"])
    end = time.monotonic()
    stop.set()
    ticker.join()
    rules.close()
    # Were the lock held, none would fall into the middle of the call.
    middle = (begin + (end - begin) * 0.1, begin + (end - begin) * 0.9)
    assert [at for at in ticks if middle[0] < at < middle[1]]


def resident_bytes():
    gc.collect()
    with open("/proc/self/statm", encoding="ascii") as file:
        return int(file.read().split()[1]) * 4096


def grows(work, rounds):
    """Whether memory is still growing after as many rounds again."""
    for _ in range(rounds):
        work()
    settled = resident_bytes()
    for _ in range(rounds):
        work()
    return resident_bytes() - settled > 2 << 20


def test_evaluations_do_not_grow(rules):
    def work():
        result = rules.evaluate(facts_of(5), date=DATE)
        assert result.json and result.clauses and result.text("en")
    assert not grows(work, 1500)


def test_errors_and_rules_do_not_grow(rules, prize_text):
    def work():
        Rules.from_texts({"prize.yaml": prize_text}).close()
        for wrong in ({"x": 1}, "{"):
            try:
                rules.evaluate(wrong, date=DATE)
            except Exception as error:
                assert error.problems
        try:
            Rules.from_texts({"x.yaml": prize_text.replace("award", "awrd")})
        except RulesError as error:
            assert error.problems
    assert not grows(work, 200)
