// jiangbu/rules.hpp: compiled policies, and their image. Rule files: load_rules.cpp, so
// that a program that loads images only need not hold what reads YAML.
#include "jiangbu/rules.hpp"

#include "api/problems.hpp"
#include "api/states.hpp"
#include "image/image.hpp"
#include "report/description.hpp"

namespace jiangbu {

Rules::Policy public_policy(const LoadedPolicy& policy) {
  Rules::Policy described;
  described.file = policy.file;
  if (!policy.program) return described;
  const PolicyModel& model = *policy.program->model;
  described.id = model.id;
  described.version = model.version;
  described.title = public_text(model.title);
  described.draft = model.status == PolicyStatus::draft;
  described.hash = policy.program->hash;
  return described;
}

Rules Rules::from_image(std::string_view bytes) {
  auto state = std::make_shared<State>();
  Diagnostics diagnostics;
  auto image = read_image(bytes, "image", diagnostics);
  state->ok = image.has_value();
  add_problems(diagnostics, SourceMap(), state->problems);
  if (!image) return Rules(state);
  for (PolicyImage& policy : *image) {
    LoadedPolicy& loaded = state->rules.policies.emplace_back();
    loaded.file = std::move(policy.file);
    loaded.program = std::move(policy.program);
    state->policies.push_back(public_policy(loaded));
  }
  state->fact_names = std::make_shared<const std::set<std::string>>(
      all_fact_names(state->rules.policies));
  return Rules(state);
}

std::string Rules::image() const {
  if (!ok()) return "";
  std::vector<PolicyImage> policies;
  for (const LoadedPolicy& policy : state_->rules.policies) {
    if (policy.program) policies.push_back({policy.file, *policy.program});
  }
  return write_image(policies);
}

bool Rules::ok() const { return state_->ok; }
const std::vector<Problem>& Rules::problems() const { return state_->problems; }
const std::vector<Rules::Policy>& Rules::policies() const { return state_->policies; }

std::string Rules::description() const {
  std::vector<const Program*> programs;
  for (const LoadedPolicy& policy : state_->rules.policies) {
    if (policy.program) programs.push_back(&*policy.program);
  }
  return to_description(programs);
}

}  // namespace jiangbu
