package dev.tributary.destinations.account;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The facts about the credentials of destinations that users may know; no secrets. Thread-safe. */
public interface CredentialFacts {
  /** The known account of a destination; empty before the first question. */
  Optional<KnownAccount> account(WorkspaceId workspace, DestinationId destination);

  /** The user who has connected a destination; empty if none has. */
  Optional<Connected> connection(WorkspaceId workspace, DestinationId destination);

  /**
   * A destination that a user has connected.
   *
   * @param by the name of the user
   * @param revokedAt since when the vendor does not accept it; null while it does
   */
  record Connected(String by, Instant at, @Nullable Instant revokedAt) {}
}
