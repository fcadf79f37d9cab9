package dev.tributary.destinations.account;

import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.destinations.account.AccountStore.AccountNames;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Outcome.UnusableCredentials;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Probe.Account;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows to which account of a vendor the credentials of a destination belong. The vendor is asked
 * after each change of the credentials, before anything is sent with them, and about once a day.
 * Thread-safe.
 */
public final class Accounts {
  private static final System.Logger LOG = System.getLogger(Accounts.class.getName());
  private static final Duration VERIFIED = Duration.ofDays(1);

  /** Between two questions to a vendor that does not answer them. */
  private static final Duration INTERVAL = Duration.ofHours(1);

  private final AccountStore store;
  private final KeyHash hash;
  private final Clock clock;

  /** When this process has asked for accounts that no vendor has named yet. */
  private final Map<DestinationId, Instant> asked = new ConcurrentHashMap<>();

  public Accounts(AccountStore store, KeyHash hash, Clock clock) {
    this.store = store;
    this.hash = hash;
    this.clock = clock;
  }

  /** Whether anything can be sent with the present credentials. */
  public sealed interface Current {
    /**
     * @param name for budgets and places; opaque
     */
    record Usable(String name) implements Current {}

    /**
     * @param outcome of all that was to be sent
     */
    record Unusable(Outcome outcome) implements Current {}
  }

  /**
   * The account of a destination.
   *
   * @param credentials the hash of the present credentials
   * @param asking asks the vendor, see {@link Probe.OfAccount}
   */
  public Current current(
      Catalogue.Destination destination,
      Target target,
      String credentials,
      Supplier<Probe.Result> asking) {
    if (!namesAccount(destination, target)) {
      return new Current.Usable(credentials);
    }
    try {
      KnownAccount known = store.find(destination).orElse(null);
      if (known == null) {
        return first(destination, credentials, asking);
      }
      if (known.credentials().equals(credentials)) {
        if (known.other() != null) {
          return another(known, known.other());
        }
        return again(destination, known, credentials, asking);
      }
      return changed(destination, known, credentials, asking.get());
    } catch (StoreFailure e) {
      LOG.log(
          Level.WARNING, "The account of {0} is not read: {1}", destination.id(), e.getMessage());
      return new Current.Unusable(
          new Outcome.Transient("The account of the destination cannot be read now", null));
    }
  }

  /**
   * The name of the account, as far as it is known. The vendor is not asked: new credentials
   * usually belong to the account of the former ones.
   *
   * @param credentials the hash of the present credentials: the name until the account is known
   */
  public String known(Catalogue.Destination destination, Target target, String credentials) {
    if (!namesAccount(destination, target)) {
      return credentials;
    }
    try {
      return store
          .find(destination)
          .map(known -> name(destination, known.account()))
          .orElse(credentials);
    } catch (StoreFailure e) {
      LOG.log(
          Level.WARNING, "The account of {0} is not read: {1}", destination.id(), e.getMessage());
      return credentials;
    }
  }

  private static boolean namesAccount(Catalogue.Destination destination, Target target) {
    return destination.connector().probe(target.withoutSecrets()) instanceof Probe.OfAccount;
  }

  /** A destination whose account was never named works without it. */
  private Current first(
      Catalogue.Destination destination, String credentials, Supplier<Probe.Result> asking)
      throws StoreFailure {
    Instant now = clock.instant();
    Instant before = asked.get(destination.id());
    if (before == null || before.plus(INTERVAL).isBefore(now)) {
      Account account = asking.get().account();
      if (account != null) {
        store.verified(destination, account, names(destination, account, credentials), now);
        asked.remove(destination.id());
        return new Current.Usable(name(destination, account));
      }
      asked.put(destination.id(), now);
    }
    return new Current.Usable(credentials);
  }

  /** With the same credentials, no answer means the same account. */
  private Current again(
      Catalogue.Destination destination,
      KnownAccount known,
      String credentials,
      Supplier<Probe.Result> asking)
      throws StoreFailure {
    Instant now = clock.instant();
    boolean due =
        known.verifiedAt().plus(VERIFIED).isBefore(now) && store.ask(destination, now, INTERVAL);
    Account account = due ? asking.get().account() : null;
    return account == null
        ? new Current.Usable(name(destination, known.account()))
        : named(destination, known, credentials, account);
  }

  /** With other credentials, nothing is sent before the vendor has named their account. */
  private Current changed(
      Catalogue.Destination destination,
      KnownAccount known,
      String credentials,
      Probe.Result result)
      throws StoreFailure {
    Account account = result.account();
    return account == null
        ? new Current.Unusable(unverified(result.outcome()))
        : named(destination, known, credentials, account);
  }

  private static Outcome unverified(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Unauthorised refused -> refused;
      case UnusableCredentials unusable -> unusable;
      case Outcome.RateLimited limited -> limited;
      case Outcome.HeldBack delayed -> delayed;
      case Outcome.QuotaSpent spent -> spent;
      case Outcome.Gone gone -> gone;
      default ->
          new Outcome.Transient(
              "The account of the new credentials is not known yet. " + outcome.words(), null);
    };
  }

  private Current named(
      Catalogue.Destination destination, KnownAccount known, String credentials, Account account)
      throws StoreFailure {
    Instant now = clock.instant();
    if (account.id().equals(known.account().id())) {
      store.verified(destination, account, names(destination, account, credentials), now);
      return new Current.Usable(name(destination, account));
    }
    store.another(destination, credentials, account, now);
    return another(known, account);
  }

  private static Current another(KnownAccount known, Account other) {
    String words =
        ("The credentials now belong to another account: %s. The records are in %s. Nothing is sent"
                + " until a user confirms the other account, or enters credentials of the former"
                + " one.")
            .formatted(shown(other), shown(known.account()));
    return new Current.Unusable(
        new UnusableCredentials(UnusableCredentials.Reason.ANOTHER_ACCOUNT, words));
  }

  private static String shown(Account account) {
    return account.name().contains(account.id())
        ? account.name()
        : "%s (%s)".formatted(account.name(), account.id());
  }

  /**
   * A user has tested a stored destination: the result is what the engine would learn next.
   *
   * @param credentials the hash of the present credentials
   * @return the outcome of the test
   */
  public Outcome tested(Catalogue.Destination destination, String credentials, Probe.Result result)
      throws StoreFailure {
    Account account = result.account();
    if (account == null) {
      return result.outcome();
    }
    KnownAccount known = store.find(destination).orElse(null);
    if (known == null) {
      store.verified(
          destination, account, names(destination, account, credentials), clock.instant());
      return result.outcome();
    }
    return switch (named(destination, known, credentials, account)) {
      case Current.Usable usable -> result.outcome();
      case Current.Unusable(Outcome outcome) -> outcome;
    };
  }

  /**
   * A user confirms the account that the credentials now belong to.
   *
   * @param other the id of the account, as it was shown to the user
   * @return false if the credentials do not belong to this account, or not to another one
   */
  public boolean accept(Catalogue.Destination destination, String other, AccountStore.Ids ids)
      throws StoreFailure {
    KnownAccount known = store.find(destination).orElse(null);
    Account account = known == null ? null : known.other();
    return known != null
        && account != null
        && account.id().equals(other)
        && store.accept(
            destination,
            account,
            ids,
            new AccountStore.Moved(name(destination, known.account()), name(destination, account)));
  }

  private AccountNames names(
      Catalogue.Destination destination, Account account, String credentials) {
    return new AccountNames(credentials, name(destination, account));
  }

  /** The name of an account is the same for all destinations of a workspace that use it. */
  private String name(Catalogue.Destination destination, Account account) {
    return hash.of(
        "account",
        destination.workspace().value(),
        destination.spec().connector(),
        address(destination.spec().baseUrl()),
        account.id());
  }

  private static String address(@Nullable String baseUrl) {
    return baseUrl == null ? "" : baseUrl;
  }
}
