package io.jiangbu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Optional;

/** Where the texts of rules come from: a database, an archive, the class path. */
@FunctionalInterface
public interface RuleSource {
  /**
   * The text of a name. Called from the thread that loads, while it loads, at least once for every
   * name given and every name that these use.
   *
   * @param name relates to others as paths do: {@code city/p.yaml} that uses {@code ../words.yaml}
   *     asks for {@code words.yaml}
   * @return the text; empty if there is none of that name
   * @throws IOException if it cannot be read; {@link Rules#read} throws it as an {@link
   *     java.io.UncheckedIOException}
   */
  Optional<String> text(String name) throws IOException;

  /**
   * The resources of a class loader, in UTF-8.
   *
   * @param loader such as {@code MyApplication.class.getClassLoader()}; not null
   * @return a source; names are names of resources, without a leading slash
   */
  static RuleSource ofClassPath(ClassLoader loader) {
    Objects.requireNonNull(loader, "loader");
    return name -> {
      try (InputStream stream = loader.getResourceAsStream(name)) {
        if (stream == null) return Optional.empty();
        return Optional.of(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
      }
    };
  }
}
