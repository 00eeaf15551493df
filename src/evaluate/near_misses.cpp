#include "evaluate/advice.hpp"

namespace jiangbu {

std::vector<NearMiss> find_near_misses(const Program&, const CaseFacts&,
                                       const CaseOptions&, const PolicyResult&) {
  return {};
}

}  // namespace jiangbu
