// What stands behind the handles of jiangbu.h, and how calls end.
// In: C++ values, exceptions. Out: handles, statuses. Never: lets an exception pass.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstring>
#include <functional>
#include <limits>
#include <map>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "api/call_control.hpp"
#include "jiangbu/evaluate.hpp"
#include "jiangbu/jiangbu.h"

struct jb_error {
  jb_status status = JB_INTERNAL;
  jiangbu::BilingualText message;
  std::vector<jiangbu::Problem> problems;  // what the message tells, one by one
};

struct jb_string {
  std::string text;
};

// Each keeps, by its C++ class, what it was made from.
struct jb_rules {
  jiangbu::Rules rules;
};

struct jb_facts {
  jiangbu::Facts facts;
};

struct jb_evaluation {
  jiangbu::Evaluation evaluation;
};

namespace jiangbu::c_api {

/// Ends a call. Its message and problems go into the jb_error.
struct Failure {
  jb_status status;
  BilingualText message;
  std::vector<Problem> problems = {};
};

[[noreturn]] inline void refuse(std::string zh, std::string en) {
  throw Failure{JB_INVALID_ARGUMENT, {std::move(zh), std::move(en)}};
}

/// Ends the call with what is wrong, also as its message.
[[noreturn]] void fail_with(const std::vector<Problem>& problems, jb_status status);

/// Something that must be given.
template <typename Handle>
Handle& given(Handle* handle, const char* what) {
  if (handle == nullptr) {
    refuse(std::string(what) + " 为 NULL", std::string(what) + " is NULL");
  }
  return *handle;
}

inline std::string_view view_of(jb_text text) {
  if (text.data == nullptr && text.size != 0) {
    refuse("文本的指针为 NULL 而长度不为 0", "a text is NULL but not of length 0");
  }
  if (text.size > static_cast<std::size_t>(std::numeric_limits<std::ptrdiff_t>::max())) {
    refuse("文本的长度超过了内存能有的", "a text is longer than memory can be");
  }
  return {text.data, text.size};
}
inline std::string string_of(jb_text text) { return std::string(view_of(text)); }
inline jb_text borrowed(std::string_view text) { return {text.data(), text.size()}; }

/// Writes the error, if somebody wants it; returns its status. Never throws.
jb_status fail(jb_error** error, const Failure& failure) noexcept;

jb_status fail(jb_error** error, Interruption reason) noexcept;

/// The status of a call that may throw.
template <typename Call>
jb_status guarded(jb_error** error, Call&& call) noexcept {
  try {
    return call();
  } catch (const Failure& failure) {
    return fail(error, failure);
  } catch (const std::bad_alloc&) {
    return fail(error, {JB_OUT_OF_MEMORY, {}});
  } catch (const Interrupted& interrupted) {
    return fail(error, interrupted.reason);
  } catch (const std::exception& exception) {
    try {
      const std::string what = exception.what();
      return fail(error, {JB_INTERNAL, {what, what}});
    } catch (...) {
      return fail(error, {JB_OUT_OF_MEMORY, {}});
    }
  } catch (...) {
    return fail(error, {JB_INTERNAL, {}});
  }
}

/// The outcome of a handle that is given even if something is wrong with it.
jb_status status_of(bool sound, jb_status otherwise, const std::vector<Problem>& problems,
                    jb_error** error) noexcept;

/// Whether a struct_size may come from a version of the header: none cuts a pointer.
inline bool is_struct_size(std::size_t size) {
  return size >= sizeof(std::size_t) && size % sizeof(void*) == 0;
}

/// Options of the caller's size: what it does not know of is 0.
template <typename Options>
Options options_of(const Options* options) {
  Options all{};
  all.struct_size = sizeof(Options);
  if (options == nullptr) return all;
  if (!is_struct_size(options->struct_size)) {
    refuse("选项没有填写 struct_size，或不是其大小",
           "struct_size of the options is not set, or is no size they have");
  }
  std::memcpy(&all, options, std::min(options->struct_size, sizeof(Options)));
  all.struct_size = sizeof(Options);
  return all;
}

/// Writes as much of `from` as the caller knows of. False if it knows nothing.
template <typename Struct>
bool write_struct(Struct* to, const Struct& from) {
  if (to == nullptr || !is_struct_size(to->struct_size)) return false;
  const std::size_t size = std::min(to->struct_size, sizeof(Struct));
  const std::size_t known = to->struct_size;
  std::memcpy(to, &from, size);
  to->struct_size = known;
  return true;
}

jb_status write_problem(const std::vector<Problem>& problems, std::size_t index,
                        jb_problem* problem) noexcept;

/// Not stated where there is none.
inline jb_amount amount_of(const std::optional<Amount>& amount) {
  if (!amount) return {0, 0, 0, 0};
  return {amount->low, amount->high.value_or(0), 1, amount->high ? 1U : 0U};
}

/// How far a call is, told to the caller's function; false if that ends it. Empty for
/// NULL.
using Progress =
    std::function<bool(jb_phase phase, std::uint64_t done, std::uint64_t all)>;
Progress progress_to(jb_progress_function function, void* context);

/// A limit of the caller's.
std::chrono::milliseconds milliseconds_of(std::uint64_t limit);

/// Question to option.
std::map<std::string, std::string> readings_of(const jb_reading* readings,
                                               std::size_t count);

}  // namespace jiangbu::c_api
