package io.jiangbu;

/** How grave a {@link Problem} is. */
public enum Severity {
  /** Nothing can be computed from it. */
  ERROR,
  /** Probably a mistake; it is computed. */
  WARNING,
  /** Said for completeness. */
  NOTE;

  static Severity of(int number) {
    return JiangbuException.constant(values(), number, "severity");
  }
}
