// The speed workload by hand, over structs: the bound for any engine on one case.
// In: structs. Out: amounts in yuan. Never: anything of the engine.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

namespace jiangbu::benchmark {

// Days since 1970-01-01 of the period's ends.
inline constexpr std::int32_t first_day = 19723;  // 2024-01-01
inline constexpr std::int32_t last_day = 20453;   // 2025-12-31

struct Mark {
  bool geographical_indication;
  std::int32_t registered;
};
struct MadridRegistration {
  std::int32_t applied;
  std::int32_t countries;
};
struct Prize {
  bool provincial;
  std::int32_t grade;
  std::int32_t date;
};
/// `type` in the order of title_kind in changzhi.yaml.
struct Recognition {
  std::uint8_t type;
  std::int32_t listed;
};
struct Project {
  bool provincial_patent_promotion;
  std::int32_t date;
};

struct Enterprise {
  std::uint64_t id = 0;
  std::string region;
  bool serious_dishonesty = false;
  std::vector<Mark> marks;
  std::vector<MadridRegistration> madrid;
  std::vector<Prize> prizes;
  std::vector<Recognition> recognitions;
  std::vector<Project> projects;
};

struct Amounts {
  std::int64_t low = 0;
  std::int64_t high = 0;
};

inline bool in_period(std::int32_t day) { return first_day <= day && day <= last_day; }

[[gnu::noinline]] inline Amounts evaluate_by_hand(const Enterprise& enterprise) {
  constexpr std::array<std::int64_t, 10> titles = {100000, 50000, 50000,  100000, 200000,
                                                   30000,  50000, 100000, 50000,  50000};
  constexpr std::array<std::int64_t, 4> prizes = {0, 50000, 30000, 10000};
  Amounts amounts;
  if (enterprise.serious_dishonesty || enterprise.region.compare(0, 4, "1404") != 0) {
    return amounts;
  }
  for (const Mark& mark : enterprise.marks) {
    if (mark.geographical_indication && in_period(mark.registered)) amounts.low += 30000;
  }
  int filed = 0;
  std::int64_t countries = 0;
  for (const MadridRegistration& registration : enterprise.madrid) {
    if (!in_period(registration.applied)) continue;
    ++filed;
    countries += registration.countries;
  }
  if (filed >= 2 && countries >= 10) amounts.low += 20000;
  std::int64_t projects = 0;
  for (const Project& project : enterprise.projects) {
    projects += project.provincial_patent_promotion && in_period(project.date);
  }
  amounts.low += projects * 50000;
  for (const Recognition& recognition : enterprise.recognitions) {
    if (in_period(recognition.listed)) amounts.low += titles[recognition.type];
  }
  for (const Prize& prize : enterprise.prizes) {
    if (prize.provincial && in_period(prize.date) && prize.grade <= 3) {
      amounts.low += prizes[static_cast<std::size_t>(prize.grade)];
    }
  }
  amounts.high = amounts.low + projects * 50000;
  return amounts;
}

}  // namespace jiangbu::benchmark
