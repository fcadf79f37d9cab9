package dev.tributary.e2e;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What flows to a shop's tools. A sync's key is its destination's with what it carries; each method
 * answers its id.
 */
record Syncs(Shop shop) {
  private static final Map<String, Object> BY_EMAIL = field("email", "identifier", "type", "email");
  private static final Map<String, String> PROFILES = Map.of("kind", "profiles");
  private static final Map<String, Object> FIRST_NAME =
      field("firstname", "trait", "name", "firstName");

  /** Everybody as a HubSpot contact, by e-mail address, with a first name. */
  String contacts(String destination) {
    return people(destination + "-contacts", destination, "contacts", PROFILES);
  }

  /** Everybody as a HubSpot contact, by e-mail address, with one field from a trait. */
  String contacts(String destination, String field, String trait) {
    return create(
        destination + "-" + field,
        destination,
        Map.of(
            "from",
            PROFILES,
            "object",
            "contacts",
            "match",
            BY_EMAIL,
            "mapping",
            List.of(field(field, "trait", "name", trait))));
  }

  /** An audience as a static list of HubSpot. */
  String list(String destination, String audience, String list) {
    return create(
        audience + "-list",
        destination,
        Map.of(
            "from",
            Map.of("kind", "audience", "audience", audience),
            "object",
            "list-memberships",
            "match",
            BY_EMAIL,
            "settings",
            Map.of("list", list)));
  }

  /** Everybody as a webhook's record. */
  String profiles(String destination) {
    return people(destination + "-profiles", destination, "records", PROFILES);
  }

  /** The members of an audience as a webhook's records. */
  String audience(String destination, String audience) {
    return people(
        destination + "-audience",
        destination,
        "records",
        Map.of("kind", "audience", "audience", audience));
  }

  private String people(String key, String destination, String object, Map<String, String> from) {
    return create(
        key,
        destination,
        Map.of("from", from, "object", object, "match", BY_EMAIL, "mapping", List.of(FIRST_NAME)));
  }

  /** The rows of a model as a webhook's records, whole. */
  String rows(String destination, String model, String keyColumn) {
    return create(
        destination + "-rows",
        destination,
        Map.of(
            "from", Map.of("kind", "model", "model", model),
            "object", "records",
            "match", field(keyColumn, "column", "name", keyColumn)));
  }

  /** The rows of a model as rows of a table, whole. */
  String rows(String destination, String model, String keyColumn, Table table) {
    return create(
        destination + "-rows",
        destination,
        Map.of(
            "from", Map.of("kind", "model", "model", model),
            "object", "rows",
            "match", field(keyColumn, "column", "name", keyColumn),
            "settings", Map.of("table", table.name())));
  }

  /** Every event as it is, to a webhook. */
  String events(String destination) {
    return create(
        destination + "-events",
        destination,
        Map.of("from", Map.of("kind", "events"), "object", "events"));
  }

  JsonNode find(String sync) {
    return shop.marketer().get(shop.path("/syncs/" + sync));
  }

  /** Takes a sync over everything known once more. */
  void rerun(String sync) {
    shop.marketer().post(shop.path("/syncs/" + sync + "/rerun"), Map.of());
    shop.delivered();
  }

  /**
   * Any other sync.
   *
   * @param what as in the API, without {@code key}, {@code name} and {@code destination}
   */
  String create(String key, String destination, Map<String, ?> what) {
    Map<String, Object> body = new HashMap<>(what);
    body.put("key", key);
    body.put("name", key);
    body.put("destination", destination);
    return shop.marketer().post(shop.path("/syncs"), body).path("id").asText();
  }

  /** A field of a mapping that is the value of a source with one argument. */
  static Map<String, Object> field(String name, String kind, String argument, String value) {
    return Map.of("field", name, "from", Map.of("kind", kind, argument, value));
  }
}
