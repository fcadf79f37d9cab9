package dev.tributary.local.launch;

import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.EmbeddedPostgres;
import dev.tributary.local.infra.ServiceDatabase;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What stays the same from one start to the next: places, ports and secrets. */
public record Installation(Checkout checkout, Secrets secrets, Map<String, Integer> ports) {

  static final String KAFKA = "kafka";
  static final String POSTGRES = "postgres";
  static final String REDIS = "redis";
  static final String KEYCLOAK = "keycloak";
  static final String KEYCLOAK_MANAGEMENT = "keycloak-management";

  /**
   * Reads the state of this source tree, or begins it.
   *
   * @throws dev.tributary.local.infra.StartFailure if a port of an earlier start is taken now
   */
  public static Installation of(Checkout checkout) {
    var ports = new Ports(checkout.state().resolve("ports.properties"));
    var all = new LinkedHashMap<String, Integer>();
    all.put(KAFKA, ports.of(KAFKA, 9092));
    all.put(POSTGRES, ports.of(POSTGRES, 15432));
    all.put(REDIS, ports.of(REDIS, 16379));
    all.put(KEYCLOAK, ports.of(KEYCLOAK, 8090));
    all.put(KEYCLOAK_MANAGEMENT, ports.of(KEYCLOAK_MANAGEMENT, 8091));
    for (Service service : Service.ALL) {
      all.put(service.name(), ports.of(service.name(), service.preferredPort()));
    }
    var secrets = new Secrets(checkout.state().resolve("secrets.properties"));
    return new Installation(checkout, secrets, Map.copyOf(all));
  }

  public int port(String part) {
    return Objects.requireNonNull(ports.get(part), part);
  }

  public String url(Service service) {
    return "http://127.0.0.1:" + port(service.name());
  }

  /** The service's own database, or null if it has none. */
  @Nullable ServiceDatabase database(Service service) {
    String name = service.database();
    if (name == null) {
      return null;
    }
    String address = EmbeddedPostgres.address(port(POSTGRES), name);
    return ServiceDatabase.of(name, address, role -> secrets.secret("database-" + role));
  }

  /** Where a part keeps its data. */
  public Path directory(String part) {
    return checkout.state().resolve("data").resolve(part);
  }

  /** What a part writes while it runs. */
  public Path log(String part) {
    return directory(part).resolve(part + ".log");
  }
}
