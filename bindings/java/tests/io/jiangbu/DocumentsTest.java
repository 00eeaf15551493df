package io.jiangbu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Programs that the READMEs show print what is shown, and the jar works where applications put it.
 * A program is a {@code java} block that opens with its file's name; a {@code text} block behind it
 * is its output.
 */
class DocumentsTest {
  private static final Pattern PROGRAM =
      Pattern.compile("```java\n// (\\w+)\\.java\n(.*?)```\n(?:\n```text\n(.*?)```)?", Pattern.DOTALL);
  private static final Pattern RULES =
      Pattern.compile("```yaml\n# (\\w+\\.yaml)\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path folder;

  private static List<Path> jars() {
    return List.of(
        Path.of(System.getProperty("jiangbu.jar")), Path.of(System.getProperty("jna.jar")));
  }

  private static String classPath(List<Path> paths) {
    return String.join(":", paths.stream().map(path -> path.toAbsolutePath().toString()).toList());
  }

  /** As on a machine that speaks UTF-8. */
  private static Process start(Path where, List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    if (!where.toString().isEmpty()) builder.directory(where.toFile());
    builder.environment().put("LC_ALL", "C.UTF-8");
    return builder.start();
  }

  private static String output(Path where, List<String> command) {
    try {
      Process process = start(where, command);
      byte[] bytes = process.getInputStream().readAllBytes();
      String text = new String(bytes, StandardCharsets.UTF_8);
      assertEquals(0, process.waitFor(), text);
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String java(Path where, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(arguments);
    return output(where, command);
  }

  @Test
  void theReadmesProgramPrintsWhatIsShown() throws IOException {
    Matcher shown = PROGRAM.matcher(Files.readString(Path.of("bindings/java/README.md")));
    assertTrue(shown.find());
    Path file = folder.resolve(shown.group(1) + ".java");
    Files.writeString(file, shown.group(2));
    String printed = java(Path.of(""), List.of("-cp", classPath(jars()), file.toString()));
    assertEquals(shown.group(3), printed);
    assertFalse(shown.find(), "only one program is tried");
  }

  /** The commands for Java but those that build the native library. */
  private static List<String> commands(String section) {
    Matcher block = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL).matcher(section);
    assertTrue(block.find());
    return block
        .group(1)
        .lines()
        .filter(line -> !line.startsWith("cmake "))
        .toList();
  }

  @Test
  void fromZeroToTheFirstAwardGoesAsShown() throws IOException {
    String document = Files.readString(Path.of("bindings/README.md"));
    String section = document.substring(document.indexOf("\n## Java\n") + 1);
    Files.createSymbolicLink(folder.resolve("bindings"), Path.of("bindings").toAbsolutePath());
    for (Matcher file = RULES.matcher(document); file.find(); ) {
      Files.writeString(folder.resolve(file.group(1)), file.group(2));
    }
    Path built = Files.createDirectories(folder.resolve("build/release/src"));
    Files.createSymbolicLink(
        built.resolve("libjiangbu-c.so"), Path.of(System.getProperty("jiangbu.built")));
    Matcher shown = PROGRAM.matcher(section);
    assertTrue(shown.find());
    Files.writeString(folder.resolve(shown.group(1) + ".java"), shown.group(2));
    String script = "set -e\n" + String.join("\n", commands(section));
    assertEquals(shown.group(3), output(folder, List.of("bash", "-c", script)));
  }

  private static final String VERSION =
      "public class Version { public static void main(String[] a) {"
          + " System.out.println(io.jiangbu.Jiangbu.version()); } }";

  /** All classes and resources in one jar, as shading and Spring Boot's layers make it. */
  private Path fatJar() throws IOException {
    Path source = folder.resolve("Version.java");
    Files.writeString(source, VERSION);
    output(
        folder,
        List.of(
            System.getProperty("java.home") + "/bin/javac",
            "-cp",
            classPath(jars()),
            "Version.java"));
    Path fat = folder.resolve("application.jar");
    try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(fat))) {
      out.putNextEntry(new JarEntry("Version.class"));
      Files.copy(folder.resolve("Version.class"), out);
      for (Path jar : jars()) copyEntries(jar, out);
    }
    return fat;
  }

  private static void copyEntries(Path jar, OutputStream to) throws IOException {
    JarOutputStream out = (JarOutputStream) to;
    try (JarFile from = new JarFile(jar.toFile())) {
      for (Enumeration<JarEntry> all = from.entries(); all.hasMoreElements(); ) {
        JarEntry entry = all.nextElement();
        if (entry.isDirectory() || entry.getName().startsWith("META-INF/")) continue;
        out.putNextEntry(new JarEntry(entry.getName()));
        try (InputStream content = from.getInputStream(entry)) {
          content.transferTo(out);
        }
      }
    }
  }

  @Test
  void aFatJarNeedsNothingBesideItAndLeavesNothingBehind() throws IOException {
    Path fat = fatJar();
    Path empty = Files.createDirectory(folder.resolve("empty"));
    String printed =
        java(empty, List.of("-Djava.io.tmpdir=" + empty, "-cp", fat.toString(), "Version"));
    assertEquals(Jiangbu.version() + "\n", printed);
    try (var left = Files.list(empty)) {
      assertEquals(List.of(), left.filter(path -> path.toString().contains("jiangbu")).toList());
    }
  }

  private static final String MAPPED =
      "public class Mapped { public static void main(String[] a) throws Exception {"
          + " io.jiangbu.Jiangbu.version();"
          + " java.nio.file.Files.lines(java.nio.file.Path.of(\"/proc/self/maps\"))"
          + ".filter(line -> line.matches(\".*/lib(fmt|yaml-cpp|simdjson)[.]so.*\"))"
          + ".map(line -> line.replaceAll(\"^[^/]*\", \"\")).distinct()"
          + ".forEach(System.out::println); } }";

  @Test
  void theLibrariesOfTheJarAreUsedNotThoseOfTheSystem() throws IOException {
    Files.writeString(folder.resolve("Mapped.java"), MAPPED);
    Path scratch = Files.createDirectory(folder.resolve("scratch"));
    String printed =
        java(
            folder,
            List.of("-Djava.io.tmpdir=" + scratch, "-cp", classPath(jars()), "Mapped.java"));
    assertEquals(3, printed.lines().count(), printed);
    assertTrue(printed.lines().allMatch(line -> line.startsWith(scratch.toString())), printed);
  }

  @Test
  void aPropertyNamesAnotherLibrary() throws IOException {
    String library = System.getProperty("jiangbu.built");
    String printed =
        java(folder, List.of("-Djiangbu.library=" + library, "-cp", fatJar().toString(), "Version"));
    assertEquals(Jiangbu.version() + "\n", printed);
  }

  @Test
  void aLibraryThatIsNotThereIsSaidWithAllPlaces() throws IOException {
    Path source = folder.resolve("Missing.java");
    Files.writeString(
        source,
        "public class Missing { public static void main(String[] a) { for (int i = 0; i < 2; ++i)"
            + " try { io.jiangbu.Rules.load(); } catch (io.jiangbu.JiangbuException e) {"
            + " System.out.println(e.kind() + \" \" + e.getMessage()); } } }");
    String printed =
        java(
            folder,
            List.of("-Djiangbu.library=nowhere.so", "-cp", classPath(jars()), "Missing.java"));
    assertEquals(2, printed.lines().count(), printed); // each call says it, not only the first
    assertTrue(printed.startsWith("LIBRARY_MISSING"), printed);
    assertTrue(printed.contains("nowhere.so"), printed);
    assertTrue(printed.contains("io/jiangbu/native/"), printed);
  }
}
