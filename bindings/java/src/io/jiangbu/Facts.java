package io.jiangbu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;

/**
 * What is known of one applicant, or of a set. Immutable; any thread may use it, several at a time
 * too. What is not given is unknown: neither zero nor false. What is never closed is freed after
 * it has become garbage.
 */
public final class Facts implements AutoCloseable {
  private final Handle handle;

  private Facts(Pointer pointer) {
    handle = new Handle(pointer, CApi::jb_facts_free, "the facts are").ownedBy(this);
  }

  /**
   * Facts as a JSON object.
   *
   * @param rules the policies they are read for; not null, may be closed afterwards
   * @param json the object; not null
   * @return the facts, which may have warnings: see {@link #problems()}
   * @throws JiangbuException {@code FACTS_FAULTY} if a fact is unknown to all policies, given twice
   *     or of a wrong type
   */
  public static Facts fromJson(Rules rules, String json) {
    return fromJson(rules, json, FactOptions.DEFAULT);
  }

  /**
   * Facts as a JSON object, read with options.
   *
   * @param rules as {@link #fromJson(Rules, String)}
   * @param json the object; not null
   * @param options how they are read; not null
   * @return the facts
   * @throws JiangbuException as {@link #fromJson(Rules, String)}
   */
  public static Facts fromJson(Rules rules, String json, FactOptions options) {
    return fromText(CApi::jb_facts_from_json, rules, json, options);
  }

  /**
   * Facts as a YAML mapping.
   *
   * @param rules as {@link #fromJson(Rules, String)}
   * @param yaml the mapping; not null
   * @param options how they are read; not null
   * @return the facts
   * @throws JiangbuException as {@link #fromJson(Rules, String)}
   */
  public static Facts fromYaml(Rules rules, String yaml, FactOptions options) {
    return fromText(CApi::jb_facts_from_yaml, rules, yaml, options);
  }

  /**
   * Facts set one by one.
   *
   * @return a builder without any
   */
  public static FactsBuilder builder() {
    return new FactsBuilder();
  }

  /**
   * Warnings and notes; errors are thrown when the facts are read.
   *
   * @return an immutable list
   * @throws IllegalStateException if these are closed
   */
  public List<Problem> problems() {
    return handle.use(Facts::problemsOf);
  }

  /**
   * What the applicants qualify for under every policy the facts were read for.
   *
   * @param decisionDate the date of the decision; not null
   * @return the evaluation; see {@link Evaluation#isComplete()}
   * @throws IllegalStateException if these are closed
   */
  public Evaluation evaluate(LocalDate decisionDate) {
    return evaluate(EvaluationOptions.on(decisionDate));
  }

  /**
   * The same with options.
   *
   * @param options date, readings, depth; not null
   * @return the evaluation; see {@link Evaluation#isComplete()}
   * @throws JiangbuException {@code INVALID_ARGUMENT} if no policy asks a question that is answered,
   *     or it has no such option
   * @throws IllegalStateException if these are closed
   */
  public Evaluation evaluate(EvaluationOptions options) {
    Objects.requireNonNull(options, "options");
    return handle.use(facts -> Evaluation.of(facts, options));
  }

  /** Frees the facts; calls that are running finish first. Closing again does nothing. */
  @Override
  public void close() {
    handle.close();
  }

  /** A call that reads facts for rules. */
  interface Call {
    int apply(CallMemory memory, Pointer rules, Pointer options, Pointer facts, Pointer error);
  }

  private interface Reader {
    int read(Pointer rules, CApi.Text text, Pointer options, Pointer facts, Pointer error);
  }

  private static Facts fromText(Reader reader, Rules rules, String text, FactOptions options) {
    Objects.requireNonNull(text, "text");
    return make(
        rules,
        options,
        (memory, known, how, facts, error) ->
            reader.read(known, memory.text(text), how, facts, error));
  }

  static Facts make(Rules rules, FactOptions options, Call call) {
    Objects.requireNonNull(options, "options");
    return rules
        .handle()
        .use(
            known -> {
              try (CallMemory memory = new CallMemory()) {
                Memory facts = memory.slot();
                Memory error = memory.slot();
                int status = call.apply(memory, known, options.write(memory), facts, error);
                return new Facts(
                    memory.handle(status, facts, error, CApi::jb_facts_free));
              }
            });
  }

  private static List<Problem> problemsOf(Pointer facts) {
    return Problem.readAll(
        CApi.jb_facts_problem_count(facts),
        (index, struct) -> CApi.jb_facts_problem(facts, index, struct));
  }
}
