// C++ exceptions in WebAssembly: Debian's runtime library is built without them.
// In: the calls a compiler makes for throw and catch (the Itanium C++ ABI; the tables it
// writes for each function). Out: the handler that fits. Never: exception_ptr, nested
// exceptions across threads, exceptions of other languages.
#include <cstdint>
#include <cstdlib>
#include <exception>
#include <new>
#include <typeinfo>

namespace {

/// Destructors return the object here, and calls go by the exact type.
using Destroy = void* (*)(void*);

/// Stands before the object that was thrown, which is what everybody points to.
struct alignas(16) Thrown {
  std::type_info* type;
  Destroy destroy;
  void* caught;    // the object as the handler sees it: a base of it, maybe
  Thrown* before;  // caught and not yet done with
  int handlers;    // that are at it
  bool thrown_again;
};

Thrown* latest = nullptr;

Thrown* thrown_of(void* object) { return static_cast<Thrown*>(object) - 1; }

void release(Thrown* thrown) {
  if (thrown->destroy != nullptr) thrown->destroy(thrown + 1);
  std::free(thrown);
}

/// What libc++abi's classes of types can do (its private_typeinfo.h).
class HandledType : public std::type_info {
 public:
  virtual void noop1() const;
  virtual void noop2() const;
  virtual bool can_catch(const HandledType* thrown, void*& object) const = 0;
};

std::uintptr_t read_unsigned(const std::uint8_t*& at) {
  std::uintptr_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    const std::uint8_t byte = *at++;
    value |= static_cast<std::uintptr_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) return value;
  }
}

std::intptr_t read_signed(const std::uint8_t*& at) {
  std::uintptr_t value = 0;
  for (unsigned shift = 0;;) {
    const std::uint8_t byte = *at++;
    value |= static_cast<std::uintptr_t>(byte & 0x7FU) << shift;
    shift += 7;
    if (byte >= 0x80) continue;
    if ((byte & 0x40U) != 0 && shift < 32) value |= ~std::uintptr_t{0} << shift;
    return static_cast<std::intptr_t>(value);
  }
}

/// The table a function has for its landing pads.
struct Handlers {
  const std::uint8_t* types;  // type_info pointers, the first one just before
  const std::uint8_t* sites;
  const std::uint8_t* actions;
};

Handlers handlers_of(const std::uint8_t* at) {
  constexpr std::uint8_t omitted = 0xFF;
  if (*at++ != omitted) std::abort();  // landing pads have numbers here, not addresses
  Handlers found{};
  if (*at++ != omitted) {
    const std::uintptr_t offset = read_unsigned(at);
    found.types = at + offset;
  }
  ++at;  // how sites are written: always the same way here
  const std::uintptr_t length = read_unsigned(at);
  found.sites = at;
  found.actions = at + length;
  return found;
}

bool fits(const HandledType* type, Thrown* thrown) {
  void* object = thrown + 1;
  if (type != nullptr) {
    const auto* given = static_cast<const HandledType*>(thrown->type);
    if (!type->can_catch(given, object)) return false;
  }
  thrown->caught = object;
  return true;
}

/// The number of the type that takes the exception at a landing pad; 0 if none does.
std::uintptr_t handler_at(const Handlers& handlers, std::uintptr_t pad, Thrown* thrown) {
  const std::uint8_t* at = handlers.sites;
  std::uintptr_t action = 0;
  for (std::uintptr_t site = 0; site <= pad; ++site) {
    read_unsigned(at);
    action = read_unsigned(at);
  }
  if (action == 0) return 0;
  at = handlers.actions + (action - 1);
  while (true) {
    const std::intptr_t type = read_signed(at);
    const auto* const* end = reinterpret_cast<const HandledType* const*>(handlers.types);
    if (type > 0 && fits(end[-type], thrown)) return static_cast<std::uintptr_t>(type);
    const std::uint8_t* link = at;
    const std::intptr_t next = read_signed(link);
    if (next == 0) return 0;
    at += next;
  }
}

}  // namespace

extern "C" {

/// What a landing pad and the search for its handler tell each other.
struct LandingPad {
  std::uintptr_t number;
  const std::uint8_t* table;
  std::uintptr_t selected;
};
LandingPad __wasm_lpad_context{};

int _Unwind_CallPersonality(void* object) {
  LandingPad& pad = __wasm_lpad_context;
  pad.selected = handler_at(handlers_of(pad.table), pad.number, thrown_of(object));
  return 0;
}

void* __cxa_allocate_exception(std::size_t size) noexcept {
  void* memory = std::malloc(sizeof(Thrown) + size);
  if (memory == nullptr) std::abort();
  return new (memory) Thrown{} + 1;
}

void __cxa_free_exception(void* object) noexcept { std::free(thrown_of(object)); }

[[noreturn]] void __cxa_throw(void* object, std::type_info* type, Destroy destroy) {
  Thrown* thrown = thrown_of(object);
  thrown->type = type;
  thrown->destroy = destroy;
  __builtin_wasm_throw(0, object);
}

void* __cxa_get_exception_ptr(void* object) noexcept { return thrown_of(object)->caught; }

void* __cxa_begin_catch(void* object) noexcept {
  Thrown* thrown = thrown_of(object);
  if (thrown->caught == nullptr)
    thrown->caught = object;  // catch (...) alone asks nobody
  if (thrown->handlers++ == 0) {
    thrown->before = latest;
    latest = thrown;
  }
  thrown->thrown_again = false;
  return thrown->caught;
}

void __cxa_end_catch() {
  Thrown* thrown = latest;
  if (--thrown->handlers > 0) return;
  latest = thrown->before;
  if (!thrown->thrown_again) release(thrown);
}

[[noreturn]] void __cxa_rethrow() {
  if (latest == nullptr) std::terminate();
  latest->thrown_again = true;
  __builtin_wasm_throw(0, latest + 1);
}

}  // extern "C"
