// The loops for processors with AVX-512 BW and VL (flags in src/CMakeLists.txt).
#define JIANGBU_KERNELS kernels_avx512
#include "batch/kernels.inl"
