// What one call passes to the library and gets back: texts, structs, out-parameters.
// In: Java values. Out: native memory, freed with the call. Never: kept by the library.
package io.jiangbu;

import com.sun.jna.CallbackReference;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

final class CallMemory implements AutoCloseable {
  private static final int TEXT_SIZE = 16;

  private final List<Memory> blocks = new ArrayList<>();
  private ProgressCalls progress; // referred to here as long as the library may call it

  /** Zeroed. */
  Memory block(long size) {
    Memory block = new Memory(Math.max(size, 1));
    blocks.add(block);
    block.clear();
    return block;
  }

  /** A place for a handle that a call gives. */
  Memory slot() {
    return block(8);
  }

  CApi.Text text(String text) {
    byte[] bytes = Utf8.encode(text);
    CApi.Text result = new CApi.Text();
    result.data = copy(bytes);
    result.size = bytes.length;
    return result;
  }

  Pointer copy(byte[] bytes) {
    if (bytes.length == 0) return null;
    Memory block = new Memory(bytes.length);
    blocks.add(block);
    block.write(0, bytes, 0, bytes.length);
    return block;
  }

  /** Writes a jb_text. */
  void writeText(Pointer to, long offset, String text) {
    byte[] bytes = Utf8.encode(text);
    to.setPointer(offset, copy(bytes));
    to.setLong(offset + 8, bytes.length);
  }

  /** jb_text[]. */
  Pointer texts(List<String> texts) {
    Memory array = block((long) texts.size() * TEXT_SIZE);
    for (int i = 0; i < texts.size(); ++i) writeText(array, (long) i * TEXT_SIZE, texts.get(i));
    return array;
  }

  /** jb_named_text[], jb_reading[]. */
  Pointer pairs(Map<String, String> pairs) {
    Memory array = block((long) pairs.size() * 2 * TEXT_SIZE);
    long at = 0;
    for (Map.Entry<String, String> pair : pairs.entrySet()) {
      writeText(array, at, pair.getKey());
      writeText(array, at + TEXT_SIZE, pair.getValue());
      at += 2 * TEXT_SIZE;
    }
    return array;
  }

  void writeDate(Pointer to, long offset, LocalDate date) {
    writeText(to, offset, date.toString());
  }

  /**
   * The handle that a call gives, or its exception. A handle that is given with problems is freed:
   * the error tells them too.
   */
  Pointer handle(int status, Pointer slot, Pointer error, Consumer<Pointer> free) {
    Pointer handle = slot.getPointer(0);
    if (status == JiangbuException.OK) return handle;
    if (handle != null) free.accept(handle);
    throw JiangbuException.of(status, error);
  }

  /** A limit in milliseconds, rounded up; 0 for none. */
  static long milliseconds(Duration limit) {
    return limit.plusNanos(999_999).toMillis();
  }

  /** Writes a jb_progress_function, of limits that have one. */
  void writeProgress(Pointer to, long offset, Limits limits) {
    if (limits.progress().isEmpty()) return;
    progress = new ProgressCalls(limits.progress().get());
    to.setPointer(offset, CallbackReference.getFunctionPointer(progress));
  }

  /** Throws unless a call went well: what a progress threw, or the call's error. */
  void check(int status, Pointer error) {
    if (status == JiangbuException.OK) return;
    if (progress != null) progress.rethrow(error);
    throw JiangbuException.of(status, error);
  }

  /** The bytes of the jb_string in a slot, which is freed. */
  static byte[] takeString(Pointer slot) {
    Pointer string = slot.getPointer(0);
    try {
      CApi.Text text = CApi.jb_string_get(string);
      return Utf8.bytes(text.data, text.size);
    } finally {
      CApi.jb_string_free(string);
    }
  }

  @Override
  public void close() {
    for (Memory block : blocks) block.close();
  }
}
