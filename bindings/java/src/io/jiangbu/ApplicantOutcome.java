package io.jiangbu;

import java.util.List;
import java.util.Optional;

/**
 * One applicant under all policies.
 *
 * @param name the name in a set of applicants; empty for one alone
 * @param payable the total of policies in force, in yuan
 * @param indicative the total of drafts, in yuan; never part of {@code payable}
 * @param unspecifiedCount clauses beside the totals, for which no amount is stated
 * @param delegatedCount clauses beside the totals, whose amount stands in another measure
 * @param clauses every clause, in the order of the policies; immutable
 */
public record ApplicantOutcome(
    String name,
    Amount payable,
    Amount indicative,
    int unspecifiedCount,
    int delegatedCount,
    List<ClauseOutcome> clauses) {
  static final long SIZE = 88; // of jb_applicant

  /**
   * Copies the list.
   *
   * @param name not null
   * @param payable not null
   * @param indicative not null
   * @param unspecifiedCount not negative
   * @param delegatedCount not negative
   * @param clauses none null
   */
  public ApplicantOutcome {
    clauses = List.copyOf(clauses);
  }

  /**
   * A clause by its id.
   *
   * @param policy the id of the policy
   * @param id the id of the clause
   * @return the clause; empty if the policy has none of that id
   */
  public Optional<ClauseOutcome> clause(String policy, String id) {
    return clauses.stream().filter(c -> c.policy().equals(policy) && c.id().equals(id)).findFirst();
  }

  /** Without its clauses. */
  static ApplicantOutcome read(StructReader from) {
    String name = from.text();
    Amount payable = from.amount().orElseThrow();
    Amount indicative = from.amount().orElseThrow();
    return new ApplicantOutcome(name, payable, indicative, from.count(), from.count(), List.of());
  }

  ApplicantOutcome with(List<ClauseOutcome> all) {
    return new ApplicantOutcome(name, payable, indicative, unspecifiedCount, delegatedCount, all);
  }
}
