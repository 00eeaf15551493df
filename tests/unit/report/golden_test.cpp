// The rich sample against the files in expected/. Run with JIANGBU_UPDATE_GOLDEN=1 to
// rewrite the files, then read the difference.
#include <doctest/doctest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string>

#include "report/json.hpp"
#include "report/text.hpp"
#include "sample_result.hpp"

namespace jiangbu {

namespace {

void check_golden(const std::string& name, const std::string& actual) {
  const std::string path =
      std::string(JIANGBU_SOURCE_FOLDER) + "/tests/unit/report/expected/" + name;
  const char* const update = std::getenv("JIANGBU_UPDATE_GOLDEN");
  if (update != nullptr && std::string(update) == "1") {
    std::ofstream(path, std::ios::binary) << actual;
  }
  std::ifstream file(path, std::ios::binary);
  REQUIRE_MESSAGE(file.good(), path);
  std::ostringstream expected;
  expected << file.rdbuf();
  CHECK_EQ(actual, expected.str());
}

}  // namespace

TEST_CASE("golden: the sample in Chinese") {
  check_golden("sample.zh.txt", to_text(report_test::sample_result(), Language::zh));
}

TEST_CASE("golden: the sample in English") {
  check_golden("sample.en.txt", to_text(report_test::sample_result(), Language::en));
}

TEST_CASE("golden: the sample with everything") {
  TextOptions options;
  options.all = true;
  const CaseResult sample = report_test::sample_result();
  check_golden("sample_all.zh.txt", to_text(sample, Language::zh, options));
  check_golden("sample_all.en.txt", to_text(sample, Language::en, options));
}

TEST_CASE("golden: the sample on a narrow page") {
  TextOptions options;
  options.width = 48;
  check_golden("sample_narrow.zh.txt",
               to_text(report_test::sample_result(), Language::zh, options));
}

TEST_CASE("golden: the sample as JSON") {
  check_golden("sample.json", to_json(report_test::sample_result(), true));
}

}  // namespace jiangbu
