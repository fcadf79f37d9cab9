package dev.tributary.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.local.launch.Service;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * No version of a definition and no entry of the audit trail contains a secret, sealed or not. A
 * kind of definition that does not declare its secrets fails here.
 */
@Tag("soak")
@Tag("soak-journeys")
class KeptSecretsTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** How a service stores a secret, see {@code SecretBox}. */
  private static final String SEALED = "v[12][.][0-9a-f]{12}[.][A-Za-z0-9_-]{40}";

  private static final String FIRST = "first-hidden-word";
  private static final String SECOND = "second-hidden-word";

  /** The secrets of definitions, by schema, apart from the password of a warehouse. */
  private static final Set<String> SECRETS =
      Set.of(
          "HubspotSettings/accessToken",
          "PostgresqlSettings/password",
          "WebhookSettings/signingSecret");

  private static final List<Service> OWNERS =
      List.of(
          Service.COLLECTOR,
          Service.IDENTITY,
          Service.AUDIENCE,
          Service.DESTINATIONS,
          Service.WAREHOUSE);

  private final Stack stack = Stack.started();
  private final Shop shop = stack.newShop();

  /** If it fails: store the new secret in the test below, too. */
  @Test
  void theTestBelowStoresEachSecretOfTheDocument() {
    assertThat(documented()).isEqualTo(SECRETS);
  }

  @Test
  void noVersionAndNoEntryOfTheTrailContainsASecret() {
    shop.destinations().hubspot("crm");
    shop.destinations().webhook("hook");
    shop.destinations().postgresql("table");
    change("/destinations/crm", Map.of("settings", Map.of("accessToken", "pat-" + SECOND)));
    String signing =
        "whsec_" + Base64.getEncoder().encodeToString(SECOND.repeat(2).getBytes(UTF_8));
    change("/destinations/hook", Map.of("settings", Map.of("signingSecret", signing)));
    change("/destinations/table", Map.of("settings", Map.of("password", SECOND)));
    shop.admin()
        .post(
            shop.path("/warehouses"),
            Map.of("key", "company", "name", "Company", "connection", connection(FIRST)));
    change("/warehouses/company", Map.of("connection", Map.of("password", SECOND)));

    for (Service owner : List.of(Service.DESTINATIONS, Service.WAREHOUSE)) {
      assertThat(rows(owner, "definition", "spec::text ~ '%s'".formatted(SEALED)))
          .as("the pattern finds what %s has sealed", owner)
          .isPositive();
      assertThat(rows(owner, "definition_version", "true"))
          .as("versions of %s", owner)
          .isPositive();
    }
    for (Service owner : OWNERS) {
      assertThat(rows(owner, "definition_version", contains("spec::text")))
          .as("versions of %s with a secret", owner)
          .isZero();
    }
    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () -> assertThat(changesOnRecord()).contains("changeDestination", "changeWarehouse"));
    assertThat(rows(Service.CONTROL, "administration_entry", contains("entry"))).isZero();
  }

  private Set<String> changesOnRecord() {
    return new TreeSet<>(
        shop.admin()
            .get(shop.path("/audit?kind=administration&limit=100"))
            .path("data")
            .findValuesAsText("operation"));
  }

  private void change(String path, Map<String, ?> patch) {
    shop.admin().patch(shop.path(path), patch);
  }

  private Map<String, Object> connection(String password) {
    ServiceDatabase database = stack.installation().shopDatabase();
    Map<String, Object> connection =
        new HashMap<>(Map.of("kind", "postgresql", "host", "127.0.0.1", "tls", false));
    connection.put("port", stack.installation().postgresPort());
    connection.put("database", database.name());
    connection.put("user", database.owner().user());
    connection.put("password", password);
    return connection;
  }

  /** A condition for a text with a secret of this test, as it was sent or sealed. */
  private String contains(String column) {
    return "(%1$s ~ '%2$s' or %1$s like '%%hidden-word%%' or %1$s like '%%pat-%3$s%%' or %1$s like '%%whsec_%%')"
        .formatted(column, SEALED, shop.key());
  }

  private long rows(Service service, String table, String condition) {
    return stack.number(
        service,
        "select count(*) from %s where workspace = '%s' and %s"
            .formatted(table, shop.id(), condition));
  }

  private static Set<String> documented() {
    Set<String> found = new TreeSet<>();
    JsonNode schemas = CommittedDocument.read().at("/components/schemas");
    schemas
        .properties()
        .forEach(schema ->
            schema
                .getValue()
                .path("properties")
                .properties()
                .forEach(property -> {
                  if (property.getValue().path("writeOnly").asBoolean()
                      && !schema.getKey().endsWith("Patch")) {
                    found.add(schema.getKey() + "/" + property.getKey());
                  }
                }));
    return found;
  }
}
