package io.jiangbu;

/** The language of texts for people. */
public enum Language {
  /** Chinese, 中文. */
  CHINESE,
  /** English. */
  ENGLISH;

  /** Its jb_language. */
  int number() {
    return ordinal();
  }
}
