package io.jiangbu;

import java.util.Objects;

/** The native library itself. */
public final class Jiangbu {
  private Jiangbu() {}

  /**
   * The version of the native library.
   *
   * @return such as {@code 0.1.0}
   * @throws JiangbuException {@code LIBRARY_MISSING}
   */
  public static String version() {
    NativeLibraryLoader.load();
    return CApi.jb_version().string();
  }

  /**
   * Whether the native library can do something.
   *
   * @param name {@code rules.yaml} (reads rule files), {@code batch} (whole populations); not null
   * @return false for names it does not know
   * @throws JiangbuException {@code LIBRARY_MISSING}
   */
  public static boolean hasFeature(String name) {
    Objects.requireNonNull(name, "name");
    NativeLibraryLoader.load();
    try (CallMemory memory = new CallMemory()) {
      return CApi.jb_has_feature(memory.text(name)) != 0;
    }
  }
}
