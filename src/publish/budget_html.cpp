#include "publish/budget_html.hpp"

#include <string_view>

#include "publish/chart_library.hpp"
#include "publish/embedded_budget_page.hpp"
#include "report/budget_json.hpp"

namespace jiangbu {

namespace {

// Text between the tags of a script must not end it.
std::string for_script(std::string json) {
  for (std::size_t at = json.find("</"); at != std::string::npos;
       at = json.find("</", at + 3)) {
    json.replace(at, 2, "<\\/");
  }
  return json;
}

// The page with its marks filled, each once, in the order they stand in it.
class PageFiller {
 public:
  explicit PageFiller(std::string_view page) : rest_(page) {}

  void fill(std::string_view mark, std::string_view text) {
    const std::size_t at = rest_.find(mark);
    out_ += rest_.substr(0, at);
    if (at == std::string_view::npos) return;
    out_ += text;
    rest_.remove_prefix(at + mark.size());
  }
  std::string take() {
    out_ += rest_;
    return std::move(out_);
  }

 private:
  std::string_view rest_;
  std::string out_;
};

}  // namespace

std::string to_html(const BudgetEstimate& estimate, Language language) {
  PageFiller page(embedded_budget_page);
  page.fill("/*ECHARTS*/", chart_library());
  page.fill("/*BUDGET*/", for_script(to_page_json(estimate)));
  page.fill("/*LANGUAGE*/", language == Language::zh ? "zh" : "en");
  return page.take();
}

}  // namespace jiangbu
