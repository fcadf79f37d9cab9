package dev.tributary.control.workspace;

import dev.tributary.definitions.Quotas;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.runtime.tenancy.Workspace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The API clients of a workspace. */
public final class ApiClients {
  private static final Duration SIDE_BY_SIDE = Duration.ofDays(7);

  private final Directory directory;
  private final ClientUseStore uses;
  private final String tokenUrl;
  private final Clock clock;
  private final Quotas quotas;

  /**
   * @param tokenUrl where API clients get tokens
   */
  public ApiClients(
      Directory directory, ClientUseStore uses, String tokenUrl, Clock clock, Quotas quotas) {
    this.directory = directory;
    this.uses = uses;
    this.tokenUrl = tokenUrl;
    this.clock = clock;
    this.quotas = quotas;
  }

  /**
   * The times of a rotation.
   *
   * @param oldUntil until when the old credentials are valid; null for 7 days
   * @param expiresAt when the new credentials expire; null if they never expire
   */
  public record Rotation(@Nullable Instant oldUntil, @Nullable Instant expiresAt) {}

  /** Unambiguous, because no key contains a dot. */
  public static String clientId(String workspaceKey, String name) {
    return workspaceKey + "." + name;
  }

  /** Creates a client whose name no other client of the workspace has. */
  public ApiClientCredentials create(Workspace workspace, ApiClient client) {
    String name = client.name();
    requireFuture(client.expiresAt(), "/expiresAt");
    List<ApiClient> all = directory.clients(workspace.id(), workspace.key());
    if (all.stream().anyMatch(known -> known.name().equals(name))) {
      throw taken(name);
    }
    quotas.requireRoom(workspace.id(), Quotas.API_CLIENT, all.size());
    return issue(workspace, client);
  }

  /**
   * Gives a program another id and secret. The old ones still work until they expire. Both are
   * replaced, because Keycloak keeps one secret per client.
   */
  public ApiClientCredentials rotate(Workspace workspace, String clientId, Rotation wanted) {
    List<ApiClient> all = directory.clients(workspace.id(), workspace.key());
    ApiClient old =
        all.stream()
            .filter(each -> each.clientId().equals(clientId))
            .findFirst()
            .orElseThrow(() -> none(clientId));
    List<ApiClient> ofName = all.stream().filter(each -> each.name().equals(old.name())).toList();
    Instant now = clock.instant();
    if (ofName.stream().filter(each -> !each.isExpired(now)).count() > 1) {
      throw Problems.CONFLICT.problem(
          "%s has two secrets already; revoke one first".formatted(old.name()));
    }
    Instant asked = requireFuture(wanted.oldUntil(), "/oldUntil");
    Instant expiresAt = requireFuture(wanted.expiresAt(), "/expiresAt");
    // Expired clients stay in Keycloak until a user deletes them.
    quotas.requireRoom(workspace.id(), Quotas.API_CLIENT, all.size());
    ApiClientCredentials fresh =
        issue(workspace, old.as(freeId(workspace, old.name(), ofName), expiresAt));
    Instant until = asked == null ? now.plus(SIDE_BY_SIDE) : asked;
    if (old.expiresAt() == null || old.expiresAt().isAfter(until)) {
      directory.expireClient(workspace.id(), clientId, until);
    }
    return fresh;
  }

  private static String freeId(Workspace workspace, String name, List<ApiClient> ofName) {
    String base = clientId(workspace.key(), name);
    return Stream.concat(
            Stream.of(base),
            IntStream.iterate(2, n -> n + 1).mapToObj(number -> base + "." + number))
        .filter(id -> ofName.stream().noneMatch(known -> known.clientId().equals(id)))
        .findFirst()
        .orElseThrow();
  }

  private ApiClientCredentials issue(Workspace workspace, ApiClient client) {
    String secret =
        directory.createClient(workspace.id(), client).orElseThrow(() -> taken(client.name()));
    return ApiClientCredentials.of(client, secret, tokenUrl);
  }

  public List<ApiClient> list(Workspace workspace) {
    List<ApiClient> clients = directory.clients(workspace.id(), workspace.key());
    Map<String, Instant> last = uses.last(clients.stream().map(ApiClient::clientId).toList());
    return clients.stream().map(client -> client.usedAt(last.get(client.clientId()))).toList();
  }

  public List<ApiClientName> names(Workspace workspace) {
    return directory.clientNames(workspace);
  }

  /**
   * Deletes a client.
   *
   * @param before gets the client before it is deleted; nothing is deleted if it throws
   */
  public void delete(Workspace workspace, String clientId, Consumer<ApiClient> before) {
    if (!directory.deleteClient(workspace.id(), clientId, before)) {
      throw none(clientId);
    }
    uses.forget(clientId);
  }

  private @Nullable Instant requireFuture(@Nullable Instant time, String pointer) {
    if (time != null && !time.isAfter(clock.instant())) {
      throw Problems.INVALID.problem("A time in the future", pointer);
    }
    return time;
  }

  private static RuntimeException taken(String name) {
    return Problems.KEY_TAKEN.problem("There is already a client " + name, "/name");
  }

  private static RuntimeException none(String clientId) {
    return Problems.NOT_FOUND.problem("There is no client " + clientId);
  }
}
