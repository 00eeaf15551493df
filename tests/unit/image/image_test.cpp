// Images of policies: the same policies come back, and bytes that are no image are
// refused.
#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "image/bytes.hpp"
#include "image/checksum.hpp"
#include "image/format.hpp"
#include "image/image.hpp"
#include "image/layout.hpp"
#include "image/members.hpp"
#include "read/load_rules.hpp"

using namespace jiangbu;

namespace {

const std::filesystem::path source = JIANGBU_SOURCE_FOLDER;

std::string image_of(const std::filesystem::path& path) {
  SourceMap sources;
  Diagnostics diagnostics;
  const LoadedRules rules =
      load_rules({source / path}, sources, diagnostics, read_file, TestFiles::pass_over);
  std::vector<PolicyImage> policies;
  for (const LoadedPolicy& policy : rules.policies) {
    if (policy.program) policies.push_back({policy.file, *policy.program});
  }
  REQUIRE(!policies.empty());
  return write_image(policies);
}

/// "" for an image that is read, else the code of what is wrong.
std::string fault_of(std::string_view bytes) {
  Diagnostics diagnostics;
  const auto image = read_image(bytes, "x.jbi", diagnostics);
  CHECK(image.has_value() == !diagnostics.has_errors());
  return image ? "" : std::string(code_text(diagnostics.all().front().code));
}

std::string with_checksum(std::string image) {
  std::string sum;
  append_fixed(sum, image_checksum(image));
  return image.replace(image_checksum_place, sum.size(), sum);
}

const std::string& small_image() {
  static const std::string image = image_of("examples/clauses/blocks.yaml");
  return image;
}

}  // namespace

TEST_CASE("what is read from an image is written as the same bytes") {
  for (const char* path : {"rules", "examples/clauses", "examples/policies"}) {
    const std::string image = image_of(path);
    Diagnostics diagnostics;
    const auto read = read_image(image, path, diagnostics);
    REQUIRE(read);
    CHECK(write_image(*read) == image);
  }
}

TEST_CASE("an image keeps the steps and the meaning of its program") {
  const std::string image = image_of("rules/changzhi/policy.yaml");
  SourceMap sources;
  Diagnostics diagnostics;
  const LoadedRules rules = load_rules({source / "rules/changzhi/policy.yaml"}, sources,
                                       diagnostics, read_file, TestFiles::pass_over);
  const auto read = read_image(image, "x", diagnostics);
  REQUIRE(read);
  CHECK(listing(read->front().program) == listing(*rules.policies.front().program));
  CHECK(read->front().program.hash == rules.policies.front().program->hash);
  CHECK(read->front().file == rules.policies.front().file);
}

TEST_CASE("policies of one image share the entities they have in common") {
  Diagnostics diagnostics;
  const auto read = read_image(image_of("rules"), "x", diagnostics);
  REQUIRE(read);
  std::set<const Entity*> distinct;
  std::size_t count = 0;
  for (const PolicyImage& policy : *read) {
    for (const Entity& entity : policy.program.model->vocabulary.entities) {
      distinct.insert(&entity);
      ++count;
    }
  }
  CHECK(distinct.size() * 2 < count);
}

TEST_CASE("the types and brackets of formulas are those of their trees") {
  Diagnostics diagnostics;
  const auto read = read_image(image_of("examples/clauses"), "x", diagnostics);
  REQUIRE(read);
  for (const PolicyImage& policy : *read) {
    const Formulas& formulas = policy.program.model->formulas;
    for (std::size_t id = 0; id < formulas.size(); ++id) {
      CHECK(formulas.type(id) == formulas[id].type);
      CHECK(formulas.is_bracket(id) == is_bracket(formulas[id]));
    }
  }
}

TEST_CASE("a shared list changes for itself only") {
  SharedList<Entity> list;
  list.push_back({});
  SharedList<Entity> copy = list;
  copy.own(0).name = "other";
  CHECK(list[0].name.empty());
  CHECK(copy[0].name == "other");
}

TEST_CASE("an image without policies is one") {
  CHECK(fault_of(write_image({})).empty());
}

TEST_CASE("an image that ends too early is refused, wherever it ends") {
  const std::string& image = small_image();
  for (size_t size = 0; size < image.size(); ++size) {
    CHECK(fault_of(std::string_view(image).substr(0, size)) == "JB9004");
  }
}

TEST_CASE("contents that end too early are refused, whatever their checksum") {
  const std::string& image = small_image();
  for (size_t size = image_contents_place; size < image.size(); size += 7) {
    std::string cut = image.substr(0, size);
    std::string length;
    append_fixed(length, std::uint64_t{size});
    cut.replace(24, length.size(), length);
    CHECK(fault_of(with_checksum(cut)) == "JB9007");
  }
}

TEST_CASE("texts that are no UTF-8 are refused, also where only two together would be") {
  std::string image = small_image();
  const std::size_t place = image.find("\xE5\xA5\x96");  // 奖
  REQUIRE(place != std::string::npos);
  for (const char* bytes :
       {"\xE5\xA5\xFF", "\xE5\xA5x", "\xA5\xE5\x96", "\xED\xA0\x80"}) {
    image.replace(place, 3, bytes);
    CHECK(fault_of(with_checksum(image)) == "JB9007");
  }
  // The texts "奖" and "励", one byte of the second moved to the first.
  const auto image_of_texts = [](const std::string& lengths) {
    std::string contents =
        "\2" + lengths + "\xE5\xA5\x96\xE5\x8A\xB1" + std::string(1, '\0');
    std::string made = write_image({}).substr(0, image_contents_place) + contents;
    std::string length;
    append_fixed(length, std::uint64_t{made.size()});
    return with_checksum(made.replace(24, length.size(), length));
  };
  CHECK(fault_of(image_of_texts("\3\3")).empty());
  CHECK(fault_of(image_of_texts("\4\2")) == "JB9007");
}

TEST_CASE("an image with bytes behind its end is refused") {
  CHECK(fault_of(small_image() + '\0') == "JB9005");
}

TEST_CASE("a flipped bit is noticed, wherever it is") {
  std::string image = small_image();
  for (size_t i = 0; i < image.size(); ++i) {
    const char kept = image[i];
    image[i] = static_cast<char>(kept ^ (1 << (i % 8)));
    CHECK_FALSE(fault_of(image).empty());
    image[i] = kept;
  }
}

TEST_CASE("other files are no images") {
  CHECK(fault_of("policy: p\n") == "JB9001");
  CHECK(fault_of(std::string(100, '\0')) == "JB9001");
}

TEST_CASE("another format, and another layout, are named as such") {
  std::string image = small_image();
  image[8] = static_cast<char>(image_format + 1);
  CHECK(fault_of(image) == "JB9002");
  image = small_image();
  image[16] = static_cast<char>(image[16] + 1);
  CHECK(fault_of(with_checksum(image)) == "JB9003");
}

TEST_CASE("the checksum is XXH64") {
  CHECK(xxh64("") == 0xEF46DB3751D8E999U);
  CHECK(xxh64("a") == 0xD24EC4F1A98C6E5BU);
  CHECK(xxh64("abc") == 0x44BC2CF5AD770999U);
  CHECK(xxh64("The quick brown fox jumps over the lazy dog") == 0x0B242D361FDA71BCU);
}

TEST_CASE("all values of enums are counted, those of the operations by their table") {
  int operations = 0;
  int builtins = 0;
#define JIANGBU_OP(name, meaning) ++operations;
#include "model/operations.def"
#undef JIANGBU_OP
#define JIANGBU_BUILTIN(name, feel, parameters, result) ++builtins;
#include "model/builtins.def"
#undef JIANGBU_BUILTIN
  CHECK(value_count<Op> == operations);
  CHECK(value_count<Builtin> == builtins);
  CHECK(value_name<Op::in_range>() == "in_range");
}

TEST_CASE("the layout names every type, member and value") {
  const std::string layout = layout_text();
  CHECK(layout.find("Note {text, cite, refs}: Bilingual text list of text\n") !=
        std::string::npos);
  CHECK(layout.find("jiangbu::PerKind: applicant clause item keys\n") !=
        std::string::npos);
  CHECK(std::count(layout.begin(), layout.end(), '\n') > 50);
}
