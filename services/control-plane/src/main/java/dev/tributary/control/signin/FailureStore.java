package dev.tributary.control.signin;

import dev.tributary.contracts.audit.AdministrationEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The position up to which all instances together have read failed sign-ins. Thread-safe. */
public interface FailureStore {

  /** Takes or renews the lease. Returns false while another instance holds it. */
  boolean lease(String self, Duration lease);

  /** The newest time of a failure that was read. */
  Instant position();

  /** Those of the given events that were read before. */
  Set<String> known(Collection<String> events);

  /**
   * Stores the entries, the events and the position in one transaction.
   *
   * @throws RuntimeException if another instance has stored one of the events; then nothing is
   *     stored
   */
  void write(List<SignInFailure> read, List<AdministrationEntry> entries, Instant position);
}
