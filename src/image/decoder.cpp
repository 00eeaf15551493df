#include "image/decoder.hpp"

#include <algorithm>

namespace jiangbu {

Decoder::Decoder(std::string_view contents) : rest_(contents) {
  texts_.resize(list_size(1));
  std::vector<std::size_t> lengths;
  lengths.reserve(texts_.size());
  for (std::size_t i = 0; i < texts_.size(); ++i)
    lengths.push_back(static_cast<std::size_t>(natural(rest_.size())));
  for (std::size_t i = 0; i < texts_.size() && !failed_; ++i) {
    if (lengths[i] > rest_.size()) {
      fail();
      break;
    }
    texts_[i] = rest_.substr(0, lengths[i]);
    rest_.remove_prefix(lengths[i]);
  }
}

std::uint64_t Decoder::long_natural(std::uint64_t most) {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const auto byte = static_cast<unsigned char>(rest_.front());
    rest_.remove_prefix(1);
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

std::size_t Decoder::list_size(std::size_t least_size) {
  return static_cast<std::size_t>(natural(rest_.size() / least_size));
}

void Decoder::get(std::string& text) {
  const auto place = static_cast<std::size_t>(natural(texts_.size()));
  if (place < texts_.size()) {
    text = texts_[place];
  } else {
    fail();
  }
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
