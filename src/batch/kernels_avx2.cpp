// The loops for processors with AVX2 (flags in src/CMakeLists.txt).
#define JIANGBU_KERNELS kernels_avx2
#include "batch/kernels.inl"
