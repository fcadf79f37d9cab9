package dev.tributary.sandbox.braze;

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
import dev.tributary.sandbox.kit.job.ItemResult;
import dev.tributary.sandbox.kit.job.JobPace;
import dev.tributary.sandbox.kit.job.Jobs;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Window;
import dev.tributary.sandbox.kit.record.EventLog;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.Members;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * One workspace of Braze. A request to {@code /users/track} is queued; its objects have their
 * effect later.
 */
public final class Braze implements Vendor {
  private static final List<String> ARRAYS = List.of("attributes", "events", "purchases");
  private static final BrazeWords WORDS = new BrazeWords();
  private static final int MAXIMUM_BYTES = 4_000_000;
  private static final int MAXIMUM_IDS = 50;
  private static final JobPace PACE =
      new JobPace(Duration.ZERO, Duration.ofSeconds(1), Duration.ofMinutes(1), Integer.MAX_VALUE);
  private static final Map<String, List<Limit>> LIMITS =
      Map.of(
          "names", requests(1_000, Duration.ofHours(1)),
          "track", requests(3_000, Duration.ofSeconds(3)),
          "users", requests(20_000, Duration.ofMinutes(1)),
          "subscriptions", requests(5_000, Duration.ofMinutes(1)),
          "export", requests(250, Duration.ofMinutes(1)));

  /**
   * The limit of objects in a request.
   *
   * @param objects the largest number
   * @param counted of all arrays together, or of each
   */
  private record Contract(int objects, Counted counted) {
    static final Contract NEWEST = new Contract(75, Counted.TOGETHER);

    boolean admits(Map<String, Integer> sizes) {
      var counted = sizes.values().stream().mapToInt(Integer::intValue);
      return objects >= (counted() == Counted.TOGETHER ? counted.sum() : counted.max().orElse(0));
    }
  }

  private enum Counted {
    TOGETHER,
    EACH
  }

  private final Parts parts;
  private final Users users;
  private final EventLog events;
  private final EventLog purchases;
  private final Members subscriptions;
  private final Jobs<TrackedObject> updates;
  private Contract contract = Contract.NEWEST;
  private long dataPoints;

  public Braze(Clock clock) {
    parts =
        new Parts(
            "braze",
            clock,
            new ApiKey("authorization", "Bearer ", ""),
            LIMITS,
            VendorDocument.of(Braze.class));
    var keys = List.of(KeyRule.exact(Users.EXTERNAL_ID), KeyRule.exact(Users.ALIAS));
    users =
        new Users(parts.store("users", keys, MergedIds.GONE, () -> "braze-" + parts.nextNumber()));
    events = parts.events("events");
    purchases = parts.events("purchases");
    subscriptions = parts.members("subscriptions");
    updates = parts.jobs("updates", PACE, () -> "update-" + parts.nextNumber(), this::perform);
  }

  private static List<Limit> requests(int amount, Duration length) {
    return List.of(Limit.perAccount("requests", Window.Fixed.of(length), amount));
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
    contract = Contract.NEWEST;
    dataPoints = 0;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        Operation.of("GET", "/custom_attributes", "names", this::attributes),
        Operation.of("POST", "/users/track", "track", this::track),
        Operation.of("POST", "/users/delete", "users", this::delete),
        Operation.of(
            "POST", "/v2/subscription/status/set", "subscriptions", this::setSubscriptions),
        Operation.of("POST", "/users/merge", "users", this::merge),
        Operation.of("POST", "/users/export/ids", "export", this::export));
  }

  @Override
  public List<Operation> control() {
    return List.of(
        Operation.of("PUT", "/contract", "", this::replaceContract),
        Operation.of(
            "GET", "/data-points", "", call -> Answer.of(200, Map.of("attributes", dataPoints))));
  }

  /** One page: a cursor is not needed for as many attributes as the stand-in gets. */
  private Answer attributes(Call call) {
    var answer = Json.LENIENT.createObjectNode().put("message", "success");
    var attributes = answer.putArray("attributes");
    users
        .customAttributes()
        .forEach((name, type) ->
            attributes
                .addObject()
                .put("name", name)
                .put("data_type", type)
                .put("status", "Active")
                .putArray("tag_names"));
    return Answer.of(200, answer);
  }

  private Answer replaceContract(Call call) {
    try {
      contract = Json.read(Json.STRICT, call.body(), Contract.class);
      return Answer.of(200, contract);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  /** Answers as soon as the objects are queued. */
  private Answer track(Call call) {
    if (call.body().length > MAXIMUM_BYTES) {
      throw WORDS.refused(413, "The request is larger than 4 MB");
    }
    var body = Json.tree(call);
    var sizes = new LinkedHashMap<String, Integer>();
    ARRAYS.forEach(array -> sizes.put(array, body.path(array).size()));
    if (!contract.admits(sizes)) {
      throw WORDS.refused(400, "A request has at most %d objects".formatted(contract.objects()));
    }
    var taken = new ArrayList<TrackedObject>();
    var answer = Json.LENIENT.createObjectNode().put("message", "success");
    var errors = Json.LENIENT.createArrayNode();
    for (var array : ARRAYS) {
      int before = taken.size();
      for (int i = 0; i < body.path(array).size(); i++) {
        var object = new TrackedObject(array, i, body.path(array).path(i));
        var fault = object.fault();
        if (fault.isEmpty()) {
          taken.add(object);
        } else {
          errors.addObject().put("type", fault.get()).put("input_array", array).put("index", i);
        }
      }
      if (body.has(array)) {
        answer.put(array + "_processed", taken.size() - before);
      }
    }
    if (!errors.isEmpty()) {
      answer.set("errors", errors);
    }
    if (taken.isEmpty()) {
      ARRAYS.forEach(array -> answer.remove(array + "_processed"));
      answer.put(
          "message",
          "Valid data must be provided in the 'attributes', 'events', or 'purchases' fields.");
      return Answer.of(400, answer);
    }
    updates.submit("", taken);
    return Answer.of(201, answer);
  }

  private ItemResult perform(String ignored, TrackedObject tracked) {
    var object = (ObjectNode) tracked.object();
    if (tracked.array().equals("attributes")) {
      dataPoints += object.properties().stream().filter(Braze::costs).count();
      var written = users.track(object);
      return written.isPresent()
          ? new ItemResult.Done(written.get(), false)
          : new ItemResult.Refused("ignored", "No user was written", "");
    }
    var identity = object.deepCopy();
    identity.remove(List.of("properties", "time", "name", "product_id", "price", "currency"));
    identity.remove(List.of("quantity", "app_id"));
    var user = users.track(identity);
    if (user.isEmpty()) {
      return new ItemResult.Refused("ignored", "No user was written", "");
    }
    // Documented: duplicates are separate events. The log counts them.
    var log = tracked.array().equals("events") ? events : purchases;
    log.append(object.toString(), object);
    return new ItemResult.Done(user.get(), false);
  }

  private static boolean costs(Map.Entry<String, JsonNode> field) {
    return !field.getKey().startsWith("_")
        && !Set.of(Users.EXTERNAL_ID, Users.ALIAS, "braze_id").contains(field.getKey());
  }

  /** Unknown ids are no error. */
  private Answer delete(Call call) {
    var body = Json.tree(call);
    var kinds =
        Map.<String, Function<JsonNode, ObjectNode>>of(
            "external_ids", id -> reference(Users.EXTERNAL_ID, id),
            "braze_ids", id -> reference("braze_id", id),
            "user_aliases", id -> reference(Users.ALIAS, id));
    var given = kinds.keySet().stream().filter(body::has).toList();
    if (given.size() != 1) {
      throw WORDS.refused(
          400, "Exactly one of external_ids, braze_ids and user_aliases is required");
    }
    var ids = body.path(given.getFirst());
    requireFew(ids.size());
    int deleted = 0;
    for (var id : ids) {
      var reference = kinds.getOrDefault(given.getFirst(), Braze::unreachable).apply(id);
      deleted += users.named(reference).filter(this::deleted).isPresent() ? 1 : 0;
    }
    return Answer.of(201, Map.of("deleted", deleted, "message", "success"));
  }

  private boolean deleted(StoredRecord user) {
    subscriptions.forget(String.valueOf(user.key(Users.EXTERNAL_ID)));
    return users.delete(user);
  }

  /** Keeps the external ids of those who are subscribed. Unknown users are ignored. */
  private Answer setSubscriptions(Call call) {
    for (var group : Json.tree(call).path("subscription_groups")) {
      var ids = group.path("external_ids");
      requireFew(ids.size());
      String place = group.path("subscription_group_id").asText();
      boolean subscribed = group.path("subscription_state").asText().equals("subscribed");
      for (var id : ids) {
        if (!subscribed) {
          subscriptions.remove(place, id.asText());
        } else if (users.named(reference(Users.EXTERNAL_ID, id)).isPresent()) {
          subscriptions.add(place, id.asText());
        }
      }
    }
    return Answer.of(201, Map.of("message", "success"));
  }

  private static ObjectNode unreachable(JsonNode id) {
    throw new IllegalStateException(id.toString());
  }

  private static ObjectNode reference(String field, JsonNode id) {
    var reference = Json.LENIENT.createObjectNode();
    reference.set(field, id);
    return reference;
  }

  private Answer merge(Call call) {
    var merges = Json.tree(call).path("merge_updates");
    requireFew(merges.size());
    for (var each : merges) {
      Optional<StoredRecord> from = users.named(each.path("identifier_to_merge"));
      Optional<StoredRecord> into = users.named(each.path("identifier_to_keep"));
      if (from.isPresent() && into.isPresent()) {
        users.merge(from.get(), into.get());
      }
    }
    return Answer.of(202, Map.of("message", "success"));
  }

  private Answer export(Call call) {
    var asked = new LinkedHashSet<String>();
    Json.tree(call).path("external_ids").forEach(id -> asked.add(id.asText()));
    requireFew(asked.size());
    var found = users.visible(asked);
    found.forEach(user -> asked.remove(String.valueOf(user.key(Users.EXTERNAL_ID))));
    return Answer.of(
        200,
        Map.of(
            "message",
            "success",
            "users",
            found.stream().map(Users::view).toList(),
            "invalid_user_ids",
            asked));
  }

  private static void requireFew(int ids) {
    if (ids < 1 || ids > MAXIMUM_IDS) {
      throw WORDS.refused(400, "A request has between 1 and %d ids".formatted(MAXIMUM_IDS));
    }
  }
}
