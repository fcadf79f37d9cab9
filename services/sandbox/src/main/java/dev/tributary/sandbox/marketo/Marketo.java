package dev.tributary.sandbox.marketo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Verdict;
import dev.tributary.sandbox.kit.credential.IssuedTokens;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Window;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.EventLog;
import dev.tributary.sandbox.kit.record.Members;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** One subscription of Marketo Engage: leads, static lists, a custom object, custom activities. */
public final class Marketo implements Vendor {
  private static final MarketoWords WORDS = new MarketoWords();
  private static final int MAXIMUM_RECORDS = 300;
  private static final int MAXIMUM_BYTES = 1_048_576;
  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final ZoneId CHICAGO = ZoneId.of("America/Chicago");

  /** The custom object of the subscription, and its deduplication field. */
  private static final String ORDERS = "order_c";

  private static final String ORDER_KEY = "orderNumber";

  private static final int ACTIVITY_TYPE = 100_001;
  private static final int FOLDERS = 99;

  /** By the API. */
  private static final int MAXIMUM_FIELDS = 100;

  private static final Map<String, List<Limit>> LIMITS =
      Map.of(
          "api",
          List.of(
              Limit.perAccount("rate", Window.Rolling.of(Duration.ofSeconds(20)), 100),
              Limit.perAccount("daily", new Window.Daily(CHICAGO), 50_000),
              Limit.perAccount("concurrency", new Window.Running(), 10)));

  private static final Map<String, String> LEAD_FIELDS =
      Map.ofEntries(
          Map.entry("email", "email"),
          Map.entry("firstName", "string"),
          Map.entry("lastName", "string"),
          Map.entry("company", "string"),
          Map.entry("phone", "string"),
          Map.entry("title", "string"),
          Map.entry("country", "string"),
          Map.entry("unsubscribed", "boolean"),
          Map.entry("leadScore", "integer"),
          Map.entry("customerId", "string"),
          Map.entry("plan", "string"));

  private static final Map<String, String> ORDER_FIELDS =
      Map.of(ORDER_KEY, "string", "email", "email", "total", "float", "state", "string");

  private record Token(String value, Instant expiresAt) {}

  private final Parts parts;
  private final IssuedTokens tokens;
  private final Leads leads;
  private final Leads orders;
  private final RecordStore lists;
  private final Members members;
  private final EventLog activities;
  private final Map<String, Token> latest = new HashMap<>();
  private long calls;

  public Marketo(Clock clock) {
    tokens = new IssuedTokens(clock, new IssuedTokens.Policy(LIFETIME, false));
    parts =
        new Parts("marketo", clock, tokens, LIMITS, VendorDocument.of(Marketo.class)).with(tokens);
    leads =
        new Leads(
            parts.store("leads", List.of(), MergedIds.GONE, this::number),
            new HashMap<>(LEAD_FIELDS),
            "id",
            true);
    orders =
        new Leads(
            parts.store(
                ORDERS,
                List.of(),
                MergedIds.GONE,
                () -> new UUID(parts.nextNumber(), parts.nextNumber()).toString()),
            ORDER_FIELDS,
            "marketoGUID",
            false);
    lists = parts.store("lists", List.of(), MergedIds.GONE, this::number);
    members = parts.members("lists");
    activities = parts.events("activities");
  }

  private String number() {
    return String.valueOf(318_000 + parts.nextNumber());
  }

  @Override
  public Parts parts() {
    return parts;
  }

  @Override
  public VendorWords words() {
    return WORDS;
  }

  @Override
  public void reset() {
    latest.clear();
    calls = 0;
    leads.fields().keySet().retainAll(LEAD_FIELDS.keySet());
  }

  @Override
  public List<Operation> operations() {
    var list = "/rest/v1/lists/{listId}/leads.json";
    return List.of(
        Operation.of("GET", "/identity/oauth/token", "", this::token).open(),
        Operation.of("POST", "/identity/oauth/token", "", this::token).open(),
        of("GET", "/rest/v1/leads.json", this::leads),
        of("POST", "/rest/v1/leads.json", this::sync),
        of(
            "POST",
            "/rest/v1/leads/delete.json",
            call -> {
              var input = input(call);
              input.forEach(each -> members.forget(each.path("id").asText()));
              return MarketoWords.success(leads.delete("id", input));
            }),
        of("GET", "/rest/asset/v1/staticList/byName.json", this::list),
        of("POST", "/rest/asset/v1/staticLists.json", this::createList),
        of("POST", list, call -> membership(call, "added")),
        of("DELETE", list, call -> membership(call, "removed")),
        of("POST", "/rest/v1/customobjects/{customObjectName}.json", this::syncOrders),
        of("POST", "/rest/v1/customobjects/{customObjectName}/delete.json", this::deleteOrders),
        of("POST", "/rest/v1/activities/external.json", this::addActivities),
        of("GET", "/rest/v1/leads/describe2.json", call -> described(leads, "API Lead")),
        of("POST", "/rest/v1/leads/schema/fields.json", this::createFields),
        of("GET", "/rest/v1/customobjects.json", call -> customObjects()),
        of(
            "GET",
            "/rest/v1/customobjects/{customObjectName}/describe.json",
            call -> {
              requireOrders(call);
              return described(orders, ORDERS);
            }),
        of("GET", "/rest/v1/stats/usage.json", call -> usage()));
  }

  private Operation of(String method, String path, Function<Call, Answer> work) {
    return Operation.of(
        method,
        path,
        "api",
        call -> {
          calls++;
          return call.body().length > MAXIMUM_BYTES
              ? Answer.text(413, "text/html", "<html>Request Entity Too Large</html>")
              : work.apply(call);
        });
  }

  /** A client that asks again gets the same token, with the time that is left. */
  private Answer token(Call call) {
    var query = String.join("&", pairs(call));
    var form =
        new Call(
            "POST",
            call.path(),
            Map.of(),
            Map.of(),
            call.headers(),
            (call.text().isEmpty() ? query : call.text()).getBytes(StandardCharsets.UTF_8));
    var client = form.text();
    var now = parts.now();
    var held = latest.get(client);
    if (held == null || !now.isBefore(held.expiresAt()) || !isAccepted(held.value())) {
      if (!(tokens.issue(form) instanceof IssuedTokens.Issue.Issued issued)) {
        return Answer.of(
            401,
            Map.of("error", "unauthorized", "error_description", "No client with requested id"));
      }
      held = new Token(issued.accessToken(), now.plus(issued.lifetime()));
      latest.put(client, held);
    }
    return Answer.of(
        200,
        Map.of(
            "access_token",
            held.value(),
            "token_type",
            "bearer",
            "expires_in",
            Duration.between(now, held.expiresAt()).toSeconds(),
            "scope",
            "api@shop.example"));
  }

  private static List<String> pairs(Call call) {
    return call.queryNames().stream()
        .map(name -> name + "=" + call.query(name).orElse(""))
        .toList();
  }

  private boolean isAccepted(String token) {
    var headers = Map.of("authorization", "Bearer " + token);
    var call = new Call("GET", "/", Map.of(), Map.of(), headers, new byte[0]);
    return tokens.check(call) instanceof Verdict.Accepted;
  }

  private static JsonNode input(Call call) {
    var input = Json.tree(call).path("input");
    if (input.size() > MAXIMUM_RECORDS) {
      throw MarketoWords.refused("1003", "At most 300 records are accepted");
    }
    return input;
  }

  private Answer sync(Call call) {
    var body = Json.tree(call);
    return MarketoWords.success(
        leads.write(
            body.path("action").asText("createOrUpdate"),
            body.path("lookupField").asText("email"),
            input(call)));
  }

  private Answer leads(Call call) {
    var values = List.of(call.query("filterValues").orElse("").split(","));
    var fields = List.of(call.query("fields").orElse("id,email").split(","));
    var field = call.query("filterType").orElse("");
    if (!field.equals("id") && !leads.fields().containsKey(field)) {
      throw MarketoWords.refused("1003", "Invalid filterType '%s'".formatted(field));
    }
    return MarketoWords.success(leads.found(field, values, fields));
  }

  private Answer list(Call call) {
    var name = call.query("name").orElse("");
    var found = Json.LENIENT.createArrayNode();
    lists.visible().stream()
        .filter(list -> list.values().path("name").asText().equals(name))
        .forEach(list -> found.add(shown(list.id(), list.values())));
    return found.isEmpty() ? MarketoWords.nothing() : MarketoWords.success(found);
  }

  private Answer createList(Call call) {
    Map<String, String> form = new HashMap<>();
    for (var pair : call.text().split("&")) {
      var parted = pair.split("=", 2);
      form.put(parted[0], parted.length < 2 ? "" : decoded(parted[1]));
    }
    var name = form.getOrDefault("name", "");
    int folder = folder(form.getOrDefault("folder", ""));
    if (name.isEmpty() || folder < 1 || folder > FOLDERS) {
      throw name.isEmpty()
          ? MarketoWords.refused("701", "name cannot be blank")
          : MarketoWords.refused("710", "Parent Folder not found");
    }
    if (lists.all().stream()
        .anyMatch(list ->
            list.values().path("name").asText().equals(name)
                && list.values().path("folder").asInt() == folder)) {
      throw MarketoWords.refused("709", "List with the same name exists");
    }
    var values = Json.LENIENT.createObjectNode().put("name", name).put("folder", folder);
    var list =
        lists.create(new Change(Map.of(), values, Change.Nulls.IGNORE)).shown().orElseThrow();
    return MarketoWords.success(
        Json.LENIENT.createArrayNode().add(shown(list.id(), list.values())));
  }

  private static ObjectNode shown(String id, ObjectNode values) {
    var view =
        Json.LENIENT
            .createObjectNode()
            .put("id", Long.parseLong(id))
            .put("name", values.path("name").asText());
    view.putObject("folder").put("id", values.path("folder").asInt()).put("type", "Folder");
    return view;
  }

  private static int folder(String json) {
    try {
      return Json.LENIENT.readTree(json).path("id").asInt();
    } catch (java.io.IOException e) {
      throw MarketoWords.refused("1003", "folder is not JSON");
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private Answer membership(Call call, String status) {
    var list = call.parameter("listId");
    if (lists.find(list).isEmpty()) {
      throw MarketoWords.refused("1013", "List not found");
    }
    var results = Json.LENIENT.createArrayNode();
    for (var each : input(call)) {
      var lead = each.path("id").asText();
      var result = Json.LENIENT.createObjectNode().put("id", each.path("id").asLong());
      if (leads.store().find(lead).isEmpty()) {
        results.add(MarketoWords.skipped(result, "1004", "Lead not found"));
      } else if (status.equals("added")) {
        boolean _ = members.add(list, lead);
        results.add(result.put("status", status));
      } else if (members.remove(list, lead)) {
        results.add(result.put("status", status));
      } else {
        results.add(MarketoWords.skipped(result, "1015", "Lead not in list"));
      }
    }
    return MarketoWords.success(results);
  }

  private Answer syncOrders(Call call) {
    requireOrders(call);
    return MarketoWords.success(
        numbered(
            orders.write(
                Json.tree(call).path("action").asText("createOrUpdate"), ORDER_KEY, input(call))));
  }

  private Answer deleteOrders(Call call) {
    requireOrders(call);
    return MarketoWords.success(numbered(orders.delete(ORDER_KEY, input(call))));
  }

  private static void requireOrders(Call call) {
    if (!call.parameter("customObjectName").equals(ORDERS)) {
      throw MarketoWords.refused(
          "1013", "Object '%s' not found".formatted(call.parameter("customObjectName")));
    }
  }

  private static ArrayNode numbered(ArrayNode results) {
    for (int i = 0; i < results.size(); i++) {
      ((ObjectNode) results.get(i)).put("seq", i);
    }
    return results;
  }

  /** Nothing recognises an activity that comes again. */
  private Answer addActivities(Call call) {
    var results = Json.LENIENT.createArrayNode();
    for (var each : input(call)) {
      var activity = (ObjectNode) each;
      boolean known = each.path("activityTypeId").asInt() == ACTIVITY_TYPE;
      boolean there = leads.store().find(each.path("leadId").asText()).isPresent();
      var result = Json.LENIENT.createObjectNode();
      if (known && there) {
        activities.append(activity.toString(), activity);
        results.add(result.put("id", parts.nextNumber()).put("status", "added"));
      } else {
        result.put("status", "skipped");
        result
            .putArray("errors")
            .add(
                known
                    ? MarketoWords.reason("1004", "Lead not found")
                    : MarketoWords.reason("1012", "Activity type not found"));
        results.add(result);
      }
    }
    return MarketoWords.success(results);
  }

  private static Answer customObjects() {
    var result = Json.LENIENT.createArrayNode();
    result
        .addObject()
        .put("name", ORDERS)
        .put("displayName", "Order")
        .put("idField", "marketoGUID")
        .putArray("dedupeFields")
        .add(ORDER_KEY);
    return MarketoWords.success(result);
  }

  private static Answer described(Leads records, String name) {
    var result = Json.LENIENT.createArrayNode();
    result.addObject().put("name", name).set("fields", records.described());
    return MarketoWords.success(result);
  }

  /** All fields are created, or none. */
  private Answer createFields(Call call) {
    var input = Json.tree(call).path("input");
    var created = leads.fields().size() - LEAD_FIELDS.size();
    if (created + input.size() > MAXIMUM_FIELDS) {
      throw MarketoWords.refused("709", "At most 100 custom fields can be created");
    }
    for (var field : input) {
      var name = field.path("name").asText();
      if (name.equals("id") || leads.fields().containsKey(name)) {
        throw MarketoWords.refused("709", "Field '%s' already exists".formatted(name));
      }
    }
    var results = Json.LENIENT.createArrayNode();
    for (var field : input) {
      leads.fields().put(field.path("name").asText(), field.path("dataType").asText());
      results.addObject().put("name", field.path("name").asText()).put("status", "created");
    }
    return MarketoWords.success(results);
  }

  private Answer usage() {
    var result = Json.LENIENT.createArrayNode();
    result
        .addObject()
        .put("date", parts.now().atZone(CHICAGO).toLocalDate().toString())
        .put("total", calls);
    return MarketoWords.success(result);
  }
}
