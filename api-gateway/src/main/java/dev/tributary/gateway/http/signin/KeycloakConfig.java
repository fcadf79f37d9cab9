package dev.tributary.gateway.http.signin;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** The gateway's settings for Keycloak. */
@ConfigMapping(prefix = "tributary.gateway.keycloak")
public interface KeycloakConfig {

  /** The realm's address, the same for browsers, gateways and services: tokens carry it. */
  URI realmUrl();

  /** The client that signs people in. */
  @WithDefault("tributary-gateway")
  String clientId();

  /** Its secret. */
  String clientSecret();
}
