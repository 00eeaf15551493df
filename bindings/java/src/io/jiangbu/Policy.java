package io.jiangbu;

/**
 * One policy of a set of rules.
 *
 * @param id its id, unique in the set with its version
 * @param version its version; may be empty
 * @param title its title
 * @param file the file it was read from, as it was named
 * @param hash of its meaning, 16 hexadecimal digits: the same for the same meaning
 * @param isDraft whether it pays nothing yet: its amounts are indicative
 */
public record Policy(
    String id, String version, BilingualText title, String file, String hash, boolean isDraft) {
  static final long SIZE = 112; // of jb_policy

  static Policy read(StructReader from) {
    String id = from.text();
    String version = from.text();
    BilingualText title = from.bilingual();
    String file = from.text();
    String hash = from.text();
    return new Policy(id, version, title, file, hash, from.int32() != 0);
  }
}
