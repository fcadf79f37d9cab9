package dev.tributary.e2e.kill;

import dev.tributary.local.infra.ServiceDatabase;
import dev.tributary.local.workspace.Api;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A destination of each effect class there is, with a sync of each kind, over REST. */
public record Outlets(Api api, String path) {
  static final String AUDIENCE = "gold-buyers";

  /** Class A: contacts, and an audience as a list. */
  public void hubspot(String sandboxUrl, String list) {
    destination("crm", "hubspot", Map.of("accessToken", "pat-kill"), Map.of("baseUrl", sandboxUrl));
    sync(
        "crm-contacts",
        "crm",
        Map.of(
            "from", Map.of("kind", "profiles"),
            "object", "contacts",
            "match", field("email", "identifier", "type", "email"),
            "mapping", List.of(field("firstname", "trait", "name", "label"))));
    sync(
        "crm-list",
        "crm",
        Map.of(
            "from", Map.of("kind", "audience", "audience", AUDIENCE),
            "object", "list-memberships",
            "match", field("email", "identifier", "type", "email"),
            "settings", Map.of("list", list)));
  }

  /** Class D: events, people and the rows of a model. */
  public void postgresql(ServiceDatabase database, int port, String schema) {
    destination(
        "tables",
        "postgresql",
        Map.of(
            "host",
            "127.0.0.1",
            "port",
            port,
            "database",
            database.name(),
            "user",
            database.owner().user(),
            "password",
            database.owner().password(),
            "schema",
            schema,
            "tls",
            false),
        Map.of());
    sync(
        "tables-events",
        "tables",
        Map.of(
            "from", Map.of("kind", "events", "names", List.of(Person.ORDER, Person.VIEW)),
            "object", "events",
            "mapping", eventFields(),
            "settings", Map.of("table", Shelf.EVENTS)));
    sync(
        "tables-people",
        "tables",
        Map.of(
            "from", Map.of("kind", "profiles"),
            "object", "rows",
            "match", field("user_id", "identifier", "type", "user_id"),
            "mapping",
                List.of(
                    field("step", "trait", "name", "step"),
                    field("tier", "trait", "name", "tier"),
                    field("note", "trait", "name", "note")),
            "settings", Map.of("table", Shelf.PEOPLE)));
    sync(
        "tables-orders",
        "tables",
        Map.of(
            "from", Map.of("kind", "model", "model", Orders.MODEL),
            "object", "rows",
            "match", field("order_id", "column", "name", "order_id"),
            "settings", Map.of("table", Shelf.ORDERS)));
  }

  /** Class C: events. */
  public void webhookOfEvents(String url) {
    destination("hook-events", "webhook", webhook(url), Map.of());
    sync(
        "hook-events",
        "hook-events",
        Map.of(
            "from", Map.of("kind", "events", "names", List.of(Person.ORDER, Person.VIEW)),
            "object", "events",
            "mapping", eventFields()));
  }

  /** Class C: people who enter and leave an audience. */
  public void webhookOfMembers(String url) {
    destination("hook-members", "webhook", webhook(url), Map.of());
    sync(
        "hook-members",
        "hook-members",
        Map.of(
            "from", Map.of("kind", "audience", "audience", AUDIENCE),
            "object", "records",
            "match", field("user_id", "identifier", "type", "user_id"),
            "mapping", List.of(field("step", "trait", "name", "step"))));
  }

  private static Map<String, Object> webhook(String url) {
    byte[] secret = "a secret of this test".getBytes(StandardCharsets.UTF_8);
    return Map.of(
        "url", url, "signingSecret", "whsec_" + Base64.getEncoder().encodeToString(secret));
  }

  public void audience() {
    api.post(
        path + "/audiences",
        Map.of(
            "key",
            AUDIENCE,
            "name",
            "Gold buyers",
            "allowUnknownTraits",
            true,
            "rule",
            Map.of(
                "all",
                List.of(
                    Map.of("event", Person.ORDER, "count", Map.of("atLeast", Person.ENOUGH_ORDERS)),
                    Map.of("trait", "tier", "operator", "equals", "value", Person.TIER)))));
  }

  private static List<Object> eventFields() {
    return List.of(
        field("message", "property", "path", "message"),
        field("person", "property", "path", "person"),
        field("name", "event", "name", "name"));
  }

  private void destination(
      String key, String connector, Map<String, ?> settings, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.putAll(
        Map.of(
            "key", key,
            "name", key,
            "connector", connector,
            "settings", settings,
            "purposes", List.of("marketing")));
    api.post(path + "/destinations", body);
  }

  private void sync(String key, String destination, Map<String, ?> what) {
    Map<String, Object> body = new HashMap<>(what);
    body.putAll(Map.of("key", key, "name", key, "destination", destination));
    api.post(path + "/syncs", body);
  }

  private static Map<String, Object> field(
      String name, String kind, String argument, String value) {
    return Map.of("field", name, "from", Map.of("kind", kind, argument, value));
  }
}
