package io.jiangbu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private final Rules rules = Policies.rules();

  @AfterEach
  void close() {
    rules.close();
  }

  private ApplicantOutcome outcomeOf(String json) {
    try (Facts facts = Facts.fromJson(rules, json);
        Evaluation evaluation = facts.evaluate(Policies.DATE)) {
      return evaluation.requireComplete().applicant();
    }
  }

  private static BigDecimal yuan(String text) {
    return new BigDecimal(text);
  }

  @Test
  void amountsAreExactYuan() {
    ApplicantOutcome outcome = outcomeOf(Policies.JSON);
    assertEquals("", outcome.name());
    assertEquals(Optional.of(yuan("0.00")), outcome.payable().exact());
    assertEquals(Optional.of(yuan("30321.06")), outcome.indicative().exact());
    assertEquals(0, outcome.unspecifiedCount());
    assertEquals(0, outcome.delegatedCount());
    ClauseOutcome second = outcome.clause("p", "B").orElseThrow();
    assertEquals(
        new ClauseOutcome(
            "p",
            "B",
            new BilingualText("乙", "second"),
            "2",
            ClauseStatus.DUE,
            Optional.of(new Amount(yuan("35.35"), Optional.of(yuan("35.35"))))),
        second);
  }

  @Test
  void aLimitOfTimeEndsTheCallAndChangesNothing() {
    EvaluationOptions limited = EvaluationOptions.on(Policies.DATE);
    try (Facts facts = Facts.fromJson(rules, Policies.JSON);
        Evaluation without = facts.evaluate(limited);
        Evaluation with = facts.evaluate(limited.withTimeLimit(Duration.ofHours(1)))) {
      assertArrayEquals(without.jsonBytes(), with.jsonBytes());
    }
    String slow =
        """
        policy: slow
        title: {zh: 慢, en: slow}
        status: draft
        facts: {numbers: {type: list of number, title: {zh: 数, en: numbers}}}
        clauses:
          A:
            title: {zh: 甲, en: first}
            when: some a in numbers satisfies some b in numbers satisfies a > b + 1
            award: 1元
        """;
    String many = "{\"numbers\": [" + "5, ".repeat(3000) + "5]}";
    try (Rules slowRules = Rules.fromMemory(Map.of("slow.yaml", slow));
        Facts facts = Facts.fromJson(slowRules, many)) {
      EvaluationOptions soon = limited.withTimeLimit(Duration.ofNanos(1));
      JiangbuException thrown =
          assertThrows(JiangbuException.class, () -> facts.evaluate(soon));
      assertEquals(JiangbuException.Kind.LIMIT, thrown.kind());
    }
    assertThrows(
        IllegalArgumentException.class, () -> limited.withTimeLimit(Duration.ofMillis(-1)));
  }

  @Test
  void whatIsUnknownHasAnOpenUpperEnd() {
    ApplicantOutcome outcome = outcomeOf("{\"ok\": true}");
    ClauseOutcome first = outcome.clause("p", "A").orElseThrow();
    assertEquals(ClauseStatus.POSSIBLE, first.status());
    Amount amount = first.amount().orElseThrow();
    assertEquals(yuan("0.00"), amount.low());
    assertEquals(Optional.empty(), amount.high());
    assertEquals(Optional.empty(), amount.exact());
    assertFalse(amount.isExact());
    assertEquals("0.00..", amount.toString());
  }

  @Test
  void aConditionThatFailsPaysNothing() {
    ClauseOutcome second = outcomeOf("{\"ok\": false}").clause("p", "B").orElseThrow();
    assertEquals(ClauseStatus.NOT_MET, second.status());
    assertEquals("条件不满足", second.status().label(Language.CHINESE));
    assertEquals("not met", second.status().label(Language.ENGLISH));
  }

  @Test
  void everyStatusHasANameInBothLanguages() {
    for (ClauseStatus status : ClauseStatus.values()) {
      assertFalse(status.label(Language.CHINESE).isEmpty(), status.name());
      String english = status.label(Language.ENGLISH);
      assertEquals(status.name(), english.toUpperCase().replace(' ', '_'));
    }
  }

  @Test
  void chineseTextGoesInAndComesOut() {
    ClauseOutcome third = outcomeOf(Policies.JSON).clause("p", "C").orElseThrow();
    assertEquals(ClauseStatus.DUE, third.status()); // the name was read as it is
    try (Facts facts = Facts.fromJson(rules, Policies.JSON);
        Evaluation evaluation = facts.evaluate(Policies.DATE)) {
      assertTrue(evaluation.text(Language.CHINESE).contains("政策"));
      assertTrue(evaluation.json().contains("长治市𠮷田公司"));
      assertArrayEquals(
          evaluation.json().getBytes(StandardCharsets.UTF_8), evaluation.jsonBytes());
    }
  }

  @Test
  void whatCannotBeComputedIsSaidAndLeftOut() {
    String json = Policies.JSON.replace("0.35", "0");
    try (Facts facts = Facts.fromJson(rules, json);
        Evaluation evaluation = facts.evaluate(Policies.DATE)) {
      assertFalse(evaluation.isComplete());
      ClauseOutcome third = evaluation.applicant().clause("p", "C").orElseThrow();
      assertEquals(ClauseStatus.ERROR, third.status());
      assertEquals(Optional.empty(), third.amount());
      JiangbuException thrown =
          assertThrows(JiangbuException.class, evaluation::requireComplete);
      assertEquals(JiangbuException.Kind.NOT_COMPUTED, thrown.kind());
      assertEquals(evaluation.problems(), thrown.problems());
      assertTrue(thrown.getMessage().contains("division by zero"), thrown.getMessage());
      assertTrue(thrown.message(Language.CHINESE).contains("除数为 0"));
    }
  }

  @Test
  void aCompleteEvaluationIsItself() {
    try (Facts facts = Facts.fromJson(rules, Policies.JSON);
        Evaluation evaluation = facts.evaluate(Policies.DATE)) {
      assertTrue(evaluation.isComplete());
      assertSame(evaluation, evaluation.requireComplete());
      assertEquals(List.of(), evaluation.problems());
    }
  }

  @Test
  void applicantsOfASetKeepTheirNamesAndOrder() {
    String json = "{\"applicants\": {\"乙公司\": {\"ok\": false}, \"甲公司\": {\"ok\": true}}}";
    try (Facts facts = Facts.fromJson(rules, json);
        Evaluation evaluation = facts.evaluate(Policies.DATE)) {
      List<String> names = evaluation.applicants().stream().map(ApplicantOutcome::name).toList();
      assertEquals(List.of("乙公司", "甲公司"), names);
      assertThrows(IllegalStateException.class, evaluation::applicant);
    }
  }

  @Test
  void readingsNobodyAsksForAreRefused() {
    try (Facts facts = Facts.fromJson(rules, Policies.JSON)) {
      EvaluationOptions options = EvaluationOptions.on(Policies.DATE).withReading("何解", "甲");
      JiangbuException thrown =
          assertThrows(JiangbuException.class, () -> facts.evaluate(options));
      assertEquals(JiangbuException.Kind.INVALID_ARGUMENT, thrown.kind());
      assertTrue(thrown.message(Language.CHINESE).contains("何解"));
    }
  }

  @Test
  void amountsOnlyAreTheSameAmounts() {
    try (Facts facts = Facts.fromJson(rules, Policies.JSON);
        Evaluation all = facts.evaluate(Policies.DATE);
        Evaluation amounts =
            facts.evaluate(EvaluationOptions.on(Policies.DATE).withAmountsOnly())) {
      assertEquals(all.applicants(), amounts.applicants());
      assertTrue(amounts.json().length() < all.json().length());
    }
  }

  @Test
  void optionsAddUp() {
    EvaluationOptions options =
        EvaluationOptions.on(Policies.DATE)
            .withReading("q", "x")
            .withReading("q", "y")
            .withAllReadings();
    assertEquals(
        new EvaluationOptions(Policies.DATE, Map.of("q", "y"), true, false), options);
  }

  @Test
  void amountsHaveWholeFenAndAnOrder() {
    assertThrows(
        IllegalArgumentException.class, () -> new Amount(yuan("0.001"), Optional.empty()));
    assertThrows(
        IllegalArgumentException.class, () -> new Amount(yuan("2"), Optional.of(yuan("1"))));
    assertEquals(
        new Amount(yuan("1"), Optional.of(yuan("2"))),
        new Amount(yuan("1.0"), Optional.of(yuan("2.000"))));
    assertEquals("1.00..2.00", new Amount(yuan("1"), Optional.of(yuan("2"))).toString());
  }
}
