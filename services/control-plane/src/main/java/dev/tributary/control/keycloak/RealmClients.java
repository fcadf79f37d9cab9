package dev.tributary.control.keycloak;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.workspace.ApiClient;
import dev.tributary.control.workspace.ApiClientName;
import dev.tributary.runtime.tenancy.Role;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * API clients: confidential clients that can only get a token for themselves. Like the account of a
 * person, their service account is in the groups of their rights.
 */
final class RealmClients {
  private static final String WORKSPACE = "tributary.workspace";
  private static final String NAME = "tributary.name";
  private static final String ROLE = "tributary.role";
  private static final String PERSONAL_DATA = "tributary.personal-data";
  private static final String FORMER_ACCOUNTS = "tributary.former-accounts";

  /**
   * Keycloak's attribute for the expiry, in seconds since 1970. Keycloak refuses an expired secret.
   */
  private static final String EXPIRES = "client.secret.expiration.time";

  private static final String SERVICE_ACCOUNT = "service-account-";
  private static final int MOST_CLIENTS = 1000;
  private static final Pattern COMMA = Pattern.compile(",");

  private final RealmResource realm;
  private final RealmGroups groups;

  RealmClients(RealmResource realm, RealmGroups groups) {
    this.realm = realm;
    this.groups = groups;
  }

  Optional<String> create(WorkspaceId workspaceId, ApiClient client) {
    return create(workspaceId, client, representation(workspaceId, client));
  }

  private Optional<String> create(
      WorkspaceId workspaceId, ApiClient client, ClientRepresentation representation) {
    try (Response response = realm.clients().create(representation)) {
      if (response.getStatus() == Response.Status.CONFLICT.getStatusCode()) {
        return Optional.empty();
      }
      Answers.require(
          response, response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL);
      return Optional.of(complete(CreatedResponseUtil.getCreatedId(response), workspaceId, client));
    }
  }

  String ensure(WorkspaceId workspaceId, ApiClient client) {
    return create(workspaceId, client)
        .orElseGet(() ->
            complete(
                find(workspaceId, client.clientId())
                    .orElseThrow(() ->
                        new IllegalStateException(
                            client.clientId() + " belongs to another workspace"))
                    .getId(),
                workspaceId,
                client));
  }

  private String complete(String id, WorkspaceId workspaceId, ApiClient client) {
    ClientResource created = realm.clients().get(id);
    String account = created.getServiceAccountUser().getId();
    groups.assign(workspaceId, account, client.role(), client.personalData());
    return created.getSecret().getValue();
  }

  List<ApiClient> of(WorkspaceId workspaceId, String workspaceKey) {
    return found(workspaceId, workspaceKey).stream()
        .map(RealmClients::client)
        .sorted(Comparator.comparing(ApiClient::clientId))
        .toList();
  }

  List<ClientRepresentation> found(WorkspaceId workspaceId, String workspaceKey) {
    return realm.clients().findAll(workspaceKey + ".", false, true, 0, MOST_CLIENTS).stream()
        .filter(found -> belongs(found, workspaceId))
        .toList();
  }

  /**
   * Lets a client get no more tokens from then on. Keycloak accepts that time only when it creates
   * a client, and deletes it at any change. So the client is created again, with the same id and
   * secret. It gets another account, and keeps the id of the former one.
   */
  void expire(WorkspaceId workspaceId, String clientId, Instant at) {
    find(workspaceId, clientId)
        .ifPresent(found -> {
          ApiClient client = client(found).until(at);
          ClientRepresentation again = representation(workspaceId, client);
          ClientResource before = realm.clients().get(found.getId());
          again.setSecret(before.getSecret().getValue());
          again
              .getAttributes()
              .put(
                  FORMER_ACCOUNTS,
                  Stream.concat(
                          formerAccounts(found), Stream.of(before.getServiceAccountUser().getId()))
                      .collect(Collectors.joining(",")));
          before.remove();
          if (create(workspaceId, client, again).isEmpty()) {
            throw new IllegalStateException(clientId + " was made meanwhile");
          }
        });
  }

  /**
   * The names of clients by the usernames of their service accounts. Keycloak gives each username
   * once, so no person can have one of these.
   */
  static Map<String, String> byAccountName(List<ClientRepresentation> clients) {
    return clients.stream()
        .map(RealmClients::client)
        .collect(
            Collectors.toMap(
                client -> SERVICE_ACCOUNT + client.clientId().toLowerCase(Locale.ROOT),
                ApiClient::name));
  }

  /** The names of clients by the accounts that they had before they were created again. */
  static Stream<ApiClientName> formerNames(List<ClientRepresentation> clients) {
    return clients.stream()
        .flatMap(
            found -> formerAccounts(found).map(id -> new ApiClientName(id, client(found).name())));
  }

  private static Stream<String> formerAccounts(ClientRepresentation found) {
    return Optional.ofNullable(found.getAttributes().get(FORMER_ACCOUNTS)).stream()
        .flatMap(COMMA::splitAsStream);
  }

  boolean delete(WorkspaceId workspaceId, String clientId, Consumer<ApiClient> before) {
    Optional<ClientRepresentation> client = find(workspaceId, clientId);
    client.ifPresent(found -> {
      before.accept(client(found));
      realm.clients().get(found.getId()).remove();
    });
    return client.isPresent();
  }

  private Optional<ClientRepresentation> find(WorkspaceId workspaceId, String clientId) {
    return realm.clients().findByClientId(clientId).stream()
        .filter(found -> belongs(found, workspaceId))
        .findFirst();
  }

  private static boolean belongs(ClientRepresentation client, WorkspaceId workspaceId) {
    Map<String, String> attributes = client.getAttributes();
    return attributes != null && workspaceId.value().equals(attributes.get(WORKSPACE));
  }

  private static ApiClient client(ClientRepresentation found) {
    Map<String, String> attributes = found.getAttributes();
    return new ApiClient(
        found.getClientId(),
        attributes.getOrDefault(NAME, ""),
        Role.named(attributes.getOrDefault(ROLE, "")).orElse(Role.VIEWER),
        Boolean.parseBoolean(attributes.get(PERSONAL_DATA)),
        Optional.ofNullable(attributes.get(EXPIRES))
            .map(seconds -> Instant.ofEpochSecond(Long.parseLong(seconds)))
            .orElse(null),
        null);
  }

  private static ClientRepresentation representation(WorkspaceId workspaceId, ApiClient client) {
    ClientRepresentation representation = new ClientRepresentation();
    representation.setClientId(client.clientId());
    representation.setName(client.name());
    representation.setProtocol("openid-connect");
    representation.setPublicClient(false);
    representation.setStandardFlowEnabled(false);
    representation.setDirectAccessGrantsEnabled(false);
    representation.setServiceAccountsEnabled(true);
    representation.setFullScopeAllowed(false);
    representation.setDefaultClientScopes(List.of("tributary"));
    representation.setOptionalClientScopes(List.of());
    Map<String, String> attributes = new HashMap<>();
    attributes.put(WORKSPACE, workspaceId.value());
    attributes.put(NAME, client.name());
    attributes.put(ROLE, client.role().wireName());
    attributes.put(PERSONAL_DATA, Boolean.toString(client.personalData()));
    Instant expiresAt = client.expiresAt();
    if (expiresAt != null) {
      attributes.put(EXPIRES, Long.toString(expiresAt.getEpochSecond()));
    }
    representation.setAttributes(attributes);
    return representation;
  }
}
