package dev.tributary.sandbox.customerio;

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
import dev.tributary.sandbox.kit.credential.BasicCredentials;
import dev.tributary.sandbox.kit.credential.Credentials;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Window;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.Members;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One workspace of Customer.io: the Track API, and the segments of the App API below {@code /v1}.
 */
public final class CustomerIo implements Vendor {
  private static final CustomerIoWords WORDS = new CustomerIoWords();
  private static final int MAXIMUM_BATCH_BYTES = 500_000;
  private static final int MAXIMUM_IDS = 1_000;
  private static final Map<String, List<Limit>> LIMITS =
      Map.of("track", aSecond("track", 1_000), "app", aSecond("app", 10));

  private final Parts parts;
  private final Workspace workspace;
  private final RecordStore people;
  private final RecordStore segments;
  private final Members members;
  private boolean european;

  public CustomerIo(Clock clock) {
    parts =
        new Parts(
            "customer-io",
            clock,
            Credentials.below(
                "/customer-io/v1/",
                new ApiKey("authorization", "Bearer ", ""),
                new BasicCredentials()),
            LIMITS,
            VendorDocument.of(CustomerIo.class));
    people =
        parts.store(
            "people",
            List.of(KeyRule.exact("id"), KeyRule.caseless("email")),
            MergedIds.GONE,
            () -> "cio_%012x".formatted(parts.nextNumber()));
    segments = parts.store("segments", List.of(), MergedIds.GONE, () -> "" + parts.nextNumber());
    members = parts.members("segments");
    workspace = new Workspace(parts, people, members);
  }

  private static List<Limit> aSecond(String name, int requests) {
    return List.of(Limit.perAccount(name, Window.Rolling.of(Duration.ofSeconds(1)), requests));
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
    european = false;
  }

  @Override
  public List<Operation> operations() {
    var segment = "/api/v1/segments/{segment_id}/";
    return List.of(
        Operation.of("GET", "/api/v1/accounts/region", "track", call -> region()),
        Operation.of("POST", "/api/v2/entity", "track", this::entity),
        Operation.of("POST", "/api/v2/batch", "track", this::batch),
        Operation.of("POST", segment + "add_customers", "track", call -> change(call, true)),
        Operation.of("POST", segment + "remove_customers", "track", call -> change(call, false)),
        Operation.of("POST", "/v1/segments", "app", this::createSegment),
        Operation.of("GET", "/v1/segments", "app", call -> listSegments()),
        Operation.of("DELETE", "/v1/segments/{segment_id}", "app", this::deleteSegment),
        Operation.of("GET", "/v1/segments/{segment_id}/membership", "app", this::membership));
  }

  @Override
  public List<Operation> control() {
    return List.of(
        Operation.of(
            "PUT",
            "/region/{region}",
            "",
            call -> {
              european = call.parameter("region").equals("eu");
              return region();
            }));
  }

  private Answer region() {
    return Answer.of(
        200,
        Map.of(
            "region",
            european ? "eu" : "us",
            "url",
            "https://track%s.customer.io".formatted(european ? "-eu" : ""),
            "environment_id",
            1));
  }

  private Answer entity(Call call) {
    var fault = workspace.apply(Json.tree(call));
    return fault.isEmpty()
        ? Answer.of(200, Map.of())
        : Answer.of(400, Map.of("errors", List.of(fault.get())));
  }

  /** Applies all valid items; 207 names the others by their place. */
  private Answer batch(Call call) {
    if (call.body().length >= MAXIMUM_BATCH_BYTES) {
      throw CustomerIoWords.invalid("batch", "The request must be smaller than 500kb");
    }
    var errors = Json.LENIENT.createArrayNode();
    var batch = Json.tree(call).path("batch");
    for (int i = 0; i < batch.size(); i++) {
      int index = i;
      workspace
          .apply(batch.path(i))
          .ifPresent(fault ->
              errors
                  .addObject()
                  .put("batch_index", index)
                  .put("reason", fault.reason())
                  .put("field", fault.field())
                  .put("message", fault.message()));
    }
    return errors.isEmpty()
        ? Answer.of(200, Map.of())
        : Answer.of(207, Json.LENIENT.createObjectNode().set("errors", errors));
  }

  /** Ids of nobody are ignored in silence. */
  private Answer change(Call call, boolean add) {
    var segment = existing(call).id();
    var ids = Json.tree(call).path("ids");
    if (ids.isEmpty() || ids.size() > MAXIMUM_IDS) {
      throw WORDS.refused(400, "ids must have between 1 and %d items".formatted(MAXIMUM_IDS));
    }
    var type = call.query("id_type").orElse("id");
    for (var id : ids) {
      workspace
          .person(Json.LENIENT.createObjectNode().put(type, id.asText()))
          .ifPresent(person -> {
            var unused =
                add ? members.add(segment, person.id()) : members.remove(segment, person.id());
          });
    }
    return Answer.of(200, Map.of());
  }

  private Answer createSegment(Call call) {
    var wanted = (ObjectNode) Json.tree(call).path("segment");
    var created = segments.create(new Change(Map.of(), wanted, Nulls.IGNORE)).shown().orElseThrow();
    return segment(created);
  }

  private Answer listSegments() {
    return Answer.of(
        200, Map.of("segments", segments.visible().stream().map(CustomerIo::view).toList()));
  }

  private Answer deleteSegment(Call call) {
    var id = existing(call).id();
    segments.delete(id);
    members.drop(id);
    return Answer.empty(204);
  }

  /** All members on one page. */
  private Answer membership(Call call) {
    var found =
        members.of(existing(call).id()).stream()
            .map(people::find)
            .flatMap(Optional::stream)
            .map(CustomerIo::identifiers)
            .toList();
    return Answer.of(200, Map.of("identifiers", found, "next", ""));
  }

  private StoredRecord existing(Call call) {
    return segments
        .find(call.parameter("segment_id"))
        .orElseThrow(() -> WORDS.refused(404, "segment not found"));
  }

  private static Answer segment(StoredRecord segment) {
    return Answer.of(200, Json.LENIENT.createObjectNode().set("segment", view(segment)));
  }

  private static ObjectNode view(StoredRecord segment) {
    return segment
        .values()
        .deepCopy()
        .put("id", Integer.parseInt(segment.id()))
        .put("type", segment.values().path("type").asText("manual"))
        .put("state", "finished")
        .put("created_at", segment.createdAt().getEpochSecond())
        .put("updated_at", segment.updatedAt().getEpochSecond());
  }

  private static JsonNode identifiers(StoredRecord person) {
    return Json.LENIENT
        .createObjectNode()
        .put("id", person.key("id"))
        .put("email", person.key("email"))
        .put("cio_id", person.id());
  }
}
