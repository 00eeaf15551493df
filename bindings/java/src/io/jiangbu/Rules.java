package io.jiangbu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A set of compiled policies. Immutable: load it once, share it between all threads. Facts and
 * evaluations keep what they need of it, so it may be closed before them; what is never closed is
 * freed after it has become garbage.
 */
public final class Rules implements AutoCloseable {
  private static final long TABLE_SIZE = 40; // of jb_table

  private final Handle handle;

  private Rules(Pointer pointer) {
    handle = new Handle(pointer, CApi::jb_rules_free, "the rules are").ownedBy(this);
  }

  /**
   * Loads files, and folders with every {@code .yaml} file below them.
   *
   * @param paths files and folders; none null
   * @return the rules, which may have warnings: see {@link #problems()}
   * @throws JiangbuException {@code RULES_FAULTY} if a text has errors or is not there; {@code
   *     LIBRARY_MISSING}
   */
  public static Rules load(Path... paths) {
    List<String> names = Arrays.stream(paths).map(Path::toString).toList();
    return make((m, rules, error) -> CApi.jb_rules_load(m.texts(names), names.size(), rules, error));
  }

  /**
   * The same from texts; no file is opened.
   *
   * @param texts names, which relate to each other as paths do, and the texts; none null
   * @return the rules
   * @throws JiangbuException as {@link #load}
   */
  public static Rules fromMemory(Map<String, String> texts) {
    Map<String, String> copy = Map.copyOf(texts);
    return make(
        (m, rules, error) ->
            CApi.jb_rules_from_memory(m.pairs(copy), copy.size(), rules, error));
  }

  /**
   * The same from a source, which is asked for the names given and for every name these use.
   *
   * @param names of the policies; none null
   * @param source gives the texts; not null
   * @return the rules
   * @throws JiangbuException as {@link #load}
   * @throws UncheckedIOException if the source throws; its unchecked exceptions come as
   *     they are
   */
  public static Rules read(Collection<String> names, RuleSource source) {
    List<String> copy = List.copyOf(names);
    Objects.requireNonNull(source, "source");
    return make(
        (m, rules, error) -> {
          SourceCalls calls = new SourceCalls(source, m);
          int status =
              CApi.jb_rules_read(m.texts(copy), copy.size(), calls, null, rules, error);
          calls.rethrow(rules, error);
          return status;
        });
  }

  /**
   * The policies, in the order they were loaded.
   *
   * @return an immutable list
   * @throws IllegalStateException if these are closed
   */
  public List<Policy> policies() {
    return handle.use(
        rules -> {
          try (CallMemory memory = new CallMemory()) {
            return StructReader.readAll(
                memory,
                Policy.SIZE,
                CApi.jb_rules_policy_count(rules),
                (index, struct) -> CApi.jb_rules_policy(rules, index, struct),
                Policy::read);
          }
        });
  }

  /**
   * Warnings and notes; errors are thrown when the rules are loaded.
   *
   * @return an immutable list
   * @throws IllegalStateException if these are closed
   */
  public List<Problem> problems() {
    return handle.use(Rules::problemsOf);
  }

  /**
   * What each applicant of a population gets from one policy, computed over columns: much faster
   * than one evaluation for each, without explanations.
   *
   * @param options policy, date, readings; not null
   * @param tables the applicants, and lists; none null
   * @return one row for each applicant that could be read; the report says which could not
   * @throws JiangbuException {@code INVALID_ARGUMENT} if the policy reads no such table, a column is
   *     not what it should be, or there are several policies and none is named; {@code FACTS_FAULTY}
   *     if no table of applicants can be read
   * @throws IllegalStateException if these are closed
   */
  public BatchResult batch(BatchOptions options, PopulationTable... tables) {
    try (CallMemory memory = new CallMemory()) {
      List<ArrowTable> written = new ArrayList<>();
      for (PopulationTable table : tables) written.add(ArrowStructs.write(memory, table));
      Memory schema = memory.block(ArrowStructs.SCHEMA_SIZE);
      Memory array = memory.block(ArrowStructs.ARRAY_SIZE);
      String report =
          batch(options, written, ArrowStructs.address(schema), ArrowStructs.address(array));
      try {
        return ArrowStructs.read(array, report);
      } finally {
        ArrowStructs.releaseArray(array);
        ArrowStructs.releaseSchema(schema);
      }
    }
  }

  /**
   * The same in Arrow's C data interface, for programs that hold their tables in Arrow: nothing is
   * copied on the way in or out by this binding.
   *
   * @param options policy, date, readings; not null
   * @param tables the applicants, and lists; only read; none null
   * @param schema the address of an empty {@code ArrowSchema}, which is filled: a struct of {@code
   *     id} (text), {@code low} and {@code high} (fen, 64 bits; a null {@code high} has no upper
   *     bound, both null: could not be computed). The caller releases it, which importing into
   *     Arrow's Java library does
   * @param array the address of an empty {@code ArrowArray}, the same
   * @return the rows set aside with the reasons, and totals: a JSON text
   * @throws JiangbuException as {@link #batch(BatchOptions, PopulationTable...)}
   * @throws IllegalStateException if these are closed
   */
  public String batch(BatchOptions options, List<ArrowTable> tables, long schema, long array) {
    Objects.requireNonNull(options, "options");
    return handle.use(
        rules -> {
          try (CallMemory memory = new CallMemory()) {
            Memory structs = structsOf(memory, tables);
            Memory report = memory.slot();
            Memory error = memory.slot();
            int status =
                CApi.jb_batch(
                    rules,
                    structs,
                    tables.size(),
                    options.write(memory),
                    new Pointer(schema),
                    new Pointer(array),
                    report,
                    error);
            memory.check(status, error);
            return new String(CallMemory.takeString(report), StandardCharsets.UTF_8);
          }
        });
  }

  /**
   * What all policies cost over a population: totals with a range, by clause, department, region,
   * year and payer, distributions, scenarios.
   *
   * @param options date, assumptions, scenarios; not null
   * @param tables the applicants, and lists; none null
   * @return what {@code jiangbu budget --format json} writes
   * @throws JiangbuException as {@link #batch(BatchOptions, PopulationTable...)}, and {@code
   *     RULES_FAULTY} for what is wrong with assumptions or scenarios
   * @throws IllegalStateException if these are closed
   */
  public String budget(BudgetOptions options, PopulationTable... tables) {
    try (CallMemory memory = new CallMemory()) {
      List<ArrowTable> written = new ArrayList<>();
      for (PopulationTable table : tables) written.add(ArrowStructs.write(memory, table));
      return budget(options, written);
    }
  }

  /**
   * The same for tables in Arrow's C data interface.
   *
   * @param options date, assumptions, scenarios; not null
   * @param tables the applicants, and lists; only read; none null
   * @return as {@link #budget(BudgetOptions, PopulationTable...)}
   * @throws JiangbuException the same
   * @throws IllegalStateException if these are closed
   */
  public String budget(BudgetOptions options, List<ArrowTable> tables) {
    Objects.requireNonNull(options, "options");
    return handle.use(
        rules -> {
          try (CallMemory memory = new CallMemory()) {
            Memory structs = structsOf(memory, tables);
            Memory json = memory.slot();
            Memory error = memory.slot();
            int status =
                CApi.jb_budget(rules, structs, tables.size(), options.write(memory), json, error);
            memory.check(status, error);
            return new String(CallMemory.takeString(json), StandardCharsets.UTF_8);
          }
        });
  }

  /**
   * Frees the rules; a call that is running finishes first. Closing again does nothing. Any thread.
   */
  @Override
  public void close() {
    handle.close();
  }

  Handle handle() {
    return handle;
  }

  /** jb_table[]. */
  private static Memory structsOf(CallMemory memory, List<ArrowTable> tables) {
    Memory structs = memory.block(TABLE_SIZE * tables.size());
    for (int i = 0; i < tables.size(); ++i) {
      tables.get(i).write(memory, structs, TABLE_SIZE * i);
    }
    return structs;
  }

  private interface Call {
    int apply(CallMemory memory, Pointer rules, Pointer error);
  }

  private static Rules make(Call call) {
    NativeLibraryLoader.load();
    try (CallMemory memory = new CallMemory()) {
      Memory rules = memory.slot();
      Memory error = memory.slot();
      int status = call.apply(memory, rules, error);
      return new Rules(
          memory.handle(status, rules, error, CApi::jb_rules_free));
    }
  }

  private static List<Problem> problemsOf(Pointer rules) {
    return Problem.readAll(
        CApi.jb_rules_problem_count(rules),
        (index, struct) -> CApi.jb_rules_problem(rules, index, struct));
  }

  /** Asks a source on behalf of the library; an exception waits for the end of the call. */
  private static final class SourceCalls implements CApi.ReadFunction {
    private final RuleSource source;
    private final CallMemory memory;
    private final List<Throwable> thrown = new ArrayList<>();

    SourceCalls(RuleSource source, CallMemory memory) {
      this.source = source;
      this.memory = memory;
    }

    @Override
    public int invoke(Pointer context, CApi.Text name, Pointer text) {
      if (!thrown.isEmpty()) return 1;
      try {
        Optional<String> found = source.text(name.string());
        found.ifPresent(given -> memory.writeText(text, 0, given));
        return found.isPresent() ? 0 : 1;
      } catch (Exception | Error e) {
        thrown.add(e);
        return 1;
      }
    }

    /** Throws what the source threw, after freeing what the call gave. */
    void rethrow(Pointer rules, Pointer error) {
      if (thrown.isEmpty()) return;
      CApi.jb_rules_free(rules.getPointer(0));
      CApi.jb_error_free(error.getPointer(0));
      Throwable first = thrown.get(0);
      if (first instanceof Error e) throw e;
      if (first instanceof RuntimeException e) throw e;
      throw new UncheckedIOException((IOException) first);
    }
  }
}
