package io.jiangbu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.time.Duration;
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
 * @param limits what a call may take: time, steps; who is asked whether it should go on
 */
public record EvaluationOptions(
    LocalDate decisionDate,
    Map<String, String> readings,
    boolean allReadings,
    boolean amountsOnly,
    Limits limits) {
  /**
   * Copies the readings.
   *
   * @param decisionDate not null
   * @param readings no nulls
   * @param allReadings in text and JSON
   * @param amountsOnly nothing is explained
   * @param limits not null
   */
  public EvaluationOptions {
    Objects.requireNonNull(decisionDate, "decisionDate");
    Objects.requireNonNull(limits, "limits");
    readings = Map.copyOf(readings);
  }

  /**
   * Options without limits.
   *
   * @param decisionDate not null
   * @param readings no nulls
   * @param allReadings in text and JSON
   * @param amountsOnly nothing is explained
   */
  public EvaluationOptions(
      LocalDate decisionDate,
      Map<String, String> readings,
      boolean allReadings,
      boolean amountsOnly) {
    this(decisionDate, readings, allReadings, amountsOnly, Limits.NONE);
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
    return new EvaluationOptions(decisionDate, all, allReadings, amountsOnly, limits);
  }

  /**
   * These, with all readings side by side in text and JSON.
   *
   * @return new options
   */
  public EvaluationOptions withAllReadings() {
    return new EvaluationOptions(decisionDate, readings, true, amountsOnly, limits);
  }

  /**
   * These, without explanations.
   *
   * @return new options
   */
  public EvaluationOptions withAmountsOnly() {
    return new EvaluationOptions(decisionDate, readings, allReadings, true, limits);
  }

  /**
   * These, with a limit of time, from the call on; what is not ended by it is as without.
   *
   * @param limit more than zero; rounded up to milliseconds
   * @return new options
   */
  public EvaluationOptions withTimeLimit(Duration limit) {
    return withLimits(limits.withTime(limit));
  }

  /**
   * These, with limits; those of rows and bytes are for populations.
   *
   * @param given not null
   * @return new options
   */
  public EvaluationOptions withLimits(Limits given) {
    return new EvaluationOptions(decisionDate, readings, allReadings, amountsOnly, given);
  }

  /** jb_evaluate_options. */
  Pointer write(CallMemory memory) {
    Memory struct = memory.block(88);
    struct.setLong(0, struct.size());
    memory.writeDate(struct, 8, decisionDate);
    struct.setPointer(24, memory.pairs(readings));
    struct.setLong(32, readings.size());
    struct.setInt(40, allReadings ? 1 : 0);
    struct.setInt(44, amountsOnly ? 1 : 0);
    struct.setLong(56, CallMemory.milliseconds(limits.time()));
    struct.setLong(64, limits.steps());
    memory.writeProgress(struct, 72, limits);
    return struct;
  }
}
