package io.jiangbu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Pointer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class HandlesTest {
  @Test
  void closedHandlesSaySo() {
    Rules rules = Policies.rules();
    Facts facts = Facts.fromJson(rules, "{}");
    Evaluation evaluation = facts.evaluate(Policies.DATE);
    evaluation.close();
    facts.close();
    rules.close();
    rules.close(); // again: nothing
    List<Executable> calls =
        List.of(
            rules::policies,
            rules::problems,
            () -> Facts.fromJson(rules, "{}"),
            () -> Facts.builder().build(rules),
            facts::problems,
            () -> facts.evaluate(Policies.DATE),
            evaluation::problems,
            evaluation::applicants,
            evaluation::json,
            () -> evaluation.text(Language.ENGLISH));
    for (Executable call : calls) {
      String message = assertThrows(IllegalStateException.class, call).getMessage();
      assertTrue(message.endsWith("closed"), message);
    }
  }

  @Test
  void nullsAreNullPointerExceptions() {
    try (Rules rules = Policies.rules();
        Facts facts = Facts.fromJson(rules, "{}");
        Evaluation evaluation = facts.evaluate(Policies.DATE)) {
      List<Executable> calls =
          List.of(
              () -> Rules.load((Path) null),
              () -> Rules.fromMemory(null),
              () -> Rules.read(null, name -> null),
              () -> Rules.read(List.of("p"), null),
              () -> Rules.read(List.of("p"), name -> null),
              () -> Facts.fromJson(null, "{}"),
              () -> Facts.fromJson(rules, null),
              () -> Facts.fromJson(rules, "{}", null),
              () -> Facts.fromYaml(rules, null, FactOptions.DEFAULT),
              () -> Facts.builder().setTruth(null, true),
              () -> Facts.builder().setText("x", null),
              () -> Facts.builder().setMoney("x", null),
              () -> Facts.builder().setDate("x", null),
              () -> Facts.builder().build(null),
              () -> Facts.builder().build(rules, null),
              () -> facts.evaluate((EvaluationOptions) null),
              () -> EvaluationOptions.on(null),
              () -> EvaluationOptions.on(Policies.DATE).withReading(null, "x"),
              () -> evaluation.text(null),
              () -> ClauseStatus.DUE.label(null),
              () -> Jiangbu.hasFeature(null));
      for (Executable call : calls) assertThrows(NullPointerException.class, call);
    }
  }

  @Test
  void handlesKeepWhatTheyNeed() {
    Rules rules = Policies.rules();
    Facts facts = Facts.fromJson(rules, Policies.JSON);
    rules.close();
    Evaluation evaluation = facts.evaluate(Policies.DATE);
    facts.close();
    ApplicantOutcome outcome = evaluation.applicant();
    evaluation.close();
    assertEquals("30321.06", outcome.indicative().toString());
  }

  @Test
  void tenThreadsShareOneRules() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(10);
    try (Rules rules = Policies.rules();
        Facts shared = Facts.fromJson(rules, Policies.JSON);
        Evaluation expected = shared.evaluate(Policies.DATE)) {
      byte[] json = expected.jsonBytes();
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < 10; ++i) {
        running.add(
            threads.submit(
                () -> {
                  for (int round = 0; round < 100; ++round) {
                    try (Facts own = Facts.fromJson(rules, Policies.JSON);
                        Evaluation first = own.evaluate(Policies.DATE);
                        Evaluation second = shared.evaluate(Policies.DATE)) {
                      assertArrayEquals(json, first.jsonBytes());
                      assertArrayEquals(json, second.jsonBytes());
                    }
                  }
                }));
      }
      for (Future<?> one : running) one.get();
    } finally {
      threads.shutdown();
    }
  }

  @Test
  void closingWaitsForCallsThatRun() throws Exception {
    for (int round = 0; round < 50; ++round) {
      Rules rules = Policies.rules();
      CountDownLatch start = new CountDownLatch(1);
      AtomicInteger refused = new AtomicInteger();
      List<Thread> threads = new ArrayList<>();
      for (int i = 0; i < 4; ++i) {
        Thread thread =
            new Thread(
                () -> {
                  start.countDown();
                  try {
                    while (true) rules.policies();
                  } catch (IllegalStateException closed) {
                    refused.incrementAndGet();
                  }
                });
        thread.start();
        threads.add(thread);
      }
      start.await();
      rules.close();
      for (Thread thread : threads) thread.join();
      assertEquals(4, refused.get());
    }
  }

  @Test
  void aHandleIsFreedOnceAndNotUnderACall() {
    AtomicInteger freed = new AtomicInteger();
    Handle handle = new Handle(new Pointer(1), pointer -> freed.incrementAndGet(), "it is");
    int during =
        handle.use(
            pointer -> {
              handle.close();
              return freed.get();
            });
    handle.close();
    assertEquals(0, during);
    assertEquals(1, freed.get());
    assertThrows(IllegalStateException.class, () -> handle.use(pointer -> 0));
  }

  @Test
  void whatIsNeverClosedIsFreedAsGarbage() throws Exception {
    CountDownLatch freed = new CountDownLatch(1);
    new Handle(new Pointer(1), pointer -> freed.countDown(), "it is").ownedBy(new Object());
    for (int i = 0; i < 600 && freed.getCount() > 0; ++i) {
      System.gc();
      freed.await(100, TimeUnit.MILLISECONDS);
    }
    assertEquals(0, freed.getCount());
  }
}
