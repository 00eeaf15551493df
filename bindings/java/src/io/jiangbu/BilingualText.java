package io.jiangbu;

import java.io.Serializable;
import java.util.Objects;

/**
 * A text in both languages.
 *
 * @param zh the Chinese text, never null
 * @param en the English text, never null
 */
public record BilingualText(String zh, String en) implements Serializable {
  /**
   * Checks that neither is null.
   *
   * @param zh not null
   * @param en not null
   */
  public BilingualText {
    Objects.requireNonNull(zh, "zh");
    Objects.requireNonNull(en, "en");
  }

  /**
   * The text in one language.
   *
   * @param language not null
   * @return the text, never null
   */
  public String in(Language language) {
    return Objects.requireNonNull(language, "language") == Language.CHINESE ? zh : en;
  }
}
