package dev.tributary.local.launch;

import dev.tributary.local.infra.ServiceDatabase;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The environment variables that configure a service; the same names that the Helm chart sets. */
final class ServiceEnvironment {

  private ServiceEnvironment() {}

  static Map<String, String> running(Installation installation, Service service) {
    Secrets secrets = installation.secrets();
    var variables = new HashMap<String, String>();
    variables.put("QUARKUS_HTTP_HOST", "127.0.0.1");
    variables.put("QUARKUS_HTTP_PORT", Integer.toString(installation.port(service.name())));
    variables.put("TRIBUTARY_LOG_JSON", "false");
    variables.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + installation.port(Installation.KAFKA));
    variables.put("REDIS_URL", "redis://127.0.0.1:" + installation.port(Installation.REDIS));
    variables.put("KEYCLOAK_URL", Keycloak.realm(installation));
    variables.put("TRIBUTARY_INSTANCE", service.name() + "-1");
    variables.put("TRIBUTARY_DATA_DIR", installation.files(service).toString());
    variables.put("TRIBUTARY_KEY_SECRET", secrets.secret("key-secret"));
    variables.put("TRIBUTARY_ENCRYPTION_KEY", secrets.secret("encryption-key"));
    variables.put("TRIBUTARY_EGRESS_ALLOW", "127.0.0.0/8");
    variables.put("TRIBUTARY_EGRESS_OWN_PORTS", ownPorts(installation));
    variables.put("TRIBUTARY_CLOCK_OFFSET_ALLOWED", "true");
    if (service.equals(Service.GATEWAY)) {
      variables.putAll(gateway(installation));
    }
    if (service.equals(Service.SANDBOX)) {
      variables.put(
          "SANDBOX_HUBSPOT_FILE", installation.files(service).resolve("hubspot.json").toString());
    }
    return variables;
  }

  /** But the sandbox's, which plays the vendors, and the database's, which plays the warehouse. */
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

  /** For the one run that migrates; the running service never holds these. */
  static Map<String, String> databaseOwner(ServiceDatabase database) {
    return Map.of(
        "DATABASE_OWNER_USER", database.owner().user(),
        "DATABASE_OWNER_PASSWORD", database.owner().password());
  }

  private static Map<String, String> gateway(Installation installation) {
    Secrets secrets = installation.secrets();
    return Map.of(
        "GATEWAY_URL", installation.url(Service.GATEWAY),
        "GATEWAY_CLIENT_SECRET", secrets.secret(Keycloak.GATEWAY_CLIENT),
        "GATEWAY_SESSION_SECRET", secrets.secret("gateway-session"),
        "COLLECTOR_URL", installation.url(Service.COLLECTOR),
        "IDENTITY_URL", installation.url(Service.IDENTITY),
        "AUDIENCE_URL", installation.url(Service.AUDIENCE),
        "DESTINATIONS_URL", installation.url(Service.DESTINATIONS),
        "WAREHOUSE_URL", installation.url(Service.WAREHOUSE));
  }
}
