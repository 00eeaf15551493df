#include "batch/kernels.hpp"

#include <vector>

namespace jiangbu {

extern const Kernels kernels_plain;
#if defined(__x86_64__)
extern const Kernels kernels_avx2;
extern const Kernels kernels_avx512;
#endif

namespace {

std::vector<const Kernels*> runnable() {
  std::vector<const Kernels*> all{&kernels_plain};
#if defined(__x86_64__)
  if (__builtin_cpu_supports("avx2") != 0) all.push_back(&kernels_avx2);
  if (__builtin_cpu_supports("avx512bw") != 0 &&
      __builtin_cpu_supports("avx512vl") != 0 &&
      __builtin_cpu_supports("avx512dq") != 0) {
    all.push_back(&kernels_avx512);
  }
#endif
  return all;
}

const std::vector<const Kernels*>& variants() {
  static const std::vector<const Kernels*> all = runnable();
  return all;
}

}  // namespace

const Kernels& kernels() { return *variants().back(); }

std::size_t kernel_variants() { return variants().size(); }

const Kernels& kernel_variant(std::size_t index) { return *variants()[index]; }

}  // namespace jiangbu
