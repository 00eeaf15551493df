// The loops for any processor.
#define JIANGBU_KERNELS kernels_plain
#include "batch/kernels.inl"
