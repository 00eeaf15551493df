// Images that somebody changed with intent, their checksum put right: they are refused,
// or evaluation and populations bear them. Sanitizers see what is out of bounds.
#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "image/bytes.hpp"
#include "image/format.hpp"
#include "image/image.hpp"
#include "image/members.hpp"
#include "jiangbu/amounts.hpp"
#include "jiangbu/evaluate.hpp"
#include "read/load_rules.hpp"

using namespace jiangbu;

namespace {

const std::filesystem::path source = JIANGBU_SOURCE_FOLDER;

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t count) { return random() % count; }

/// More for a long hunt: JIANGBU_MUTATIONS=100000.
std::size_t mutations(std::size_t usual) {
  const char* asked = std::getenv("JIANGBU_MUTATIONS");
  return asked == nullptr ? usual : std::strtoul(asked, nullptr, 10);
}

std::vector<PolicyImage> compiled(const std::filesystem::path& path) {
  SourceMap sources;
  Diagnostics diagnostics;
  LoadedRules rules =
      load_rules({path}, sources, diagnostics, read_file, TestFiles::pass_over);
  std::vector<PolicyImage> policies;
  for (LoadedPolicy& policy : rules.policies) {
    if (policy.program) policies.push_back({policy.file, std::move(*policy.program)});
  }
  return policies;
}

std::string with_checksum(std::string image) {
  std::string sum;
  append_fixed(sum, image_checksum(image));
  return image.replace(image_checksum_place, sum.size(), sum);
}

/// Some bytes of the contents changed, the later ones more often: texts stand first.
std::string with_other_bytes(std::string image, Random& random) {
  const std::size_t changes = 1 + below(random, 3);
  for (std::size_t i = 0; i < changes; ++i) {
    const std::size_t size = image.size() - image_contents_place;
    const std::size_t last = below(random, 4) == 0 ? size : size / 4 + 1;
    char& byte = image[image.size() - 1 - below(random, last)];
    const char values[] = {static_cast<char>(random()), static_cast<char>(byte + 1),
                           static_cast<char>(byte - 1), 0, 1};
    byte = values[below(random, 5)];
  }
  return with_checksum(image);
}

/// Changes one part of a policy, chosen by its number among all there are.
class Mutator {
 public:
  Mutator(Random& random, std::size_t target) : random_(random), target_(target) {}

  std::size_t count() const { return count_; }

  template <HasMembers T>
  void visit(T& value) {
    std::apply([this](auto&... member) { (this->visit(member), ...); },
               members_of(value));
  }
  template <typename T>
  void visit(std::shared_ptr<const T>& value) {
    if (!value) return;
    auto copy = std::make_shared<T>(*value);
    visit(*copy);
    value = std::move(copy);
  }
  template <typename T>
  void visit(std::optional<T>& value) {
    if (is_target()) {
      if (value) {
        value.reset();
      } else {
        value.emplace();
      }
    }
    if (value) visit(*value);
  }
  template <typename T>
  void visit(std::vector<T>& list) {
    if (is_target()) change(list);
    for (T& item : list) visit(item);
  }
  void visit(std::vector<bool>& list) {
    if (is_target()) list.push_back(true);
  }
  template <typename T>
  void visit(SharedList<T>& list) {
    std::vector<T> elements(list.begin(), list.end());
    visit(elements);
    list = {};
    for (T& element : elements) list.push_back(std::move(element));
  }
  void visit(Formulas& formulas) {
    std::vector<Expression> trees = formulas.trees();
    visit(trees);
    formulas = Formulas(std::move(trees));
  }
  template <typename K, typename V>
  void visit(std::pair<K, V>& both) {
    visit(both.first);
    visit(both.second);
  }
  template <typename K, typename V>
  void visit(std::map<K, V>&) {}
  template <typename... T>
  void visit(std::variant<T...>& value) {
    if (is_target()) {
      const std::size_t kind = below(random_, sizeof...(T));
      std::size_t index = 0;
      ((index++ == kind ? void(value.template emplace<T>()) : void()), ...);
    }
    std::visit([this](auto& held) { this->visit(held); }, value);
  }
  template <typename T>
  requires std::is_enum_v<T>
  void visit(T& value) {
    if (is_target()) value = static_cast<T>(below(random_, value_count<T>));
  }
  void visit(std::uint32_t& value) {
    if (!is_target()) return;
    const std::uint32_t values[] = {value + 1,
                                    value - 1,
                                    0,
                                    no_formula,
                                    static_cast<std::uint32_t>(below(random_, 300)),
                                    static_cast<std::uint32_t>(random_())};
    value = values[below(random_, std::size(values))];
  }
  void visit(bool& value) {
    if (is_target()) value = !value;
  }
  void visit(std::string& text) {
    if (is_target()) text = below(random_, 2) == 0 ? "" : text + "x";
  }
  void visit(Decimal& number) {
    if (!is_target()) return;
    const Decimal values[] = {0, -1, number + 1, Decimal::from_parts(false, 1, 6000)};
    number = values[below(random_, std::size(values))];
  }
  void visit(Type& type) {
    visit(type.base);
    visit(type.optional);
    visit(type.id);
    if (is_target()) {
      type.element = type.element ? nullptr : std::make_shared<const Type>();
    }
    if (type.element) visit(type.element);
  }
  void visit(Date& date) {
    if (is_target()) date.days += 400;
  }
  void visit(std::int64_t& number) {
    if (is_target()) number = -number - 1;
  }
  void visit(int&) {}
  void visit(std::monostate&) {}
  void visit(Span&) {}
  void visit(WorkingCalendar&) {}

 private:
  bool is_target() { return count_++ == target_; }

  template <typename T>
  void change(std::vector<T>& list) {
    if (list.empty()) {
      list.emplace_back();
    } else if (below(random_, 2) == 0) {
      list.erase(list.begin() + static_cast<std::ptrdiff_t>(below(random_, list.size())));
    } else {
      std::swap(list[below(random_, list.size())], list[below(random_, list.size())]);
      list.push_back(list.back());
    }
  }

  Random& random_;
  std::size_t target_;
  std::size_t count_ = 0;
};

std::string with_other_part(std::vector<PolicyImage> policies, Random& random) {
  const std::size_t changes = 1 + below(random, 2);
  for (std::size_t i = 0; i < changes; ++i) {
    Mutator counter(random, static_cast<std::size_t>(-1));
    counter.visit(policies);
    Mutator(random, below(random, counter.count())).visit(policies);
  }
  return write_image(policies);
}

std::vector<std::string> facts_of_examples() {
  std::vector<std::string> texts{"{}"};
  for (const auto& entry :
       std::filesystem::directory_iterator(source / "examples/facts")) {
    if (entry.path().extension() != ".yaml") continue;
    texts.push_back(*read_file(entry.path()));
  }
  return texts;
}

/// Whether it is read; then it is evaluated in every way there is.
bool is_borne(const std::string& image) {
  static const std::vector<std::string> texts = facts_of_examples();
  const Rules rules = Rules::from_image(image);
  if (!rules.ok()) {
    CHECK(rules.policies().empty());
    CHECK(rules.problems().front().code == "JB9007");
    return false;
  }
  FactOptions reading;
  reading.allow_unknown_names = true;
  for (const std::string& text : texts) {
    reading.closed_world = !reading.closed_world;
    const Facts facts = Facts::from_yaml(rules, text, reading);
    EvaluationOptions options;
    options.decision_date = "2024-11-30";
    for (const bool together : {false, true}) {
      options.all_readings = together;
      const Evaluation evaluation = evaluate(facts, options);
      const bool none = evaluation.applicants().empty();
      CHECK(evaluation.text(TextLanguage::en).empty() == none);
      CHECK(evaluation.json().empty() == none);
    }
    options.explain = false;
    CHECK(evaluate(facts, options).applicants().size() <= 1);
    for (const Rules::Policy& policy : rules.policies()) {
      AmountCalculator calculator(rules, policy.id, "2024-11-30");
      if (calculator.ok()) calculator.evaluate(facts, 0);
    }
  }
  CHECK(!rules.image().empty());
  CHECK(!rules.description().empty());
  return true;
}

std::vector<std::filesystem::path> rule_files_below(const std::string& folder) {
  std::vector<std::filesystem::path> files = rule_files({source / folder});
  std::erase_if(files, [](const std::filesystem::path& path) {
    return path.filename().string().starts_with("tests") ||
           path.filename() == "vocabulary.yaml";
  });
  return files;
}

void hunt(const std::string& folder, std::size_t usual) {
  std::size_t borne = 0;
  std::size_t refused = 0;
  Random random(20240601);
  for (const auto& path : rule_files_below(folder)) {
    const std::vector<PolicyImage> policies = compiled(path);
    if (policies.empty()) continue;
    CAPTURE(path.string());
    const std::string image = write_image(policies);
    CHECK(is_borne(image));
    for (std::size_t i = 0; i < mutations(usual); ++i) {
      const bool bytes = i % 3 == 0;
      const std::string changed =
          bytes ? with_other_bytes(image, random) : with_other_part(policies, random);
      ++(is_borne(changed) ? borne : refused);
    }
  }
  MESSAGE(folder << ": " << borne << " changed images were borne, " << refused
                 << " refused");
  CHECK(borne > 0);
  CHECK(refused > 0);
}

}  // namespace

TEST_CASE("changed images of the rules are refused or borne") { hunt("rules", 30); }

TEST_CASE("changed images of the example clauses are refused or borne") {
  hunt("examples/clauses", 5);
}

TEST_CASE("changed images of the example policies are refused or borne") {
  hunt("examples/policies", 5);
}
