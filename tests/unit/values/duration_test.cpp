// Durations in ISO 8601 text.
#include <doctest/doctest.h>

#include <limits>

#include "values/date.hpp"

using namespace jiangbu;

TEST_CASE("duration: years and months are read") {
  CHECK(YearsMonths::parse("P1Y2M") == YearsMonths{14});
  CHECK(YearsMonths::parse("-P3M") == YearsMonths{-3});
  CHECK(YearsMonths::parse("P2Y") == YearsMonths{24});
  CHECK(YearsMonths::parse("P18M") == YearsMonths{18});
  CHECK(YearsMonths::parse("-P1Y1M") == YearsMonths{-13});
  CHECK(YearsMonths::parse("P0M") == YearsMonths{0});
}

TEST_CASE("duration: other text is not years and months") {
  for (const char* text : {"", "P", "-P", "1Y", "P1", "PY", "P1M2Y", "P1Y2M3D", "PT5M",
                           "P5D", "P-1Y", "P1Y-2M", "+P1Y", "p1y", "P1.5Y", "P1Y ",
                           "--P1Y", "P99999999999999999999Y", "P9223372036854775807Y"}) {
    CAPTURE(text);
    CHECK_FALSE(YearsMonths::parse(text).has_value());
  }
}

TEST_CASE("duration: years and months are printed with whole years taken out") {
  CHECK(YearsMonths{18}.to_string() == "P1Y6M");
  CHECK(YearsMonths{24}.to_string() == "P2Y");
  CHECK(YearsMonths{-3}.to_string() == "-P3M");
  CHECK(YearsMonths{0}.to_string() == "P0M");
  CHECK(YearsMonths{std::numeric_limits<std::int64_t>::min()}.to_string() ==
        "-P768614336404564650Y8M");
}

TEST_CASE("duration: days are read and printed") {
  CHECK(DaysDuration::parse("P10D") == DaysDuration{10});
  CHECK(DaysDuration::parse("-P3D") == DaysDuration{-3});
  CHECK(DaysDuration{10}.to_string() == "P10D");
  CHECK(DaysDuration{-3}.to_string() == "-P3D");
  CHECK(DaysDuration{0}.to_string() == "P0D");
}

TEST_CASE("duration: times and months are not days") {
  for (const char* text : {"", "P", "PT5H", "P1DT5H", "P1M", "P1Y1D", "10D", "PD", "P1",
                           "P-1D", "P99999999999999999999D"}) {
    CAPTURE(text);
    CHECK_FALSE(DaysDuration::parse(text).has_value());
  }
}
