// Memory for C++: small pieces from pages of pieces of one size, the rest from the C
// library. It is told of by an exception when there is none: the runtime library's own
// stops the program. In: sizes. Out: memory. Never: a handler of the caller's; gives
// pages back.
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace {

constexpr std::size_t page_size = 65536;  // of WebAssembly
constexpr std::size_t step = 16;
constexpr std::size_t largest = 512;
constexpr std::size_t class_count = largest / step;

struct Piece {
  Piece* next;
};

/// Pieces that were given back, and what is left of the page begun last.
struct SizeClass {
  Piece* free = nullptr;
  std::uintptr_t fresh = 0;
  std::uintptr_t end = 0;
};

std::array<SizeClass, class_count> classes;
/// Of every page: the number of its class plus one; 0: it is the C library's.
std::array<std::uint8_t, page_size> class_of_page;

void begin_page(std::size_t number) {
  // Its first call takes all the memory there is by then for the C library.
  static void* const library_is_ready = std::malloc(1);
  if (library_is_ready == nullptr) throw std::bad_alloc();
  SizeClass& one = classes[number];
  const std::size_t page = __builtin_wasm_memory_grow(0, 1);
  if (page >= class_of_page.size()) throw std::bad_alloc();
  class_of_page[page] = static_cast<std::uint8_t>(number + 1);
  one.fresh = page * page_size;
  one.end = one.fresh + page_size;
}

void* take(std::size_t size) {
  const std::size_t number = (size - 1) / step;
  SizeClass& one = classes[number];
  if (Piece* piece = one.free) {
    one.free = piece->next;
    return piece;
  }
  const std::size_t length = (number + 1) * step;
  if (one.end - one.fresh < length) begin_page(number);
  void* memory = reinterpret_cast<void*>(one.fresh);
  one.fresh += length;
  return memory;
}

}  // namespace

void* operator new(std::size_t size) {
  if (size == 0) size = 1;
  if (size <= largest) return take(size);
  void* memory = std::malloc(size);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}
void operator delete(void* memory) noexcept {
  if (memory == nullptr) return;
  const auto page = reinterpret_cast<std::uintptr_t>(memory) / page_size;
  const std::uint8_t number = class_of_page[page];
  if (number == 0) return std::free(memory);
  SizeClass& one = classes[number - 1U];
  one.free = new (memory) Piece{one.free};
}
void operator delete(void* memory, std::size_t) noexcept { operator delete(memory); }
void* operator new[](std::size_t size) { return operator new(size); }
void operator delete[](void* memory) noexcept { operator delete(memory); }
void operator delete[](void* memory, std::size_t) noexcept { operator delete(memory); }
