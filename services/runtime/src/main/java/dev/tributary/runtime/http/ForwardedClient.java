package dev.tributary.runtime.http;

import dev.tributary.contracts.KeyHash;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/**
 * The header in which the gateway sends the client's address to a service: the address and a proof.
 * Only a holder of the service's key secret can make the proof. It is valid for one service, one
 * request id and one address. So a client that reaches a service's port, or the gateway, cannot
 * claim another address. Immutable.
 */
public final class ForwardedClient {
  public static final String HEADER = "X-Tributary-Client";

  private static final char SEPARATOR = ' ';

  private final KeyHash keys;
  private final String service;

  /**
   * @param keys under the service's key secret
   * @param service the receiving service's own name
   */
  public ForwardedClient(KeyHash keys, String service) {
    this.keys = keys;
    this.service = service;
  }

  /** The header's value. */
  public String of(String address, String requestId) {
    return address + SEPARATOR + proof(address, requestId);
  }

  /** The address; null if the value was not made for this service and this request. */
  public @Nullable String read(@Nullable String value, String requestId) {
    int end = value == null ? -1 : value.indexOf(SEPARATOR);
    if (value == null || end < 0) {
      return null;
    }
    String address = value.substring(0, end);
    byte[] given = value.substring(end + 1).getBytes(StandardCharsets.UTF_8);
    byte[] proof = proof(address, requestId).getBytes(StandardCharsets.UTF_8);
    return MessageDigest.isEqual(given, proof) ? address : null;
  }

  private String proof(String address, String requestId) {
    return keys.of("forwarded-client", service, requestId, address);
  }
}
