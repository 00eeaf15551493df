package io.jiangbu;

import java.util.Objects;

/** Where a clause stands for an applicant. */
public enum ClauseStatus {
  /** The conditions are met; the amount is exact, or within the bounds left to the authority. */
  DUE,
  /** Undecided: facts are unknown, or the authority, or others, decide. */
  POSSIBLE,
  /** A condition is not met. */
  NOT_MET,
  /** The applicant or the case is excluded. */
  EXCLUDED,
  /** Another clause is paid instead. */
  SUPERSEDED,
  /** It was paid before. */
  ALREADY_PAID,
  /** Met or possible, but the text states no amount: not zero yuan. */
  UNSPECIFIED,
  /** Met or possible, and the amount stands in another measure: not zero yuan. */
  DELEGATED,
  /** The clause pays no money. */
  NO_MONEY,
  /** The policy is not in force on the decision date. */
  NOT_IN_FORCE,
  /** It could not be computed; the totals are without it. */
  ERROR;

  static ClauseStatus of(int number) {
    return JiangbuException.constant(values(), number, "clause status");
  }

  /**
   * The name for people: "条件不满足".
   *
   * @param language not null
   * @return the name, as reports show it
   */
  public String label(Language language) {
    Objects.requireNonNull(language, "language");
    NativeLibraryLoader.load();
    return CApi.jb_clause_status_name(ordinal(), language.number()).string();
  }
}
