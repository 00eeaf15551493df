// Finds the C library and maps CApi to it, once.
// In: a system property, the jar, the library path. Out: CApi can be called.
// Never: remembers a failure; the next call tries again.
package io.jiangbu;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.Platform;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

final class NativeLibraryLoader {
  /** The file to load; everything else is passed over. */
  static final String PROPERTY = "jiangbu.library";

  private static final String NAME = "jiangbu-c";
  /** Kept, for a library that nothing refers to is closed. */
  private static final List<NativeLibrary> NEEDED = new ArrayList<>();

  private static boolean loaded;

  private NativeLibraryLoader() {}

  static synchronized void load() {
    if (loaded) return;
    try {
      if (Native.SIZE_T_SIZE != 8) throw new UnsatisfiedLinkError("not a 64-bit platform");
      Native.register(CApi.class, find());
    } catch (IOException | LinkageError e) {
      throw missing(e);
    }
    loaded = true;
  }

  private static NativeLibrary find() throws IOException {
    String named = System.getProperty(PROPERTY);
    if (named != null) return NativeLibrary.getInstance(new File(named).getAbsolutePath());
    try (InputStream packed = NativeLibraryLoader.class.getResourceAsStream(resource())) {
      if (packed != null) return loadCopy(packed);
    }
    for (String folder : System.getProperty("java.library.path", "").split(File.pathSeparator)) {
      for (String name : new String[] {fileName(), fileName() + ".0"}) {
        Path file = Path.of(folder, name);
        if (Files.isRegularFile(file)) return NativeLibrary.getInstance(file.toString());
      }
    }
    return NativeLibrary.getInstance(NAME); // the system's folders
  }

  /**
   * The library inside a jar, also one packed into another jar, as a file to map. What it needs
   * is loaded before it: then the system's is not sought.
   */
  private static NativeLibrary loadCopy(InputStream packed) throws IOException {
    Path folder = Files.createTempDirectory("jiangbu-c-");
    List<Path> copies = new ArrayList<>();
    try {
      for (String name : needed()) {
        try (InputStream needed = resourceStream(name)) {
          copies.add(copy(needed, folder.resolve(name)));
          NEEDED.add(NativeLibrary.getInstance(folder.resolve(name).toString()));
        }
      }
      copies.add(copy(packed, folder.resolve(fileName())));
      return NativeLibrary.getInstance(folder.resolve(fileName()).toString());
    } finally {
      copies.add(folder);
      for (Path copy : copies) {
        // A mapped file may be removed, but on Windows.
        if (Platform.isWindows()) copy.toFile().deleteOnExit();
        else Files.delete(copy);
      }
    }
  }

  private static Path copy(InputStream from, Path to) throws IOException {
    Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
    return to;
  }

  /** The names of the libraries packed beside the library, none if it stands alone. */
  private static List<String> needed() throws IOException {
    try (InputStream list = resourceStream("needed.txt")) {
      if (list == null) return List.of();
      return new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }
  }

  private static InputStream resourceStream(String name) {
    String path = "/io/jiangbu/native/" + Platform.RESOURCE_PREFIX + "/" + name;
    return NativeLibraryLoader.class.getResourceAsStream(path);
  }

  static String resource() {
    return "/io/jiangbu/native/" + Platform.RESOURCE_PREFIX + "/" + fileName();
  }

  private static String fileName() {
    return System.mapLibraryName(NAME);
  }

  private static JiangbuException missing(Throwable cause) {
    String tried =
        String.format(
            "-D%s=%s, %s in the jar, %s in java.library.path=%s, the system's folders",
            PROPERTY,
            System.getProperty(PROPERTY),
            resource(),
            fileName(),
            System.getProperty("java.library.path"));
    JiangbuException exception =
        new JiangbuException(
            JiangbuException.Kind.LIBRARY_MISSING,
            new BilingualText(
                "无法加载 jiangbu 的本地库；依次查找：" + tried,
                "the native library of jiangbu cannot be loaded; looked for, in this order: "
                    + tried));
    exception.initCause(cause);
    return exception;
  }
}
