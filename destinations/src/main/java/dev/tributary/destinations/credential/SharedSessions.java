package dev.tributary.destinations.credential;

import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Authentication.Grant;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Outcome.UnusableCredentials;
import dev.tributary.destinations.protocol.Session;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.protocol.StoreFailure;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Shares sessions between the instances of this service. For each destination, one caller of all
 * instances gets the next session, and the others wait for it. Before a session expires, one caller
 * gets the next one, and the others use the present one. Thread-safe.
 *
 * <p>A new refresh token is stored before any request uses it. If the process ends between the
 * answer of the vendor and this storage, the next attempt has the former refresh token. A vendor
 * that accepts it for some time gives a new one. Another vendor refuses it, and a user must connect
 * the destination again. While the database does not answer, the process keeps the session and
 * stores it later.
 */
public final class SharedSessions implements Sessions {
  private static final System.Logger LOG = System.getLogger(SharedSessions.class.getName());

  /** A session that expires sooner is not used for a request any more. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** How long a caller waits for the session that another one gets. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long the database may be away while a session is stored. */
  private static final Duration STORING = Duration.ofSeconds(5);

  /** Longer than a request for a token, and its storage. */
  private static final Duration LEASE = IssuedSessions.TIMEOUT.plus(STORING).plusSeconds(5);

  /** After a failure, before the next attempt of any instance. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final int SHORTEST_LOOK = 50;
  private static final int LONGEST_LOOK = 150;

  private final SessionStore store;
  private final IssuedSessions issuing;
  private final RandomGenerator random;
  private final Clock clock;

  /** Sessions that the vendor has issued, and that the database has not stored yet. */
  private final Map<SessionKey, Unsaved> unsaved = new ConcurrentHashMap<>();

  /**
   * @param generation of the session before
   */
  private record Unsaved(long generation, IssuedSession session) {}

  /**
   * @param random so that instances do not look at the same time
   */
  public SharedSessions(
      SessionStore store, IssuedSessions issuing, RandomGenerator random, Clock clock) {
    this.store = store;
    this.issuing = issuing;
    this.random = random;
    this.clock = clock;
  }

  @Override
  public Session current(Login login) throws EgressFailure {
    return newer(login, 0);
  }

  @Override
  public Session renewed(Login login, Session refused) throws EgressFailure {
    return newer(login, refused.generation());
  }

  /** A session whose generation is larger than the refused one. */
  private Session newer(Login login, long refused) throws EgressFailure {
    SessionKey key = SessionKey.of(login.authentication(), login.target());
    Instant patient = clock.instant().plus(PATIENCE);
    try {
      while (true) {
        saveLate(key);
        Optional<StoredSession> stored = store.find(key);
        Optional<Session> usable = usable(login, stored.orElse(null), refused);
        if (usable.isPresent()) {
          return isDue(stored.orElseThrow())
              ? refreshed(login, key, stored, usable.get())
              : usable.get();
        }
        requireGrant(login, stored.orElse(null));
        Optional<Session> next =
            store.lease(key, generation(stored), LEASE)
                ? next(login, key, stored)
                : Optional.empty();
        if (next.isPresent()) {
          return next.get();
        }
        if (clock.instant().isAfter(patient)) {
          throw later();
        }
        Thread.sleep(random.nextInt(SHORTEST_LOOK, LONGEST_LOOK));
      }
    } catch (StoreFailure e) {
      LOG.log(Level.WARNING, "No session of {0} can be read: {1}", key, e.getMessage());
      throw new EgressFailure(Reach.NOT_SENT, "The access token cannot be read now");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EgressFailure(Reach.NOT_SENT, "Stopping");
    }
  }

  private static long generation(Optional<StoredSession> stored) {
    return stored.map(StoredSession::generation).orElse(0L);
  }

  private Optional<Session> usable(Login login, @Nullable StoredSession stored, long refused) {
    if (stored == null
        || stored.generation() <= refused
        || !issuing.fits(login, stored)
        || !isValid(stored)) {
      return Optional.empty();
    }
    return issuing.content(login, stored).map(content -> content.session(stored.generation()));
  }

  private boolean isValid(StoredSession stored) {
    Instant expiresAt = stored.expiresAt();
    return expiresAt == null || clock.instant().plus(MARGIN).isBefore(expiresAt);
  }

  private boolean isDue(StoredSession stored) {
    Instant refreshAt = stored.refreshAt();
    return refreshAt != null && stored.revokedAt() == null && !clock.instant().isBefore(refreshAt);
  }

  /** The next session, or the present one if the next one cannot be had now. */
  private Session refreshed(
      Login login, SessionKey key, Optional<StoredSession> stored, Session present)
      throws StoreFailure {
    if (!store.lease(key, generation(stored), LEASE)) {
      return present;
    }
    try {
      return next(login, key, stored).orElse(present);
    } catch (EgressFailure e) {
      LOG.log(Level.INFO, "The session of {0} is not renewed yet: {1}", key, e.getMessage());
      return present;
    }
  }

  /**
   * Gets the next session, as the one caller who may.
   *
   * @return empty if another caller has changed the stored session meanwhile
   */
  private Optional<Session> next(Login login, SessionKey key, Optional<StoredSession> stored)
      throws EgressFailure, StoreFailure {
    long generation = generation(stored);
    SessionContent former = stored.flatMap(each -> issuing.content(login, each)).orElse(null);
    SessionContent content;
    IssuedSession session;
    try {
      IssuedSessions.Issued issued = issuing.issue(login, former);
      content = issued.content();
      session = issued.session();
    } catch (EgressFailure e) {
      throw failed(login, key, stored.orElse(null), e);
    }
    return save(key, generation, session)
        ? Optional.of(content.session(generation + 1))
        : Optional.empty();
  }

  private EgressFailure failed(
      Login login, SessionKey key, @Nullable StoredSession stored, EgressFailure failure)
      throws StoreFailure {
    long generation = stored == null ? 0 : stored.generation();
    if (failure.outcome() instanceof UnusableCredentials(var reason, String words)
        && reason == UnusableCredentials.Reason.GRANT_REVOKED
        && stored != null) {
      // If another caller was faster, the refused token was only an old one.
      return store.revoke(key, generation) ? revoked(login, stored, words) : later();
    }
    store.postpone(key, generation, PAUSE);
    return failure;
  }

  private EgressFailure later() {
    return new EgressFailure(
        Reach.NOT_SENT, "Waits for a new access token", clock.instant().plus(PAUSE));
  }

  /** A session that the database cannot store now is kept, and stored before the next use. */
  private boolean save(SessionKey key, long generation, IssuedSession session)
      throws EgressFailure {
    Instant end = clock.instant().plus(STORING);
    while (true) {
      try {
        return store.save(key, generation, session);
      } catch (StoreFailure e) {
        if (clock.instant().isAfter(end)) {
          LOG.log(Level.WARNING, "The session of {0} is not stored yet: {1}", key, e.getMessage());
          unsaved.put(key, new Unsaved(generation, session));
          throw new EgressFailure(Reach.NOT_SENT, "The access token cannot be stored now");
        }
        pause();
      }
    }
  }

  private void saveLate(SessionKey key) throws StoreFailure {
    Unsaved late = unsaved.get(key);
    if (late != null) {
      store.save(key, late.generation(), late.session());
      unsaved.remove(key, late);
    }
  }

  private void pause() throws EgressFailure {
    try {
      Thread.sleep(random.nextInt(SHORTEST_LOOK, LONGEST_LOOK));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EgressFailure(Reach.NOT_SENT, "Stopping");
    }
  }

  /**
   * @throws EgressFailure if only a user can get the first session, and none has
   */
  private void requireGrant(Login login, @Nullable StoredSession stored) throws EgressFailure {
    if (!isOfUser(login.authentication())) {
      return;
    }
    if (stored != null && stored.revokedAt() != null) {
      throw revoked(login, stored, "");
    }
    if (stored == null || issuing.content(login, stored).isEmpty()) {
      String words =
          "%s has not been connected, or was connected at another address. A user must connect it."
              .formatted(login.connector().manifest().name());
      throw unusable(UnusableCredentials.Reason.NOT_CONNECTED, words);
    }
  }

  private static boolean isOfUser(Authentication authentication) {
    return authentication instanceof Authentication.OAuth(Grant grant, var address)
        && grant instanceof Grant.AuthorizationCode;
  }

  private static EgressFailure revoked(Login login, StoredSession stored, String vendor) {
    String name = login.connector().manifest().name();
    String by = stored.connectedBy();
    String words =
        by == null
            ? "%s does not accept the credentials any more. Allow the access there, then resume."
                .formatted(name)
            : ("%s does not accept the access any more that %s gave on %s. %s, or another user who"
                    + " may change destinations, must connect the destination again.")
                .formatted(name, by, day(stored.connectedAt()), by);
    return unusable(
        UnusableCredentials.Reason.GRANT_REVOKED, vendor.isEmpty() ? words : words + " " + vendor);
  }

  private static String day(@Nullable Instant at) {
    return at == null ? "an unknown day" : at.toString().substring(0, 10);
  }

  private static EgressFailure unusable(UnusableCredentials.Reason reason, String words) {
    return EgressFailure.notSent(new Outcome.UnusableCredentials(reason, words), words);
  }
}
