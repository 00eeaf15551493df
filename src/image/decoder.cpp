#include "image/decoder.hpp"

#include "diagnostics/display_width.hpp"

namespace jiangbu {

namespace {

/// The trees of a policy's formulas, which could be skimmed.
class WaitingTrees : public Formulas::Source {
 public:
  WaitingTrees(std::shared_ptr<const ImageContents> contents, std::string_view place)
      : contents_(std::move(contents)), place_(place) {}

  std::vector<Expression> trees() const override {
    std::vector<Expression> trees;
    Decoder(contents_, place_).get(trees);
    return trees;
  }

 private:
  std::shared_ptr<const ImageContents> contents_;
  std::string_view place_;
};

}  // namespace

Decoder::Decoder(std::string_view contents) {
  const auto kept = std::make_shared<ImageContents>(contents);
  contents_ = kept;
  at_ = kept->bytes.data();
  end_ = at_ + kept->bytes.size();
  read_texts(kept->texts);
}

Decoder::Decoder(std::shared_ptr<const ImageContents> contents, std::string_view place)
    : contents_(std::move(contents)),
      at_(place.data()),
      end_(place.data() + place.size()) {}

void Decoder::read_texts(std::vector<std::string_view>& texts) {
  texts.resize(list_size<1>());
  std::vector<std::size_t> lengths;
  lengths.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    lengths.push_back(static_cast<std::size_t>(natural(rest())));
  const char* begin = at_;
  for (std::size_t i = 0; i < texts.size() && !failed_; ++i) {
    if (lengths[i] > rest()) return fail();
    texts[i] = {at_, lengths[i]};
    // All of them together are UTF-8, and none begins within a character.
    if (lengths[i] > 0 && (static_cast<unsigned char>(*at_) & 0xC0) == 0x80)
      return fail();
    at_ += lengths[i];
  }
  if (!is_valid_utf8({begin, static_cast<std::size_t>(at_ - begin)})) fail();
}

void Decoder::get(Formulas& formulas) {
  const char* begin = at_;
  const std::size_t count = list_size<least_size<Expression>()>();
  TreeNodes& trees = trees_.emplace_back();
  std::vector<Formulas::Root> roots;
  trees.nodes.reserve(8 * count);
  trees.ends.reserve(count);
  roots.reserve(count);
  for (std::size_t i = 0; i < count && !failed_; ++i) {
    const std::size_t root = trees.nodes.size();
    const bool is_bracket = skim(trees.nodes);
    if (failed_) return;
    roots.push_back({trees.nodes[root].type, is_bracket});
    trees.ends.push_back(trees.nodes.size());
  }
  const std::string_view place(begin, static_cast<std::size_t>(at_ - begin));
  formulas = Formulas(std::move(roots), std::make_shared<WaitingTrees>(contents_, place));
}

// As get() of an Expression, which has these members; nothing is kept of texts.
bool Decoder::skim(std::vector<TreeNode>& nodes) {
  if (++depth_ > deepest) fail();
  if (failed_) return false;
  auto& [op, type, a, b, constant, operands, span, text] = scratch_;
  get(op);
  type = {};
  get(type);
  get(a);
  get(b);
  get(constant);
  const auto* value = std::get_if<EnumValue>(&constant);
  nodes.push_back({op, std::move(type), a, b, constant.index(),
                   value != nullptr ? *value : EnumValue{}});
  const bool is_and = op == Op::and_;
  bool is_bracket = op >= Op::less && op <= Op::greater_equal;
  const std::size_t count = list_size<least_size<Expression>()>();
  for (std::size_t i = 0; i < count && !failed_; ++i) {
    const bool part_is_bracket = skim(nodes);
    is_bracket = is_bracket || (is_and && part_is_bracket);
  }
  get(span);
  natural(contents_->texts.size());
  --depth_;
  return is_bracket;
}

std::uint64_t Decoder::long_natural(std::uint64_t most) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && at_ != end_; shift += 7) {
    const auto byte = static_cast<unsigned char>(*at_++);
    value |= std::uint64_t{byte & 0x7FU} << shift;
    if (byte >= 0x80) continue;
    // One way to write a number: no empty last byte, no bits above the 64th.
    const bool shortest = byte != 0 || shift == 0;
    if (shortest && (shift < 63 || byte == 1) && value <= most) return value;
    break;
  }
  fail();
  return 0;
}

std::int64_t Decoder::integer(std::int64_t least, std::int64_t most) {
  const std::int64_t value = unzigzag(natural(max_long));
  if (value >= least && value <= most) return value;
  fail();
  return least;
}

// The first texts take one byte, the next 16 thousand two.
void Decoder::get_text(std::string& text) {
  const auto& texts = contents_->texts;
  std::uint64_t place = 0;
  const auto byte = [this](std::size_t i) { return static_cast<unsigned char>(at_[i]); };
  if (rest() >= 2 && byte(0) >= 0x80 && byte(1) < 0x80 && byte(1) != 0) {
    place = (byte(0) & 0x7FU) | (std::uint64_t{byte(1)} << 7);
    at_ += 2;
  } else {
    place = natural(texts.size());
  }
  if (place == 0 || place > texts.size()) return fail();
  text.assign(texts[static_cast<std::size_t>(place) - 1]);
}

void Decoder::get(Date& date) {
  const auto first = Date::from_ymd(1, 1, 1);
  const auto last = Date::from_ymd(9999, 12, 31);
  date.days = static_cast<std::int32_t>(integer(first->days, last->days));
}

void Decoder::get(Decimal& number) {
  const std::int64_t exponent = integer(Decimal::min_exponent, Decimal::max_exponent);
  const std::uint64_t form = natural(3);
  Uint128 coefficient = natural(max_long);
  if ((form & 2) != 0) coefficient |= Uint128{natural(max_long)} << 64;
  number = Decimal::from_parts((form & 1) != 0, coefficient, exponent);
  const bool kept = number.is_valid() && number.coefficient() == coefficient &&
                    number.exponent() == exponent &&
                    number.is_negative() == ((form & 1) != 0);
  if (!kept) fail();
}

void Decoder::get(Type& type) {
  if (++depth_ > deepest) return fail();
  get(type.base);
  const std::uint64_t form = natural(3);
  type.optional = (form & 1) != 0;
  get(type.id);
  if ((form & 2) != 0) get(type.element);
  --depth_;
}

void Decoder::get(WorkingCalendar& calendar) {
  std::vector<Date> idle_weekdays;
  std::vector<Date> worked_weekends;
  get(idle_weekdays);
  get(worked_weekends);
  calendar = WorkingCalendar(idle_weekdays, std::move(worked_weekends));
}

}  // namespace jiangbu
