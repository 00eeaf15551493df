package io.jiangbu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.time.LocalDate;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * What a budget is computed for. Immutable; start with {@link #on(LocalDate)}.
 *
 * @param decisionDate the date of the decision; never null
 * @param assumptions the text of a file of assumptions, YAML or JSON; empty: everything due is
 *     claimed
 * @param scenarios the texts of files of changes, by name
 * @param factsName stands in the result as the source of the facts
 * @param openWorld whether what is not given is unknown, instead of assumed or none
 * @param threads how many threads the library may use, at least 1; the result is the same
 * @param listed winners and losers named for each scenario; 0: ten
 * @param limits what the call may take; not within simulations
 */
public record BudgetOptions(
    LocalDate decisionDate,
    String assumptions,
    Map<String, String> scenarios,
    String factsName,
    boolean openWorld,
    int threads,
    int listed,
    Limits limits) {
  /**
   * Copies the scenarios.
   *
   * @param decisionDate not null
   * @param assumptions not null
   * @param scenarios no nulls
   * @param factsName not null
   * @param openWorld what is not given is unknown
   * @param threads at least 1
   * @param listed not negative
   * @param limits not null
   * @throws IllegalArgumentException if there is no thread, or listed is negative
   */
  public BudgetOptions {
    Objects.requireNonNull(decisionDate, "decisionDate");
    Objects.requireNonNull(assumptions, "assumptions");
    Objects.requireNonNull(factsName, "factsName");
    Objects.requireNonNull(limits, "limits");
    scenarios = Map.copyOf(scenarios);
    if (threads < 1 || listed < 0) {
      throw new IllegalArgumentException(threads + " threads, " + listed + " listed");
    }
  }

  /**
   * Everything due is claimed, no scenarios, closed world, one thread.
   *
   * @param decisionDate the date of the decision; not null
   * @return the options
   */
  public static BudgetOptions on(LocalDate decisionDate) {
    return new BudgetOptions(decisionDate, "", Map.of(), "", false, 1, 0, Limits.NONE);
  }

  /**
   * These, with assumptions.
   *
   * @param text of a file of assumptions
   * @return new options
   */
  public BudgetOptions withAssumptions(String text) {
    return new BudgetOptions(
        decisionDate, text, scenarios, factsName, openWorld, threads, listed, limits);
  }

  /**
   * These, with a scenario; a second one of its name replaces the first.
   *
   * @param name of the scenario
   * @param text of a file of changes
   * @return new options
   */
  public BudgetOptions withScenario(String name, String text) {
    Map<String, String> all = new TreeMap<>(scenarios);
    all.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(text, "text"));
    return new BudgetOptions(
        decisionDate, assumptions, all, factsName, openWorld, threads, listed, limits);
  }

  /**
   * These, with limits.
   *
   * @param given not null
   * @return new options
   */
  public BudgetOptions withLimits(Limits given) {
    return new BudgetOptions(
        decisionDate, assumptions, scenarios, factsName, openWorld, threads, listed, given);
  }

  /** jb_budget_options. */
  Pointer write(CallMemory memory) {
    Map<String, String> sorted = new TreeMap<>(scenarios); // the result has them in this order
    Memory struct = memory.block(144);
    struct.setLong(0, struct.size());
    memory.writeDate(struct, 8, decisionDate);
    memory.writeText(struct, 24, assumptions);
    struct.setPointer(40, memory.pairs(sorted));
    struct.setLong(48, sorted.size());
    memory.writeText(struct, 56, factsName);
    struct.setInt(88, openWorld ? 1 : 0);
    struct.setInt(92, threads);
    struct.setInt(96, listed);
    struct.setLong(104, CallMemory.milliseconds(limits.time()));
    memory.writeProgress(struct, 112, limits);
    struct.setLong(128, limits.rows());
    struct.setLong(136, limits.bytes());
    return struct;
  }
}
