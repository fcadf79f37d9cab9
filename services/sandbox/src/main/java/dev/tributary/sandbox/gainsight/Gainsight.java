package dev.tributary.sandbox.gainsight;

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
import dev.tributary.sandbox.kit.record.EventLog;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** One tenant of Gainsight CS: companies, people, a custom object, and calls to action. */
public final class Gainsight implements Vendor {
  private static final GainsightWords WORDS = new GainsightWords();
  private static final Map<String, List<Limit>> LIMITS =
      Map.of(
          "api",
          List.of(
              Limit.perAccount("minute", Window.Fixed.of(Duration.ofMinutes(1)), 100),
              Limit.perAccount("day", new Window.Daily(ZoneOffset.UTC), 50_000)));
  private static final Set<String> TYPES = Set.of("Risk", "Opportunity", "Lifecycle", "Objective");

  private final Parts parts;
  private final DataObjects objects;
  private final RecordStore people;
  private final EventLog calls;

  public Gainsight(Clock clock) {
    parts =
        new Parts(
            "gainsight",
            clock,
            new ApiKey("accesskey", "", ""),
            LIMITS,
            VendorDocument.of(Gainsight.class));
    objects = new DataObjects(parts);
    people =
        parts.store(
            "people",
            List.of(KeyRule.caseless("Email")),
            MergedIds.GONE,
            () -> "1P03%032d".formatted(parts.nextNumber()));
    calls = parts.events("calls-to-action");
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
  public List<Operation> operations() {
    var data = "/v1/data/objects/";
    return List.of(
        of("GET", "/v1/meta/services/objects/{object}/describe", objects::describe),
        of("POST", data + "query/{object}", objects::query),
        of("POST", data + "{object}", objects::insert),
        of("PUT", data + "{object}", objects::update),
        of("DELETE", data + "{object}/{id}", objects::delete),
        of("PUT", "/v1/peoplemgmt/v1.0/people", this::person),
        of("POST", "/v2/cockpit/cta", this::callToAction));
  }

  private static Operation of(String method, String path, Function<Call, Answer> work) {
    return Operation.of(method, path, "api", work);
  }

  /** The address identifies the person. */
  private Answer person(Call call) {
    var body = (ObjectNode) Json.tree(call);
    var email = body.path("Email").asText("");
    if (!email.contains("@")) {
      throw GainsightWords.refused(400, "PM_1001", "Email is not valid");
    }
    var values = body.deepCopy();
    values.remove("Email");
    var written = people.upsert(new Change(Map.of("Email", email), values, Change.Nulls.CLEAR));
    return GainsightWords.success(
        Json.LENIENT.createObjectNode().put("personId", written.shown().orElseThrow().id()));
  }

  /**
   * A refusal is in an answer with the status 200. Nothing recognises a request that is repeated.
   */
  private Answer callToAction(Call call) {
    var body = Json.tree(call);
    var success = Json.LENIENT.createObjectNode();
    var failure = Json.LENIENT.createObjectNode();
    for (var request : body.path("requests")) {
      var record = request.path("record");
      var reference = record.path("referenceId").asText();
      var lookup = body.path("lookups").path("CompanyId").path("fields").properties();
      boolean found =
          lookup.stream()
              .allMatch(each ->
                  objects
                      .company(each.getValue().asText(), record.path(each.getKey()))
                      .isPresent());
      if (found && !lookup.isEmpty() && TYPES.contains(record.path("type").asText())) {
        calls.append(record.toString(), (ObjectNode) record);
        success
            .putArray(reference)
            .addObject()
            .put("Gsid", "1S01%032d".formatted(parts.nextNumber()));
      } else {
        failure
            .putArray(reference)
            .addObject()
            .put("errorMessage", found ? "The type is not known" : "No company matches");
      }
    }
    var data = Json.LENIENT.createObjectNode();
    data.set("success", success);
    return GainsightWords.success(data.set("failure", failure));
  }
}
