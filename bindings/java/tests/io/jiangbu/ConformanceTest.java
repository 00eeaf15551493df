package io.jiangbu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The cases of bindings/conformance, which every binding computes to the same bytes. */
class ConformanceTest {
  private final Map<List<?>, Rules> loaded = new HashMap<>();

  @Test
  void everyCaseHasTheBytesOfTheProgram() throws Exception {
    List<String> lines = Files.readAllLines(Path.of(System.getProperty("jiangbu.cases")));
    List<String> faults = new ArrayList<>();
    for (String line : lines) {
      Map<String, Object> one = JsonReader.object(line);
      String fault = faultOf(one);
      if (!fault.isEmpty()) faults.add(one.get("name") + ": " + fault);
    }
    loaded.values().forEach(Rules::close);
    System.out.println(lines.size() + " cases of conformance, " + faults.size() + " differ");
    assertFalse(lines.isEmpty());
    assertEquals(List.of(), faults);
  }

  private String faultOf(Map<String, Object> one) throws Exception {
    try (Facts facts = factsOf(one);
        Evaluation evaluation = facts.evaluate(optionsOf(one))) {
      byte[] json = evaluation.jsonBytes();
      if (evaluation.isComplete() != (Boolean) one.get("computed")) return "computed";
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(json);
      if (HexFormat.of().formatHex(hash).equals(one.get("sha256"))) return "";
      return json.length + " bytes, not " + one.get("bytes");
    } catch (JiangbuException e) {
      return e.getMessage();
    }
  }

  private Facts factsOf(Map<String, Object> one) {
    Rules rules = loaded.computeIfAbsent((List<?>) one.get("rules"), ConformanceTest::load);
    FactOptions options = new FactOptions((Boolean) one.get("closed_world"), false);
    String text = (String) one.get("facts");
    return one.get("form").equals("yaml")
        ? Facts.fromYaml(rules, text, options)
        : Facts.fromJson(rules, text, options);
  }

  private static Rules load(List<?> paths) {
    return Rules.load(paths.stream().map(path -> Path.of((String) path)).toArray(Path[]::new));
  }

  private static EvaluationOptions optionsOf(Map<String, Object> one) {
    Map<String, String> readings = new HashMap<>();
    ((Map<?, ?>) one.get("readings")).forEach((q, o) -> readings.put((String) q, (String) o));
    return new EvaluationOptions(
        LocalDate.parse((String) one.get("decision_date")),
        readings,
        (Boolean) one.get("all_readings"),
        false);
  }
}
