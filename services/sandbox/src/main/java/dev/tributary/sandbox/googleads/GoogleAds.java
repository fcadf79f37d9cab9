package dev.tributary.sandbox.googleads;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.googleads.Ingestion.Item;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.TokenEndpoint;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.IssuedTokens;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.job.ItemResult;
import dev.tributary.sandbox.kit.job.Job;
import dev.tributary.sandbox.kit.job.JobPace;
import dev.tributary.sandbox.kit.job.Jobs;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Window;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The Data Manager API of one Google Cloud project. A request is taken and processed later; its
 * status has counts by reason, and never the member.
 */
public final class GoogleAds implements Vendor {
  private static final GoogleAdsWords WORDS = new GoogleAdsWords();
  private static final int MAXIMUM_DESTINATIONS = 10;
  private static final Map<String, Integer> MAXIMUM =
      Map.of("audienceMembers", 10_000, "events", 2_000);
  private static final JobPace PACE =
      new JobPace(Duration.ZERO, Duration.ofMinutes(30), Duration.ofDays(7), Integer.MAX_VALUE);

  private static final Map<String, List<Limit>> LIMITS =
      Map.of("ingestion", quota(100_000), "status", quota(50_000), "lists", quota(50_000));

  private final Parts parts;
  private final IssuedTokens tokens;
  private final Jobs<Item> requests;
  private final UserLists lists;

  public GoogleAds(Clock clock) {
    tokens = new IssuedTokens(clock, new IssuedTokens.Policy(Duration.ofHours(1), false));
    parts =
        new Parts("google-ads", clock, tokens, LIMITS, VendorDocument.of(GoogleAds.class))
            .with(tokens);
    var audiences = parts.members("audiences");
    lists = new UserLists(parts, audiences);
    requests =
        parts.jobs(
            "requests",
            PACE,
            () -> "request-" + parts.nextNumber(),
            new Ingestion(parts, audiences)::perform);
  }

  private static List<Limit> quota(int aDay) {
    return List.of(
        Limit.perAccount("requests per minute", Window.Fixed.of(Duration.ofMinutes(1)), 300),
        Limit.perAccount(
            "requests per day", new Window.Daily(ZoneId.of("America/Los_Angeles")), aDay));
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
    var operations = new ArrayList<>(lists.operations());
    operations.addAll(ingestion());
    return operations;
  }

  private List<Operation> ingestion() {
    return List.of(
        Operation.of("POST", "/token", "", call -> TokenEndpoint.answer(tokens, call, body -> body))
            .open(),
        Operation.of(
            "POST",
            "/v1/audienceMembers:ingest",
            "ingestion",
            call -> take(call, "ingest", "audienceMembers")),
        Operation.of(
            "POST",
            "/v1/audienceMembers:remove",
            "ingestion",
            call -> take(call, "remove", "audienceMembers")),
        Operation.of(
            "POST", "/v1/events:ingest", "ingestion", call -> take(call, "events", "events")),
        Operation.of("GET", "/v1/requestStatus:retrieve", "status", this::status));
  }

  private Answer take(Call call, String kind, String field) {
    var body = Json.tree(call);
    var records = body.path(field);
    int maximum = MAXIMUM.getOrDefault(field, 0);
    if (records.isEmpty() || records.size() > maximum) {
      throw GoogleAdsWords.invalid(field, "Between 1 and %d are allowed".formatted(maximum));
    }
    var destinations = body.path("destinations");
    if (destinations.isEmpty() || destinations.size() > MAXIMUM_DESTINATIONS) {
      throw GoogleAdsWords.invalid("destinations", "Between 1 and 10 are allowed");
    }
    if (field.equals("audienceMembers")) {
      destinations.forEach(each -> lists.require(each.path("productDestinationId").asText()));
    }
    var items = new ArrayList<Item>();
    for (int i = 0; i < records.size(); i++) {
      var record = records.path(i);
      Ingestion.require(
          "%s[%d].userData".formatted(field, i),
          record.path("userData"),
          body.path("encoding").asText(""));
      for (var destination : destinations) {
        if (addressed(record, destination)) {
          items.add(new Item(destination, record, body.path("consent")));
        }
      }
    }
    if (body.path("validateOnly").asBoolean()) {
      return Answer.of(200, Map.of());
    }
    return requests
        .submit(kind, items)
        .map(request -> Answer.of(200, Map.of("requestId", request.id())))
        .orElseThrow();
  }

  /** A record without references goes to all destinations. */
  private static boolean addressed(JsonNode record, JsonNode destination) {
    var references = record.path("destinationReferences");
    for (var reference : references) {
      if (reference.equals(destination.path("reference"))) {
        return true;
      }
    }
    return references.isEmpty();
  }

  private Answer status(Call call) {
    var request =
        requests.find(call.query("requestId").orElse("")).orElseThrow(GoogleAdsWords::notFound);
    var destinations = new LinkedHashSet<JsonNode>();
    request.items().forEach(item -> destinations.add(item.destination()));
    return Answer.of(
        200,
        Map.of(
            "requestStatusPerDestination",
            destinations.stream().map(each -> status(request, each)).toList()));
  }

  private static ObjectNode status(Job<Item> request, JsonNode destination) {
    long records = 0;
    long identifiers = 0;
    var reasons = new TreeMap<String, Long>();
    for (int i = 0; i < request.items().size(); i++) {
      var item = request.items().get(i);
      if (item.destination().equals(destination)) {
        records++;
        identifiers += item.record().path("userData").path("userIdentifiers").size();
        if (request.phase().ended()
            && request.results().get(i)
                instanceof ItemResult.Refused(var code, var message, var at)) {
          reasons.merge(code, 1L, Long::sum);
        }
      }
    }
    var view = Json.LENIENT.createObjectNode();
    view.set("destination", destination);
    long refused = reasons.values().stream().mapToLong(Long::longValue).sum();
    view.put(
        "requestStatus",
        !request.phase().ended()
            ? "PROCESSING"
            : refused == 0 ? "SUCCESS" : refused == records ? "FAILED" : "PARTIAL_SUCCESS");
    if (refused > 0) {
      var counts = view.putObject("errorInfo").putArray("errorCounts");
      reasons.forEach((reason, count) ->
          counts.addObject().put("recordCount", count.toString()).put("reason", reason));
    }
    switch (request.subject()) {
      case "ingest" ->
          counted(
                  view.putObject("audienceMembersIngestionStatus")
                      .putObject("userDataIngestionStatus"),
                  records)
              .put("userIdentifierCount", "" + identifiers)
              .put("uploadMatchRateRange", "MATCH_RATE_RANGE_UNKNOWN");
      case "remove" ->
          counted(
                  view.putObject("audienceMembersRemovalStatus").putObject("userDataRemovalStatus"),
                  records)
              .put("userIdentifierCount", "" + identifiers);
      default -> counted(view.putObject("eventsIngestionStatus"), records);
    }
    return view;
  }

  /** Google writes 64-bit numbers as texts. */
  private static ObjectNode counted(ObjectNode status, long records) {
    return status.put("recordCount", "" + records);
  }
}
