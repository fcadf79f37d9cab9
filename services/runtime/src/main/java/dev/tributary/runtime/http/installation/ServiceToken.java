package dev.tributary.runtime.http.installation;

import dev.tributary.contracts.KeyHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Proves to a service that a request comes from a service of this installation, because only a
 * holder of the service's key secret can make the token. Routes below {@code /internal} require it.
 * Each service has its own token, so a service cannot use a received token at another service.
 */
public final class ServiceToken {
  public static final String HEADER = "X-Tributary-Service";

  private final String value;

  /**
   * @param keys under the service's key secret
   * @param service the receiving service's own name
   */
  public ServiceToken(KeyHash keys, String service) {
    this.value = keys.of("service-token", service);
  }

  public String value() {
    return value;
  }

  /** Takes the same time for every wrong token. */
  boolean matches(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
