package io.jiangbu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What applicants qualify for. Immutable; any thread may use it. The lists and records it gives
 * live on after it is closed. What is never closed is freed after it has become garbage.
 */
public final class Evaluation implements AutoCloseable {
  private static final int NOT_COMPUTED = 4; // JB_NOT_COMPUTED

  private final Handle handle;
  private final boolean complete;

  private Evaluation(Pointer pointer, boolean complete) {
    handle = new Handle(pointer, CApi::jb_evaluation_free, "the evaluation is").ownedBy(this);
    this.complete = complete;
  }

  static Evaluation of(Pointer facts, EvaluationOptions options) {
    try (CallMemory memory = new CallMemory()) {
      Memory evaluation = memory.slot();
      Memory error = memory.slot();
      int status = CApi.jb_evaluate(facts, options.write(memory), evaluation, error);
      Pointer given = evaluation.getPointer(0);
      if (status == NOT_COMPUTED && given != null) {
        CApi.jb_error_free(error.getPointer(0)); // the problems say the same
        return new Evaluation(given, false);
      }
      memory.check(status, error);
      return new Evaluation(given, true);
    }
  }

  /**
   * Whether every clause could be computed. If not, clauses have the status {@link
   * ClauseStatus#ERROR}, the totals are without them, and {@link #problems()} say why.
   *
   * @return whether the totals hold everything
   */
  public boolean isComplete() {
    return complete;
  }

  /**
   * This evaluation, if it {@link #isComplete()}.
   *
   * @return this
   * @throws JiangbuException {@code NOT_COMPUTED}, with the problems
   */
  public Evaluation requireComplete() {
    if (complete) return this;
    List<Problem> problems = problems();
    throw new JiangbuException(
        JiangbuException.Kind.NOT_COMPUTED,
        new BilingualText(
            String.join("\n", problems.stream().map(p -> p.rendered().zh()).toList()),
            String.join("\n", problems.stream().map(p -> p.rendered().en()).toList())),
        problems);
  }

  /**
   * Why clauses could not be computed, and warnings.
   *
   * @return an immutable list
   * @throws IllegalStateException if this is closed
   */
  public List<Problem> problems() {
    return handle.use(
        evaluation ->
            Problem.readAll(
                CApi.jb_evaluation_problem_count(evaluation),
                (index, struct) -> CApi.jb_evaluation_problem(evaluation, index, struct)));
  }

  /**
   * Every applicant with every clause, in the order of the facts. Read anew from the library by
   * each call.
   *
   * @return an immutable list; one element for facts of one applicant
   * @throws IllegalStateException if this is closed
   */
  public List<ApplicantOutcome> applicants() {
    return handle.use(
        evaluation -> {
          try (CallMemory memory = new CallMemory()) {
            List<ApplicantOutcome> totals =
                StructReader.readAll(
                    memory,
                    ApplicantOutcome.SIZE,
                    CApi.jb_evaluation_applicant_count(evaluation),
                    (index, struct) -> CApi.jb_evaluation_applicant(evaluation, index, struct),
                    ApplicantOutcome::read);
            List<ApplicantOutcome> all = new ArrayList<>();
            for (ApplicantOutcome one : totals) {
              all.add(one.with(clausesOf(memory, evaluation, all.size())));
            }
            return List.copyOf(all);
          }
        });
  }

  /**
   * The applicant, where there is one.
   *
   * @return the first of {@link #applicants()}
   * @throws IllegalStateException if there is not exactly one, or this is closed
   */
  public ApplicantOutcome applicant() {
    List<ApplicantOutcome> all = applicants();
    if (all.size() != 1) throw new IllegalStateException("there are " + all.size() + " applicants");
    return all.get(0);
  }

  /**
   * Everything, as {@code jiangbu check --format json} writes it. The same inputs give the same
   * bytes.
   *
   * @return a JSON text
   * @throws IllegalStateException if this is closed
   */
  public String json() {
    return new String(jsonBytes(), StandardCharsets.UTF_8);
  }

  /**
   * {@link #json()} in UTF-8, for a response or a file.
   *
   * @return the caller's array
   * @throws IllegalStateException if this is closed
   */
  public byte[] jsonBytes() {
    return string(CApi::jb_evaluation_json);
  }

  /**
   * The report for people.
   *
   * @param language not null
   * @return several lines
   * @throws IllegalStateException if this is closed
   */
  public String text(Language language) {
    int number = Objects.requireNonNull(language, "language").number();
    byte[] bytes =
        string(
            (evaluation, text, error) ->
                CApi.jb_evaluation_text(evaluation, number, text, error));
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Frees the evaluation; calls that are running finish first. Closing again does nothing. */
  @Override
  public void close() {
    handle.close();
  }

  private interface Writer {
    int write(Pointer evaluation, Pointer string, Pointer error);
  }

  private byte[] string(Writer writer) {
    return handle.use(
        evaluation -> {
          try (CallMemory memory = new CallMemory()) {
            Memory string = memory.slot();
            Memory error = memory.slot();
            memory.check(writer.write(evaluation, string, error), error);
            return CallMemory.takeString(string);
          }
        });
  }

  private static List<ClauseOutcome> clausesOf(
      CallMemory memory, Pointer evaluation, long applicant) {
    return StructReader.readAll(
        memory,
        ClauseOutcome.SIZE,
        CApi.jb_evaluation_clause_count(evaluation, applicant),
        (index, struct) -> CApi.jb_evaluation_clause(evaluation, applicant, index, struct),
        ClauseOutcome::read);
  }
}
