package dev.tributary.runtime.http;

import dev.tributary.contracts.KeyHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Proves to a service that a request comes from the gateway of this installation: whoever makes it
 * knows the service's key secret. Routes below {@code /internal} answer to nobody else. Each
 * service has a token of its own, so none can be sent on to another.
 */
public final class ServiceToken {
  public static final String HEADER = "X-Tributary-Service";

  private final String value;

  /**
   * @param keys under the service's key secret
   * @param service that is asked, by its own name
   */
  public ServiceToken(KeyHash keys, String service) {
    this.value = keys.of("service-token", service);
  }

  public String value() {
    return value;
  }

  /** Takes the same time wherever a guess goes wrong. */
  boolean matches(@Nullable String given) {
    return given != null
        && MessageDigest.isEqual(
            value.getBytes(StandardCharsets.UTF_8), given.getBytes(StandardCharsets.UTF_8));
  }
}
