package io.jiangbu;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;
import java.util.Optional;

/**
 * A sum of money in yuan, known up to a range. Both ends are exact and have two decimals, so that
 * {@code equals} compares sums.
 *
 * @param low the lower end, in yuan; never null
 * @param high the upper end, in yuan; empty if there is none: nothing known limits the amount
 */
public record Amount(BigDecimal low, Optional<BigDecimal> high) {
  /**
   * Checks the ends.
   *
   * @param low in yuan; not null
   * @param high in yuan; not null
   * @throws IllegalArgumentException if an end has fractions of a fen, or {@code low} is above
   *     {@code high}
   */
  public Amount {
    low = wholeFen(Objects.requireNonNull(low, "low"));
    high = Objects.requireNonNull(high, "high").map(Amount::wholeFen);
    if (high.isPresent() && low.compareTo(high.get()) > 0) {
      throw new IllegalArgumentException(low + " is above " + high.get());
    }
  }

  /**
   * Whether the amount is known exactly.
   *
   * @return whether both ends are the same
   */
  public boolean isExact() {
    return high.isPresent() && high.get().equals(low);
  }

  /**
   * The amount, if it is known exactly.
   *
   * @return the amount in yuan; empty if it is a range
   */
  public Optional<BigDecimal> exact() {
    return isExact() ? high : Optional.empty();
  }

  /**
   * For logs: {@code 100000.00}, {@code 0.00..100000.00}, {@code 0.00..}, in yuan.
   *
   * @return the amount or the range
   */
  @Override
  public String toString() {
    if (isExact()) return low.toPlainString();
    return low.toPlainString() + ".." + high.map(BigDecimal::toPlainString).orElse("");
  }

  static BigDecimal yuan(long fen) {
    return BigDecimal.valueOf(fen, 2);
  }

  /** In fen. */
  static long fen(BigDecimal yuan) {
    try {
      return yuan.movePointRight(2).longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(yuan + " yuan is no number of fen, or too large", e);
    }
  }

  private static BigDecimal wholeFen(BigDecimal yuan) {
    try {
      return yuan.setScale(2, RoundingMode.UNNECESSARY);
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(yuan + " yuan has fractions of a fen", e);
    }
  }
}
