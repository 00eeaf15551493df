// Makes a plan cheaper without changing what it computes.
// In and out: Plan. Never: a formula.
#pragma once

#include "batch/plan.hpp"

namespace jiangbu {

/// Counts and sums whose tests are of the simple kinds become folds: one pass over the
/// items, nothing written in between.
void fuse_folds(Plan& plan);

/// Leaves out what no result depends on.
void drop_unused(Plan& plan);

/// Finds out which rows of a chunk matter.
void find_narrowing(Plan& plan);

/// Finds out which missing numbers and lists the plan can be run with, at their ends.
void find_corners(Plan& plan);

}  // namespace jiangbu
