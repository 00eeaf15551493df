// ArrowSchema and ArrowArray of Arrow's C data interface, in JNA's memory.
// In: columns; a struct array that the library gives. Out: structs for the time of a call; rows.
// Never: a struct that outlives its call.
package io.jiangbu;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;
import java.util.List;

final class ArrowStructs {
  static final long SCHEMA_SIZE = 72;
  static final long ARRAY_SIZE = 80;

  // Where the members stand.
  private static final long SCHEMA_NAME = 8;
  private static final long SCHEMA_CHILD_COUNT = 32;
  private static final long SCHEMA_CHILDREN = 40;
  private static final long SCHEMA_RELEASE = 56;
  private static final long ARRAY_NULL_COUNT = 8;
  private static final long ARRAY_BUFFER_COUNT = 24;
  private static final long ARRAY_CHILD_COUNT = 32;
  private static final long ARRAY_BUFFERS = 40;
  private static final long ARRAY_CHILDREN = 48;
  private static final long ARRAY_RELEASE = 64;

  /** The release function of structs. */
  interface Release extends Callback {
    void invoke(Pointer struct);
  }

  // Structs must have one, or they count as released. The memory is the call's, not theirs.
  private static final Release KEEP = struct -> {};

  private ArrowStructs() {}

  static ArrowTable write(CallMemory memory, PopulationTable table) {
    List<PopulationTable.Column> columns = table.columns();
    Memory schemas = memory.block(8L * columns.size());
    Memory arrays = memory.block(8L * columns.size());
    for (int i = 0; i < columns.size(); ++i) {
      PopulationTable.Column column = columns.get(i);
      schemas.setPointer(8L * i, schema(memory, column.format(), column.name()));
      arrays.setPointer(8L * i, array(memory, table.rows(), column.buffers()));
    }
    Memory schema = schema(memory, "+s", "");
    schema.setLong(SCHEMA_CHILD_COUNT, columns.size());
    schema.setPointer(SCHEMA_CHILDREN, schemas);
    Memory array = array(memory, table.rows(), List.of(new byte[0]));
    array.setLong(ARRAY_CHILD_COUNT, columns.size());
    array.setPointer(ARRAY_CHILDREN, arrays);
    return new ArrowTable(table.name(), address(schema), address(array));
  }

  /** Reads the rows of `id`, `low` and `high`. */
  static BatchResult read(Pointer array, String report) {
    int rows = Math.toIntExact(array.getLong(0));
    Pointer columns = array.getPointer(ARRAY_CHILDREN);
    Pointer low = columns.getPointer(8);
    Pointer high = columns.getPointer(16);
    return new BatchResult(
        texts(columns.getPointer(0), rows),
        rows == 0 ? new long[0] : buffer(low, 1).getLongArray(0, rows),
        rows == 0 ? new long[0] : buffer(high, 1).getLongArray(0, rows),
        Utf8.bytes(buffer(low, 0), (rows + 7) / 8),
        Utf8.bytes(buffer(high, 0), (rows + 7) / 8),
        report);
  }

  static void releaseSchema(Pointer schema) {
    release(schema, SCHEMA_RELEASE);
  }

  static void releaseArray(Pointer array) {
    release(array, ARRAY_RELEASE);
  }

  static long address(Pointer pointer) {
    return Pointer.nativeValue(pointer);
  }

  private static void release(Pointer struct, long offset) {
    Pointer function = struct.getPointer(offset);
    if (function != null) Function.getFunction(function).invokeVoid(new Object[] {struct});
  }

  private static Memory schema(CallMemory memory, String format, String name) {
    Memory schema = memory.block(SCHEMA_SIZE);
    schema.setPointer(0, memory.copy(Utf8.encode(format + '\0')));
    schema.setPointer(SCHEMA_NAME, memory.copy(Utf8.encode(name + '\0')));
    schema.setPointer(SCHEMA_RELEASE, CallbackReference.getFunctionPointer(KEEP));
    return schema;
  }

  private static Memory array(CallMemory memory, int rows, List<byte[]> buffers) {
    Memory array = memory.block(ARRAY_SIZE);
    Memory pointers = memory.block(8L * buffers.size());
    for (int i = 0; i < buffers.size(); ++i) {
      pointers.setPointer(8L * i, memory.copy(buffers.get(i)));
    }
    array.setLong(0, rows);
    array.setLong(ARRAY_NULL_COUNT, -1); // not counted
    array.setLong(ARRAY_BUFFER_COUNT, buffers.size());
    array.setPointer(ARRAY_BUFFERS, pointers);
    array.setPointer(ARRAY_RELEASE, CallbackReference.getFunctionPointer(KEEP));
    return array;
  }

  private static Pointer buffer(Pointer array, int number) {
    return array.getPointer(ARRAY_BUFFERS).getPointer(8L * number);
  }

  private static String[] texts(Pointer array, int rows) {
    String[] texts = new String[rows];
    if (rows == 0) return texts;
    int[] ends = buffer(array, 1).getIntArray(0, rows + 1);
    byte[] bytes = Utf8.bytes(buffer(array, 2), ends[rows]);
    for (int i = 0; i < rows; ++i) {
      texts[i] = new String(bytes, ends[i], ends[i + 1] - ends[i], StandardCharsets.UTF_8);
    }
    return texts;
  }
}
