package dev.tributary.destinations.egress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.account.Accounts;
import dev.tributary.destinations.account.NoAccounts;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.delivery.Unlimited;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.Sessions;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.runtime.egress.EgressPolicy;
import dev.tributary.runtime.egress.NameResolver;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.vendor.StandInServer;
import dev.tributary.testkit.vendor.StandInServer.Reply;
import io.vertx.core.Vertx;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each connector's way out leads where the policy allows it, and only where it was checked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForbiddenPlacesTest {
  private static final Connectors CONNECTORS = InstalledConnectors.load();
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final int ANSWER_LIMIT = 64 * 1024;

  private final Vertx vertx = Vertx.vertx();

  @AfterAll
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "10.0.0.1", "169.254.169.254", "[::1]", "[fd00:ec2::254]"})
  void aForbiddenAddressIsNeverOpened(String address) {
    EgressPolicy nothingInside = new EgressPolicy("", NameResolver.system());
    assertForbidden(check(nothingInside, webhook("https://" + address + "/hook")));
    assertForbidden(check(nothingInside, hubspot("https://" + address)));
    assertForbidden(check(nothingInside, postgresql(address, 5432, "db", "user", "word")));
  }

  @Test
  void aNameIsRefusedForWhereItLeads() {
    EgressPolicy policy = new EgressPolicy("", _ -> List.of(address("10.0.0.1")));
    assertForbidden(check(policy, webhook("https://hook.example/")));
    assertForbidden(check(policy, hubspot("https://crm.example")));
    assertForbidden(check(policy, postgresql("db.example", 5432, "db", "user", "word")));
  }

  @Test
  void aHostOfADatabaseThatChangesItsAnswerLeadsOnlyWhereItWasChecked() throws Exception {
    ServiceDatabase database = TestInfrastructure.postgres("sink");
    int port = URI.create(database.address().substring("jdbc:".length())).getPort();
    Catalogue.Destination destination =
        postgresql(
            "rebind.example",
            port,
            database.name(),
            database.owner().user(),
            database.owner().password());
    Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "127.0.0.3"));
    EgressPolicy policy =
        new EgressPolicy("127.0.0.1", _ -> List.of(address(answers.removeFirst())));
    try (ServerSocket inside = new ServerSocket(port, 1, address("127.0.0.3"))) {
      assertThat(check(policy, destination)).isInstanceOf(Outcome.Delivered.class);
      assertThat(answers).as("asked once for a connection").containsExactly("127.0.0.3");
      assertForbidden(check(policy, destination));
      assertThat(answers).isEmpty();
      inside.setSoTimeout(1);
      assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(inside::accept);
    }
  }

  @Test
  void anAddressOfAWebhookThatChangesItsAnswerLeadsOnlyWhereItWasChecked() {
    AtomicInteger arrived = new AtomicInteger();
    try (StandInServer server =
        new StandInServer((method, uri, headers, body) -> {
          arrived.incrementAndGet();
          return new Reply(200, "");
        })) {
      String url = "http://rebind.example:" + URI.create(server.url()).getPort() + "/hook";
      Deque<String> answers = new ArrayDeque<>(List.of("127.0.0.1", "10.0.0.1"));
      EgressPolicy policy =
          new EgressPolicy("127.0.0.1", _ -> List.of(address(answers.removeFirst())));
      assertThat(check(policy, webhook(url))).isInstanceOf(Outcome.Delivered.class);
      assertForbidden(check(policy, webhook(url)));
      assertThat(answers).isEmpty();
      assertThat(arrived).hasValue(1);
    }
  }

  private static void assertForbidden(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Misconfigured.class);
  }

  /** As the service tries a destination. */
  private Outcome check(EgressPolicy policy, Catalogue.Destination destination) {
    Targets targets =
        new Targets((workspace, id, setting, origin, sealed) -> sealed, new KeyHash(new byte[16]));
    try (var egress =
        new dev.tributary.runtime.egress.Egress(
            vertx, policy, Duration.ofSeconds(5), ANSWER_LIMIT)) {
      BatchSender sender =
          new BatchSender(
              targets,
              new CheckedTransport(egress, policy),
              new Unlimited(),
              (remembering, account) -> Places.NONE,
              new Accounts(new NoAccounts(), new KeyHash(new byte[16]), Clock.systemUTC()),
              Sessions.NONE,
              Clock.systemUTC(),
              Egress.TIMEOUT);
      return sender.check(destination, targets.open(destination)).outcome();
    }
  }

  private static Catalogue.Destination webhook(String url) {
    return destination(
        "webhook",
        Json.MAPPER.createObjectNode().put("url", url),
        Map.of("signingSecret", SECRET),
        null);
  }

  private static Catalogue.Destination hubspot(String baseUrl) {
    return destination(
        "hubspot", Json.MAPPER.createObjectNode(), Map.of("accessToken", "pat-token"), baseUrl);
  }

  private static Catalogue.Destination postgresql(
      String host, int port, String database, String user, String password) {
    ObjectNode settings =
        Json.MAPPER
            .createObjectNode()
            .put("host", host)
            .put("port", port)
            .put("database", database)
            .put("user", user)
            .put("tls", false);
    return destination("postgresql", settings, Map.of("password", password), null);
  }

  private static Catalogue.Destination destination(
      String connector,
      ObjectNode settings,
      Map<String, String> secrets,
      @Nullable String baseUrl) {
    return new Catalogue.Destination(
        new WorkspaceId("wsp_1"),
        new DestinationId("dst_1"),
        "Destination",
        1,
        new DestinationSpec(connector, settings, secrets, List.of("orders"), baseUrl, null),
        CONNECTORS.require(connector));
  }

  private static InetAddress address(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
