package io.jiangbu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class LimitsTest {
  /** Looks at each pair of numbers. */
  private static final String SLOW =
      """
      policy: slow
      title: {zh: 慢, en: slow}
      status: in force
      facts: {numbers: {type: list of number, title: {zh: 数, en: numbers}}}
      clauses:
        A:
          title: {zh: 甲, en: first}
          when: some a in numbers satisfies some b in numbers satisfies a > b + 1
          award: 1元
      """;

  private final Rules rules = Rules.fromMemory(Map.of("slow.yaml", SLOW));

  @AfterEach
  void close() {
    rules.close();
  }

  private Facts numbers(int count) {
    return Facts.fromJson(rules, "{\"numbers\": [" + "5, ".repeat(count - 1) + "5]}");
  }

  private static EvaluationOptions with(Limits limits) {
    return EvaluationOptions.on(Policies.DATE).withLimits(limits);
  }

  private static JiangbuException.Kind kindOf(Executable call) {
    return assertThrows(JiangbuException.class, call).kind();
  }

  private static PopulationTable applicants() {
    return PopulationTable.named("applicants").texts("id", List.of("1", "2"));
  }

  private static PopulationTable items() {
    return PopulationTable.named("numbers")
        .texts("applicant", List.of("1", "1", "2"))
        .integers("value", List.of(1L, 5L, 3L));
  }

  @Test
  void whatNoLimitEndsIsAsWithout() {
    List<Long> told = new ArrayList<>();
    Progress progress =
        (phase, done, all) -> {
          assertSame(Progress.Phase.COMPUTING, phase);
          return told.add(done);
        };
    Limits wide =
        Limits.NONE
            .withTime(Duration.ofHours(1))
            .withSteps(1_000_000_000)
            .withRows(1)
            .withBytes(1)
            .withProgress(progress);
    try (Facts facts = numbers(30);
        Evaluation without = facts.evaluate(Policies.DATE);
        Evaluation limited = facts.evaluate(with(wide))) {
      assertArrayEquals(without.jsonBytes(), limited.jsonBytes());
    }
    assertTrue(told.size() >= 1 && told.get(0) == 0);
  }

  @Test
  void aLimitOfStepsIsExceededAlwaysOrNever() {
    try (Facts facts = numbers(30)) {
      for (int i = 0; i < 3; ++i) {
        assertEquals(
            JiangbuException.Kind.LIMIT,
            kindOf(() -> facts.evaluate(with(Limits.NONE.withSteps(900)))));
        facts.evaluate(with(Limits.NONE.withSteps(100_000))).close();
      }
    }
  }

  @Test
  void aProgressEndsTheCallAndItsExceptionComesOut() {
    try (Facts facts = numbers(3000)) {
      assertEquals(
          JiangbuException.Kind.CANCELLED,
          kindOf(() -> facts.evaluate(with(Limits.NONE.withProgress((p, done, all) -> done == 0)))));
      IllegalStateException mine = new IllegalStateException("mine");
      Progress throwing =
          (phase, done, all) -> {
            throw mine;
          };
      assertSame(
          mine,
          assertThrows(
              IllegalStateException.class,
              () -> facts.evaluate(with(Limits.NONE.withProgress(throwing)))));
    }
  }

  @Test
  void aPopulationIsCancelledInEitherPhase() {
    BatchOptions options = BatchOptions.on(Policies.DATE);
    Set<Progress.Phase> phases = EnumSet.noneOf(Progress.Phase.class);
    Limits watched = Limits.NONE.withProgress((phase, done, all) -> phases.add(phase) || true);
    assertEquals(2, rules.batch(options.withLimits(watched), applicants(), items()).size());
    assertEquals(EnumSet.allOf(Progress.Phase.class), phases);
    for (Progress.Phase phase : Progress.Phase.values()) {
      Limits limits = Limits.NONE.withProgress((at, done, all) -> at != phase);
      assertEquals(
          JiangbuException.Kind.CANCELLED,
          kindOf(() -> rules.batch(options.withLimits(limits), applicants(), items())));
    }
  }

  @Test
  void tablesHaveAtMostTheRowsAndBytesOfTheLimits() {
    BatchOptions options = BatchOptions.on(Policies.DATE);
    BudgetOptions budget = BudgetOptions.on(Policies.DATE);
    Limits five = Limits.NONE.withRows(5);
    assertEquals(2, rules.batch(options.withLimits(five), applicants(), items()).size());
    assertTrue(rules.budget(budget.withLimits(five), applicants(), items()).contains("budget"));
    for (Limits small : List.of(Limits.NONE.withRows(4), Limits.NONE.withBytes(30))) {
      assertEquals(
          JiangbuException.Kind.LIMIT,
          kindOf(() -> rules.batch(options.withLimits(small), applicants(), items())));
      assertEquals(
          JiangbuException.Kind.LIMIT,
          kindOf(() -> rules.budget(budget.withLimits(small), applicants(), items())));
    }
  }

  @Test
  void textsOfFactsHaveAtMostTheBytesDepthAndValuesOfTheirOptions() {
    String json = "{\"numbers\": [1, 2, 3]}";
    FactOptions all = FactOptions.DEFAULT.withLimits(json.length(), 2, 6);
    Facts.fromJson(rules, json, all).close();
    for (FactOptions less :
        List.of(
            FactOptions.DEFAULT.withLimits(json.length() - 1, 0, 0),
            FactOptions.DEFAULT.withLimits(0, 1, 0),
            FactOptions.DEFAULT.withLimits(0, 0, 5))) {
      assertEquals(
          JiangbuException.Kind.FACTS_FAULTY, kindOf(() -> Facts.fromJson(rules, json, less)));
    }
  }

  @Test
  void limitsBelowZeroAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> Limits.NONE.withSteps(-1));
    assertThrows(IllegalArgumentException.class, () -> Limits.NONE.withRows(-1));
    assertThrows(IllegalArgumentException.class, () -> Limits.NONE.withBytes(-1));
    assertThrows(
        IllegalArgumentException.class, () -> Limits.NONE.withTime(Duration.ofMillis(-1)));
    assertThrows(IllegalArgumentException.class, () -> FactOptions.DEFAULT.withLimits(0, -1, 0));
  }
}
