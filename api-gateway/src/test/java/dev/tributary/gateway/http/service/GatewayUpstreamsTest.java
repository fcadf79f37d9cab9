package dev.tributary.gateway.http.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.access.Service;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayUpstreamsTest {
  private static final String PREFIX = "tributary.gateway.services.";

  @ParameterizedTest
  @CsvSource({
    "http://tributary-destinations:8080, http://tributary-destinations:9000",
    "http://10.0.0.7:8080/, http://10.0.0.7:9000",
    "http://[fd00::7]:8080, http://[fd00::7]:9000",
    "https://destinations.example, https://destinations.example:9000"
  })
  void aServiceIsManagedAtItsOwnHostUnlessAnAddressIsGiven(URI api, URI management) {
    GatewayUpstreams upstreams = upstreams(Map.of("destinations", api.toString()));
    assertThat(upstreams.managementOf(Service.DESTINATIONS)).isEqualTo(management);
  }

  @Test
  void aGivenAddressCounts() {
    GatewayUpstreams upstreams =
        upstreams(Map.of("management.destinations", "http://127.0.0.1:9084", "destinations", "x"));
    assertThat(upstreams.managementOf(Service.DESTINATIONS))
        .isEqualTo(URI.create("http://127.0.0.1:9084"));
    assertThat(upstreams.managementOf(Service.IDENTITY))
        .isEqualTo(URI.create("http://localhost:9000"));
  }

  @Test
  void theGatewayCallsEveryServiceButItself() {
    GatewayUpstreams upstreams = upstreams(Map.of("control", "http://control:8080"));
    assertThat(upstreams.of(Service.CONTROL)).isEqualTo(URI.create("http://control:8080"));
    assertThat(upstreams.managementOf(Service.CONTROL))
        .isEqualTo(URI.create("http://control:9000"));
    assertThatThrownBy(() -> upstreams.of(Service.GATEWAY))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static GatewayUpstreams upstreams(Map<String, String> given) {
    Map<String, String> settings = new HashMap<>(Map.of(PREFIX + "management.port", "9000"));
    for (Service service : Service.values()) {
      if (service != Service.GATEWAY) {
        settings.put(PREFIX + service.label(), "http://localhost:8080");
        // As the variables of the environment are, when they are not there.
        settings.put(PREFIX + "management." + service.label(), "");
      }
    }
    given.forEach((name, value) -> settings.put(PREFIX + name, value));
    return new SmallRyeConfigBuilder()
        .withMapping(GatewayUpstreams.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(GatewayUpstreams.class);
  }
}
