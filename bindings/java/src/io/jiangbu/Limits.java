package io.jiangbu;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * What a call may take, and who is asked whether it should go on. A call that exceeds a limit ends
 * with {@code LIMIT} and gives nothing; one that does not gives what it would give without.
 * Immutable; start with {@link #NONE}.
 *
 * @param time how long it may take, from the call on; zero: as long as it takes
 * @param steps of formulas, for one case; unlike the time exceeded always or never; 0: any number
 * @param rows of all tables of a population; 0: any number
 * @param bytes of values and texts of all tables of a population; 0: any number. Rows and bytes
 *     bound the memory a call takes, which is at most in proportion
 * @param progress asked whether the call should go on, if anyone is
 */
public record Limits(
    Duration time, long steps, long rows, long bytes, Optional<Progress> progress) {
  /** No limit. */
  public static final Limits NONE = new Limits(Duration.ZERO, 0, 0, 0, Optional.empty());

  /**
   * Checks them.
   *
   * @param time not negative
   * @param steps not negative
   * @param rows not negative
   * @param bytes not negative
   * @param progress not null
   * @throws IllegalArgumentException if one is negative
   */
  public Limits {
    Objects.requireNonNull(progress, "progress");
    if (time.isNegative() || steps < 0 || rows < 0 || bytes < 0) {
      throw new IllegalArgumentException(
          "limits of " + time + ", " + steps + " steps, " + rows + " rows, " + bytes + " bytes");
    }
  }

  /**
   * These, with a limit of time.
   *
   * @param limit not negative; rounded up to milliseconds
   * @return new limits
   */
  public Limits withTime(Duration limit) {
    return new Limits(limit, steps, rows, bytes, progress);
  }

  /**
   * These, with a limit of steps.
   *
   * @param limit not negative
   * @return new limits
   */
  public Limits withSteps(long limit) {
    return new Limits(time, limit, rows, bytes, progress);
  }

  /**
   * These, with a limit of rows.
   *
   * @param limit not negative
   * @return new limits
   */
  public Limits withRows(long limit) {
    return new Limits(time, steps, limit, bytes, progress);
  }

  /**
   * These, with a limit of bytes.
   *
   * @param limit not negative
   * @return new limits
   */
  public Limits withBytes(long limit) {
    return new Limits(time, steps, rows, limit, progress);
  }

  /**
   * These, with somebody who is asked.
   *
   * @param asked not null
   * @return new limits
   */
  public Limits withProgress(Progress asked) {
    return new Limits(time, steps, rows, bytes, Optional.of(asked));
  }
}
