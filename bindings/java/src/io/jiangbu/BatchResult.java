package io.jiangbu;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.Optional;

/**
 * What each applicant of a population gets from a policy, one row for each that could be read.
 * Immutable; a copy on the Java side, so there is nothing to close.
 */
public final class BatchResult {
  private final String[] ids;
  private final long[] low;
  private final long[] high;
  private final byte[] lowValid;
  private final byte[] highValid;
  private final String report;

  /** Takes the arrays over; a bit of a validity is set where the end is known. */
  BatchResult(
      String[] ids, long[] low, long[] high, byte[] lowValid, byte[] highValid, String report) {
    this.ids = ids;
    this.low = low;
    this.high = high;
    this.lowValid = lowValid;
    this.highValid = highValid;
    this.report = report;
  }

  /**
   * How many applicants could be read; {@link #report()} says how many could not, and why.
   *
   * @return the number of rows
   */
  public int size() {
    return ids.length;
  }

  /**
   * The id of an applicant.
   *
   * @param row from 0, in the order of the table of applicants
   * @return the id, never null
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public String id(int row) {
    return ids[Objects.checkIndex(row, ids.length)];
  }

  /**
   * What the applicant gets; indicative if the policy is a draft.
   *
   * @param row from 0
   * @return the amount in yuan; empty if it could not be computed, which is not zero yuan
   * @throws IndexOutOfBoundsException if there is no such row
   */
  public Optional<Amount> amount(int row) {
    Objects.checkIndex(row, ids.length);
    if (!isSet(lowValid, row)) return Optional.empty();
    Optional<BigDecimal> upper =
        isSet(highValid, row) ? Optional.of(Amount.yuan(high[row])) : Optional.empty();
    return Optional.of(new Amount(Amount.yuan(low[row]), upper));
  }

  /**
   * The rows set aside with the reasons, and totals.
   *
   * @return a JSON text
   */
  public String report() {
    return report;
  }

  private static boolean isSet(byte[] bits, int row) {
    return (bits[row / 8] >> (row % 8) & 1) != 0;
  }
}
