package io.jiangbu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * How a population is evaluated. Immutable; start with {@link #on(LocalDate)}.
 *
 * @param decisionDate the date of the decision; never null
 * @param policy the id of the policy; empty where the rules have only one
 * @param readings for questions on how a text is read, the option taken; others take their default
 * @param openWorld whether what is not given is unknown, instead of assumed or none
 * @param threads how many threads the library may use, at least 1
 * @param limits what a call may take: time, rows, bytes; who is asked whether it should go on
 */
public record BatchOptions(
    LocalDate decisionDate,
    String policy,
    Map<String, String> readings,
    boolean openWorld,
    int threads,
    Limits limits) {
  /**
   * Copies the readings.
   *
   * @param decisionDate not null
   * @param policy not null
   * @param readings no nulls
   * @param openWorld what is not given is unknown
   * @param threads at least 1
   * @param limits not null
   * @throws IllegalArgumentException if there is no thread
   */
  public BatchOptions {
    Objects.requireNonNull(decisionDate, "decisionDate");
    Objects.requireNonNull(policy, "policy");
    Objects.requireNonNull(limits, "limits");
    readings = Map.copyOf(readings);
    if (threads < 1) throw new IllegalArgumentException(threads + " threads");
  }

  /**
   * The only policy, default readings, closed world, one thread.
   *
   * @param decisionDate the date of the decision; not null
   * @return the options
   */
  public static BatchOptions on(LocalDate decisionDate) {
    return new BatchOptions(decisionDate, "", Map.of(), false, 1, Limits.NONE);
  }

  /**
   * These, for one of several policies.
   *
   * @param id the id of the policy
   * @return new options
   */
  public BatchOptions withPolicy(String id) {
    return new BatchOptions(decisionDate, id, readings, openWorld, threads, limits);
  }

  /**
   * These, with a question answered; a second answer to it replaces the first.
   *
   * @param question the id of the question
   * @param option the id of the option taken
   * @return new options
   */
  public BatchOptions withReading(String question, String option) {
    Map<String, String> all = new TreeMap<>(readings);
    all.put(Objects.requireNonNull(question, "question"), Objects.requireNonNull(option, "option"));
    return new BatchOptions(decisionDate, policy, all, openWorld, threads, limits);
  }

  /**
   * These, with what is not given taken as unknown.
   *
   * @return new options
   */
  public BatchOptions withOpenWorld() {
    return new BatchOptions(decisionDate, policy, readings, true, threads, limits);
  }

  /**
   * These, with more threads.
   *
   * @param count at least 1
   * @return new options
   */
  public BatchOptions withThreads(int count) {
    return new BatchOptions(decisionDate, policy, readings, openWorld, count, limits);
  }

  /**
   * These, with limits; that of steps is for single cases.
   *
   * @param given not null
   * @return new options
   */
  public BatchOptions withLimits(Limits given) {
    return new BatchOptions(decisionDate, policy, readings, openWorld, threads, given);
  }

  /** jb_batch_options. */
  Pointer write(CallMemory memory) {
    Memory struct = memory.block(104);
    struct.setLong(0, struct.size());
    memory.writeText(struct, 8, policy);
    memory.writeDate(struct, 24, decisionDate);
    struct.setPointer(40, memory.pairs(readings));
    struct.setLong(48, readings.size());
    struct.setInt(56, openWorld ? 1 : 0);
    struct.setInt(60, threads);
    struct.setLong(64, CallMemory.milliseconds(limits.time()));
    memory.writeProgress(struct, 72, limits);
    struct.setLong(88, limits.rows());
    struct.setLong(96, limits.bytes());
    return struct;
  }
}
