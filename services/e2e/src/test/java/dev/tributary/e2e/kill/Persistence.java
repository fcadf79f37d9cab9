package dev.tributary.e2e.kill;

import static org.awaitility.Awaitility.await;

import dev.tributary.local.workspace.ApiFailure;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;

/** Calls of the REST API that are repeated while a part of it is away. */
final class Persistence {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Set<Integer> AWAY = Set.of(0, 502, 503, 504);

  private Persistence() {}

  static <T> T insist(Callable<T> call) {
    return await()
        .pollDelay(Duration.ZERO)
        .atMost(PATIENCE)
        .ignoreExceptionsMatching(e -> e instanceof ApiFailure f && AWAY.contains(f.status()))
        .until(call, answer -> true);
  }
}
