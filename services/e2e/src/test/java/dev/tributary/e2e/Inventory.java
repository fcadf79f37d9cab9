package dev.tributary.e2e;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.local.launch.Service;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * A shop with one thing of each kind in it.
 *
 * @param ids by the name of the placeholder that stands for it in a route
 * @param email the address of the person who is known
 * @param firstName their first name
 */
record Inventory(Shop shop, Map<String, String> ids, String email, String firstName) {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  static Inventory of(Stack stack) {
    Shop shop = stack.newShop();
    String mark = UUID.randomUUID().toString().substring(0, 8);
    String email = "ada-" + mark + "@shop.example";
    String firstName = "Ada" + mark;
    Source web = shop.source("web");
    web.identify("u-1", Map.of("email", email, "firstName", firstName, "plan", "pro"));
    shop.consent("u-1", "marketing", "granted");
    web.order("u-1", Instant.now());
    web.send("track", Map.of("event", "Nobody's " + email));
    Map<String, ?> contact = Map.of("traits", Map.of("email", email));
    web.send("page", Map.of("userId", "u-2", "name", "Home", "context", contact));
    shop.warehouse()
        .execute(
            "create table customers (id integer primary key, email varchar, plan varchar,"
                + " consent varchar, mail boolean, changed timestamp)");
    shop.warehouse().execute("insert into customers (id, email) values (1, '%s')".formatted(email));
    shop.warehouse().connect();
    shop.warehouse().people("customers", "id", Map.of("identifiers", Map.of("email", "email")));
    JsonNode run = shop.warehouse().run("customers");
    shop.audience("buyers", Map.of("event", "Order Completed"));
    shop.destinations().hubspot("crm");
    String contacts = shop.syncs().contacts("crm");
    shop.delivered();
    await().atMost(PATIENCE).until(() -> !shop.deliveries().of(contacts, "delivered").isEmpty());
    await().atMost(PATIENCE).until(() -> first(shop, "/identity/conflicts").has("id"));
    JsonNode client =
        shop.admin()
            .post(
                shop.path("/api-clients"),
                Map.of("name", "stocktaking", "role", "viewer", "personalData", false));
    Map<String, String> ids = new TreeMap<>();
    ids.put("client", client.path("clientId").asText());
    ids.put("run", run.path("id").asText());
    ids.put("profile", shop.profile("user_id", "u-1"));
    ids.put("key", first(shop, "/sources").path("writeKeys").path(0).path("id").asText());
    ids.put("conflict", first(shop, "/identity/conflicts").path("id").asText());
    ids.put("event", first(shop, "/quarantine").path("id").asText());
    ids.put("delivery", first(shop, "/deliveries").path("id").asText());
    for (String kind : List.of("source", "audience", "destination", "sync", "warehouse", "model")) {
      ids.put(kind, first(shop, "/" + kind + "s").path("id").asText());
    }
    ids.put("rule", alertRule(shop, ids.get("audience")));
    ids.forEach((kind, id) -> {
      if (id.isBlank()) {
        throw new IllegalStateException("The shop has no " + kind);
      }
    });
    return new Inventory(shop, ids, email, firstName);
  }

  private static String alertRule(Shop shop, String audience) {
    return shop.admin()
        .post(
            shop.path("/alert-rules"),
            Map.of("name", "Many", "kind", "size-above", "object", audience, "threshold", 1_000))
        .path("id")
        .asText();
  }

  private static JsonNode first(Shop shop, String list) {
    return shop.admin().get(shop.path(list)).path("data").path(0);
  }

  /** What a route's placeholders stand for, in this workspace. */
  Map<String, String> things() {
    Map<String, String> things = new TreeMap<>(ids);
    things.put("workspace", shop.key());
    things.put("trait", "plan");
    things.put("purpose", "marketing");
    things.put("channel", "newsletter");
    things.put("member", "demo");
    things.put("connector", "hubspot");
    return things;
  }

  /**
   * Brings the person everywhere: into rows, an audience, and records of another tool.
   *
   * @return what a route's placeholders stand for then
   */
  Map<String, String> spread() {
    Warehouse warehouse = shop.warehouse();
    warehouse.execute(
        "create table names as select 1 as id, '%s' as email, '%s' as given"
            .formatted(email, firstName));
    warehouse.people(
        "names",
        "id",
        Map.of("identifiers", Map.of("email", "email"), "traits", Map.of("given", "firstName")));
    JsonNode run = warehouse.run("names");
    shop.destinations().webhook("hook");
    String sync = shop.syncs().rows("hook", "names", "id");
    String audience = shop.audience("named", Map.of("trait", "firstName", "operator", "exists"));
    shop.delivered();
    await().atMost(PATIENCE).until(() -> !shop.deliveries().of(sync, "delivered").isEmpty());
    Map<String, String> things = things();
    things.putAll(
        Map.of(
            "run",
            run.path("id").asText(),
            "model",
            run.path("model").asText(),
            "sync",
            sync,
            "audience",
            audience,
            "trait",
            "firstName"));
    return things;
  }

  /**
   * The example of each route in the API's document, with the things of this shop in it. Keys and
   * names that must be new contain {@code {n}}.
   */
  JsonNode bodies(Stack stack) {
    String unmergeTicket =
        ticket("unmerge", Map.of("identifiers", List.of(Map.of("type", "email", "value", email))));
    Map<String, String> here = new TreeMap<>();
    for (String kind : List.of("audience", "destination", "sync", "warehouse")) {
      here.put(RequestExamples.idOf(kind), ids.get(kind));
    }
    here.put("ada@shop.example", email);
    here.put("https://api.hubapi.com", stack.url(Service.SANDBOX));
    here.put(
        "https://receiver.shop.example/tributary",
        stack.url(Service.SANDBOX) + "/webhook/bad-input");
    here.put("ticket-of-previewUnmerge", unmergeTicket);
    here.put("ticket-of-previewAudiences", ticket("audiences", Map.of("ticket", unmergeTicket)));
    here.put("shop-test", shop.key() + "-{n}");
    here.put("\"importer\"", "\"importer-{n}\"");
    here.put("analyst@shop.example", "analyst-{n}@shop.example");
    here.put("\"list\":\"Pro customers\"", "\"list\":\"List {n}\"");
    for (String key : RequestExamples.newKeys()) {
      here.put("\"key\":\"" + key + "\"", "\"key\":\"" + key + "-{n}\"");
    }
    return RequestExamples.with(here, things().keySet());
  }

  /** What a preview of an unmerge of the person hands on to the next service. */
  private String ticket(String part, Map<String, ?> body) {
    return shop.admin()
        .post(shop.path("/profiles/" + ids.get("profile") + "/" + part + "/preview"), body)
        .path("ticket")
        .asText();
  }
}
