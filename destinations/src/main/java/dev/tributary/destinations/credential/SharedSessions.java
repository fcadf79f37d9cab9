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
import java.util.Objects;
import java.util.Optional;
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
 * stores it as soon as it can. After the lease of a process that has stored nothing, the others
 * leave it time for this.
 */
public final class SharedSessions implements Sessions, AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SharedSessions.class.getName());

  /** A session that expires sooner is not used for a request any more. */
  private static final Duration MARGIN = Duration.ofSeconds(10);

  /** How long a caller waits for the session that another one gets. */
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** How long the database may be away while a session is stored. */
  private static final Duration STORING = Duration.ofSeconds(5);

  /**
   * Much longer than a request for a token and its storage, including slow names of servers, a busy
   * pool of connections, and a database that says nothing. The holder ends it early.
   */
  private static final Duration LEASE = Duration.ofMinutes(3);

  /** Longer than the pause between two attempts to store a session. */
  private static final Duration GRACE = Duration.ofSeconds(15);

  /** The pause of deliveries that wait for a session. */
  private static final Duration PAUSE = Duration.ofSeconds(2);

  private static final int SHORTEST_LOOK = 50;
  private static final int LONGEST_LOOK = 150;

  private final SessionStore store;
  private final IssuedSessions issuing;
  private final RandomGenerator random;
  private final Clock clock;

  private final UnsavedSessions unsaved;

  /**
   * @param random so that instances do not look at the same time
   */
  public SharedSessions(
      SessionStore store, IssuedSessions issuing, RandomGenerator random, Clock clock) {
    this.store = store;
    this.issuing = issuing;
    this.random = random;
    this.clock = clock;
    this.unsaved = new UnsavedSessions(store);
  }

  public void start() {
    unsaved.start();
  }

  /** Stores what is not stored yet. */
  @Override
  public void close() {
    unsaved.close();
  }

  @Override
  public Session current(Login login) throws EgressFailure {
    return newer(login, 0);
  }

  @Override
  public Session renewed(Login login, Session refused) throws EgressFailure {
    try {
      return newer(login, refused.generation());
    } catch (EgressFailure e) {
      if (e.outcome() instanceof Outcome.HeldBack) {
        end(login, refused);
      }
      throw e;
    }
  }

  /**
   * The pace had no request left for the next session. The next batch uses its own for it, and does
   * not spend it on the refused session first.
   */
  private void end(Login login, Session refused) {
    SessionKey key = SessionKey.of(login.authentication(), login.target());
    try {
      store.end(key, refused.generation());
    } catch (StoreFailure e) {
      LOG.log(Level.WARNING, "The session of {0} is not ended: {1}", key, e.getMessage());
    }
  }

  /** A session whose generation is larger than the refused one. */
  private Session newer(Login login, long refused) throws EgressFailure {
    SessionKey key = SessionKey.of(login.authentication(), login.target());
    Instant patient = clock.instant().plus(PATIENCE);
    try {
      while (true) {
        boolean _ = unsaved.save(key);
        Optional<StoredSession> stored = store.find(key);
        Optional<Session> usable = usable(login, stored.orElse(null), refused);
        if (usable.isPresent()) {
          return isDue(stored.orElseThrow())
              ? refreshed(login, key, stored, usable.get())
              : usable.get();
        }
        requireGrant(login, stored.orElse(null));
        requireNoPause(login, stored.orElse(null));
        Optional<Session> next =
            store.lease(key, generation(stored), lease(login))
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

  private Optional<Session> usable(Login login, @Nullable StoredSession stored, long refused)
      throws StoreFailure {
    if (stored == null || !issuing.fits(login, stored) || !isValid(stored)) {
      return Optional.empty();
    }
    SessionContent content = issuing.content(login, stored).orElse(null);
    if (content == null || (stored.generation() <= refused && !isLast(login, content))) {
      return Optional.empty();
    }
    reseal(login, stored);
    return Optional.of(content.session(stored.generation(), stored.grant()));
  }

  /** The clock of the database has set the end of a revoked session, and may be ahead. */
  private boolean isValid(StoredSession stored) {
    Instant expiresAt = stored.expiresAt();
    return stored.revokedAt() == null
        && (expiresAt == null || clock.instant().plus(MARGIN).isBefore(expiresAt));
  }

  /** Without a refresh token, a refused session is tried once more: there is no other one. */
  private static boolean isLast(Login login, SessionContent content) {
    return isOfUser(login.authentication()) && content.refreshToken() == null;
  }

  private void reseal(Login login, StoredSession stored) throws StoreFailure {
    String sealed = stored.sealed();
    String newest = sealed == null ? null : issuing.resealed(login, sealed);
    if (newest != null && !newest.equals(sealed)) {
      SessionKey key = SessionKey.of(login.authentication(), login.target());
      store.reseal(key, stored.generation(), newest);
    }
  }

  private boolean isDue(StoredSession stored) {
    Instant refreshAt = stored.refreshAt();
    return refreshAt != null && !clock.instant().isBefore(refreshAt);
  }

  /** The next session, or the present one if the next one cannot be had now. */
  private Session refreshed(
      Login login, SessionKey key, Optional<StoredSession> stored, Session present)
      throws StoreFailure {
    boolean pauses = stored.map(StoredSession::pausedUntil).isPresent();
    if (pauses || !store.lease(key, generation(stored), lease(login))) {
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
    SessionContent former =
        stored.isPresent() ? issuing.content(login, stored.get()).orElse(null) : null;
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
        ? Optional.of(content.session(generation + 1, stored.map(StoredSession::grant).orElse(0L)))
        : Optional.empty();
  }

  private EgressFailure failed(
      Login login, SessionKey key, @Nullable StoredSession stored, EgressFailure failure)
      throws StoreFailure {
    long generation = stored == null ? 0 : stored.generation();
    String refused =
        failure.outcome() instanceof UnusableCredentials(var reason, String words)
                && reason == UnusableCredentials.Reason.GRANT_REVOKED
            ? words
            : null;
    if (refused != null && stored != null && isOfUser(login.authentication())) {
      // If another caller was faster, the refused token was only an old one.
      return store.revoke(key, generation) ? revoked(login, stored, refused) : later();
    }
    if (failure.outcome() instanceof Outcome.HeldBack) {
      // Nothing was sent, so the credentials have not failed. The next batch uses its own permit.
      store.free(key, generation);
      return failure;
    }
    String credentials = issuing.credentials(login.connector(), login.target());
    store.postpone(key, generation, credentials, pauseOf(failure));
    return refused == null ? failure : notGranted(login, stored, refused);
  }

  private Duration pauseOf(EgressFailure failure) {
    return failure.outcome() instanceof Outcome.Transient(_, Instant notBefore)
            && notBefore != null
            && notBefore.isAfter(clock.instant())
        ? Duration.between(clock.instant(), notBefore)
        : Duration.ZERO;
  }

  /** The refusal of one statement can come from a clock that is wrong, so the second one counts. */
  private static EgressFailure notGranted(
      Login login, @Nullable StoredSession stored, String vendor) {
    String words =
        "%s does not accept the credentials: %s. Allow the access there, then resume."
            .formatted(login.connector().manifest().name(), vendor);
    return stored == null || stored.failures() == 0
        ? new EgressFailure(Reach.NOT_SENT, words)
        : EgressFailure.notSent(new Outcome.Unauthorised(words), words);
  }

  private EgressFailure later() {
    return later(clock.instant().plus(PAUSE));
  }

  private static EgressFailure later(Instant notBefore) {
    return new EgressFailure(Reach.NOT_SENT, "Waits for a new access token", notBefore);
  }

  private Lease lease(Login login) {
    return new Lease(issuing.credentials(login.connector(), login.target()), LEASE, GRACE);
  }

  /**
   * @throws EgressFailure if an attempt with the same credentials has failed, and it is too early
   *     for the next one
   */
  private void requireNoPause(Login login, @Nullable StoredSession stored) throws EgressFailure {
    Instant until = stored == null ? null : stored.pausedUntil();
    String failedWith = stored == null ? null : stored.failedWith();
    if (until != null
        && (failedWith == null
            || failedWith.equals(issuing.credentials(login.connector(), login.target())))) {
      throw new EgressFailure(
          Reach.NOT_SENT,
          "The last attempt to get an access token has failed. The next one follows at " + until,
          until);
    }
  }

  /** A session that the database cannot store now is kept, and stored before the next use. */
  private boolean save(SessionKey key, long generation, IssuedSession session)
      throws EgressFailure {
    Instant end = clock.instant().plus(STORING);
    unsaved.add(key, generation, session);
    while (true) {
      try {
        return unsaved.save(key);
      } catch (StoreFailure e) {
        if (clock.instant().isAfter(end)) {
          LOG.log(Level.WARNING, "The session of {0} is not stored yet: {1}", key, e.getMessage());
          throw new EgressFailure(Reach.NOT_SENT, "The access token cannot be stored now");
        }
        pause();
      }
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
  private void requireGrant(Login login, @Nullable StoredSession stored)
      throws EgressFailure, StoreFailure {
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
    String by = Objects.requireNonNullElse(stored.connectedBy(), "a user");
    String words =
        ("%s does not accept the access any more that %s gave on %s. %s, or another user who may"
                + " change destinations, must connect the destination again.")
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
