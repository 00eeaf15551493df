#include "folder.hpp"

using namespace jiangbu;
using namespace jiangbu::test;

namespace {

const Program& program() {
  static const Program compiled = program_of(R"(
facts:
  staff: {type: integer, min: 0}
  years: {type: list of integer}
clauses:
  C: {when: staff > 0 and sum(years) > 0, award: 1万元}
)");
  return compiled;
}

}  // namespace

TEST_CASE("lines of JSON: one applicant each; what is wrong is set aside with its line") {
  const Folder folder;
  folder.write(
      "p.jsonl",
      "{\"id\": \"A\", \"staff\": 3, \"years\": [1, 2]}\n\n"
      "{\"id\": \"B\", \"staff\": -3}\n{\"id\": 7, \"staff\": 5}\n{\"id\": \"C\", \n"
      "{\"id\": \"D\", \"staf\": 5}\n");
  ReadPopulationOptions options;
  const Folder rejects;
  options.rejects = rejects.path;
  ReadFolder result = read_folder(folder.path / "p.jsonl", program(), options);
  CHECK(result.findings() ==
        "p.jsonl:3:22 JB4007; p.jsonl:5:13 JB1007; p.jsonl:6:13 JB4001; ");
  REQUIRE(result.population);
  REQUIRE(result.population->applicants() == 2);
  CHECK(result.population->name_of(1) == "7");
  CHECK(result.population->rows(1) == 2);
  CHECK(result.report.applicants_set_aside == 3);
  CHECK(rejects.text("p.jsonl").find("\"line\":3") != std::string::npos);
}

TEST_CASE("lines of JSON: an applicant that is there twice is set aside") {
  const Folder folder;
  folder.write("p.jsonl", "{\"id\": 1}\n{\"id\": 2}\n{\"id\": 1}\n");
  ReadFolder result = read_folder(folder.path / "p.jsonl", program());
  CHECK(result.findings() == "p.jsonl:1:8 JB4224; p.jsonl:3:8 JB4224; ");
  REQUIRE(result.population);
  CHECK(result.population->applicants() == 1);
}
