package io.jiangbu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * How facts are read. Immutable.
 *
 * @param closedWorld whether lists that are not given are empty instead of unknown
 * @param allowUnknownNames whether facts that no policy knows are warnings instead of errors
 * @param maxBytes of a text; 0: 64 MiB. More than this and the next two is {@code FACTS_FAULTY}
 * @param maxDepth collections within each other; 0, or more than 64: 64
 * @param maxValues values and keys; 0: 1,000,000
 */
public record FactOptions(
    boolean closedWorld, boolean allowUnknownNames, long maxBytes, long maxDepth, long maxValues) {
  /** What is not given is unknown, and every name must be known. */
  public static final FactOptions DEFAULT = new FactOptions(false, false);

  /**
   * Checks the limits.
   *
   * @param closedWorld lists not given are empty
   * @param allowUnknownNames warnings instead of errors
   * @param maxBytes not negative
   * @param maxDepth not negative
   * @param maxValues not negative
   * @throws IllegalArgumentException if a limit is negative
   */
  public FactOptions {
    if (maxBytes < 0 || maxDepth < 0 || maxValues < 0) {
      throw new IllegalArgumentException(
          "limits of " + maxBytes + " bytes, depth " + maxDepth + ", " + maxValues + " values");
    }
  }

  /**
   * Options with the usual limits.
   *
   * @param closedWorld lists not given are empty
   * @param allowUnknownNames warnings instead of errors
   */
  public FactOptions(boolean closedWorld, boolean allowUnknownNames) {
    this(closedWorld, allowUnknownNames, 0, 0, 0);
  }

  /**
   * These, with limits of a text; 0: the usual ones.
   *
   * @param bytes not negative
   * @param depth of collections; not negative
   * @param values and keys; not negative
   * @return new options
   */
  public FactOptions withLimits(long bytes, long depth, long values) {
    return new FactOptions(closedWorld, allowUnknownNames, bytes, depth, values);
  }

  /**
   * These, with lists not given taken as empty.
   *
   * @return new options
   */
  public FactOptions withClosedWorld() {
    return new FactOptions(true, allowUnknownNames, maxBytes, maxDepth, maxValues);
  }

  /**
   * These, with warnings for names that no policy knows.
   *
   * @return new options
   */
  public FactOptions withUnknownNamesAllowed() {
    return new FactOptions(closedWorld, true, maxBytes, maxDepth, maxValues);
  }

  /** jb_facts_options. */
  Pointer write(CallMemory memory) {
    Memory struct = memory.block(40);
    struct.setLong(0, struct.size());
    struct.setInt(8, closedWorld ? 1 : 0);
    struct.setInt(12, allowUnknownNames ? 1 : 0);
    struct.setLong(16, maxBytes);
    struct.setLong(24, maxDepth);
    struct.setLong(32, maxValues);
    return struct;
  }
}
