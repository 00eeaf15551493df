// all_fact_names(), apart from loading: who takes images only need not hold what reads
// YAML.
#include "read/load_rules.hpp"

namespace jiangbu {

std::set<std::string> all_fact_names(const std::vector<LoadedPolicy>& policies) {
  std::set<std::string> names;
  for (const LoadedPolicy& policy : policies) {
    if (!policy.program) continue;
    for (const Field& field : policy.program->model->vocabulary.applicant().fields) {
      names.insert(field.name);
    }
  }
  return names;
}

}  // namespace jiangbu
