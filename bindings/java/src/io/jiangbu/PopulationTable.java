package io.jiangbu;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;

/**
 * A table of a population, column by column: the applicants, or the items of a list. {@code jiangbu
 * columns} names the tables of a policy, their columns and what they mean; a cell that is null is
 * not given. Values are copied. One thread at a time.
 */
public final class PopulationTable {
  /** A column in the layout of Arrow: validity, then the buffers of its format. */
  record Column(String name, String format, List<byte[]> buffers) {}

  private static final int DECIMAL_BYTES = 16;
  private static final int DECIMAL_DIGITS = 38;

  private final String name;
  private final List<Column> columns = new ArrayList<>();
  private int rows = -1;

  private PopulationTable(String name) {
    this.name = Objects.requireNonNull(name, "name");
  }

  /**
   * A table without columns.
   *
   * @param name {@code applicants} or the name of a list; not null
   * @return the table
   */
  public static PopulationTable named(String name) {
    return new PopulationTable(name);
  }

  /**
   * Adds ids, texts, names of enum values, region codes, durations, periods.
   *
   * @param column its name; not null
   * @param values one for each row; null: not given
   * @return this
   * @throws IllegalArgumentException if another column has another number of rows
   * @throws JiangbuException {@code OUT_OF_MEMORY} if they take more than 2 GB
   */
  public PopulationTable texts(String column, List<String> values) {
    ByteBuffer ends = buffer(4L * (values.size() + 1L));
    List<byte[]> texts = new ArrayList<>();
    long end = 0;
    ends.putInt(0);
    for (String value : values) {
      texts.add(value == null ? new byte[0] : Utf8.encode(value));
      end += texts.get(texts.size() - 1).length;
      ends.putInt((int) Math.min(end, Integer.MAX_VALUE));
    }
    ByteBuffer bytes = buffer(end);
    texts.forEach(bytes::put);
    return add(column, "u", values, ends.array(), bytes.array());
  }

  /**
   * Adds whole numbers.
   *
   * @param column its name; not null
   * @param values one for each row; null: not given
   * @return this
   * @throws IllegalArgumentException if another column has another number of rows
   */
  public PopulationTable integers(String column, List<Long> values) {
    return fixed(column, "l", values, 8, ByteBuffer::putLong);
  }

  /**
   * Adds dates.
   *
   * @param column its name; not null
   * @param values one for each row; null: not given
   * @return this
   * @throws IllegalArgumentException if another column has another number of rows
   */
  public PopulationTable dates(String column, List<LocalDate> values) {
    return fixed(
        column, "tdD", values, 4, (to, date) -> to.putInt(Math.toIntExact(date.toEpochDay())));
  }

  /**
   * Adds whether something holds.
   *
   * @param column its name; not null
   * @param values one for each row; null: not given
   * @return this
   * @throws IllegalArgumentException if another column has another number of rows
   */
  public PopulationTable truths(String column, List<Boolean> values) {
    return add(column, "b", values, bits(values, Boolean.TRUE::equals));
  }

  /**
   * Adds numbers, or sums of money in the unit of the fact: exactly.
   *
   * @param column its name; not null
   * @param values one for each row, together of at most 38 digits before and behind the point;
   *     null: not given
   * @return this
   * @throws IllegalArgumentException if there are more digits, or another column has another number
   *     of rows
   */
  public PopulationTable decimals(String column, List<BigDecimal> values) {
    int scale = 0;
    for (BigDecimal value : values) scale = value == null ? scale : Math.max(scale, value.scale());
    int places = scale;
    String format = "d:" + DECIMAL_DIGITS + "," + places;
    return fixed(
        column, format, values, DECIMAL_BYTES, (to, value) -> putDecimal(to, value, places));
  }

  String name() {
    return name;
  }

  List<Column> columns() {
    return Collections.unmodifiableList(columns);
  }

  int rows() {
    return Math.max(rows, 0);
  }

  private static void putDecimal(ByteBuffer to, BigDecimal value, int places) {
    // Before setScale(): an exponent may stand for more zeros than there is memory.
    long digits = (long) value.precision() - value.scale() + places;
    if (digits > DECIMAL_DIGITS || places > DECIMAL_DIGITS) {
      throw new IllegalArgumentException(value + " has too many digits for its column");
    }
    BigInteger unscaled = value.setScale(places).unscaledValue();
    for (int i = 0; i < DECIMAL_BYTES; ++i) to.put(unscaled.shiftRight(8 * i).byteValue());
  }

  private <V> PopulationTable fixed(
      String column, String format, List<V> values, int size, BiConsumer<ByteBuffer, V> put) {
    ByteBuffer bytes = buffer((long) size * values.size());
    int row = 0;
    for (V value : values) {
      bytes.position(size * row++);
      if (value != null) put.accept(bytes, value);
    }
    return add(column, format, values, bytes.array());
  }

  private PopulationTable add(String column, String format, List<?> values, byte[]... buffers) {
    Objects.requireNonNull(column, "column");
    if (rows >= 0 && rows != values.size()) {
      throw new IllegalArgumentException(
          "column " + column + " has " + values.size() + " rows, the others " + rows);
    }
    rows = values.size();
    List<byte[]> all = new ArrayList<>();
    all.add(bits(values, Objects::nonNull));
    all.addAll(List.of(buffers));
    columns.add(new Column(column, format, all));
    return this;
  }

  private static <V> byte[] bits(List<V> values, Predicate<V> isSet) {
    byte[] bits = new byte[(values.size() + 7) / 8];
    int row = 0;
    for (V value : values) {
      if (isSet.test(value)) bits[row / 8] |= (byte) (1 << row % 8);
      ++row;
    }
    return bits;
  }

  private static ByteBuffer buffer(long size) {
    if (size > Integer.MAX_VALUE - 8) {
      throw new JiangbuException(
          JiangbuException.Kind.OUT_OF_MEMORY,
          new BilingualText("一列超过 2 GB", "a column takes more than 2 GB"));
    }
    return ByteBuffer.allocate((int) size).order(ByteOrder.LITTLE_ENDIAN);
  }
}
