package io.jiangbu;

/**
 * Told how far a call is, and asked whether it should go on: at its beginning, and then about every
 * 10 ms, from the thread of the call. What it throws ends the call and comes out of it.
 */
@FunctionalInterface
public interface Progress {
  /** What a call is at. */
  enum Phase {
    /** Texts, in bytes; tables in memory, in rows. */
    READING,
    /** One case, in steps; populations, in applicants times policies. */
    COMPUTING
  }

  /**
   * Asked whether the call should go on.
   *
   * @param phase what it is at
   * @param done how much of that is done
   * @param all how much there is; 0: not known
   * @return false ends it with {@code CANCELLED}
   */
  boolean goesOn(Phase phase, long done, long all);
}
