package dev.tributary.gateway.keycloak;

import dev.tributary.gateway.workspace.ApiClient;
import dev.tributary.runtime.tenancy.Role;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.admin.client.CreatedResponseUtil;
import org.keycloak.admin.client.resource.ClientResource;
import org.keycloak.admin.client.resource.RealmResource;
import org.keycloak.representations.idm.ClientRepresentation;

/**
 * API clients: confidential clients that can do nothing but get a token for themselves. Their
 * service account is in the groups of their rights, as a person would be.
 */
final class RealmClients {
  private static final String WORKSPACE = "tributary.workspace";
  private static final String NAME = "tributary.name";
  private static final String ROLE = "tributary.role";
  private static final String PERSONAL_DATA = "tributary.personal-data";
  private static final int MOST_CLIENTS = 1000;

  private final RealmResource realm;
  private final RealmGroups groups;

  RealmClients(RealmResource realm, RealmGroups groups) {
    this.realm = realm;
    this.groups = groups;
  }

  Optional<String> create(String workspaceId, ApiClient client) {
    try (Response response = realm.clients().create(representation(workspaceId, client))) {
      if (response.getStatus() == Response.Status.CONFLICT.getStatusCode()) {
        return Optional.empty();
      }
      Answers.require(
          response, response.getStatusInfo().getFamily() == Response.Status.Family.SUCCESSFUL);
      return Optional.of(complete(CreatedResponseUtil.getCreatedId(response), workspaceId, client));
    }
  }

  String ensure(String workspaceId, ApiClient client) {
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

  private String complete(String id, String workspaceId, ApiClient client) {
    ClientResource created = realm.clients().get(id);
    String account = created.getServiceAccountUser().getId();
    groups.assign(workspaceId, account, client.role(), client.personalData());
    return created.getSecret().getValue();
  }

  List<ApiClient> of(String workspaceId, String workspaceKey) {
    return realm.clients().findAll(workspaceKey + ".", false, true, 0, MOST_CLIENTS).stream()
        .filter(found -> belongs(found, workspaceId))
        .map(RealmClients::client)
        .sorted(Comparator.comparing(ApiClient::clientId))
        .toList();
  }

  boolean delete(String workspaceId, String clientId) {
    Optional<ClientRepresentation> client = find(workspaceId, clientId);
    client.ifPresent(found -> realm.clients().get(found.getId()).remove());
    return client.isPresent();
  }

  private Optional<ClientRepresentation> find(String workspaceId, String clientId) {
    return realm.clients().findByClientId(clientId).stream()
        .filter(found -> belongs(found, workspaceId))
        .findFirst();
  }

  private static boolean belongs(ClientRepresentation client, String workspaceId) {
    Map<String, String> attributes = client.getAttributes();
    return attributes != null && workspaceId.equals(attributes.get(WORKSPACE));
  }

  private static ApiClient client(ClientRepresentation found) {
    Map<String, String> attributes = found.getAttributes();
    return new ApiClient(
        found.getClientId(),
        attributes.getOrDefault(NAME, ""),
        Role.named(attributes.getOrDefault(ROLE, "")).orElse(Role.VIEWER),
        Boolean.parseBoolean(attributes.get(PERSONAL_DATA)));
  }

  private static ClientRepresentation representation(String workspaceId, ApiClient client) {
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
    representation.setAttributes(
        Map.of(
            WORKSPACE, workspaceId,
            NAME, client.name(),
            ROLE, client.role().wireName(),
            PERSONAL_DATA, Boolean.toString(client.personalData())));
    return representation;
  }
}
