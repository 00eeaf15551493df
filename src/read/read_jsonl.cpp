#include "read/read_jsonl.hpp"

#include <fstream>
#include <set>
#include <stdexcept>
#include <unordered_map>

#include "diagnostics/json_text.hpp"
#include "document/read_document.hpp"
#include "facts/append_case.hpp"
#include "read/read_facts.hpp"

namespace jiangbu {

namespace {

constexpr const char* id_key = "id";

bool is_blank(const std::string& line) {
  return line.find_first_not_of(" \t\r") == std::string::npos;
}

class LinesReader {
 public:
  LinesReader(const std::filesystem::path& path, PopulationLayout layout,
              const std::vector<const Vocabulary*>& vocabularies,
              const ReadPopulationOptions& options, SourceMap& sources,
              Diagnostics& diagnostics, ReadReport& report)
      : path_(path),
        layout_(std::move(layout)),
        vocabularies_(vocabularies),
        options_(options),
        sources_(sources),
        diagnostics_(diagnostics),
        report_(report) {
    reading_.closed_world = options.closed_world;
    std::set<std::string> names{id_key};
    for (const Vocabulary* vocabulary : vocabularies) {
      populations_.emplace_back(layout_);
      for (const Field& field : vocabulary->applicant().fields) {
        names.insert(field.name);
      }
    }
    reading_.known_elsewhere =
        std::make_shared<const std::set<std::string>>(std::move(names));
  }

  std::optional<Population> run() {
    if (vocabularies_.empty()) return std::nullopt;
    if (!count_ids()) {
      diagnostics_.error(Code::facts_no_table, {}, {path_.string()});
      return std::nullopt;
    }
    ReadReport::Table& table = report_.tables.emplace_back();
    table.name = "applicants";
    table.file = path_.string();
    std::ifstream file(path_, std::ios::binary);
    std::string line;
    for (std::uint32_t number = 1; std::getline(file, line); ++number) {
      if (is_blank(line)) continue;
      ++table.rows;
      if (add(line, number)) continue;
      ++table.bad;
      if (options_.strict) return std::nullopt;
    }
    report_.applicants_set_aside = table.bad;
    Population population = merged();
    report_.applicants = population.applicants();
    return population;
  }

 private:
  // Two lines of one applicant: nobody knows which is right.
  bool count_ids() {
    std::ifstream file(path_, std::ios::binary);
    if (!file) return false;
    std::string line;
    while (std::getline(file, line)) {
      SourceMap sources;
      Diagnostics unheard;
      const auto tree = read_json(sources, sources.add("", line), unheard);
      const Node* id = tree ? tree->find(id_key) : nullptr;
      if (id != nullptr && id->is_scalar()) ++times_[id->text];
    }
    return true;
  }

  bool add(const std::string& line, std::uint32_t number) {
    SourceMap sources;
    Diagnostics problems;
    const FileId file = sources.add(path_.string(), line, number);
    const auto tree = read_json(sources, file, problems);
    std::vector<CaseFacts> facts;
    if (tree && !problems.has_errors()) {
      const Node* id = tree->find(id_key);
      const bool named = id != nullptr && id->is_scalar();
      for (const Vocabulary* vocabulary : vocabularies_) {
        facts.push_back(read_facts(*tree, *vocabulary, reading_, problems));
        if (named) facts.back().applicant = id->text;
      }
      const int times = named ? times_[id->text] : 1;
      if (times > 1 && (!options_.keep || !seen_.insert(id->text).second)) {
        problems.error(Code::facts_applicant_twice, id->span, {id->text});
      }
    }
    if (problems.has_errors() || !tree) {
      set_aside(line, number, problems);
      return false;
    }
    for (std::size_t v = 0; v < vocabularies_.size(); ++v) {
      CaseAppender(populations_[v], *vocabularies_[v]).append(facts[v]);
    }
    return true;
  }

  void set_aside(const std::string& line, std::uint32_t number, Diagnostics& problems) {
    problems.sort_and_deduplicate();
    ++report_.reasons[problems.all().front().code];
    const bool shown = diagnostics_.error_count() < Diagnostics::capacity;
    const FileId file = shown ? sources_.add(path_.string(), line, number) : no_file;
    for (const Diagnostic& problem : problems.all()) {
      Diagnostic& added = diagnostics_.error(problem.code, {});
      added = problem;
      if (added.span.is_place()) added.span.file = file;
      for (LabelledSpan& label : added.labels) label.span.file = file;
      if (options_.strict) return;
    }
    if (!options_.rejects.empty()) reject(line, number, problems.all().front());
  }

  void reject(const std::string& line, std::uint32_t number, const Diagnostic& problem) {
    if (!rejects_.is_open()) {
      std::filesystem::create_directories(options_.rejects);
      rejects_.open(options_.rejects / path_.filename(), std::ios::binary);
    }
    const std::string reason = std::string(code_text(problem.code)) + " " +
                               message(problem.code, Language::zh, problem.arguments) +
                               " / " +
                               message(problem.code, Language::en, problem.arguments);
    rejects_ << "{\"reason\":" << json_string(reason) << ",\"line\":" << number
             << ",\"text\":" << json_string(line) << "}\n";
    if (!rejects_.flush()) throw std::runtime_error("cannot write the rejects");
  }

  // Each fact from the population of its own vocabulary; they have the same rows.
  Population merged() {
    Population& first = populations_.front();
    for (std::size_t f = 0; f < layout_.facts.size(); ++f) {
      for (std::size_t v = 1; v < populations_.size(); ++v) {
        if (layout_.facts[f].vocabulary != vocabularies_[v]) continue;
        take_column(f, first, populations_[v]);
      }
    }
    for (DomainId d = 1; d < layout_.lists.size(); ++d) {
      for (Population& other : populations_) {
        if (first.rows(d) >= other.rows(d)) continue;
        first.set_rows(d, other.rows(d));
        first.owners(d) = std::move(other.owners(d));
      }
    }
    first.build_index();
    return std::move(first);
  }

  static void take_column(std::size_t f, Population& to, Population& from) {
    const PopulationFact& fact = to.layout().facts[f];
    const bool text =
        fact.type.base == BaseType::text || fact.type.base == BaseType::region;
    PopulationColumn& column = from.column(f);
    for (std::size_t row = 0; text && row < column.values.size(); ++row) {
      const auto code = static_cast<std::int32_t>(column.values.at(row));
      column.values.set(row, to.texts().code_of(from.texts().text_of(code)));
    }
    to.column(f) = std::move(column);
  }

  const std::filesystem::path& path_;
  PopulationLayout layout_;
  const std::vector<const Vocabulary*>& vocabularies_;
  const ReadPopulationOptions& options_;
  SourceMap& sources_;
  Diagnostics& diagnostics_;
  ReadReport& report_;
  ReadFactsOptions reading_;
  std::vector<Population> populations_;  // by vocabulary
  std::unordered_map<std::string, int> times_;
  std::set<std::string> seen_;
  std::ofstream rejects_;
};

}  // namespace

std::optional<Population> read_jsonl(const std::filesystem::path& path,
                                     PopulationLayout layout,
                                     const std::vector<const Vocabulary*>& vocabularies,
                                     const ReadPopulationOptions& options,
                                     SourceMap& sources, Diagnostics& diagnostics,
                                     ReadReport& report) {
  return LinesReader(path, std::move(layout), vocabularies, options, sources, diagnostics,
                     report)
      .run();
}

}  // namespace jiangbu
