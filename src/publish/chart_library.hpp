// The chart library that pages carry inside.
// In: nothing. Out: JavaScript. Never: a chart.
#pragma once

#include <string_view>

namespace jiangbu {

/// Apache ECharts, minified, as npm has it; src/publish/charts names the version.
std::string_view chart_library();

}  // namespace jiangbu
