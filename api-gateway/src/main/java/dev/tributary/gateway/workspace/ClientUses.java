package dev.tributary.gateway.workspace;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * When programs last called the API, to the minute. {@link #note} never waits and never fails; a
 * use that could not be stored is stored with the next one. Thread-safe.
 */
public final class ClientUses {
  private static final Logger LOG = Logger.getLogger(ClientUses.class);
  private static final Duration EXACT_TO = Duration.ofMinutes(1);

  private final ClientUseStore store;
  private final Clock clock;
  private final Map<String, Instant> noted = new ConcurrentHashMap<>();

  public ClientUses(ClientUseStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /** A program with a verified token has called. */
  public void note(String clientId) {
    Instant now = clock.instant();
    Instant before = noted.get(clientId);
    if ((before == null || before.plus(EXACT_TO).isBefore(now)) && isFirst(clientId, before, now)) {
      Thread.ofVirtual().start(() -> store(clientId, now));
    }
  }

  private boolean isFirst(String clientId, @Nullable Instant before, Instant now) {
    return before == null
        ? noted.putIfAbsent(clientId, now) == null
        : noted.replace(clientId, before, now);
  }

  private void store(String clientId, Instant now) {
    try {
      store.used(clientId, now);
    } catch (RuntimeException e) {
      LOG.debugf(e, "The use of %s could not be stored", clientId);
      noted.remove(clientId);
    }
  }

  Map<String, Instant> last(Collection<String> clientIds) {
    return store.last(clientIds);
  }

  public void forget(String clientId) {
    noted.remove(clientId);
    store.forget(clientId);
  }
}
