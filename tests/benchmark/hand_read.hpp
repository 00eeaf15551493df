// A case as JSON text into the structs of hand_written.hpp, by hand: the bound for any
// reader. In: one line of cases.jsonl. Out: Enterprise. Never: checks; a text that is not
// of this form gives nonsense or an exception.
#pragma once

#include <simdjson.h>

#include <array>
#include <string_view>

#include "hand_written.hpp"

namespace jiangbu::benchmark {

class HandReader {
 public:
  /// The text must stay until the next call. Vectors of `enterprise` keep their room.
  void read(const simdjson::padded_string& text, Enterprise& enterprise) {
    clear(enterprise);
    simdjson::ondemand::document document = parser_.iterate(text);
    for (auto field : document.get_object()) {
      const std::string_view key = field.unescaped_key();
      if (key == "id") enterprise.id = field.value().get_uint64();
      if (key == "region") enterprise.region = std::string_view(field.value());
      if (key == "flags") {
        enterprise.serious_dishonesty = field.value()["serious_dishonesty"].get_bool();
      }
      if (key == "trademarks") read_marks(field.value(), enterprise);
      if (key == "madrid_registrations") read_madrid(field.value(), enterprise);
      if (key == "patent_prizes") read_prizes(field.value(), enterprise);
      if (key == "recognitions") read_recognitions(field.value(), enterprise);
      if (key == "funded_projects") read_projects(field.value(), enterprise);
    }
  }

 private:
  using Item = simdjson::simdjson_result<simdjson::ondemand::value>;

  static void clear(Enterprise& enterprise) {
    enterprise.serious_dishonesty = false;
    enterprise.marks.clear();
    enterprise.madrid.clear();
    enterprise.prizes.clear();
    enterprise.recognitions.clear();
    enterprise.projects.clear();
  }

  // Days since 1970-01-01 (H. Hinnant, "chrono-compatible low-level date algorithms").
  static std::int32_t day_of(std::string_view text) {
    const auto digits = [&](std::size_t from, std::size_t count) {
      int number = 0;
      for (std::size_t i = from; i < from + count; ++i)
        number = 10 * number + text[i] - '0';
      return number;
    };
    const int month = digits(5, 2);
    const int year = digits(0, 4) - (month <= 2 ? 1 : 0);
    const int era = year / 400;
    const int year_of_era = year - era * 400;
    const int day_of_year =
        (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + digits(8, 2) - 1;
    return era * 146097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 +
           day_of_year - 719468;
  }

  static std::int32_t whole(Item item) {
    return static_cast<std::int32_t>(std::int64_t(item));
  }

  static void read_marks(Item list, Enterprise& enterprise) {
    for (auto item : list.get_array()) {
      const std::string_view kind = item["kind"];
      enterprise.marks.push_back(
          {kind == "geographical_indication", day_of(item["registered"])});
    }
  }

  static void read_madrid(Item list, Enterprise& enterprise) {
    for (auto item : list.get_array()) {
      const std::int32_t applied = day_of(item["applied"]);
      enterprise.madrid.push_back({applied, whole(item["designated_countries"])});
    }
  }

  static void read_prizes(Item list, Enterprise& enterprise) {
    for (auto item : list.get_array()) {
      const bool provincial = std::string_view(item["level"]) == "provincial";
      const std::int32_t grade = whole(item["grade"]);
      enterprise.prizes.push_back({provincial, grade, day_of(item["date"])});
    }
  }

  static void read_recognitions(Item list, Enterprise& enterprise) {
    for (auto item : list.get_array()) {
      const std::string_view type = item["type"];
      std::uint8_t place = 0;
      while (place < title_kinds.size() && title_kinds[place] != type) ++place;
      enterprise.recognitions.push_back({place, day_of(item["listed"])});
    }
  }

  static void read_projects(Item list, Enterprise& enterprise) {
    for (auto item : list.get_array()) {
      const bool patents =
          std::string_view(item["program"]) == "provincial patent promotion";
      enterprise.projects.push_back({patents, day_of(item["date"])});
    }
  }

  // In the order of title_kind in changzhi.yaml.
  static constexpr std::array<std::string_view, 10> title_kinds = {
      "national_ip_demo",
      "national_ip_advantage",
      "provincial_ip_advantage",
      "national_copyright_demo_unit",
      "national_copyright_demo_park",
      "prov_copyright_demo_unit",
      "prov_copyright_demo_park",
      "national_ip_edu_demo_school",
      "national_ip_edu_pilot_school",
      "prov_ip_edu_demo_school"};
  simdjson::ondemand::parser parser_;
};

}  // namespace jiangbu::benchmark
