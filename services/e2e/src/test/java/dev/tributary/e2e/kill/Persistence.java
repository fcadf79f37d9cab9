package dev.tributary.e2e.kill;

import static org.awaitility.Awaitility.await;

import dev.tributary.local.workspace.ApiFailure;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.core.ConditionTimeoutException;
import org.jspecify.annotations.Nullable;

/** Calls of the REST API that are repeated while a part of it is away. */
final class Persistence {
  /** A call can meet one stall of a minute after another, and wait through each of them. */
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  private static final Set<Integer> AWAY = Set.of(0, 502, 503, 504);

  private Persistence() {}

  /** Fails with what the last call failed with. */
  static <T> T insist(Callable<T> call) {
    AtomicReference<@Nullable ApiFailure> last = new AtomicReference<>();
    try {
      return await()
          .pollDelay(Duration.ZERO)
          .atMost(PATIENCE)
          .ignoreExceptionsMatching(e -> e instanceof ApiFailure f && AWAY.contains(f.status()))
          .until(() -> attempt(call, last), _ -> true);
    } catch (ConditionTimeoutException e) {
      ApiFailure failure = last.get();
      if (failure != null) {
        e.addSuppressed(failure);
      }
      throw e;
    }
  }

  private static <T> T attempt(Callable<T> call, AtomicReference<@Nullable ApiFailure> last)
      throws Exception {
    try {
      return call.call();
    } catch (ApiFailure e) {
      last.set(e);
      throw e;
    }
  }
}
