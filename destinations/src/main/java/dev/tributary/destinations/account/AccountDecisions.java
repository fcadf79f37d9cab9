package dev.tributary.destinations.account;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.account.AccountStore.Ids;
import dev.tributary.destinations.account.AccountStore.Moved;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Carries out decisions of users about the accounts of destinations. The decision is stored first,
 * and then nothing is sent until the ledger has changed. Any instance can continue. Thread-safe.
 */
public final class AccountDecisions {
  private final AccountStore store;
  private final Accounts accounts;
  private final Clock clock;

  public AccountDecisions(AccountStore store, Accounts accounts, Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.clock = clock;
  }

  /** The progress of a decision. */
  public enum Progress {
    /** The credentials do not belong to this account, or there is nothing to decide. */
    REFUSED,
    /** It is stored, and continues in the background. */
    BEGUN,
    /** It is carried out. */
    DONE
  }

  /**
   * A user decides about the account that the present credentials belong to.
   *
   * @param account the id of the other account, as it was shown to the user; null if the vendor
   *     does not name the account of the present credentials
   * @param time after which the decision continues in the background
   */
  public Progress decide(
      Catalogue.Destination destination,
      Target target,
      @Nullable String account,
      Ids ids,
      Duration time)
      throws StoreFailure {
    KnownAccount known = store.find(destination).orElse(null);
    String credentials = accounts.credentials(destination, target);
    if (known == null
        || known.decision() != null
        || !concerns(known, credentials, account)
        || !store.decide(destination, known.version(), credentials, account != null, ids)) {
      return Progress.REFUSED;
    }
    return carryOut(destination, clock.instant().plus(time)) ? Progress.DONE : Progress.BEGUN;
  }

  /** Whether the decision is about the present credentials. */
  private static boolean concerns(
      KnownAccount known, String credentials, @Nullable String account) {
    VendorAccount other = known.other();
    boolean isVerified = known.credentials().equals(credentials);
    return account == null
        ? !isVerified
        : isVerified && other != null && other.id().equals(account);
  }

  /** The destinations whose decisions are not carried out yet. */
  public Set<DestinationId> pending() throws StoreFailure {
    return store.decided();
  }

  /**
   * Continues a decision.
   *
   * @return whether it is carried out, by whomever
   */
  public boolean carryOut(Catalogue.Destination destination, Instant until) throws StoreFailure {
    while (true) {
      KnownAccount known = store.find(destination).orElse(null);
      if (known == null || known.decision() == null) {
        return true;
      }
      boolean isDone = known.decision() == Ids.KEPT || !store.forget(destination);
      if (isDone) {
        end(destination, known, known.decision());
      } else if (clock.instant().isAfter(until)) {
        return false;
      }
    }
  }

  private void end(Catalogue.Destination destination, KnownAccount known, Ids ids)
      throws StoreFailure {
    VendorAccount former = known.account();
    VendorAccount next = known.other();
    if (next == null && former != null && ids == Ids.KEPT) {
      next = new VendorAccount(former.id(), former.name(), Accounts.address(destination));
    }
    Moved names =
        ids == Ids.KEPT && former != null && next != null
            ? new Moved(accounts.name(destination, former), accounts.name(destination, next))
            : null;
    boolean _ = store.end(destination, known.version(), next, names);
  }
}
