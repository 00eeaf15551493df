// The members of a struct that the library wrote, one after the other.
// In: memory. Out: Java values. Never: skips a member without a word.
package io.jiangbu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

final class StructReader {
  /** Writes the struct of a handle at a place. */
  @FunctionalInterface
  interface Getter {
    int write(long index, Pointer struct);
  }

  private final Memory struct;
  private long at;

  /** A struct of `size` bytes that opens with its size. */
  StructReader(Memory struct) {
    this.struct = struct;
    struct.setLong(0, struct.size());
  }

  /** Reads `count` structs. */
  static <R> List<R> readAll(
      CallMemory memory,
      long size,
      long count,
      Getter getter,
      Function<StructReader, R> read) {
    StructReader reader = new StructReader(memory.block(size));
    List<R> items = new ArrayList<>();
    for (long i = 0; i < count; ++i) {
      reader.fill(getter, i);
      items.add(read.apply(reader));
    }
    return List.copyOf(items);
  }

  private void fill(Getter getter, long index) {
    int status = getter.write(index, struct);
    if (status != JiangbuException.OK) throw JiangbuException.of(status, null);
    at = 8; // after the size
  }

  String text() {
    String text = Utf8.decode(struct.getPointer(at), struct.getLong(at + 8));
    at += 16;
    return text;
  }

  BilingualText bilingual() {
    String zh = text();
    return new BilingualText(zh, text());
  }

  int int32() {
    at += 4;
    return struct.getInt(at - 4);
  }

  int count() {
    at += 8;
    return Math.toIntExact(struct.getLong(at - 8));
  }

  Optional<Amount> amount() {
    long low = struct.getLong(at);
    long high = struct.getLong(at + 8);
    boolean stated = struct.getInt(at + 16) != 0;
    boolean bounded = struct.getInt(at + 20) != 0;
    at += 24;
    if (!stated) return Optional.empty();
    Optional<BigDecimal> upper = bounded ? Optional.of(Amount.yuan(high)) : Optional.empty();
    return Optional.of(new Amount(Amount.yuan(low), upper));
  }
}
