package dev.tributary.local.launch;

import dev.tributary.local.infra.ServiceDatabase;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The environment variables that configure a service; the Helm chart sets the same names. */
final class ServiceEnvironment {
  private static final String COLLECTOR_KEY_SECRET = "collector-key-secret";
  private static final Set<Service> USE_REDIS =
      Set.of(Service.GATEWAY, Service.COLLECTOR, Service.DESTINATIONS);

  private ServiceEnvironment() {}

  static Map<String, String> running(Installation installation, Service service) {
    Secrets secrets = installation.secrets();
    var variables = new HashMap<String, String>();
    variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    variables.put("QUARKUS_HTTP_PORT", Integer.toString(installation.port(service.name())));
    Integer management = installation.managementPort(service.name());
    if (management != null) {
      variables.put("QUARKUS_MANAGEMENT_HOST", "127.0.0.1");
      variables.put("QUARKUS_MANAGEMENT_PORT", management.toString());
    }
    variables.put("TRIBUTARY_LOG_JSON", "false");
    variables.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + installation.brokerPort(service));
    variables.put("KEYCLOAK_URL", Keycloak.realm(installation));
    variables.put("TRIBUTARY_INSTANCE", service.name() + "-1");
    variables.put("TRIBUTARY_DATA_DIR", installation.files(service).toString());
    variables.put("TRIBUTARY_KEY_SECRET", secrets.secret(keySecret(service)));
    variables.put("TRIBUTARY_ENCRYPTION_KEY", secrets.secret("encryption-key"));
    variables.put("TRIBUTARY_EGRESS_ALLOW", "127.0.0.0/8");
    variables.put("TRIBUTARY_EGRESS_OWN_PORTS", ownPorts(installation));
    variables.put("TRIBUTARY_CLOCK_OFFSET_ALLOWED", "true");
    if (USE_REDIS.contains(service)) {
      variables.put("REDIS_URL", "redis://127.0.0.1:" + installation.port(Installation.REDIS));
      variables.put("QUARKUS_REDIS_PASSWORD", secrets.secret(Installation.REDIS));
    }
    if (service.equals(Service.AUDIENCE)) {
      variables.putAll(addresses(installation, "IDENTITY", Service.IDENTITY));
    }
    if (service.equals(Service.GATEWAY)) {
      variables.putAll(gateway(installation));
    }
    if (service.equals(Service.CONTROL)) {
      variables.putAll(control(installation));
    }
    if (service.equals(Service.SANDBOX)) {
      variables.put(
          "SANDBOX_HUBSPOT_FILE", installation.files(service).resolve("hubspot.json").toString());
    }
    return variables;
  }

  /**
   * All ports of the installation, except the sandbox's, which simulates the vendors, and the
   * database's, which simulates the warehouse.
   */
  private static String ownPorts(Installation installation) {
    return installation.ports().entrySet().stream()
        .filter(part -> !part.getKey().equals(Service.SANDBOX.name()))
        .filter(part -> !part.getKey().equals(Installation.POSTGRES))
        .map(part -> part.getValue().toString())
        .sorted()
        .collect(Collectors.joining(","));
  }

  static Map<String, String> database(ServiceDatabase database) {
    return Map.of(
        "DATABASE_URL", database.address(),
        "DATABASE_WORKER_USER", database.worker().user(),
        "DATABASE_WORKER_PASSWORD", database.worker().password(),
        "DATABASE_REQUEST_USER", database.request().user(),
        "DATABASE_REQUEST_PASSWORD", database.request().password());
  }

  /** For the run that migrates; the running service never gets these. */
  static Map<String, String> databaseOwner(ServiceDatabase database) {
    return Map.of(
        "DATABASE_OWNER_USER", database.owner().user(),
        "DATABASE_OWNER_PASSWORD", database.owner().password());
  }

  /** The collector has its own key secret, because the internet reaches it. */
  private static String keySecret(Service service) {
    return service.equals(Service.COLLECTOR) ? COLLECTOR_KEY_SECRET : "key-secret";
  }

  private static Map<String, String> gateway(Installation installation) {
    var variables = new HashMap<>(others(installation, Service.GATEWAY));
    variables.put("GATEWAY_SESSION_SECRET", installation.secrets().secret("gateway-session"));
    return variables;
  }

  private static Map<String, String> control(Installation installation) {
    var variables = new HashMap<>(others(installation, Service.CONTROL));
    variables.put("GATEWAY_INTERNAL_URL", installation.url(Service.GATEWAY));
    variables.put("GATEWAY_MANAGEMENT_URL", installation.managementUrl(Service.GATEWAY));
    return variables;
  }

  /**
   * The variables of the services that ask all others: the addresses, and the secrets of their
   * sign-in.
   */
  private static Map<String, String> others(Installation installation, Service asking) {
    Secrets secrets = installation.secrets();
    var variables = new HashMap<String, String>();
    variables.put("GATEWAY_URL", installation.url(Service.GATEWAY));
    variables.put("GATEWAY_CLIENT_SECRET", secrets.secret(Keycloak.GATEWAY_CLIENT));
    variables.put("TRIBUTARY_COLLECTOR_KEY_SECRET", secrets.secret(COLLECTOR_KEY_SECRET));
    Map.of(
            "COLLECTOR", Service.COLLECTOR,
            "IDENTITY", Service.IDENTITY,
            "AUDIENCE", Service.AUDIENCE,
            "DESTINATIONS", Service.DESTINATIONS,
            "WAREHOUSE", Service.WAREHOUSE,
            "CONTROL", Service.CONTROL)
        .forEach((name, service) -> {
          if (!service.equals(asking)) {
            variables.putAll(addresses(installation, name, service));
          }
        });
    return variables;
  }

  /**
   * For the migration of the control plane, where the gateway of an earlier version had a database.
   */
  static Map<String, String> formerDatabase(ServiceDatabase former) {
    return Map.of(
        "CONTROL_FORMER_DATABASE_URL", former.address(),
        "CONTROL_FORMER_DATABASE_OWNER_USER", former.owner().user(),
        "CONTROL_FORMER_DATABASE_OWNER_PASSWORD", former.owner().password());
  }

  private static Map<String, String> addresses(
      Installation installation, String name, Service service) {
    return Map.of(
        name + "_URL", installation.url(service),
        name + "_MANAGEMENT_URL", installation.managementUrl(service));
  }
}
