// Rule files from a folder: vocabularies, tests of policies, missing and broken files.
#include "read/load_rules.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "read/test_files.hpp"

using namespace jiangbu;
namespace fs = std::filesystem;

namespace {

/// A folder that is gone at the end.
class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / name()) { fs::create_directories(path_); }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  void write(const std::string& file, const std::string& text) const {
    fs::create_directories((path_ / file).parent_path());
    std::ofstream(path_ / file) << text;
  }
  const fs::path& path() const { return path_; }

 private:
  static std::string name() {
    static int number = 0;
    return "jiangbu-load-" + std::to_string(::getpid()) + "-" + std::to_string(number++);
  }
  fs::path path_;
};

struct Loading {
  SourceMap sources;
  Diagnostics diagnostics;
  LoadedRules rules;

  explicit Loading(const std::vector<fs::path>& paths,
                   TestFiles tests = TestFiles::read) {
    rules = load_rules(paths, sources, diagnostics, read_file, tests);
  }
  std::string findings() const {
    std::string text;
    for (const Diagnostic& one : diagnostics.all()) {
      text += std::string(code_text(one.code)) + " `" +
              std::string(sources.text(one.span)) + "`; ";
    }
    return text;
  }
};

const std::string vocabulary =
    "vocabulary: v\nfacts:\n  staff: {type: integer, title: {zh: 人数, en: staff}}\n";

std::string policy(const std::string& id, const std::string& uses = "") {
  return "policy: " + id + "\ntitle: {zh: 甲, en: a}\nstatus: draft\n" + uses +
         "clauses:\n  A: {title: {zh: 甲, en: a}, cite: 一, award: 5元}\n";
}

std::string figure_on_staff() {
  return "figures:\n  f: {title: {zh: 甲, en: a}, cite: 一, value: staff * 2}\n";
}

}  // namespace

TEST_CASE("load: files of tests are passed over where policies are beside them") {
  const Folder folder;
  folder.write("a/policy.yaml", policy("p"));
  folder.write("a/tests.yaml", "# tests\n\ntests of: policy.yaml\ntests: broken\n");
  const Loading passing({folder.path()}, TestFiles::pass_over);
  CHECK(passing.findings() == "");
  CHECK(passing.rules.policies.size() == 1);
  CHECK(Loading({folder.path()}).findings() != "");
}

TEST_CASE("load: a file of tests that is named, or alone, still brings its policy") {
  const Folder folder;
  folder.write("policy.yaml", policy("p"));
  folder.write("tests/t.yaml", "tests of: ../policy.yaml\ntests: []\n");
  for (const fs::path& path : {folder.path() / "tests", folder.path() / "tests/t.yaml"}) {
    const Loading loading({path}, TestFiles::pass_over);
    REQUIRE(loading.rules.policies.size() == 1);
    CHECK(loading.rules.policies[0].syntax.id.text == "p");
  }
}

TEST_CASE("load: all yaml files below a folder, in the order of their paths") {
  const Folder folder;
  folder.write("b.yaml", policy("second"));
  folder.write("a/z.yaml", policy("first"));
  folder.write("readme.md", "no rules\n");
  const Loading loading({folder.path()});
  CHECK(loading.findings() == "");
  REQUIRE(loading.rules.policies.size() == 2);
  CHECK(loading.rules.policies[0].syntax.id.text == "first");
  CHECK(loading.rules.policies[1].syntax.id.text == "second");
  CHECK(loading.rules.policies[0].program.has_value());
}

TEST_CASE("load: a vocabulary is found from the policy's own place") {
  const Folder folder;
  folder.write("v.yaml", vocabulary);
  folder.write("city/p.yaml", policy("p", "uses: [../v.yaml]\n") + figure_on_staff());
  const Loading loading({folder.path() / "city" / "p.yaml"});
  CHECK(loading.findings() == "");
  REQUIRE(loading.rules.policies.size() == 1);
  CHECK(loading.rules.policies[0].program.has_value());
  CHECK(all_fact_names(loading.rules.policies) == std::set<std::string>{"staff"});
}

TEST_CASE("load: a file named twice is loaded once") {
  const Folder folder;
  folder.write("p.yaml", policy("p"));
  const Loading loading(
      {folder.path(), folder.path() / "p.yaml", folder.path() / "." / "p.yaml"});
  CHECK(loading.rules.policies.size() == 1);
}

TEST_CASE("load: a test file adds its tests to its policy, and brings it with it") {
  const Folder folder;
  folder.write("p.yaml", policy("p"));
  folder.write(
      "tests/t.yaml",
      "tests of: ../p.yaml\ntests:\n"
      "  - {name: one, decision date: 2024-01-01, facts: {}, expect: {A: 5元}}\n");
  for (const fs::path& path : {folder.path(), folder.path() / "tests" / "t.yaml"}) {
    const Loading loading({path});
    CHECK(loading.findings() == "");
    REQUIRE(loading.rules.policies.size() == 1);
    REQUIRE(loading.rules.policies[0].tests.size() == 1);
    CHECK(loading.rules.policies[0].tests[0].name.text == "one");
    CHECK(loading.rules.policies[0].syntax.tests.empty());
  }
}

TEST_CASE("load: a path that cannot be opened is named, the others are loaded") {
  const Folder folder;
  folder.write("p.yaml", policy("p"));
  const fs::path gone = folder.path() / "gone.yaml";
  const Loading loading({gone, folder.path() / "p.yaml"});
  CHECK(loading.rules.unreadable == std::vector<std::string>{gone.string()});
  CHECK(loading.rules.policies.size() == 1);
}

TEST_CASE("load: a missing vocabulary makes the policy unsound, and says where") {
  const Folder folder;
  folder.write("p.yaml", policy("p", "uses: [gone.yaml]\n"));
  const Loading loading({folder.path()});
  CHECK(loading.findings() == "JB2025 `gone.yaml`; ");
  CHECK(loading.rules.unreadable.empty());
  CHECK(loading.diagnostics.has_errors());
  REQUIRE(loading.rules.policies.size() == 1);
  CHECK_FALSE(loading.rules.policies[0].program.has_value());
}

TEST_CASE("load: names of a missing vocabulary are not reported as unknown") {
  const Folder folder;
  folder.write("p.yaml", policy("p", "uses: [gone.yaml]\nlet: {a: staff + 1}\n"));
  CHECK(Loading({folder.path()}).findings() == "JB2025 `gone.yaml`; ");
}

TEST_CASE("load: what is used must be a vocabulary, what is tested a policy") {
  const Folder folder;
  folder.write("p.yaml", policy("p", "uses: [q.yaml]\n"));
  folder.write("q.yaml", policy("q"));
  folder.write("t.yaml", "tests of: gone.yaml\ntests: []\n");
  const std::string findings = Loading({folder.path()}).findings();
  CHECK(findings.find("JB2026 `q.yaml`; ") != std::string::npos);
  CHECK(findings.find("JB2025 `gone.yaml`; ") != std::string::npos);
}

TEST_CASE("load: a broken vocabulary makes every policy that uses it unsound") {
  const Folder folder;
  folder.write("v.yaml", vocabulary + "  staff: {type: integer}\n");
  folder.write("p.yaml", policy("p", "uses: [v.yaml]\n"));
  folder.write("q.yaml", policy("q", "uses: [v.yaml]\n"));
  folder.write("r.yaml", policy("r"));
  const Loading loading({folder.path()});
  CHECK(loading.diagnostics.has_errors());
  REQUIRE(loading.rules.policies.size() == 3);
  CHECK_FALSE(loading.rules.policies[0].program.has_value());
  CHECK_FALSE(loading.rules.policies[1].program.has_value());
  CHECK(loading.rules.policies[2].program.has_value());
}

TEST_CASE("load: a vocabulary whose YAML cannot be read makes its policy unsound") {
  const Folder folder;
  folder.write("v.yaml", "vocabulary: v\nfacts: {a: [\n");
  folder.write("p.yaml", policy("p", "uses: [v.yaml]\n"));
  const Loading loading({folder.path() / "p.yaml"});
  CHECK(loading.diagnostics.has_errors());
  REQUIRE(loading.rules.policies.size() == 1);
  CHECK_FALSE(loading.rules.policies[0].program.has_value());
}

TEST_CASE("load: a slip in one policy does not touch the others") {
  const Folder folder;
  folder.write("p.yaml",
               policy("p") + "figures: {f: {title: {zh: 甲, en: a}, value: nmae}}\n");
  folder.write("q.yaml", policy("q"));
  const Loading loading({folder.path()});
  CHECK(loading.findings() == "JB3002 `nmae`; ");
  REQUIRE(loading.rules.policies.size() == 2);
  CHECK_FALSE(loading.rules.policies[0].program.has_value());
  CHECK(loading.rules.policies[1].program.has_value());
}

TEST_CASE("load: a file that is no rule file says so") {
  const Folder folder;
  folder.write("x.yaml", "rules: 1\n");
  const Loading loading({folder.path()});
  CHECK(loading.diagnostics.error_count() == 1);
  CHECK(loading.rules.policies.empty());
}

TEST_CASE("read_file: the whole of a file, nothing for a folder or a missing one") {
  const Folder folder;
  folder.write("x", std::string("a\0b\r\n", 5));
  CHECK(read_file(folder.path() / "x") == std::string("a\0b\r\n", 5));
  CHECK_FALSE(read_file(folder.path()).has_value());
  CHECK_FALSE(read_file(folder.path() / "y").has_value());
}

TEST_CASE("load: a policy file alone has the test files of its folder that name it") {
  const Folder folder;
  folder.write("city/policy.yaml", policy("p"));
  folder.write("city/other.yaml", policy("q"));
  const std::string tests_of_it = "# a comment\n\n'tests of': policy.yaml  # this one\n";
  folder.write("city/tests_b.yaml", tests_of_it + "tests: [\n");
  folder.write("city/tests_a.yaml", tests_of_it + "tests: []\n");
  folder.write("city/tests_other.yaml", "tests of: other.yaml\ntests: []\n");
  folder.write("tests.yaml", "tests of: city/policy.yaml\ntests: []\n");
  const fs::path city = folder.path() / "city";
  const std::vector<fs::path> both = {city / "tests_a.yaml", city / "tests_b.yaml"};
  CHECK(test_files_beside({city / "policy.yaml"}) == both);
  CHECK(test_files_beside({city}).empty());
  CHECK(test_files_beside({city / "gone.yaml"}).empty());
}
