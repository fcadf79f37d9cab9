package dev.tributary.destinations.http.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.delivery.Transport;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.secrets.SecretBox;
import java.net.InetAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Addresses of destinations that are not encrypted. */
class DestinationBindingTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");
  private static final DestinationId DESTINATION = new DestinationId("dst_1");
  private static final String PLAIN = "http://hooks.example/hook";
  private static final Connectors CONNECTORS = InstalledConnectors.load();
  private static final Manifest WEBHOOK = CONNECTORS.require("webhook").manifest();

  private final DestinationBinding binding =
      new DestinationBinding(
          CONNECTORS,
          new SecretBox("00".repeat(32), new SecureRandom()),
          new OnlyHttps(),
          Json.MAPPER);

  @Test
  void aNewAddressWithHttpIsRefusedWithItsPlace() {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> binding.bind(WORKSPACE, DESTINATION, request(PLAIN), null))
        .satisfies(refused ->
            assertThat(refused.errors())
                .containsExactly(new Problem.At("/settings/url", "Only https")));
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() ->
            binding.bind(WORKSPACE, DESTINATION, request(PLAIN), stored("https://hooks.example")));
  }

  @Test
  void aStoredAddressWithHttpStays() {
    assertThatCode(() -> binding.bind(WORKSPACE, DESTINATION, request(PLAIN), stored(PLAIN)))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @CsvSource({
    "http://hooks.example/hook, true",
    "HTTP://127.example/hook, true",
    "http://127.0.0.1:8080/hook, false",
    "http://localhost:password@hooks.example/hook, true",
    "http://localhost, false",
    "https://hooks.example/hook, false"
  })
  void anAddressWithHttpOfAnotherMachineHasAWarning(String url, boolean warned) {
    assertThat(DestinationBinding.warning(WEBHOOK, stored(url)).isPresent()).isEqualTo(warned);
  }

  private static DestinationRequest request(String url) {
    ObjectNode settings =
        Json.MAPPER
            .createObjectNode()
            .put("url", url)
            .put("signingSecret", "whsec_b3RoZXIgc2VjcmV0IG9mIHRoZSB0ZXN0IQ==");
    return new DestinationRequest(
        "hook", "Hook", "webhook", settings, List.of("marketing"), null, null);
  }

  private static DestinationSpec stored(String url) {
    ObjectNode settings = Json.MAPPER.createObjectNode().put("url", url);
    return new DestinationSpec("webhook", settings, Map.of(), List.of("marketing"), null, null);
  }

  private static final class OnlyHttps implements Transport {
    @Override
    public Answer send(Request request, Duration timeout) {
      throw new AssertionError("not asked");
    }

    @Override
    public InetAddress checked(String host, int port) {
      throw new AssertionError("not asked");
    }

    @Override
    public void requireEncryption(URI uri) throws EgressFailure {
      throw new EgressFailure(EgressFailure.Reach.FORBIDDEN, "Only https");
    }
  }
}
