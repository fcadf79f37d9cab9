package dev.tributary.runtime.threads;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets one reader wait for something new, without a thread that waits. A signal that comes while
 * nobody waits ends the next wait. A wait can also end without anything new, so the reader looks
 * after each wait. Thread-safe.
 */
public final class Signal {
  private @Nullable UniEmitter<? super Boolean> waiting;
  private boolean raised;

  /**
   * Ends the wait. What follows the wait runs on this thread. Call this method after the new thing
   * can be seen: earlier, the reader would not find it.
   */
  public void raise() {
    UniEmitter<? super Boolean> reader;
    synchronized (this) {
      raised = true;
      reader = waiting;
      waiting = null;
    }
    if (reader != null) {
      reader.complete(true);
    }
  }

  /**
   * Waits from the subscription until the signal, or for that long. One wait at a time.
   *
   * @return whether there was a signal
   */
  public Uni<Boolean> within(Duration atMost) {
    Uni<Boolean> signalled =
        atMost.isPositive()
            ? Uni.createFrom()
                .<Boolean>emitter(this::add)
                .ifNoItem()
                .after(atMost)
                .recoverWithItem(false)
            : Uni.createFrom().item(this::isRaised);
    // Before the reader looks: a signal from now on is about something that it may not see.
    return signalled.invoke(this::clear);
  }

  private void add(UniEmitter<? super Boolean> reader) {
    synchronized (this) {
      if (!raised) {
        waiting = reader;
        return;
      }
    }
    reader.complete(true);
  }

  private synchronized boolean isRaised() {
    return raised;
  }

  private synchronized void clear() {
    raised = false;
    waiting = null;
  }
}
