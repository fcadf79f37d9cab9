package dev.tributary.destinations.account;

import dev.tributary.destinations.connector.Probe.Account;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** No account is ever known. */
public final class NoAccounts implements AccountStore {
  @Override
  public Optional<KnownAccount> find(Catalogue.Destination destination) {
    return Optional.empty();
  }

  @Override
  public boolean ask(Catalogue.Destination destination, Instant now, Duration interval) {
    return false;
  }

  @Override
  public void verified(
      Catalogue.Destination destination, Account account, AccountNames names, Instant now) {
    // Nothing is kept.
  }

  @Override
  public void another(
      Catalogue.Destination destination, String credentials, Account other, Instant now) {
    // Nothing is kept.
  }

  @Override
  public boolean accept(Catalogue.Destination destination, Account other, Ids ids, Moved names) {
    return false;
  }
}
