package io.jiangbu;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FactsTest {
  private final Rules rules = Policies.rules();

  @AfterEach
  void close() {
    rules.close();
  }

  private static byte[] jsonOf(Facts facts) {
    try (facts;
        Evaluation evaluation = facts.evaluate(Policies.DATE)) {
      return evaluation.jsonBytes();
    }
  }

  private FactsBuilder all() {
    return Facts.builder()
        .setTruth("ok", true)
        .setInteger("staff", 9)
        .setInteger("staff", 11)
        .setDecimal("rate", new BigDecimal("0.35"))
        .setText("name", "长治市𠮷田公司")
        .setDate("founded", LocalDate.of(2020, 2, 29))
        .setText("marks[0].kind", "gi")
        .setMoney("marks[0].fee", new BigDecimal("100.01"))
        .setText("marks[1].kind", "tm")
        .setMoney("marks[1].fee", BigDecimal.ONE);
  }

  @Test
  void factsSetOneByOneAreThoseOfAText() {
    assertArrayEquals(jsonOf(Facts.fromJson(rules, Policies.JSON)), jsonOf(all().build(rules)));
  }

  @Test
  void yamlSaysTheSameAsJson() {
    String yaml = "{ok: true, staff: 11}";
    assertArrayEquals(
        jsonOf(Facts.fromJson(rules, "{\"ok\": true, \"staff\": 11}")),
        jsonOf(Facts.fromYaml(rules, yaml, FactOptions.DEFAULT)));
  }

  @Test
  void aBuilderMayBeUsedFurther() {
    FactsBuilder builder = Facts.builder().setTruth("ok", false);
    byte[] before = jsonOf(builder.build(rules));
    byte[] after = jsonOf(builder.setTruth("ok", true).build(rules));
    assertArrayEquals(jsonOf(Facts.fromJson(rules, "{\"ok\": false}")), before);
    assertArrayEquals(jsonOf(Facts.fromJson(rules, "{\"ok\": true}")), after);
  }

  @Test
  void anEmptyListIsNotAnUnknownOne() {
    byte[] empty = jsonOf(Facts.builder().setEmptyList("marks").build(rules));
    assertArrayEquals(jsonOf(Facts.fromJson(rules, "{\"marks\": []}")), empty);
    byte[] closed =
        jsonOf(Facts.builder().build(rules, FactOptions.DEFAULT.withClosedWorld()));
    assertArrayEquals(jsonOf(Facts.fromJson(rules, "{}", new FactOptions(true, false))), closed);
  }

  @Test
  void nullIsSaidAsInJson() {
    assertArrayEquals(
        jsonOf(Facts.fromJson(rules, "{\"closed\": null}")),
        jsonOf(Facts.builder().setNull("closed").build(rules)));
  }

  @Test
  void unknownIsSaidAsInJson() {
    FactOptions closed = FactOptions.DEFAULT.withClosedWorld();
    byte[] given = jsonOf(Facts.fromJson(rules, "{\"marks\": {\"unknown\": true}}", closed));
    assertArrayEquals(given, jsonOf(Facts.builder().setUnknown("marks").build(rules, closed)));
    assertFalse(Arrays.equals(given, jsonOf(Facts.builder().build(rules, closed))));
  }

  @Test
  void factsNoPolicyKnowsAreErrorsUnlessAllowed() {
    JiangbuException thrown =
        assertThrows(JiangbuException.class, () -> Facts.fromJson(rules, "{\"职工\": 3}"));
    assertEquals(JiangbuException.Kind.FACTS_FAULTY, thrown.kind());
    Problem problem = thrown.problems().get(0);
    assertEquals(1, problem.line());
    assertTrue(problem.message().zh().contains("职工"), problem.message().zh());
    try (Facts facts =
        Facts.fromJson(rules, "{\"职工\": 3}", FactOptions.DEFAULT.withUnknownNamesAllowed())) {
      assertEquals(Severity.WARNING, facts.problems().get(0).severity());
    }
  }

  @Test
  void valuesOfWrongTypesAreSaidByBuild() {
    JiangbuException thrown =
        assertThrows(
            JiangbuException.class, () -> Facts.builder().setText("staff", "很多").build(rules));
    assertEquals(JiangbuException.Kind.FACTS_FAULTY, thrown.kind());
  }

  @Test
  void pathsThatMakeNoSenseAreSaidByBuild() {
    for (String path : new String[] {"", "marks[1].kind", "marks[x]", "ok.", "ok..x"}) {
      JiangbuException thrown =
          assertThrows(
              JiangbuException.class, () -> Facts.builder().setText(path, "gi").build(rules));
      assertEquals(JiangbuException.Kind.INVALID_ARGUMENT, thrown.kind(), path);
    }
  }

  @Test
  void moneyHasWholeFen() {
    FactsBuilder builder = Facts.builder();
    assertThrows(
        IllegalArgumentException.class,
        () -> builder.setMoney("fee", new BigDecimal("0.001")));
    assertThrows(
        IllegalArgumentException.class, () -> builder.setMoney("fee", new BigDecimal("1e30")));
  }

  @Test
  void textThatIsNoUnicodeIsRefusedNotReplaced() {
    String half = "\uD842"; // the first half of 𠮷
    JiangbuException thrown =
        assertThrows(
            JiangbuException.class, () -> Facts.builder().setText("name", half).build(rules));
    assertEquals(JiangbuException.Kind.INVALID_ARGUMENT, thrown.kind());
  }
}
