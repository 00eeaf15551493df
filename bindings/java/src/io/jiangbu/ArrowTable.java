package io.jiangbu;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.util.Objects;

/**
 * A table of a population that lies in native memory, as structs of Arrow's C data interface:
 * nothing is copied on the way in. With Arrow's Java library, export a {@code VectorSchemaRoot} by
 * {@code Data.exportVectorSchemaRoot} and give the addresses that {@code memoryAddress()} says.
 *
 * @param name {@code applicants} or the name of a list, as {@code jiangbu columns} names tables
 * @param schema the address of an {@code ArrowSchema}: a struct of columns
 * @param batches the addresses of {@code ArrowArray}s, in the order of the rows
 */
public record ArrowTable(String name, long schema, long... batches) {
  /**
   * Copies the addresses.
   *
   * @param name not null
   * @param schema not 0, valid until the call returns; never released by it
   * @param batches the same
   */
  public ArrowTable {
    Objects.requireNonNull(name, "name");
    batches = batches.clone();
  }

  /**
   * The addresses of the arrays.
   *
   * @return a copy
   */
  @Override
  public long[] batches() {
    return batches.clone();
  }

  /** jb_table. */
  void write(CallMemory memory, Pointer to, long offset) {
    memory.writeText(to, offset, name);
    to.setLong(offset + 16, schema);
    Memory array = memory.block(8L * batches.length);
    for (int i = 0; i < batches.length; ++i) array.setLong(8L * i, batches[i]);
    to.setPointer(offset + 24, array);
    to.setLong(offset + 32, batches.length);
  }
}
