package io.jiangbu;

import java.io.Serializable;
import java.util.List;

/**
 * What is wrong at one place of rules or facts, or with a call.
 *
 * @param code the permanent code, such as {@code JB2003}; empty if the call is wrong, not a text
 * @param file the file as it was named; empty if there is no place
 * @param line the line, from 1; 0 if there is no place
 * @param column the column in characters, from 1; 0 if there is no place
 * @param severity how grave it is
 * @param message what is wrong, in one sentence
 * @param rendered the message with its place, the line of the text and a caret; several lines
 */
public record Problem(
    String code,
    String file,
    int line,
    int column,
    Severity severity,
    BilingualText message,
    BilingualText rendered)
    implements Serializable {
  private static final long SIZE = 120; // of jb_problem

  static List<Problem> readAll(long count, StructReader.Getter getter) {
    if (count == 0) return List.of();
    try (CallMemory memory = new CallMemory()) {
      return StructReader.readAll(memory, SIZE, count, getter, Problem::read);
    }
  }

  private static Problem read(StructReader from) {
    String code = from.text();
    String file = from.text();
    int line = from.int32();
    int column = from.int32();
    Severity severity = Severity.of(from.int32());
    from.int32(); // reserved
    return new Problem(code, file, line, column, severity, from.bilingual(), from.bilingual());
  }
}
