package io.jiangbu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.jna.Memory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BatchTest {
  private static final BatchOptions OPTIONS = BatchOptions.on(Policies.DATE);

  private final Rules rules = Policies.rules();

  @AfterEach
  void close() {
    rules.close();
  }

  private static BigDecimal number(String text) {
    return new BigDecimal(text);
  }

  private static PopulationTable applicants() {
    LocalDate founded = LocalDate.of(2020, 2, 29);
    return PopulationTable.named("applicants")
        .texts("id", List.of("甲公司", "乙公司", "丙"))
        .truths("ok", Arrays.asList(true, null, false))
        .integers("staff", List.of(11L, 50L, 9L))
        .decimals("rate", List.of(number("0.35"), number("1"), number("1")))
        .texts("name", List.of("长治市𠮷田公司", "", "x"))
        .dates("founded", List.of(founded, founded, founded));
  }

  private static PopulationTable marks() {
    return PopulationTable.named("marks")
        .texts("id", List.of("甲公司", "丙", "甲公司"))
        .texts("kind", List.of("gi", "tm", "tm"))
        .decimals("fee", List.of(number("100.01"), number("1E+2"), number("1")));
  }

  @Test
  void aPopulationGetsWhatItsApplicantsGetAlone() {
    BatchResult result = rules.batch(OPTIONS.withThreads(2), applicants(), marks());
    assertEquals(3, result.size());
    assertEquals("甲公司", result.id(0));
    try (Facts facts = Facts.fromJson(rules, Policies.JSON);
        Evaluation alone = facts.evaluate(Policies.DATE)) {
      assertEquals(Optional.of(alone.applicant().indicative()), result.amount(0));
    }
    assertEquals("0.00", result.amount(2).orElseThrow().toString());
    assertThrows(IndexOutOfBoundsException.class, () -> result.amount(3));
    assertThrows(IndexOutOfBoundsException.class, () -> result.id(-1));
  }

  @Test
  void whatIsUnknownIsARange() {
    PopulationTable one =
        PopulationTable.named("applicants")
            .texts("id", List.of("甲"))
            .truths("ok", Arrays.asList((Boolean) null))
            .integers("staff", List.of(11L))
            .decimals("rate", List.of(number("1")));
    PopulationTable fees =
        PopulationTable.named("marks")
            .texts("id", List.of("甲"))
            .texts("kind", List.of("tm"))
            .decimals("fee", List.of(number("7.5")));
    BatchResult result = rules.batch(OPTIONS.withOpenWorld(), one, fees);
    assertEquals("0.00..107.50", result.amount(0).orElseThrow().toString());
  }

  @Test
  void whatCannotBeComputedHasNoAmount() {
    PopulationTable one =
        PopulationTable.named("applicants")
            .texts("id", List.of("甲"))
            .truths("ok", List.of(true))
            .integers("staff", List.of(1L))
            .decimals("rate", List.of(number("0")))
            .texts("name", List.of("长治市𠮷田公司"))
            .dates("founded", List.of(LocalDate.of(2020, 1, 1)));
    assertEquals(Optional.empty(), rules.batch(OPTIONS, one).amount(0));
  }

  @Test
  void rowsSetAsideAreReported() {
    PopulationTable three =
        PopulationTable.named("applicants")
            .texts("id", List.of("甲", "乙", "甲"))
            .truths("ok", List.of(false, false, false))
            .integers("staff", List.of(1L, 1L, 1L))
            .decimals("rate", List.of(number("1"), number("1"), number("1")));
    BatchResult result = rules.batch(OPTIONS, three);
    assertEquals(1, result.size()); // which of two is meant nobody knows
    assertEquals("乙", result.id(0));
    assertTrue(result.report().contains("\"applicants_set_aside\": 1"), result.report());
  }

  @Test
  void tablesNobodyReadsAreRefused() {
    PopulationTable other = PopulationTable.named("专利").texts("id", List.of("甲"));
    JiangbuException thrown =
        assertThrows(JiangbuException.class, () -> rules.batch(OPTIONS, applicants(), other));
    assertEquals(JiangbuException.Kind.INVALID_ARGUMENT, thrown.kind());
    assertTrue(thrown.message(Language.CHINESE).contains("专利"));
    assertThrows(JiangbuException.class, () -> rules.batch(OPTIONS));
    assertThrows(
        JiangbuException.class, () -> rules.batch(OPTIONS.withPolicy("没有"), applicants()));
    assertThrows(
        JiangbuException.class, () -> rules.batch(OPTIONS.withReading("何解", "甲"), applicants()));
  }

  @Test
  void tablesAreRectangularAndDecimalsFit() {
    PopulationTable table = PopulationTable.named("applicants").texts("id", List.of("甲"));
    assertThrows(IllegalArgumentException.class, () -> table.truths("ok", List.of()));
    for (String tooLong : new String[] {"1E+1000000000", "1E-1000000000", "1E+38"}) {
      assertThrows(
          IllegalArgumentException.class, () -> table.decimals("x", List.of(number(tooLong))));
    }
    assertThrows(IllegalArgumentException.class, () -> OPTIONS.withThreads(0));
  }

  @Test
  void arrowGoesInAndComesOutByAddress() {
    try (CallMemory memory = new CallMemory()) {
      Memory schema = memory.block(ArrowStructs.SCHEMA_SIZE);
      Memory array = memory.block(ArrowStructs.ARRAY_SIZE);
      String report =
          rules.batch(
              OPTIONS,
              List.of(
                  ArrowStructs.write(memory, applicants()), ArrowStructs.write(memory, marks())),
              ArrowStructs.address(schema),
              ArrowStructs.address(array));
      assertEquals("+s", schema.getPointer(0).getString(0));
      assertEquals(3, array.getLong(0));
      assertEquals("丙", ArrowStructs.read(array, report).id(2));
      ArrowStructs.releaseArray(array);
      ArrowStructs.releaseSchema(schema);
      assertEquals(null, array.getPointer(64)); // released
      assertThrows(
          JiangbuException.class,
          () -> rules.batch(OPTIONS, List.of(new ArrowTable("applicants", 0)), 0, 0));
    }
  }

  @Test
  void closedRulesSaySo() {
    rules.close();
    assertThrows(IllegalStateException.class, () -> rules.batch(OPTIONS, applicants()));
  }
}
