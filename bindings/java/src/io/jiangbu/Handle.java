// A native handle that is freed once: when it is closed, or when its owner is garbage.
// In: a pointer and its free function. Out: the pointer, for the time of a call.
// Never: frees under a running call; refers to its owner.
package io.jiangbu;

import com.sun.jna.Pointer;
import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;

final class Handle {
  private static final Cleaner CLEANER = Cleaner.create();

  private final Pointer pointer;
  private final Consumer<Pointer> free;
  private final String what;
  private final AtomicBoolean closed = new AtomicBoolean();
  // Running calls, and one for as long as it is open.
  private final AtomicLong users = new AtomicLong(1);

  /**
   * @param what its name in messages
   */
  Handle(Pointer pointer, Consumer<Pointer> free, String what) {
    this.pointer = pointer;
    this.free = free;
    this.what = what;
  }

  /** Closes when `owner` is garbage, if nobody has before. */
  Handle ownedBy(Object owner) {
    CLEANER.register(owner, this::close);
    return this;
  }

  <R> R use(Function<Pointer, R> call) {
    enter();
    try {
      return call.apply(pointer);
    } finally {
      leave();
    }
  }

  void close() {
    if (closed.compareAndSet(false, true)) leave();
  }

  private void enter() {
    long now;
    do {
      now = users.get();
      if (closed.get() || now == 0) throw new IllegalStateException(what + " closed");
    } while (!users.compareAndSet(now, now + 1));
  }

  private void leave() {
    if (users.decrementAndGet() == 0) free.accept(pointer);
  }
}
