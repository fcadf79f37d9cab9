package dev.tributary.destinations.account;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** No account is ever known, and nobody asks. */
public final class NoAccounts implements AccountStore {
  private final Map<DestinationId, String> credentials = new ConcurrentHashMap<>();

  @Override
  public Optional<KnownAccount> find(Catalogue.Destination destination) {
    return Optional.ofNullable(credentials.get(destination.id()))
        .map(known ->
            KnownAccountBuilder.builder()
                .version(1)
                .grant(0)
                .account(null)
                .verifiedAt(null)
                .credentials(known)
                .other(null)
                .decision(null)
                .build());
  }

  @Override
  public void begin(Catalogue.Destination destination, String known) {
    credentials.put(destination.id(), known);
  }

  @Override
  public boolean renew(Catalogue.Destination destination, long version, String known) {
    credentials.put(destination.id(), known);
    return true;
  }

  @Override
  public boolean hasRecords(Catalogue.Destination destination) {
    return false;
  }

  @Override
  public boolean ask(Catalogue.Destination destination, String asked, Instant now, Duration pause) {
    return false;
  }

  @Override
  public void askLater(Catalogue.Destination destination, Instant until) {
    // Nobody asks.
  }

  @Override
  public boolean verified(
      Catalogue.Destination destination, long version, Verified verified, Moved names) {
    return false;
  }

  @Override
  public boolean another(Catalogue.Destination destination, long version, Verified other) {
    return false;
  }

  @Override
  public boolean decide(
      Catalogue.Destination destination, long version, String decided, boolean isNamed, Ids ids) {
    return false;
  }

  @Override
  public Set<DestinationId> decided() {
    return Set.of();
  }

  @Override
  public boolean forget(Catalogue.Destination destination) {
    return false;
  }

  @Override
  public boolean end(
      Catalogue.Destination destination,
      long version,
      @Nullable VendorAccount account,
      @Nullable Moved names) {
    return false;
  }
}
