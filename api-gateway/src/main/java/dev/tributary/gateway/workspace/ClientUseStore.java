package dev.tributary.gateway.workspace;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Remembers when API clients were last used. Blocks. */
public interface ClientUseStore {

  void used(String clientId, Instant at);

  /** Without those that were never used. */
  Map<String, Instant> last(Collection<String> clientIds);

  void forget(String clientId);
}
