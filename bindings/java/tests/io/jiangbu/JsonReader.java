// JSON texts as Java values, for the cases of conformance: there is no library for it here.
// In: a text. Out: maps, lists, strings, booleans, null; numbers as they are written.
// Never: part of the jar.
package io.jiangbu;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

final class JsonReader {
  private final String text;
  private int at;

  private JsonReader(String text) {
    this.text = text;
  }

  @SuppressWarnings("unchecked")
  static Map<String, Object> object(String text) {
    return (Map<String, Object>) new JsonReader(text).value();
  }

  private Object value() {
    skipSpace();
    switch (text.charAt(at)) {
      case '{':
        return members();
      case '[':
        return items();
      case '"':
        return string();
      default:
        return word();
    }
  }

  private Map<String, Object> members() {
    Map<String, Object> members = new LinkedHashMap<>();
    expect('{');
    while (!takes('}')) {
      if (!members.isEmpty()) expect(',');
      skipSpace();
      String name = string();
      expect(':');
      members.put(name, value());
    }
    return members;
  }

  private List<Object> items() {
    List<Object> items = new ArrayList<>();
    expect('[');
    while (!takes(']')) {
      if (!items.isEmpty()) expect(',');
      items.add(value());
    }
    return items;
  }

  private String string() {
    StringBuilder string = new StringBuilder();
    expect('"');
    for (char c = text.charAt(at++); c != '"'; c = text.charAt(at++)) {
      string.append(c == '\\' ? escaped() : c);
    }
    return string.toString();
  }

  private char escaped() {
    char c = text.charAt(at++);
    int place = "bfnrt".indexOf(c);
    if (place >= 0) return "\b\f\n\r\t".charAt(place);
    if (c != 'u') return c;
    at += 4;
    return (char) Integer.parseInt(text.substring(at - 4, at), 16);
  }

  private Object word() {
    int start = at;
    while (at < text.length() && ",]} \n".indexOf(text.charAt(at)) < 0) ++at;
    String word = text.substring(start, at);
    return switch (word) {
      case "true" -> true;
      case "false" -> false;
      case "null" -> null;
      default -> word;
    };
  }

  private boolean takes(char c) {
    skipSpace();
    if (text.charAt(at) != c) return false;
    ++at;
    return true;
  }

  private void expect(char c) {
    if (!takes(c)) throw new IllegalArgumentException("'" + c + "' expected at " + at);
  }

  private void skipSpace() {
    while (Character.isWhitespace(text.charAt(at))) ++at;
  }
}
