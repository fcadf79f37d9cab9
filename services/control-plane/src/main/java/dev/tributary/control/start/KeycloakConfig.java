package dev.tributary.control.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;

/** The control plane's settings for Keycloak. */
@ConfigMapping(prefix = "tributary.control.keycloak")
public interface KeycloakConfig {

  /** The realm's address, the same for browsers, gateways and services: tokens carry it. */
  URI realmUrl();

  /** The client that manages groups, accounts and API clients: by default that of the gateway. */
  @WithDefault("tributary-gateway")
  String clientId();

  /** Its secret. */
  String clientSecret();

  /** Where API clients get tokens. */
  default String tokenUrl() {
    return realmUrl() + "/protocol/openid-connect/token";
  }

  /** The realm's name, the last part of its address. */
  default String realm() {
    String path = realmUrl().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** Keycloak's own address. */
  default String serverUrl() {
    String url = realmUrl().toString();
    return url.substring(0, url.indexOf("/realms/"));
  }
}
