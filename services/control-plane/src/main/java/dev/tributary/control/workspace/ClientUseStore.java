package dev.tributary.control.workspace;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** Remembers when API clients were last used. Blocks. */
public interface ClientUseStore {

  /** Without those that were never used. */
  Map<String, Instant> last(Collection<String> clientIds);

  void forget(String clientId);
}
