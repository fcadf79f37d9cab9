package dev.tributary.e2e;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.Port;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.local.launch.Installation;
import dev.tributary.local.launch.Launcher;
import dev.tributary.local.launch.Prerequisites;
import dev.tributary.local.launch.Progress;
import dev.tributary.local.launch.Service;
import dev.tributary.local.workspace.Api;
import dev.tributary.local.workspace.ApiClients;
import dev.tributary.local.workspace.KeycloakUsers;
import dev.tributary.testkit.faults.TcpGate;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.awaitility.pollinterval.IterativePollInterval;

/** The installation under test: started once, kept for all tests, stopped with the JVM. */
final class Stack {
  private static final class Holder {
    static final Stack STARTED = new Stack();
  }

  private static final Duration FIRST_POLL = Duration.ofMillis(50);
  private static final Duration LATER_POLL = Duration.ofMillis(400);

  private final Installation installation;
  private final TcpGate collectorsBroker;
  private final KeycloakUsers users;
  private final KnownPeople people;
  private final Map<String, Api> apis = new ConcurrentHashMap<>();

  private Stack() {
    // A test that waits asks the services, which work for the other tests at the same time.
    Awaitility.setDefaultPollInterval(
        IterativePollInterval.iterative(
            last -> last.compareTo(LATER_POLL) < 0 ? last.multipliedBy(2) : last, FIRST_POLL));
    int listener = Port.free();
    collectorsBroker = TcpGate.before(listener, 0);
    Checkout checkout = Checkout.locate();
    Prerequisites.check(checkout);
    installation =
        Installation.toStart(checkout)
            .with(Service.COLLECTOR, new Installation.Detour(collectorsBroker.port(), listener));
    users = new KeycloakUsers(installation);
    people = new KnownPeople(users);
    Launcher launcher = new Launcher(installation, new Progress(System.out));
    Runtime.getRuntime().addShutdownHook(new Thread(launcher::close, "stop"));
    launcher.start();
  }

  static Stack started() {
    return Holder.STARTED;
  }

  String url(Service service) {
    return installation.url(service);
  }

  Sandbox sandbox() {
    return new Sandbox(url(Service.SANDBOX));
  }

  /** The network between the collector and the broker. */
  TcpGate collectorsBroker() {
    return collectorsBroker;
  }

  Installation installation() {
    return installation;
  }

  /** The first number that a query reads from a service's database, as the service's worker. */
  long number(Service service, String query) {
    ServiceDatabase database = requireNonNull(installation.database(service));
    try (Connection connection =
            DriverManager.getConnection(
                database.address(), database.worker().user(), database.worker().password());
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      row.next();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  KeycloakUsers users() {
    return users;
  }

  KnownPeople people() {
    return people;
  }

  /** A tenant of its own for a test. */
  Shop newShop() {
    String key = "shop-" + UUID.randomUUID().toString().substring(0, 8);
    ApiClients clients = new ApiClients(installation);
    JsonNode made =
        clients
            .installationApi()
            .post(
                "/api/v1/workspaces",
                Map.of(
                    "key", key,
                    "name", "Shop under test",
                    "kind", "test",
                    "timezone", "Europe/Amsterdam",
                    "defaultRegion", "NL"));
    return new Shop(this, key, made.path("id").asText());
  }

  /** Kept, since each has to ask for a token of its own. */
  Api api(String workspaceKey, String role, boolean personalData) {
    return apis.computeIfAbsent(
        workspaceKey + "/" + role + "/" + personalData,
        made ->
            new ApiClients(installation)
                .api(workspaceKey, new ApiClients.Rights(role, personalData)));
  }
}
