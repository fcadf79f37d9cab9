package dev.tributary.control.start;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.control.http.member.ClientNames;
import dev.tributary.control.http.service.ControlUpstreams;
import dev.tributary.control.http.service.HttpPurges;
import dev.tributary.control.keycloak.KeycloakDirectory;
import dev.tributary.control.pipeline.Pipeline;
import dev.tributary.control.workspace.ApiClients;
import dev.tributary.control.workspace.ClientUseStore;
import dev.tributary.control.workspace.Directory;
import dev.tributary.control.workspace.Members;
import dev.tributary.control.workspace.NewWorkspaces;
import dev.tributary.control.workspace.Workspaces;
import dev.tributary.control.workspace.deletion.WorkspaceDeletion;
import dev.tributary.control.workspace.deletion.WorkspaceDeletions;
import dev.tributary.control.workspace.deletion.WorkspacePurging;
import dev.tributary.definitions.DefinitionDatabase;
import dev.tributary.definitions.DefinitionStore;
import dev.tributary.definitions.DefinitionStores;
import dev.tributary.definitions.Kind;
import dev.tributary.definitions.Quotas;
import dev.tributary.runtime.http.installation.InstallationClient;
import dev.tributary.runtime.http.installation.ServiceQuestions;
import dev.tributary.runtime.http.installation.ServiceTokens;
import dev.tributary.runtime.outbox.DefinitionPublisher;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/**
 * Wires workspaces, who may enter them, their deletion, and the clients of Keycloak and services.
 */
@ApplicationScoped
public class WorkspaceWiring {
  // Both kinds belong to the tenant of the installation, which is never purged. With a history,
  // the names of the users who changed a workspace would outlive its purge.
  private static final Kind<WorkspaceBody> WORKSPACE =
      new Kind<>("workspace", Ids.WORKSPACE, Topic.WORKSPACES, WorkspaceBody.class, body -> body);
  private static final Kind<WorkspaceDeletion> WORKSPACE_DELETION =
      Kind.unpublished("workspace-deletion", Ids.WORKSPACE_DELETION, WorkspaceDeletion.class);

  private static final int NAMES_AT_ONCE = 8;

  /** Quarkus closes its connections together with its Vertx. */
  @Produces
  @Singleton
  InstallationClient installationClient(Vertx vertx) {
    return new InstallationClient(vertx);
  }

  @Produces
  @Singleton
  ServiceTokens serviceTokens(KeyHash keys, ControlConfig config) {
    return ServiceTokens.of(keys, config.collectorKeySecret());
  }

  @Produces
  @Singleton
  ServiceQuestions serviceQuestions(
      ControlUpstreams upstreams, ServiceTokens tokens, InstallationClient client) {
    return new ServiceQuestions(upstreams::managementOf, tokens, client);
  }

  @Produces
  @Singleton
  DefinitionStore<WorkspaceBody> workspaces(DefinitionStores stores) {
    return stores.of(WORKSPACE);
  }

  /** Receipts stay, so there is no limit to their number. */
  @Produces
  @Singleton
  DefinitionStore<WorkspaceDeletion> workspaceDeletions(
      DefinitionDatabase database, DefinitionPublisher publisher, Ids ids, Clock clock) {
    return new DefinitionStore<>(
        database,
        publisher::wake,
        WORKSPACE_DELETION,
        ids,
        clock,
        new Quotas(Map.of(), Integer.MAX_VALUE));
  }

  @Produces
  @Singleton
  Workspaces workspaceSettings(
      DefinitionStore<WorkspaceBody> store, Directory directory, KeycloakConfig config) {
    return new Workspaces(store, directory, config.tokenUrl());
  }

  @Produces
  @Singleton
  NewWorkspaces newWorkspaces(WorkspaceDirectory workspaces, Pipeline pipeline) {
    return new NewWorkspaces(id -> workspaces.find(id).isPresent(), pipeline);
  }

  @Produces
  @Singleton
  WorkspaceDeletions deletions(
      DefinitionStore<WorkspaceBody> workspaces,
      DefinitionStore<WorkspaceDeletion> deletions,
      DeletionConfig config,
      Clock clock) {
    return new WorkspaceDeletions(workspaces, deletions, config.hold(), clock);
  }

  @Produces
  @Singleton
  Members members(Directory directory) {
    return new Members(directory);
  }

  @Produces
  @Singleton
  ApiClients apiClients(
      Directory directory, ClientUseStore uses, KeycloakConfig config, Clock clock, Quotas quotas) {
    return new ApiClients(directory, uses, config.tokenUrl(), clock, quotas);
  }

  @Produces
  @Singleton
  ClientNames clientNames(ApiClients clients, Clock clock) {
    return new ClientNames(clients::names, clock, NAMES_AT_ONCE);
  }

  @Produces
  @Singleton
  WorkspacePurging purging(
      WorkspaceDeletions deletions,
      HttpPurges services,
      Directory directory,
      ClientUseStore clientUses,
      Clock clock) {
    return new WorkspacePurging(deletions, services, directory, clientUses, clock);
  }

  @Produces
  @Singleton
  Keycloak keycloak(KeycloakConfig config) {
    return KeycloakBuilder.builder()
        .serverUrl(config.serverUrl())
        .realm(config.realm())
        .grantType(OAuth2Constants.CLIENT_CREDENTIALS)
        .clientId(config.clientId())
        .clientSecret(config.clientSecret())
        .build();
  }

  @Produces
  @Singleton
  Directory directory(Keycloak keycloak, KeycloakConfig config) {
    return new KeycloakDirectory(keycloak.realm(config.realm()));
  }

  void close(@Disposes Keycloak keycloak) {
    keycloak.close();
  }

  void start(@Observes @Priority(20) StartupEvent event, WorkspacePurging purging) {
    purging.start();
  }

  void stop(@Observes ShutdownEvent event, WorkspacePurging purging) {
    purging.close();
  }
}
