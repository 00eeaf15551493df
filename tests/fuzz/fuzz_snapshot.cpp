// One file of a snapshot, in the place of each of its tables.
#include <map>

#include "population.hpp"
#include "read/snapshot.hpp"
#include "scratch_folder.hpp"

namespace jiangbu::fuzz {

namespace {

constexpr std::string_view applicants =
    R"({"id": "1", "name": "甲", "kind": "small", "region": "140403", "flag": true, "staff": 12, "rate": 0.5, "revenue": 300, "left": null, "term": "P18M", "notice": "P10D", "span": {"from": "2024-01-01", "to": "2024-12-31"}, "seat": {"city": "长治", "code": "140403"}, "years": [2023, 2024], "marks": [{"number": "A", "grade": "first", "fee": 3, "registered": "2024-06-01", "used": null, "countries": [{"name": "US", "fee": 100}, {"name": "JP"}]}], "payments": [{"payer": "city", "policy": "every-type", "clause": "MARK", "object": "B", "date": "2023-02-01", "amount": 1}]}
{"id": "2", "kind": "large", "marks": []}
)";

/// The files of a small population.
std::map<std::string, std::string> write_files(const ScratchFolder& folder) {
  folder.write("applicants.jsonl", applicants);
  SourceMap sources;
  Diagnostics diagnostics;
  ReadReport report;
  const auto population =
      read_population((folder.path() / "applicants.jsonl").string(),
                      {&every_type().program()}, {}, sources, diagnostics, report);
  require(population.has_value(), "the population can be read");
  write_snapshot(folder.path(), *population, vocabularies_of({&every_type().program()}),
                 true);
  std::map<std::string, std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
    if (entry.path().extension() != ".arrow") continue;
    files[entry.path().filename().string()] = read_file(entry.path()).value();
  }
  return files;
}

}  // namespace

void fuzz_snapshot(std::string_view bytes) {
  static const ScratchFolder folder;
  static const std::map<std::string, std::string> files = write_files(folder);
  require(files.size() > 3, "a snapshot has its files");
  for (const auto& [name, sound] : files) {
    folder.write(name, bytes);
    SourceMap sources;
    Diagnostics diagnostics;
    SnapshotOrigin origin;
    finish(
        read_snapshot(folder.path(), every_type_layout(),
                      vocabularies_of({&every_type().program()}), 1, diagnostics, origin),
        diagnostics, sources);
    folder.write(name, sound);
  }
}

}  // namespace jiangbu::fuzz
