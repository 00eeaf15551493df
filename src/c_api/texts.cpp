// Errors, texts, problems, the version.
#include <limits>

#include "api/problems.hpp"
#include "c_api/handles.hpp"
#include "jiangbu/version.hpp"

namespace jiangbu::c_api {

namespace {

// Given where there is no memory for another one; never freed.
jb_error out_of_memory{JB_OUT_OF_MEMORY, {"内存不足", "out of memory"}, {}};

}  // namespace

jb_status fail(jb_error** error, const Failure& failure) noexcept {
  if (error == nullptr) return failure.status;
  *error = &out_of_memory;
  if (failure.status == JB_OUT_OF_MEMORY) return failure.status;
  try {
    *error = new jb_error{failure.status, failure.message, failure.problems};
  } catch (...) {
    return JB_OUT_OF_MEMORY;
  }
  return failure.status;
}

jb_status fail(jb_error** error, Interruption reason) noexcept {
  const bool cancelled = reason == Interruption::cancelled;
  const jb_status status = cancelled ? JB_CANCELLED : JB_LIMIT;
  try {
    return fail(error, {status, public_text(interruption_text(reason))});
  } catch (...) {
    return fail(error, {JB_OUT_OF_MEMORY, {}});
  }
}

void fail_with(const std::vector<Problem>& problems, jb_status status) {
  throw Failure{status,
                {problems_text(problems, TextLanguage::zh),
                 problems_text(problems, TextLanguage::en)},
                problems};
}

jb_status status_of(bool sound, jb_status otherwise, const std::vector<Problem>& problems,
                    jb_error** error) noexcept {
  if (sound) return JB_OK;
  return guarded(error, [&]() -> jb_status { fail_with(problems, otherwise); });
}

jb_status write_problem(const std::vector<Problem>& problems, std::size_t index,
                        jb_problem* problem) noexcept {
  if (index >= problems.size()) return JB_INVALID_ARGUMENT;
  const Problem& from = problems[index];
  jb_problem to{};
  to.code = borrowed(from.code);
  to.file = borrowed(from.file);
  to.line = from.line;
  to.column = from.column;
  to.severity = static_cast<std::uint32_t>(from.severity);
  to.message_zh = borrowed(from.message.zh);
  to.message_en = borrowed(from.message.en);
  to.rendered_zh = borrowed(from.rendered.zh);
  to.rendered_en = borrowed(from.rendered.en);
  return write_struct(problem, to) ? JB_OK : JB_INVALID_ARGUMENT;
}

Progress progress_to(jb_progress_function function, void* context) {
  if (function == nullptr) return {};
  return [function, context](jb_phase phase, std::uint64_t done, std::uint64_t all) {
    const jb_progress progress{sizeof(jb_progress), static_cast<std::uint32_t>(phase), 0,
                               done, all};
    return function(context, &progress) == 0;
  };
}

std::chrono::milliseconds milliseconds_of(std::uint64_t limit) {
  constexpr std::uint64_t most = std::numeric_limits<std::int32_t>::max();  // 24 days
  return std::chrono::milliseconds(std::min(limit, most));
}

std::map<std::string, std::string> readings_of(const jb_reading* readings,
                                               std::size_t count) {
  std::map<std::string, std::string> chosen;
  if (count > 0) given(readings, "readings");
  for (std::size_t i = 0; i < count; ++i) {
    const std::string question = string_of(readings[i].question);
    if (!chosen.emplace(question, string_of(readings[i].option)).second) {
      refuse("问题“" + question + "”给了两次",
             "the question '" + question + "' is given twice");
    }
  }
  return chosen;
}

}  // namespace jiangbu::c_api

using namespace jiangbu::c_api;

jb_status jb_error_status(const jb_error* error) {
  return error == nullptr ? JB_OK : error->status;
}

jb_text jb_error_message(const jb_error* error, jb_language language) {
  if (error == nullptr) return {nullptr, 0};
  return borrowed(language == JB_CHINESE ? error->message.zh : error->message.en);
}

size_t jb_error_problem_count(const jb_error* error) {
  return error == nullptr ? 0 : error->problems.size();
}

jb_status jb_error_problem(const jb_error* error, size_t index, jb_problem* problem) {
  if (error == nullptr) return JB_INVALID_ARGUMENT;
  return write_problem(error->problems, index, problem);
}

void jb_error_free(jb_error* error) {
  if (error != &out_of_memory) delete error;
}

jb_text jb_string_get(const jb_string* string) {
  return string == nullptr ? jb_text{nullptr, 0} : borrowed(string->text);
}

void jb_string_free(jb_string* string) { delete string; }

jb_text jb_version(void) { return borrowed(jiangbu::version); }

int jb_has_feature(jb_text name) {
  const std::string_view feature(name.data == nullptr ? "" : name.data,
                                 name.data == nullptr ? 0 : name.size);
  const bool has = feature == "rules.yaml" || feature == "rules.image" ||
                   feature == "batch" || feature == "budget";
  return has ? 1 : 0;
}
