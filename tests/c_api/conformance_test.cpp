// The cases of bindings/conformance through the C interface, with rules from their files
// and with the same rules from their compiled image: both give the bytes the program
// gives. In: CASES.jsonl ROOT. Out: the count, and what does not hold. Never: an engine's
// header.
#include <simdjson.h>

#include <cstdio>
#include <fstream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "jiangbu/jiangbu.h"
#include "sha256.hpp"

namespace {

struct Free {
  void operator()(jb_rules* rules) const { jb_rules_free(rules); }
  void operator()(jb_facts* facts) const { jb_facts_free(facts); }
  void operator()(jb_evaluation* evaluation) const { jb_evaluation_free(evaluation); }
  void operator()(jb_string* text) const { jb_string_free(text); }
};
template <typename Handle>
using Owned = std::unique_ptr<Handle, Free>;

struct Case {
  std::string name;
  std::vector<std::string> rules;
  bool is_json = false;
  std::string facts;
  std::string decision_date;
  std::map<std::string, std::string> readings;
  bool all_readings = false;
  bool closed_world = false;
  bool computed = false;
  std::uint64_t bytes = 0;
  std::string sha256;
};

std::string string_in(const simdjson::dom::element& element) {
  return std::string(element.get_string().value());
}

Case case_of(const simdjson::dom::element& line) {
  Case read;
  read.name = string_in(line["name"].value());
  for (const auto path : line["rules"].get_array()) read.rules.push_back(string_in(path));
  read.is_json = string_in(line["form"].value()) == "json";
  read.facts = string_in(line["facts"].value());
  read.decision_date = string_in(line["decision_date"].value());
  for (const auto& [question, option] : line["readings"].get_object()) {
    read.readings[std::string(question)] = string_in(option);
  }
  read.all_readings = line["all_readings"].get_bool();
  read.closed_world = line["closed_world"].get_bool();
  read.computed = line["computed"].get_bool();
  read.bytes = line["bytes"].get_uint64();
  read.sha256 = string_in(line["sha256"].value());
  return read;
}

jb_text text_of(const std::string& text) { return {text.data(), text.size()}; }

/// Rules by their paths, each also as its image gives them.
class RuleSets {
 public:
  explicit RuleSets(std::string root) : root_(std::move(root)) {}

  struct Pair {
    Owned<jb_rules> from_files;
    Owned<jb_rules> from_image;
  };
  const Pair& of(const std::vector<std::string>& paths) {
    Pair& pair = known_[paths];
    if (!pair.from_files) pair = load(paths);
    return pair;
  }
  std::size_t count() const { return known_.size(); }

 private:
  Pair load(const std::vector<std::string>& paths) const {
    std::vector<std::string> places;
    std::vector<jb_text> texts;
    for (const std::string& path : paths) places.push_back(root_ + "/" + path);
    for (const std::string& place : places) texts.push_back(text_of(place));
    jb_rules* rules = nullptr;
    jb_rules_load(texts.data(), texts.size(), &rules, nullptr);
    Pair pair{Owned<jb_rules>(rules), nullptr};
    jb_string* image = nullptr;
    if (jb_rules_image(rules, &image, nullptr) != JB_OK) return pair;
    const Owned<jb_string> owned(image);
    jb_rules_from_image(jb_string_get(image), &rules, nullptr);
    pair.from_image.reset(rules);
    return pair;
  }

  std::string root_;
  std::map<std::vector<std::string>, Pair> known_;
};

/// What does not hold; empty: all does.
std::string fault_of(const Case& asked, const jb_rules* rules) {
  jb_facts_options reading = JB_FACTS_OPTIONS;
  reading.closed_world = asked.closed_world ? 1 : 0;
  jb_facts* read = nullptr;
  const auto from = asked.is_json ? jb_facts_from_json : jb_facts_from_yaml;
  const jb_status read_status =
      from(rules, text_of(asked.facts), &reading, &read, nullptr);
  const Owned<jb_facts> facts(read);
  if (read_status != JB_OK) return "the facts are refused";
  std::vector<jb_reading> readings;
  for (const auto& [question, option] : asked.readings) {
    readings.push_back({text_of(question), text_of(option)});
  }
  jb_evaluate_options options = JB_EVALUATE_OPTIONS;
  options.decision_date = text_of(asked.decision_date);
  options.readings = readings.data();
  options.reading_count = readings.size();
  options.all_readings = asked.all_readings ? 1 : 0;
  jb_evaluation* evaluated = nullptr;
  const jb_status status = jb_evaluate(facts.get(), &options, &evaluated, nullptr);
  const Owned<jb_evaluation> evaluation(evaluated);
  if (status != (asked.computed ? JB_OK : JB_NOT_COMPUTED)) return "another status";
  jb_string* json = nullptr;
  if (jb_evaluation_json(evaluation.get(), &json, nullptr) != JB_OK) return "no JSON";
  const Owned<jb_string> owned(json);
  const jb_text text = jb_string_get(json);
  if (text.size != asked.bytes) return "JSON of another length";
  const bool same = jiangbu::tests::sha256({text.data, text.size}) == asked.sha256;
  return same ? "" : "other JSON";
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 3) return 2;
  std::ifstream lines(argv[1]);
  RuleSets rule_sets(argv[2]);
  simdjson::dom::parser parser;
  int cases = 0;
  int faults = 0;
  const auto judge = [&](const Case& asked, const char* source, const jb_rules* rules) {
    const std::string fault = rules == nullptr ? "no rules" : fault_of(asked, rules);
    if (fault.empty()) return;
    ++faults;
    std::fprintf(stderr, "%s, from %s: %s\n", asked.name.c_str(), source, fault.c_str());
  };
  for (std::string line; std::getline(lines, line); ++cases) {
    const Case asked = case_of(parser.parse(line).value());
    const RuleSets::Pair& rules = rule_sets.of(asked.rules);
    judge(asked, "rule files", rules.from_files.get());
    judge(asked, "the image", rules.from_image.get());
  }
  std::printf("%d cases under %zu sets of rules, each from files and from an image\n",
              cases, rule_sets.count());
  return cases > 0 && faults == 0 ? 0 : 1;
}
