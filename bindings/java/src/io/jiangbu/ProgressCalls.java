// Asks a Progress on behalf of the library.
// In: jb_progress. Out: whether the call ends. Never: lets an exception pass through C.
package io.jiangbu;

import com.sun.jna.Pointer;

final class ProgressCalls implements CApi.ProgressFunction {
  // Where the members of jb_progress stand.
  private static final long PHASE = 8;
  private static final long DONE = 16;
  private static final long ALL = 24;

  private final Progress progress;
  private Throwable thrown;

  ProgressCalls(Progress progress) {
    this.progress = progress;
  }

  @Override
  public int invoke(Pointer context, Pointer told) {
    if (thrown != null) return 1;
    try {
      Progress.Phase phase = Progress.Phase.values()[told.getInt(PHASE)];
      return progress.goesOn(phase, told.getLong(DONE), told.getLong(ALL)) ? 0 : 1;
    } catch (RuntimeException | Error e) {
      thrown = e;
      return 1;
    }
  }

  /** Throws what the progress threw, after freeing the error of the call it ended. */
  void rethrow(Pointer error) {
    if (thrown == null) return;
    CApi.jb_error_free(error.getPointer(0));
    if (thrown instanceof Error e) throw e;
    throw (RuntimeException) thrown;
  }
}
