// Facts, records, enums and regions over several policies, each different one once.
// In: models of policies. Out: JSON through a writer. Never: what policies do with them.
#pragma once

#include <string>
#include <vector>

#include "model/policy.hpp"
#include "report/json_writer.hpp"

namespace jiangbu {

/// Where two of the policies mean different things by the name of a record or an enum,
/// all such names have their policy's id behind them; a fact that two policies know
/// differently is written for each. The models must outlive it.
class DescriptionWords {
 public:
  explicit DescriptionWords(std::vector<const PolicyModel*> policies);

  /// What a record of a policy is called here.
  std::string record_name(const PolicyModel& policy, const Entity& entity) const;

  /// Writes the members "facts", "records", "enums" and "regions".
  void write(JsonWriter& json) const;

 private:
  std::vector<const PolicyModel*> policies_;
  bool with_id_ = false;
};

}  // namespace jiangbu
