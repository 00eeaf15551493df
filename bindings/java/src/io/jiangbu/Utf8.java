// Java's strings as the library's UTF-8, and back.
// In: strings, bytes. Out: the other. Never: replaces what cannot be said in UTF-8.
package io.jiangbu;

import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

final class Utf8 {
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private Utf8() {}

  static byte[] encode(String text) {
    try {
      ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
      byte[] result = new byte[bytes.remaining()];
      bytes.get(result);
      return result;
    } catch (CharacterCodingException e) {
      throw new JiangbuException(
          JiangbuException.Kind.INVALID_ARGUMENT,
          new BilingualText("文本含有不成对的代理字符", "a text has an unpaired surrogate"));
    }
  }

  static String decode(Pointer bytes, long size) {
    return new String(bytes(bytes, size), StandardCharsets.UTF_8);
  }

  static byte[] bytes(Pointer bytes, long size) {
    if (size > LONGEST) {
      throw new JiangbuException(
          JiangbuException.Kind.OUT_OF_MEMORY,
          new BilingualText("文本超过 2 GB", "a text is longer than 2 GB"));
    }
    return size == 0 ? new byte[0] : bytes.getByteArray(0, (int) size);
  }
}
