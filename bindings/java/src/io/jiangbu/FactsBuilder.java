package io.jiangbu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Facts of one applicant, set one by one. Names are paths: {@code staff}, {@code flags.dishonest},
 * {@code marks[0].registered}; items of lists count from 0, and none may be left out. Setting a
 * fact again replaces it; what is not set is unknown. Whether paths, names and types fit is said by
 * {@link #build(Rules)}. One thread at a time; holds no native memory, so there is nothing to close.
 */
public final class FactsBuilder {
  private interface Setting {
    int apply(CallMemory memory, Pointer builder, Pointer error);
  }

  private final List<Setting> settings = new ArrayList<>();

  FactsBuilder() {}

  /**
   * Sets whether something holds.
   *
   * @param path the name of the fact; not null
   * @param value the fact
   * @return this
   */
  public FactsBuilder setTruth(String path, boolean value) {
    Objects.requireNonNull(path, "path");
    return add((m, b, e) -> CApi.jb_fact_builder_set_truth(b, m.text(path), value ? 1 : 0, e));
  }

  /**
   * Sets a whole number.
   *
   * @param path the name of the fact; not null
   * @param value the number
   * @return this
   */
  public FactsBuilder setInteger(String path, long value) {
    Objects.requireNonNull(path, "path");
    return add((m, b, e) -> CApi.jb_fact_builder_set_integer(b, m.text(path), value, e));
  }

  /**
   * Sets a number, exactly.
   *
   * @param path the name of the fact; not null
   * @param value the number, not money; not null
   * @return this
   */
  public FactsBuilder setDecimal(String path, BigDecimal value) {
    Objects.requireNonNull(path, "path");
    String number = value.toPlainString();
    return add(
        (m, b, e) -> CApi.jb_fact_builder_set_decimal(b, m.text(path), m.text(number), e));
  }

  /**
   * Sets a sum of money.
   *
   * @param path the name of the fact; not null
   * @param yuan the sum in yuan, of whole fen; not null
   * @return this
   * @throws IllegalArgumentException if it has fractions of a fen, or is beyond 64 bits of fen
   */
  public FactsBuilder setMoney(String path, BigDecimal yuan) {
    Objects.requireNonNull(path, "path");
    long fen = Amount.fen(yuan);
    return add((m, b, e) -> CApi.jb_fact_builder_set_money(b, m.text(path), fen, e));
  }

  /**
   * Sets a text, the name of an enum value, a region code, a duration, a period: as they stand in
   * files of facts.
   *
   * @param path the name of the fact; not null
   * @param value the text; not null
   * @return this
   */
  public FactsBuilder setText(String path, String value) {
    Objects.requireNonNull(path, "path");
    Objects.requireNonNull(value, "value");
    return add((m, b, e) -> CApi.jb_fact_builder_set_text(b, m.text(path), m.text(value), e));
  }

  /**
   * Sets a date.
   *
   * @param path the name of the fact; not null
   * @param value the date; not null
   * @return this
   */
  public FactsBuilder setDate(String path, LocalDate value) {
    return setText(path, value.toString());
  }

  /**
   * Sets a fact that is known not to be: there is no such thing.
   *
   * @param path the name of the fact; not null
   * @return this
   */
  public FactsBuilder setNull(String path) {
    Objects.requireNonNull(path, "path");
    return add((m, b, e) -> CApi.jb_fact_builder_set_null(b, m.text(path), e));
  }

  /**
   * States that a fact, a list or a record is unknown, also where the closed world or the
   * vocabulary assumes something.
   *
   * @param path the name of the fact; not null
   * @return this
   */
  public FactsBuilder setUnknown(String path) {
    Objects.requireNonNull(path, "path");
    return add((m, b, e) -> CApi.jb_fact_builder_set_unknown(b, m.text(path), e));
  }

  /**
   * States that there is a record, such as {@code marks[0]}, also where none of its fields is known.
   * Fields already set stay.
   *
   * @param path the name of the record; not null
   * @return this
   */
  public FactsBuilder setRecord(String path) {
    Objects.requireNonNull(path, "path");
    return add((m, b, e) -> CApi.jb_fact_builder_set_record(b, m.text(path), e));
  }

  /**
   * Sets a list that is known to have no items.
   *
   * @param path the name of the fact; not null
   * @return this
   */
  public FactsBuilder setEmptyList(String path) {
    Objects.requireNonNull(path, "path");
    return add((m, b, e) -> CApi.jb_fact_builder_set_empty_list(b, m.text(path), e));
  }

  /**
   * The facts set so far; the builder may be used further.
   *
   * @param rules the policies they are read for; not null
   * @return the facts
   * @throws JiangbuException {@code INVALID_ARGUMENT} if a path is malformed, leaves out an item or
   *     names a part of a value; otherwise as {@link Facts#fromJson(Rules, String)}
   */
  public Facts build(Rules rules) {
    return build(rules, FactOptions.DEFAULT);
  }

  /**
   * The facts set so far, read with options.
   *
   * @param rules the policies they are read for; not null
   * @param options how they are read; not null
   * @return the facts
   * @throws JiangbuException as {@link #build(Rules)}
   */
  public Facts build(Rules rules, FactOptions options) {
    Objects.requireNonNull(options, "options");
    return Facts.make(
        rules,
        options,
        (memory, known, how, facts, error) -> {
          Memory slot = memory.slot();
          memory.check(CApi.jb_fact_builder_create(slot, error), error);
          Pointer builder = slot.getPointer(0);
          try {
            for (Setting setting : settings) {
              memory.check(setting.apply(memory, builder, error), error);
            }
            return CApi.jb_fact_builder_build(builder, known, how, facts, error);
          } finally {
            CApi.jb_fact_builder_free(builder);
          }
        });
  }

  private FactsBuilder add(Setting setting) {
    settings.add(setting);
    return this;
  }
}
