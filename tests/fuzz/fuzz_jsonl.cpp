// Lines of JSON, one applicant each.
#include "population.hpp"
#include "read/read_jsonl.hpp"
#include "scratch_folder.hpp"

namespace jiangbu::fuzz {

void fuzz_jsonl(std::string_view bytes) {
  static const ScratchFolder folder;
  folder.write("applicants.jsonl", bytes);
  for (const bool keep : {false, true}) {
    ReadPopulationOptions options;
    options.keep = keep;
    options.closed_world = keep;
    SourceMap sources;
    Diagnostics diagnostics;
    ReadReport report;
    finish(read_jsonl(folder.path() / "applicants.jsonl", every_type_layout(),
                      vocabularies_of({&every_type().program()}), options, sources,
                      diagnostics, report),
           diagnostics, sources);
  }
}

}  // namespace jiangbu::fuzz
