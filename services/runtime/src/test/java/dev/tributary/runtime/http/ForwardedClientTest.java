package dev.tributary.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.KeyHash;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedClientTest {
  private static final String ADDRESS = "2001:db8::1";

  private final ForwardedClient client = new ForwardedClient(keys("secret"), "destinations");
  private final String value = client.of(ADDRESS, "request-1");

  @Test
  void theServiceReadsWhatTheGatewayWrites() {
    assertThat(client.read(value, "request-1")).isEqualTo(ADDRESS);
  }

  @Test
  void aValueIsForOneServiceOneRequestAndOneAddress() {
    assertThat(client.read(value, "request-2")).isNull();
    assertThat(client.read(value.replace(ADDRESS, "2001:db8::2"), "request-1")).isNull();
    assertThat(new ForwardedClient(keys("secret"), "audience-builder").read(value, "request-1"))
        .isNull();
    assertThat(new ForwardedClient(keys("another secret"), "destinations").read(value, "request-1"))
        .isNull();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = {"", " ", "192.0.2.7", "192.0.2.7 ", " proof", "192.0.2.7 proof"})
  void whatHasNoProofSaysNothing(String claimed) {
    assertThat(client.read(claimed, "request-1")).isNull();
  }

  private static KeyHash keys(String secret) {
    return new KeyHash(secret.repeat(4).getBytes(StandardCharsets.UTF_8));
  }
}
