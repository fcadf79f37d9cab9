package dev.tributary.gateway;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.gateway.http.CrossSiteCheck;
import dev.tributary.gateway.limit.Buckets;
import dev.tributary.gateway.limit.ClientLimit;
import dev.tributary.gateway.limit.Rate;
import dev.tributary.runtime.definitions.DefinitionPublisher;
import dev.tributary.runtime.definitions.DefinitionStore;
import dev.tributary.runtime.definitions.Kind;
import dev.tributary.runtime.postgres.RequestDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Clock;
import org.keycloak.OAuth2Constants;
import org.keycloak.admin.client.Keycloak;
import org.keycloak.admin.client.KeycloakBuilder;

/** Makes what is a plain object. */
@ApplicationScoped
public class Wiring {
  private static final Kind<WorkspaceBody> WORKSPACE =
      new Kind<>("workspace", Ids.WORKSPACE, Topic.WORKSPACES, WorkspaceBody.class, body -> body);

  @Produces
  @Singleton
  ClientLimit clientLimit(Buckets buckets, GatewayConfig config, Clock clock) {
    GatewayConfig.LimitConfig limit = config.limit();
    Rate rate = new Rate(limit.requestsPerSecond(), limit.burst());
    return new ClientLimit(buckets, rate, limit.replicas(), clock);
  }

  @Produces
  @Singleton
  CrossSiteCheck crossSiteCheck(GatewayConfig config) {
    return new CrossSiteCheck(config.url());
  }

  @Produces
  @Singleton
  DefinitionStore<WorkspaceBody> workspaces(
      RequestDatabase database, DefinitionPublisher publisher, Ids ids, Clock clock) {
    return new DefinitionStore<>(database, publisher, WORKSPACE, ids, clock);
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

  void close(@Disposes Keycloak keycloak) {
    keycloak.close();
  }
}
