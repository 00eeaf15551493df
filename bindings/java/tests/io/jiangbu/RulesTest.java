package io.jiangbu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesTest {
  private static final Map<String, String> TEXTS =
      Map.of(
          "city/p.yaml",
          """
          policy: p
          uses: [../words.yaml]
          title: {zh: "甲", en: a}
          status: draft
          clauses: {A: {title: {zh: "甲", en: a}, when: x, award: '1元'}}
          """,
          "words.yaml",
          """
          vocabulary: words
          facts: {x: {type: boolean, title: {zh: "甲", en: a}}}
          """);

  private static JiangbuException faultyRules() {
    String text = "policy: p\ntitle: {zh: \"甲\", en: a}\nstatus: drafft\n";
    return assertThrows(
        JiangbuException.class, () -> Rules.fromMemory(Map.of("目录/政策.yaml", text)));
  }

  @Test
  void faultyRulesAreThrownWithTheirPlaces() {
    JiangbuException thrown = faultyRules();
    assertEquals(JiangbuException.Kind.RULES_FAULTY, thrown.kind());
    Problem first = thrown.problems().get(0);
    assertEquals("目录/政策.yaml", first.file());
    assertEquals(3, first.line());
    assertEquals(9, first.column());
    assertEquals(Severity.ERROR, first.severity());
    assertTrue(first.code().matches("JB\\d{4}"), first.code());
    assertTrue(first.message().en().contains("drafft"), first.message().en());
    assertTrue(first.rendered().zh().contains("^~~~~~"), first.rendered().zh());
    assertTrue(thrown.getMessage().contains("drafft"));
  }

  @Test
  void exceptionsCanBeSerialized() throws Exception {
    JiangbuException thrown = faultyRules();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(thrown);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      JiangbuException read = (JiangbuException) in.readObject();
      assertEquals(thrown.problems(), read.problems());
      assertEquals(thrown.message(Language.CHINESE), read.message(Language.CHINESE));
    }
  }

  @Test
  void aFileThatIsNotThereIsAProblem(@TempDir Path folder) {
    JiangbuException thrown =
        assertThrows(JiangbuException.class, () -> Rules.load(folder.resolve("没有.yaml")));
    assertEquals(JiangbuException.Kind.RULES_FAULTY, thrown.kind());
    assertTrue(thrown.message(Language.CHINESE).contains("没有.yaml"));
  }

  @Test
  void filesAndFoldersAreLoaded(@TempDir Path folder) throws IOException {
    Files.createDirectory(folder.resolve("city"));
    for (var text : TEXTS.entrySet()) {
      Files.writeString(folder.resolve(text.getKey()), text.getValue());
    }
    try (Rules rules = Rules.load(folder)) {
      Policy policy = rules.policies().get(0);
      assertEquals("p", policy.id());
      assertEquals(new BilingualText("甲", "a"), policy.title());
      assertEquals(folder.resolve("city/p.yaml").toString(), policy.file());
      assertTrue(policy.hash().matches("[0-9a-f]{16}"), policy.hash());
      assertTrue(policy.isDraft());
    }
  }

  @Test
  void aSourceIsAskedForWhatRulesUse() {
    try (Rules rules =
        Rules.read(List.of("city/p.yaml"), name -> Optional.ofNullable(TEXTS.get(name)))) {
      assertEquals(1, rules.policies().size());
      assertEquals(List.of(), rules.problems());
    }
  }

  @Test
  void aNameTheSourceDoesNotKnowIsAProblem() {
    JiangbuException thrown =
        assertThrows(
            JiangbuException.class, () -> Rules.read(List.of("x.yaml"), name -> Optional.empty()));
    assertEquals(JiangbuException.Kind.RULES_FAULTY, thrown.kind());
  }

  @Test
  void whatTheSourceThrowsComesOut() {
    IllegalStateException own = new IllegalStateException("数据库断开");
    assertSame(
        own,
        assertThrows(
            IllegalStateException.class,
            () -> Rules.read(List.of("x.yaml"), name -> { throw own; })));
    IOException checked = new IOException("磁盘");
    assertSame(
        checked,
        assertThrows(
                UncheckedIOException.class,
                () -> Rules.read(List.of("x.yaml"), name -> { throw checked; }))
            .getCause());
  }

  @Test
  void resourcesOfAClassLoaderAreASource(@TempDir Path folder) throws IOException {
    Files.createDirectories(folder.resolve("policies/city"));
    for (var text : TEXTS.entrySet()) {
      Files.writeString(folder.resolve("policies").resolve(text.getKey()), text.getValue());
    }
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        Rules rules =
            Rules.read(List.of("policies/city/p.yaml"), RuleSource.ofClassPath(loader))) {
      assertEquals("policies/city/p.yaml", rules.policies().get(0).file());
    }
  }

  @Test
  void theLibraryHasAVersionAndFeatures() {
    assertTrue(Jiangbu.version().matches("\\d+\\.\\d+\\.\\d+"), Jiangbu.version());
    assertTrue(Jiangbu.hasFeature("rules.yaml"));
    assertEquals(false, Jiangbu.hasFeature("心灵感应"));
  }
}
