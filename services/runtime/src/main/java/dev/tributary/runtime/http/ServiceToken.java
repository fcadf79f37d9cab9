package dev.tributary.runtime.http;

import dev.tributary.contracts.KeyHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * Proves that a request comes from a service of this installation: whoever makes it knows the
 * installation's key secret. Routes below {@code /internal} answer to nobody else.
 */
public final class ServiceToken {
  public static final String HEADER = "X-Tributary-Service";

  private final String value;

  /**
   * @param keys under the installation's key secret
   */
  public ServiceToken(KeyHash keys) {
    this.value = keys.of("service-token", "internal");
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
