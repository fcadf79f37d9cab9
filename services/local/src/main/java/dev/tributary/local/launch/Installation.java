package dev.tributary.local.launch;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.EmbeddedPostgres;
import dev.tributary.local.infra.ServiceDatabase;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The constant data of an installation over all starts: places, ports and secrets.
 *
 * @param detours the services that reach the broker through another port
 */
public record Installation(
    Checkout checkout, Secrets secrets, Map<String, Integer> ports, Map<Service, Detour> detours) {

  /**
   * A way to the broker through a proxy, to test a bad network.
   *
   * @param port the port to which the service connects
   * @param listener the broker's listener for the proxy's connections
   */
  public record Detour(int port, int listener) {}

  static final String KAFKA = "kafka";
  static final String POSTGRES = "postgres";
  static final String REDIS = "redis";
  public static final String KEYCLOAK = "keycloak";
  private static final String MANAGEMENT = "-management";
  static final String KEYCLOAK_MANAGEMENT = KEYCLOAK + MANAGEMENT;

  private static final String FORMER_GATEWAY = "gateway";
  private static final String SHOP_DATABASE = "northwind";

  private static final Map<String, Integer> PREFERRED =
      Map.of(KAFKA, 9092, POSTGRES, 15432, REDIS, 16379, KEYCLOAK, 8090, KEYCLOAK_MANAGEMENT, 8091);

  /**
   * Reads the state of this source tree, or creates it.
   *
   * @throws dev.tributary.local.infra.StartFailure if a port of an earlier start is in use now
   */
  public static Installation toStart(Checkout checkout) {
    var ports = new Ports(checkout.state().resolve("ports.properties"));
    return of(checkout, ports::of);
  }

  /** Reads the state of this source tree, whose running parts may use their ports. */
  public static Installation running(Checkout checkout) {
    var ports = new Ports(checkout.state().resolve("ports.properties"));
    return of(checkout, (part, preferred) -> ports.remembered(part).orElse(preferred));
  }

  private static Installation of(Checkout checkout, BiFunction<String, Integer, Integer> portOf) {
    var ports = new LinkedHashMap<String, Integer>();
    PREFERRED.forEach((part, preferred) -> ports.put(part, portOf.apply(part, preferred)));
    for (Service service : Service.ALL) {
      ports.put(service.name(), portOf.apply(service.name(), service.preferredPort()));
      Integer management = service.preferredManagementPort();
      if (management != null) {
        String part = service.name() + MANAGEMENT;
        ports.put(part, portOf.apply(part, management));
      }
    }
    var secrets = new Secrets(checkout.state().resolve("secrets.properties"));
    return new Installation(checkout, secrets, Map.copyOf(ports), Map.of());
  }

  /** The same installation, in which this service reaches the broker by the detour. */
  public Installation with(Service service, Detour detour) {
    var all = new HashMap<>(detours);
    all.put(service, detour);
    return new Installation(checkout, secrets, ports, Map.copyOf(all));
  }

  /** The port at which a service reaches the broker. */
  int brokerPort(Service service) {
    Detour detour = detours.get(service);
    return detour == null ? port(KAFKA) : detour.port();
  }

  public int port(String part) {
    return Objects.requireNonNull(ports.get(part), part);
  }

  public String url(Service service) {
    return "http://127.0.0.1:" + port(service.name());
  }

  /** The management port of a part, or null if it has none. */
  @Nullable Integer managementPort(String part) {
    return ports.get(part + MANAGEMENT);
  }

  /** The address of a service's health and metrics. */
  public String managementUrl(Service service) {
    Integer port = managementPort(service.name());
    return port == null ? url(service) : "http://127.0.0.1:" + port;
  }

  /** The service's own database, or null if it has none. */
  public @Nullable ServiceDatabase database(Service service) {
    String name = service.database();
    if (name == null) {
      return null;
    }
    String address = EmbeddedPostgres.address(port(POSTGRES), name);
    return ServiceDatabase.of(name, address, role -> secrets.secret("database-" + role));
  }

  /**
   * The database of the gateway of an earlier version, or null if this installation never had one.
   */
  @Nullable ServiceDatabase formerGatewayDatabase() {
    return secrets.known("database-" + FORMER_GATEWAY + "_owner").isEmpty()
        ? null
        : ServiceDatabase.of(
            FORMER_GATEWAY,
            EmbeddedPostgres.address(port(POSTGRES), FORMER_GATEWAY),
            role -> secrets.secret("database-" + role));
  }

  /**
   * A database that belongs to no service: the sample shop's own, to which a destination writes.
   */
  public ServiceDatabase shopDatabase() {
    return ServiceDatabase.of(
        SHOP_DATABASE,
        EmbeddedPostgres.address(port(POSTGRES), SHOP_DATABASE),
        role -> secrets.secret("database-" + role));
  }

  /** The port on which PostgreSQL listens. */
  public int postgresPort() {
    return port(POSTGRES);
  }

  /** The data directory of a part. */
  public Path directory(String part) {
    return checkout.state().resolve("data").resolve(part);
  }

  /** The directory that only this service uses. */
  public Path files(Service service) {
    return directory(service.name()).resolve("files");
  }

  /** The log of a part. */
  public Path log(String part) {
    return directory(part).resolve(part + ".log");
  }
}
