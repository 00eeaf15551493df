package io.jiangbu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BudgetTest {
  private final Rules rules =
      Rules.fromMemory(
          Map.of(
              "p.yaml",
              """
              policy: p
              title: {zh: 政策, en: policy}
              status: in force
              facts: {staff: {type: integer, title: {zh: 职工, en: staff}}}
              clauses:
                A: {title: {zh: 甲, en: first}, when: staff > 10, award: 3万元}
              """));

  @AfterEach
  void close() {
    rules.close();
  }

  private String budget(BudgetOptions options) {
    return rules.budget(
        options,
        PopulationTable.named("applicants")
            .texts("id", List.of("甲", "乙", "丙"))
            .integers("staff", List.of(11L, 50L, 9L)));
  }

  @Test
  void aBudgetIsTheJsonOfTheProgram() {
    Map<String, Object> result = JsonReader.object(budget(BudgetOptions.on(Policies.DATE)));
    assertEquals("jiangbu-budget/1", result.get("format"));
    assertTrue(budget(BudgetOptions.on(Policies.DATE)).contains("6000000"), "two of three, in fen");
  }

  @Test
  void assumptionsAndScenariosCountAndTheirFaultsAreSaid() {
    BudgetOptions options = BudgetOptions.on(Policies.DATE);
    String half = budget(options.withAssumptions("assumptions: half\nuptake: 50%\n"));
    assertTrue(half.contains("3000000"), half);
    String more =
        budget(
            options.withScenario(
                "more.yaml",
                "scenario: more\ntitle: {zh: 多, en: more}\nuptake: 50%\n"));
    assertTrue(more.contains("\"more\""), more);
    JiangbuException wrong =
        assertThrows(
            JiangbuException.class,
            () -> budget(options.withAssumptions("assumptions: all\nuptake: 150%\n")));
    assertEquals(JiangbuException.Kind.RULES_FAULTY, wrong.kind());
    assertTrue(wrong.problems().get(0).line() == 2);
  }
}
