package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.account.Accounts;
import dev.tributary.destinations.account.NoAccounts;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.sync.Catalogue;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchSenderTest {
  private static final Connectors CONNECTORS = InstalledConnectors.load();
  private static final String SECRET = "s3cr&t +key";

  /** Answers with the address of the request, where some vendors have the credentials. */
  private record Echo(int status) implements Transport {
    @Override
    public Answer send(Request request, Duration timeout) {
      String body = "Not possible: " + request.method() + " " + request.uri();
      return new Answer(
          status,
          Map.of("content-type", List.of("text/plain")),
          body.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public InetAddress checked(String host, int port) {
      throw new UnsupportedOperationException();
    }

    @Override
    public void requireEncryption(URI uri) {}
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 400, 401, 404, 429, 500})
  void aVendorThatRepeatsTheCredentialsDoesNotRevealThem(int status) {
    Targets targets =
        new Targets((workspace, id, setting, origin, sealed) -> sealed, new KeyHash(new byte[16]));
    BatchSender sender = sender(targets, new Echo(status));
    Catalogue.Destination destination =
        destination(
            "google-analytics-4",
            Json.MAPPER.createObjectNode().put("measurementId", "G-1").put("region", "global"),
            "apiSecret");
    String words = sender.check(destination, targets.open(destination)).outcome().words();
    assertThat(words).contains("/debug/mp/collect").contains("***").doesNotContain("s3cr");
  }

  @Test
  void noSecretIsOpenedBeforeAPermitIsAskedFor() {
    Targets unreadable =
        new Targets(
            (workspace, id, setting, origin, sealed) -> {
              throw new IllegalStateException("no key");
            },
            new KeyHash(new byte[16]));
    BatchSender sender = sender(unreadable, new Echo(200));
    Catalogue.Destination destination =
        destination("hubspot", Json.MAPPER.createObjectNode(), "accessToken");
    assertThat(sender.needsPermit(destination)).isTrue();
    assertThatThrownBy(() -> sender.ask(destination, false))
        .isInstanceOf(BatchSender.UnreadableSecrets.class)
        .hasMessage("no key");
  }

  private static BatchSender sender(Targets targets, Transport transport) {
    return new BatchSender(
        targets,
        transport,
        new Unlimited(),
        (remembering, account) -> Places.NONE,
        new Accounts(new NoAccounts(), new KeyHash(new byte[16]), Clock.systemUTC()),
        Sessions.NONE,
        Clock.systemUTC(),
        Egress.TIMEOUT);
  }

  private static Catalogue.Destination destination(
      String connector, ObjectNode settings, String secret) {
    return new Catalogue.Destination(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        "Analytics",
        1,
        new DestinationSpec(
            connector, settings, Map.of(secret, SECRET), List.of("orders"), null, null),
        CONNECTORS.require(connector));
  }
}
