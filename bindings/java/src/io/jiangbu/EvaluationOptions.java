package io.jiangbu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How facts are evaluated. Immutable; start with {@link #on(LocalDate)}.
 *
 * @param decisionDate the date of the decision; never null, for the engine knows no today
 * @param readings for questions on how a text is read, the option taken; questions not named take
 *     their default
 * @param allReadings whether text and JSON show all readings side by side
 * @param amountsOnly whether proofs, missing facts and near misses are left out, which is faster
 */
public record EvaluationOptions(
    LocalDate decisionDate,
    Map<String, String> readings,
    boolean allReadings,
    boolean amountsOnly) {
  /**
   * Copies the readings.
   *
   * @param decisionDate not null
   * @param readings no nulls
   * @param allReadings in text and JSON
   * @param amountsOnly nothing is explained
   */
  public EvaluationOptions {
    Objects.requireNonNull(decisionDate, "decisionDate");
    readings = Map.copyOf(readings);
  }

  /**
   * Default readings, everything explained.
   *
   * @param decisionDate the date of the decision; not null
   * @return the options
   */
  public static EvaluationOptions on(LocalDate decisionDate) {
    return new EvaluationOptions(decisionDate, Map.of(), false, false);
  }

  /**
   * These, with a question answered; a second answer to it replaces the first.
   *
   * @param question the id of the question
   * @param option the id of the option taken
   * @return new options
   */
  public EvaluationOptions withReading(String question, String option) {
    Map<String, String> all = new TreeMap<>(readings);
    all.put(Objects.requireNonNull(question, "question"), Objects.requireNonNull(option, "option"));
    return new EvaluationOptions(decisionDate, all, allReadings, amountsOnly);
  }

  /**
   * These, with all readings side by side in text and JSON.
   *
   * @return new options
   */
  public EvaluationOptions withAllReadings() {
    return new EvaluationOptions(decisionDate, readings, true, amountsOnly);
  }

  /**
   * These, without explanations.
   *
   * @return new options
   */
  public EvaluationOptions withAmountsOnly() {
    return new EvaluationOptions(decisionDate, readings, allReadings, true);
  }

  /** jb_evaluate_options. */
  Pointer write(CallMemory memory) {
    Memory struct = memory.block(48);
    struct.setLong(0, struct.size());
    memory.writeDate(struct, 8, decisionDate);
    struct.setPointer(24, memory.pairs(readings));
    struct.setLong(32, readings.size());
    struct.setInt(40, allReadings ? 1 : 0);
    struct.setInt(44, amountsOnly ? 1 : 0);
    return struct;
  }
}
