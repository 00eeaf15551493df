// Facts set one by one. They become the JSON text that says the same, so that a fact
// means what it means from a file.
#include <algorithm>
#include <vector>

#include "c_api/facts.hpp"
#include "diagnostics/display_width.hpp"
#include "diagnostics/json_text.hpp"
#include "values/decimal.hpp"
#include "values/money.hpp"

using namespace jiangbu;
using namespace jiangbu::c_api;

namespace {

/// A value, a record, or a list.
struct Place {
  std::string value;               // JSON; empty for the others
  std::vector<std::string> names;  // of the fields, in the order they were named
  std::vector<Place> fields;
  std::vector<Place> items;
  bool is_list = false;
  bool is_record = false;  // stated to be one
};

[[noreturn]] void refuse_path(std::string_view path, const char* zh, const char* en) {
  refuse("路径“" + std::string(path) + "”：" + zh,
         "the path '" + std::string(path) + "': " + en);
}

/// Walks a path, making what is not there yet.
class Walk {
 public:
  explicit Walk(std::string_view path) : path_(path) {}

  /// Takes back what was made: all of it stands below the first thing that was.
  void undo() noexcept {
    if (made_in_ == nullptr) return;
    made_in_->names.erase(made_in_->names.begin() + fields_, made_in_->names.end());
    made_in_->fields.erase(made_in_->fields.begin() + fields_, made_in_->fields.end());
    made_in_->items.erase(made_in_->items.begin() + items_, made_in_->items.end());
  }

  Place& from(Place& root) {
    if (!is_valid_utf8(path_)) refuse_path("…", "不是 UTF-8", "it is no UTF-8");
    Place* place = &field_of(root);
    while (at_ < path_.size()) {
      // As deep as a text of facts may be; what goes through them goes as deep.
      if (++depth_ > 64) refuse_path("…", "嵌套超过 64 层", "deeper than 64 levels");
      if (path_[at_] == '[') {
        place = &item_of(*place);
      } else if (path_[at_] == '.') {
        ++at_;
        place = &field_of(*place);
      } else {
        refuse_path(path_, "括号之后应为“.”或结尾",
                    "a dot or the end must follow a bracket");
      }
    }
    return *place;
  }

 private:
  Place& field_of(Place& record) {
    const std::size_t end = std::min(path_.find_first_of(".[", at_), path_.size());
    const std::string_view name = path_.substr(at_, end - at_);
    if (name.empty()) refuse_path(path_, "缺少名称", "a name is missing");
    if (!record.value.empty() || record.is_list) {
      refuse_path(path_, "其一部分已作为值或清单给出",
                  "part of it is a value or a list already");
    }
    at_ = end;
    const auto known = std::ranges::find(record.names, name);
    const auto index = static_cast<std::size_t>(known - record.names.begin());
    if (known == record.names.end()) {
      note(record);
      record.fields.emplace_back();
      record.names.emplace_back(name);
    }
    return record.fields[index];
  }

  Place& item_of(Place& list) {
    const std::size_t end = path_.find(']', at_);
    std::size_t number = 0;
    const bool closed = end != std::string_view::npos && end > at_ + 1 && end - at_ <= 8;
    for (std::size_t i = at_ + 1; closed && i < end; ++i) {
      if (path_[i] < '0' || path_[i] > '9')
        refuse_path(path_, "序号不是数字", "an item's number is not a number");
      number = number * 10 + static_cast<std::size_t>(path_[i] - '0');
    }
    if (!closed)
      refuse_path(path_, "序号有误", "an item's number is missing or too long");
    if (!list.value.empty() || !list.fields.empty() || list.is_record) {
      refuse_path(path_, "其一部分已作为值或记录给出",
                  "part of it is a value or a record already");
    }
    if (number > list.items.size()) {
      refuse_path(path_, "前面的项尚未给出", "an item before it is missing");
    }
    list.is_list = true;
    if (number == list.items.size()) {
      note(list);
      list.items.emplace_back();
    }
    at_ = end + 1;
    return list.items[number];
  }

  void note(Place& parent) {
    if (made_in_ != nullptr) return;
    made_in_ = &parent;
    fields_ = static_cast<std::ptrdiff_t>(parent.names.size());
    items_ = static_cast<std::ptrdiff_t>(parent.items.size());
  }

  std::string_view path_;
  std::size_t at_ = 0;
  int depth_ = 0;
  Place* made_in_ = nullptr;  // where the first thing was made, and how much was there
  std::ptrdiff_t fields_ = 0;
  std::ptrdiff_t items_ = 0;
};

void write(const Place& place, std::string& json) {
  if (!place.value.empty()) {
    json += place.value;
    return;
  }
  const char* separator = "";
  json += place.is_list ? '[' : '{';
  for (const Place& item : place.items) {
    json += separator;
    write(item, json);
    separator = ",";
  }
  for (std::size_t i = 0; i < place.fields.size(); ++i) {
    json += separator;
    append_json_string(json, place.names[i]);
    json += ':';
    write(place.fields[i], json);
    separator = ",";
  }
  json += place.is_list ? ']' : '}';
}

}  // namespace

struct jb_fact_builder {
  Place root;
};

namespace {

/// Changes the place of a path by `change`, or nothing.
template <typename Change>
jb_status change_place(jb_fact_builder* builder, jb_text path, Change&& change,
                       jb_error** error) {
  return guarded(error, [&] {
    Walk walk(view_of(path));
    try {
      change(walk.from(given(builder, "builder").root));
    } catch (...) {
      walk.undo();
      throw;
    }
    return JB_OK;
  });
}

jb_status set(jb_fact_builder* builder, jb_text path, std::string json,
              jb_error** error) {
  const auto change = [&](Place& place) {
    if (!place.fields.empty() || place.is_list) {
      refuse_path(view_of(path), "其一部分已经给出", "parts of it are given already");
    }
    place.value = std::move(json);
    place.is_record = false;
  };
  return change_place(builder, path, change, error);
}

}  // namespace

jb_status jb_fact_builder_create(jb_fact_builder** builder, jb_error** error) {
  return guarded(error, [&] {
    given(builder, "builder");
    *builder = new jb_fact_builder{};
    return JB_OK;
  });
}

void jb_fact_builder_free(jb_fact_builder* builder) { delete builder; }

jb_status jb_fact_builder_set_truth(jb_fact_builder* builder, jb_text path, int value,
                                    jb_error** error) {
  return set(builder, path, value != 0 ? "true" : "false", error);
}

jb_status jb_fact_builder_set_integer(jb_fact_builder* builder, jb_text path,
                                      int64_t value, jb_error** error) {
  return guarded(error, [&] { return set(builder, path, std::to_string(value), error); });
}

jb_status jb_fact_builder_set_decimal(jb_fact_builder* builder, jb_text path,
                                      jb_text number, jb_error** error) {
  return guarded(error, [&] {
    const std::string text = string_of(number);
    const auto read = Decimal::parse(text);
    if (!read) refuse("“" + text + "”不是数", "'" + text + "' is not a number");
    return set(builder, path, read->to_string(), error);
  });
}

jb_status jb_fact_builder_set_money(jb_fact_builder* builder, jb_text path, int64_t fen,
                                    jb_error** error) {
  return guarded(error, [&] {
    return set(builder, path, '"' + Money{fen}.to_string() + "元\"", error);
  });
}

jb_status jb_fact_builder_set_text(jb_fact_builder* builder, jb_text path, jb_text value,
                                   jb_error** error) {
  return guarded(error, [&] {
    if (!is_valid_utf8(view_of(value))) refuse("值不是 UTF-8", "the value is no UTF-8");
    std::string json;
    append_json_string(json, view_of(value));
    return set(builder, path, std::move(json), error);
  });
}

jb_status jb_fact_builder_set_null(jb_fact_builder* builder, jb_text path,
                                   jb_error** error) {
  return guarded(error, [&] { return set(builder, path, "null", error); });
}

jb_status jb_fact_builder_set_unknown(jb_fact_builder* builder, jb_text path,
                                      jb_error** error) {
  return guarded(error, [&] { return set(builder, path, R"({"unknown":true})", error); });
}

jb_status jb_fact_builder_set_record(jb_fact_builder* builder, jb_text path,
                                     jb_error** error) {
  const auto change = [&](Place& place) {
    if (place.is_list) refuse_path(view_of(path), "它是清单", "it is a list");
    place.value.clear();
    place.is_record = true;
  };
  return change_place(builder, path, change, error);
}

jb_status jb_fact_builder_set_empty_list(jb_fact_builder* builder, jb_text path,
                                         jb_error** error) {
  return guarded(error, [&] { return set(builder, path, "[]", error); });
}

jb_status jb_fact_builder_build(const jb_fact_builder* builder, const jb_rules* rules,
                                const jb_facts_options* options, jb_facts** facts,
                                jb_error** error) {
  return guarded(error, [&] {
    given(facts, "facts");
    std::string json;
    write(given(builder, "builder").root, json);
    return give_facts(
        Facts::from_json(given(rules, "rules").rules, json, fact_options_of(options)),
        facts, error);
  });
}
