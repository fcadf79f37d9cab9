package dev.tributary.sandbox.meta;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.ApiKey;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Window;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.EventLog;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** One business of Meta: pixels that take conversions, and custom audiences of ad accounts. */
public final class Meta implements Vendor {
  private static final MetaWords WORDS = new MetaWords();
  private static final int MAXIMUM_EVENTS = 1_000;
  private static final Duration OLDEST = Duration.ofDays(7);
  private static final Duration DEDUPLICATED = Duration.ofHours(48);
  private static final int FLAGGED = 471;
  private static final Map<String, List<Limit>> LIMITS =
      Map.of(
          "audiences",
          List.of(
              Limit.perAccount("custom_audience", Window.Rolling.of(Duration.ofHours(1)), 5_000)));

  private final Parts parts;
  private final RecordStore audiences;
  private final AudienceUsers users;
  private final EventLog events;
  private final Map<String, Instant> eventIds = new HashMap<>();
  private final Set<String> flagged = new HashSet<>();

  public Meta(Clock clock) {
    parts =
        new Parts(
            "meta",
            clock,
            ApiKey.inHeaderOrQuery("authorization", "Bearer ", "access_token"),
            LIMITS,
            VendorDocument.of(Meta.class));
    audiences =
        parts.store(
            "audiences", List.of(), MergedIds.GONE, () -> "23%012d".formatted(parts.nextNumber()));
    users = new AudienceUsers(parts);
    events = parts.events("events");
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
    eventIds.clear();
    flagged.clear();
    users.reset();
  }

  @Override
  public List<Operation> operations() {
    var audience = "/{version}/{audience_id}";
    var account = "/{version}/{account_id}/customaudiences";
    return List.of(
        Operation.of(
            "GET",
            "/{version}/me",
            "",
            call -> Answer.of(200, Map.of("id", "1", "name", "Sandbox"))),
        Operation.of("POST", "/{version}/{pixel_id}/events", "", this::takeEvents),
        Operation.of("GET", account, "audiences", this::list),
        Operation.of("POST", account, "audiences", this::create),
        Operation.of("GET", audience, "audiences", call -> Answer.of(200, view(required(call)))),
        Operation.of("DELETE", audience, "audiences", this::delete),
        Operation.of(
            "POST",
            audience + "/users",
            "audiences",
            call -> users.change(open(call), "add", call)),
        Operation.of(
            "DELETE",
            audience + "/users",
            "audiences",
            call -> users.change(open(call), "remove", call)),
        Operation.of(
            "POST",
            audience + "/usersreplace",
            "audiences",
            call -> users.change(open(call), "replace", call)));
  }

  @Override
  public List<Operation> control() {
    return List.of(
        Operation.of(
            "PUT",
            "/flagged/{audience_id}",
            "",
            call -> {
              flagged.add(call.parameter("audience_id"));
              return Answer.of(200, Set.copyOf(flagged));
            }));
  }

  /** One wrong event refuses the request. */
  private Answer takeEvents(Call call) {
    var data = Json.tree(call).path("data");
    if (data.isEmpty() || data.size() > MAXIMUM_EVENTS) {
      throw MetaWords.invalid(2_804_001, "Between 1 and 1000 events are allowed");
    }
    for (int i = 0; i < data.size(); i++) {
      require(data.path(i), i);
    }
    data.forEach(event -> take((ObjectNode) event));
    return Answer.of(
        200,
        Map.of("events_received", data.size(), "messages", List.of(), "fbtrace_id", "Asandbox"));
  }

  private void require(JsonNode event, int index) {
    var at = Instant.ofEpochSecond(event.path("event_time").asLong());
    if (at.isBefore(parts.now().minus(OLDEST)) || at.isAfter(parts.now().plusSeconds(60))) {
      throw MetaWords.invalid(
          2_804_003, "data[%d]: event_time must be in the last seven days".formatted(index));
    }
    var user = event.path("user_data");
    if (user.isEmpty()) {
      throw MetaWords.invalid(2_804_050, "data[%d]: user_data has no identifier".formatted(index));
    }
    for (var field : List.of("em", "ph")) {
      for (var value : user.path(field).isArray() ? user.path(field) : List.of(user.path(field))) {
        if (!value.isMissingNode() && !AudienceUsers.hashed(value.asText())) {
          throw MetaWords.invalid(
              2_804_025, "data[%d]: %s must be a SHA-256 hash".formatted(index, field));
        }
      }
    }
  }

  /** Events of one name and id within 48 hours are one event. */
  private void take(ObjectNode event) {
    var id = event.path("event_id").asText("");
    var key = event.path("event_name").asText() + "\n" + id;
    var before = eventIds.get(key);
    if (!id.isEmpty() && before != null && before.plus(DEDUPLICATED).isAfter(parts.now())) {
      return;
    }
    eventIds.put(key, parts.now());
    events.append(id.isEmpty() ? event.toString() : key, event);
  }

  private Answer list(Call call) {
    var account = call.parameter("account_id");
    var names = call.query("filtering").map(Meta::names).orElseGet(List::of);
    return Answer.of(
        200,
        Map.of(
            "data",
            audiences.visible().stream()
                .filter(each -> each.values().path("account_id").asText(account).equals(account))
                .filter(
                    each -> names.stream().allMatch(each.values().path("name").asText()::equals))
                .map(this::view)
                .toList()));
  }

  /** The values of filters. They have one field here, the name, and one operator. */
  private static List<String> names(String filtering) {
    var names = new ArrayList<String>();
    try {
      for (var filter : Json.LENIENT.readTree(filtering)) {
        if (!filter.path("field").asText().equals("name")
            || !filter.path("operator").asText().equals("EQUAL")) {
          throw MetaWords.invalid(0, "This stand-in filters by the name with EQUAL only");
        }
        names.add(filter.path("value").asText());
      }
    } catch (JsonProcessingException e) {
      throw MetaWords.invalid(0, "Param filtering must be an array");
    }
    return names;
  }

  private Answer create(Call call) {
    var values = ((ObjectNode) Json.tree(call)).put("account_id", call.parameter("account_id"));
    var created =
        audiences.create(new Change(Map.of(), values, Nulls.IGNORE)).shown().orElseThrow();
    return Answer.of(200, Map.of("id", created.id()));
  }

  private Answer delete(Call call) {
    var id = required(call).id();
    audiences.delete(id);
    users.drop(id);
    return Answer.of(200, Map.of("success", true));
  }

  private ObjectNode view(StoredRecord audience) {
    int size = users.size(audience.id());
    var view =
        Json.LENIENT
            .createObjectNode()
            .put("id", audience.id())
            .put("name", audience.values().path("name").asText())
            .put("approximate_count_lower_bound", size)
            .put("approximate_count_upper_bound", size);
    view.putObject("operation_status")
        .put("code", flagged.contains(audience.id()) ? FLAGGED : 200)
        .put("description", flagged.contains(audience.id()) ? "Flagged" : "Normal");
    return view;
  }

  private StoredRecord required(Call call) {
    var id = call.parameter("audience_id");
    return audiences.find(id).orElseThrow(() -> MetaWords.unknownObject(id));
  }

  /** The id of an audience that is not flagged. */
  private String open(Call call) {
    var id = required(call).id();
    if (flagged.contains(id)) {
      throw MetaWords.invalid(1_713_230, "Audience Upload Blocked");
    }
    return id;
  }
}
