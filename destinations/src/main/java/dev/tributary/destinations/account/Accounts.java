package dev.tributary.destinations.account;

import dev.tributary.contracts.KeyHash;
import dev.tributary.destinations.account.AccountStore.Moved;
import dev.tributary.destinations.account.AccountStore.Verified;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Outcome.UnusableCredentials;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Knows to which account of a vendor the credentials of a destination belong. The vendor is asked
 * after each change of the settings or secrets, before anything is sent with them, and about once a
 * day. An answer counts only if nothing has changed since the question. Thread-safe.
 */
public final class Accounts {
  private static final System.Logger LOG = System.getLogger(Accounts.class.getName());
  private static final Duration VERIFIED = Duration.ofDays(1);

  /** Between two questions, while a definite answer can be expected. */
  public static final Duration SHORT_PAUSE = Duration.ofMinutes(1);

  /** Between two questions to a vendor that has not named the account of known credentials. */
  private static final Duration LONG_PAUSE = Duration.ofHours(1);

  /** After a question without an answer: long enough that the whole destination is held. */
  public static final Duration UNANSWERED = Duration.ofMinutes(2);

  /** Until the next attempt, while other callers change the account. */
  private static final Duration SOON = Duration.ofSeconds(10);

  /** How often the account is read, if other callers change it. */
  private static final int READS = 3;

  private final AccountStore store;
  private final KeyHash hash;
  private final Clock clock;

  public Accounts(AccountStore store, KeyHash hash, Clock clock) {
    this.store = store;
    this.hash = hash;
    this.clock = clock;
  }

  /** Whether anything can be sent with the present credentials. */
  public sealed interface Current {
    /**
     * @param name for budgets and places
     * @param grant the number of the consent to which the account belongs; null if the connector
     *     names no accounts
     */
    record Usable(AccountName name, @Nullable Long grant) implements Current {}

    /**
     * @param outcome of all that was to be sent
     */
    record Unusable(Outcome outcome) implements Current {}
  }

  /** A question about the account of a destination. */
  private record Question(
      Catalogue.Destination destination,
      String name,
      String credentials,
      Supplier<Probe.Result> asking) {}

  /**
   * The account of a destination.
   *
   * @param name for budgets and places while the vendor has not named the account
   * @param asking asks the vendor, see {@link Probe.OfAccount}
   */
  public Current current(
      Catalogue.Destination destination,
      Target target,
      String name,
      Supplier<Probe.Result> asking) {
    if (!namesAccount(destination, target)) {
      return new Current.Usable(AccountName.of(name), null);
    }
    Question question = new Question(destination, name, credentials(destination, target), asking);
    try {
      for (int read = 0; read < READS; read++) {
        KnownAccount known = store.find(destination).orElse(null);
        if (known == null) {
          store.begin(destination, question.credentials);
          continue;
        }
        Optional<Current> current = current(question, known);
        if (current.isPresent()) {
          return current.get();
        }
      }
      return later("The account of the destination changes now", SOON);
    } catch (StoreFailure e) {
      LOG.log(
          Level.WARNING, "The account of {0} is not read: {1}", destination.id(), e.getMessage());
      return later("The account of the destination cannot be read now", SOON);
    }
  }

  /** Empty if another caller has changed the account. */
  private Optional<Current> current(Question question, KnownAccount known) throws StoreFailure {
    if (known.decision() != null) {
      return Optional.of(later("A decision about the account is being carried out", SOON));
    }
    if (known.credentials().equals(question.credentials)) {
      return known.other() == null
          ? again(question, known)
          : Optional.of(another(known, known.other()));
    }
    if (!needsDecision(question, known)) {
      boolean _ = store.renew(question.destination, known.version(), question.credentials);
      return Optional.empty();
    }
    return changed(question, known);
  }

  /**
   * The name of the account, as far as it is known. The vendor is not asked: new credentials
   * usually belong to the account of the former ones.
   *
   * @param name while the vendor has not named the account
   */
  public AccountName known(Catalogue.Destination destination, Target target, String name) {
    if (!namesAccount(destination, target)) {
      return AccountName.of(name);
    }
    try {
      return store
          .find(destination)
          .map(KnownAccount::account)
          .map(account -> names(destination, account))
          .orElse(AccountName.of(name));
    } catch (StoreFailure e) {
      LOG.log(
          Level.WARNING, "The account of {0} is not read: {1}", destination.id(), e.getMessage());
      return AccountName.of(name);
    }
  }

  private static boolean namesAccount(Catalogue.Destination destination, Target target) {
    return destination.connector().probe(target.withoutSecrets()) instanceof Probe.OfAccount;
  }

  /** With the same credentials, no answer means the same account. */
  private Optional<Current> again(Question question, KnownAccount known) throws StoreFailure {
    Catalogue.Destination destination = question.destination;
    Instant now = clock.instant();
    Instant verifiedAt = known.verifiedAt();
    boolean isDue = verifiedAt == null || verifiedAt.plus(VERIFIED).isBefore(now);
    Duration pause = known.account() == null ? SHORT_PAUSE : LONG_PAUSE;
    if (isDue && store.ask(destination, question.credentials, now, pause)) {
      Probe.Result result = question.asking.get();
      if (result.account() != null) {
        return named(question, known, result.account());
      }
      if (isDefinite(result.outcome())) {
        store.askLater(destination, now.plus(LONG_PAUSE));
      }
    }
    return Optional.of(usable(question, known, known.account()));
  }

  private Current usable(Question question, KnownAccount known, @Nullable VendorAccount account) {
    return new Current.Usable(
        account == null ? AccountName.of(question.name) : names(question.destination, account),
        known.grant());
  }

  private static boolean isDefinite(Outcome outcome) {
    return !(outcome instanceof Outcome.Transient
        || outcome instanceof Outcome.Ambiguous
        || outcome instanceof Outcome.RateLimited
        || outcome instanceof Outcome.HeldBack
        || outcome instanceof Outcome.WaitsForAccount
        || outcome instanceof Outcome.QuotaSpent);
  }

  /** With other credentials, nothing is sent before the vendor has named their account. */
  private Optional<Current> changed(Question question, KnownAccount known) throws StoreFailure {
    Instant now = clock.instant();
    if (!store.ask(question.destination, question.credentials, now, SHORT_PAUSE)) {
      return Optional.of(later("The vendor is asked for the account again soon", SOON));
    }
    Probe.Result result = question.asking.get();
    return result.account() == null
        ? Optional.of(unverified(result))
        : named(question, known, result.account());
  }

  private Current unverified(Probe.Result result) {
    Outcome outcome = result.outcome();
    String words = "The account of the new credentials is not known yet. " + outcome.words();
    return switch (outcome) {
      case Outcome.Unauthorised _,
          UnusableCredentials _,
          Outcome.RateLimited _,
          Outcome.HeldBack _,
          Outcome.WaitsForAccount _,
          Outcome.QuotaSpent _,
          Outcome.Gone _ ->
          new Current.Unusable(outcome);
      case Outcome.Transient _, Outcome.Ambiguous _ ->
          new Current.Unusable(
              new Outcome.WaitsForAccount(clock.instant().plus(UNANSWERED), words));
      default ->
          new Current.Unusable(
              unnamed(Objects.requireNonNullElse(result.withheld(), outcome.words())));
    };
  }

  /**
   * @param words of the vendor; may be empty
   */
  private static Outcome unnamed(String words) {
    String why = words.isEmpty() ? "" : ": " + words;
    return new UnusableCredentials(
        UnusableCredentials.Reason.ACCOUNT_UNKNOWN,
        ("The vendor does not name the account of the new settings or credentials%s."
                + " Nothing is sent until a user confirms the account, or changes them.")
            .formatted(why));
  }

  /** Nothing is sent, and no attempt counts. */
  private Current later(String words, Duration pause) {
    return new Current.Unusable(new Outcome.WaitsForAccount(clock.instant().plus(pause), words));
  }

  /** Empty if another caller has changed the account since the question. */
  private Optional<Current> named(Question question, KnownAccount known, Probe.Account named)
      throws StoreFailure {
    Catalogue.Destination destination = question.destination;
    VendorAccount account = new VendorAccount(named.id(), named.name(), address(destination));
    Verified verified = new Verified(account, question.credentials, clock.instant());
    VendorAccount former = known.account();
    boolean isSame =
        former == null
            ? known.credentials().equals(question.credentials) || !store.hasRecords(destination)
            : former.isSame(account);
    if (isSame) {
      Moved names = new Moved(question.name, name(destination, account));
      return store.verified(destination, known.version(), verified, names)
          ? Optional.of(usable(question, known, account))
          : Optional.empty();
    }
    return store.another(destination, known.version(), verified)
        ? Optional.of(another(known, account))
        : Optional.empty();
  }

  private static Current another(KnownAccount known, VendorAccount other) {
    VendorAccount account = known.account();
    String records =
        account == null
            ? "The vendor has never named the account of the former credentials."
            : "The records are in %s.".formatted(shown(account));
    String words =
        ("The credentials now belong to another account: %s. %s Nothing is sent until a user"
                + " confirms the other account, or enters credentials of the former one.")
            .formatted(shown(other), records);
    return new Current.Unusable(
        new UnusableCredentials(UnusableCredentials.Reason.ANOTHER_ACCOUNT, words));
  }

  /** The path of an address may hold a secret, so only its host is shown. */
  private static String shown(VendorAccount account) {
    String named =
        account.name().contains(account.id())
            ? account.name()
            : "%s (%s)".formatted(account.name(), account.id());
    String host = account.address().isEmpty() ? null : URI.create(account.address()).getHost();
    return host == null ? named : named + " at " + host;
  }

  /**
   * A user has tested a stored destination: the result is what the engine would learn next. If the
   * account changes during the test, the engine asks by itself.
   *
   * @param read the account as it was before the test, or null if nothing was known
   * @param name for budgets and places while the vendor has not named the account
   * @return the outcome of the test
   */
  public Outcome tested(
      Catalogue.Destination destination,
      Target target,
      @Nullable KnownAccount read,
      String name,
      Probe.Result result)
      throws StoreFailure {
    if (read == null || read.decision() != null) {
      return result.outcome();
    }
    Question question =
        new Question(destination, name, credentials(destination, target), () -> result);
    if (result.account() == null) {
      boolean accepted = result.outcome() instanceof Outcome.Delivered;
      return accepted && needsDecision(question, read)
          ? unnamed(Objects.requireNonNullElse(result.withheld(), ""))
          : result.outcome();
    }
    Current current = named(question, read, result.account()).orElse(null);
    return current instanceof Current.Unusable(Outcome outcome) ? outcome : result.outcome();
  }

  /** Whether nothing is sent with the present credentials before their account is known. */
  private boolean needsDecision(Question question, KnownAccount known) throws StoreFailure {
    return !known.credentials().equals(question.credentials)
        && (known.account() != null || store.hasRecords(question.destination));
  }

  /**
   * The account before a test of a stored destination.
   *
   * @return null if the connector names no accounts
   */
  public @Nullable KnownAccount beforeTest(Catalogue.Destination destination, Target target)
      throws StoreFailure {
    if (!namesAccount(destination, target)) {
      return null;
    }
    KnownAccount known = store.find(destination).orElse(null);
    if (known == null) {
      store.begin(destination, credentials(destination, target));
      known = store.find(destination).orElse(null);
    }
    return known;
  }

  /** The hash of all that can choose the account. */
  String credentials(Catalogue.Destination destination, Target target) {
    return hash.of(
        "credentials",
        destination.workspace().value(),
        destination.spec().connector(),
        address(destination),
        target.settings().toString(),
        target.secrets().toString());
  }

  /** The name of an account is the same for all destinations of a workspace that use it. */
  String name(Catalogue.Destination destination, VendorAccount account) {
    return hash.of(
        "account",
        destination.workspace().value(),
        destination.spec().connector(),
        account.address(),
        account.id());
  }

  /**
   * A connector that a workspace has added, or a server at another address than that of the vendor,
   * could claim to be any account. So only the vendor's own answer makes an account a shared one.
   */
  private AccountName names(Catalogue.Destination destination, VendorAccount account) {
    String own = name(destination, account);
    boolean isNamedByVendor =
        account.address().isEmpty() && !destination.connector().manifest().added();
    return isNamedByVendor
        ? new AccountName(
            own, hash.of("shared account", destination.spec().connector(), account.id()))
        : AccountName.of(own);
  }

  static String address(Catalogue.Destination destination) {
    String baseUrl = destination.spec().baseUrl();
    return baseUrl == null ? "" : baseUrl;
  }
}
