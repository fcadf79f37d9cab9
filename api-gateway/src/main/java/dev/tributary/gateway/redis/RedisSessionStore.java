package dev.tributary.gateway.redis;

import dev.tributary.contracts.Json;
import dev.tributary.gateway.signin.Session;
import dev.tributary.gateway.signin.SessionId;
import dev.tributary.gateway.signin.SessionStore;
import io.quarkus.redis.datasource.ReactiveRedisDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.redis.client.Response;
import jakarta.enterprise.context.ApplicationScoped;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Sessions as sealed JSON, and an index from Keycloak's session to ours for its sign-out. */
@ApplicationScoped
public class RedisSessionStore implements SessionStore {
  private static final String SESSION = "gateway:session:";
  private static final String LOCK = "gateway:refresh:";
  private static final String BY_KEYCLOAK_SESSION = "gateway:sid:";

  /**
   * Several times as long as the time between two renewals, and shorter than other requests wait
   * for a gateway that died while it refreshed.
   */
  private static final String LOCK_MILLIS = "10000";

  /** A holder that was too slow must not change the lock of the next holder. */
  private static final String RENEW =
      "return redis.call('GET', KEYS[1]) == ARGV[1]"
          + " and redis.call('PEXPIRE', KEYS[1], ARGV[2]) or 0";

  private static final String RELEASE =
      "return redis.call('GET', KEYS[1]) == ARGV[1] and redis.call('DEL', KEYS[1]) or 0";

  private final ReactiveRedisDataSource redis;
  private final SessionCipher cipher;
  private final String idleSeconds;
  private final Duration timeout;

  /**
   * @param timeout of each command
   */
  public RedisSessionStore(
      ReactiveRedisDataSource redis,
      SessionConfig config,
      @ConfigProperty(name = "quarkus.redis.timeout") Duration timeout) {
    this.redis = redis;
    this.timeout = timeout;
    this.cipher = new SessionCipher(config.secret());
    this.idleSeconds = Long.toString(config.idle().toSeconds());
  }

  @Override
  public Uni<Optional<Session>> find(SessionId id) {
    return call("GET", SESSION + id.storageName()).map(found -> opened(id, found));
  }

  @Override
  public Uni<Void> save(SessionId id, Session session) {
    String name = id.storageName();
    String sealed = cipher.seal(name, Json.write(session));
    return call("SETEX", SESSION + name, idleSeconds, sealed)
        .chain(
            () -> call("SETEX", BY_KEYCLOAK_SESSION + session.keycloakSession(), idleSeconds, name))
        .chain(() -> call("DEL", LOCK + name).replaceWithVoid());
  }

  @Override
  public Uni<Void> end(SessionId id) {
    return call("DEL", SESSION + id.storageName()).replaceWithVoid();
  }

  @Override
  public Uni<Void> endOfKeycloak(String keycloakSession) {
    return call("GETDEL", BY_KEYCLOAK_SESSION + keycloakSession)
        .flatMap(name ->
            name.isEmpty()
                ? Uni.createFrom().voidItem()
                : call("DEL", SESSION + name.get()).replaceWithVoid())
        .replaceWithVoid();
  }

  @Override
  public Uni<Boolean> lockRefresh(SessionId id, String holder) {
    return call("SET", LOCK + id.storageName(), holder, "NX", "PX", LOCK_MILLIS)
        .map(Optional::isPresent);
  }

  @Override
  public Uni<Void> renewRefresh(SessionId id, String holder) {
    return call("EVAL", RENEW, "1", LOCK + id.storageName(), holder, LOCK_MILLIS).replaceWithVoid();
  }

  @Override
  public Uni<Void> unlockRefresh(SessionId id, String holder) {
    return call("EVAL", RELEASE, "1", LOCK + id.storageName(), holder).replaceWithVoid();
  }

  /** A value that cannot be opened was sealed with an earlier secret: that session has ended. */
  private Optional<Session> opened(SessionId id, Optional<Response> found) {
    if (found.isEmpty()) {
      return Optional.empty();
    }
    try {
      byte[] plain = cipher.open(id.storageName(), found.get().toString());
      return Optional.of(Json.read(plain, Session.class));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  private Uni<Optional<Response>> call(String command, String... arguments) {
    return redis
        .execute(command, arguments)
        .ifNoItem()
        .after(timeout)
        .fail()
        .map(Optional::ofNullable);
  }
}
