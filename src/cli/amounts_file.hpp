// What a population gets, as a CSV file.
// In: a program, populations one after another. Out: a file. Never: reads a population.
#pragma once

#include <fstream>
#include <map>
#include <mutex>
#include <string>

#include "batch/evaluate_population.hpp"
#include "diagnostics/language.hpp"

namespace jiangbu {

/// What has a row: each applicant; each clause, or line of one, that may pay one
/// anything.
enum class AmountsBy : std::uint8_t { applicant, clause, item };

class AmountsFile {
 public:
  AmountsFile(const std::string& path, AmountsBy by, Language language);

  /// Evaluates into the file, applicant by applicant in their order. Who could not be
  /// computed has one row with the reason and no amount.
  PopulationTotals evaluate(const Program& program, const Population& population,
                            const PopulationOptions& options);

  bool is_sound() { return static_cast<bool>(file_.flush()); }

 private:
  /// Chunks come in any order.
  void take(std::uint32_t first, std::uint32_t rows, std::string text);

  std::ofstream file_;
  AmountsBy by_;
  Language language_;
  std::mutex lock_;
  std::uint32_t next_ = 0;  // applicant whose row comes next
  /// What cannot be written yet, by its first applicant, and the one behind its last.
  std::map<std::uint32_t, std::pair<std::uint32_t, std::string>> waiting_;
};

}  // namespace jiangbu
