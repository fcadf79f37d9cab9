package dev.tributary.runtime.http.installation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.access.Service;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ServiceTokensTest {
  private final KeyHash keys = hash("the secret of the services");
  private final KeyHash collector = hash("the collector's secret");
  private final ServiceTokens tokens = new ServiceTokens(keys, collector);

  @Test
  void eachServiceIsSentTheTokenThatItKnows() {
    for (Service service : Service.values()) {
      KeyHash its = service == Service.COLLECTOR ? collector : keys;
      assertThat(tokens.of(service)).isEqualTo(new ServiceToken(its, service.component()).value());
    }
  }

  /** Nor with what it is sent. */
  @Test
  void withTheCollectorsSecretNobodyAsksAnotherServiceAsTheGateway() {
    for (Service service : Service.values()) {
      if (service != Service.COLLECTOR) {
        assertThat(new ServiceToken(collector, service.component()).value())
            .isNotEqualTo(tokens.of(service));
      }
    }
    assertThat(Stream.of(Service.values()).map(tokens::of)).doesNotHaveDuplicates();
  }

  private static KeyHash hash(String secret) {
    return new KeyHash(secret.getBytes(StandardCharsets.UTF_8));
  }
}
