package io.jiangbu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;

/**
 * How facts are read. Immutable.
 *
 * @param closedWorld whether lists that are not given are empty instead of unknown
 * @param allowUnknownNames whether facts that no policy knows are warnings instead of errors
 */
public record FactOptions(boolean closedWorld, boolean allowUnknownNames) {
  /** What is not given is unknown, and every name must be known. */
  public static final FactOptions DEFAULT = new FactOptions(false, false);

  /**
   * These, with lists not given taken as empty.
   *
   * @return new options
   */
  public FactOptions withClosedWorld() {
    return new FactOptions(true, allowUnknownNames);
  }

  /**
   * These, with warnings for names that no policy knows.
   *
   * @return new options
   */
  public FactOptions withUnknownNamesAllowed() {
    return new FactOptions(closedWorld, true);
  }

  /** jb_facts_options. */
  Pointer write(CallMemory memory) {
    Memory struct = memory.block(16);
    struct.setLong(0, struct.size());
    struct.setInt(8, closedWorld ? 1 : 0);
    struct.setInt(12, allowUnknownNames ? 1 : 0);
    return struct;
  }
}
