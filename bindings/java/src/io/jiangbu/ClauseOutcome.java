package io.jiangbu;

import java.util.Optional;

/**
 * One clause for one applicant.
 *
 * @param policy the id of its policy
 * @param id its id in the policy
 * @param title its title
 * @param cite where the official text says it; may be empty
 * @param status where it stands
 * @param amount the amount before limits over several clauses; empty if the text states none or it
 *     could not be computed, which is not zero yuan
 */
public record ClauseOutcome(
    String policy,
    String id,
    BilingualText title,
    String cite,
    ClauseStatus status,
    Optional<Amount> amount) {
  static final long SIZE = 120; // of jb_clause

  static ClauseOutcome read(StructReader from) {
    String policy = from.text();
    String id = from.text();
    BilingualText title = from.bilingual();
    String cite = from.text();
    Optional<Amount> amount = from.amount();
    return new ClauseOutcome(policy, id, title, cite, ClauseStatus.of(from.int32()), amount);
  }
}
