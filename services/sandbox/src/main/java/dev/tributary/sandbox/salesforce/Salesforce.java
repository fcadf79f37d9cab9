package dev.tributary.sandbox.salesforce;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.TokenEndpoint;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.Credentials.Verdict;
import dev.tributary.sandbox.kit.credential.IssuedTokens;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.job.ItemResult;
import dev.tributary.sandbox.kit.limit.Demand;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Window;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One organization of Salesforce: collections of records, descriptions, and Bulk API 2.0. */
public final class Salesforce implements Vendor {
  private static final SalesforceWords WORDS = new SalesforceWords();
  private static final int MAXIMUM_RECORDS = 200;
  private static final String ORGANIZATION = "00D000000000001AAA";
  private static final Pattern QUERY =
      Pattern.compile(
          "(?i)SELECT\\s+(.+?)\\s+FROM\\s+(\\w+)(?:\\s+WHERE\\s+(\\w+)\\s*(?:=|IN)\\s*\\(?(.+?)\\)?)?(?:\\s+WHERE\\s+Id\\s*>\\s*'(\\w+)')?(?:\\s+(ORDER\\s+BY\\s+Id))?(?:\\s+LIMIT\\s+(\\d+))?");
  private static final Pattern TEXT = Pattern.compile("'([^']*)'");
  private static final Map<String, List<Limit>> LIMITS =
      Map.of(
          "api",
          List.of(
              Limit.perAccount(
                  "DailyApiRequests", Window.Rolling.of(Duration.ofDays(1)), 100_000)));

  private final Parts parts;
  private final IssuedTokens tokens;
  private final Schema schema;
  private final Records records;
  private final IngestJobs jobs;

  public Salesforce(Clock clock) {
    tokens = new IssuedTokens(clock, new IssuedTokens.Policy(Duration.ofHours(2), false));
    parts =
        new Parts("salesforce", clock, tokens, LIMITS, VendorDocument.of(Salesforce.class))
            .with(tokens);
    schema = new Schema(parts);
    records = new Records(parts, schema);
    jobs = new IngestJobs(parts, schema, records);
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
    schema.fill();
    records.reset();
  }

  @Override
  public List<Operation> operations() {
    var data = "/services/data/{version}";
    var job = data + "/jobs/ingest/{job_id}";
    return List.of(
        Operation.of("POST", "/services/oauth2/token", "", this::token).open(),
        of("GET", "/services/oauth2/userinfo", call -> account()),
        of("GET", data + "/limits", this::limits),
        of("GET", data + "/sobjects", call -> Answer.of(200, Map.of("sobjects", schema.objects()))),
        of(
            "GET",
            data + "/sobjects/{type}/describe",
            call -> Answer.of(200, schema.describe(object(call)))),
        of("GET", data + "/query", this::query),
        of("PATCH", data + "/composite/sobjects/{type}/{field}", this::upsert),
        of("DELETE", data + "/composite/sobjects", this::delete),
        of("DELETE", data + "/sobjects/{type}/{field}/{value}", this::deleteByKey),
        of("POST", data + "/jobs/ingest", jobs::create),
        of("GET", job, jobs::get),
        of("PATCH", job, jobs::change),
        of("DELETE", job, jobs::delete),
        of("PUT", job + "/batches", jobs::upload),
        of("GET", job + "/successfulResults", jobs::successful),
        of("GET", job + "/failedResults", jobs::failed),
        of("GET", job + "/unprocessedrecords", jobs::unprocessed));
  }

  private static Operation of(String method, String path, Function<Call, Answer> work) {
    return Operation.of(method, path, "api", work);
  }

  @Override
  public List<Operation> control() {
    return List.of(
        Operation.of(
            "PUT",
            "/locks/{external_id}/{writes}",
            "",
            call -> {
              records.lock(
                  call.parameter("external_id"), Integer.parseInt(call.parameter("writes")));
              return Answer.of(200, Map.of());
            }));
  }

  /** The answer has the address for all other requests, and no lifetime. */
  private Answer token(Call call) {
    var instance = "http://%s/salesforce".formatted(call.header("host").orElse("127.0.0.1:8086"));
    return TokenEndpoint.answer(
        tokens,
        call,
        body -> {
          body.remove("expires_in");
          return body.put("instance_url", instance)
              .put("id", instance + "/id/%s/005000000000001AAA".formatted(ORGANIZATION))
              .put("issued_at", String.valueOf(parts.now().toEpochMilli()))
              .put("scope", "api");
        });
  }

  private static Answer account() {
    return Answer.of(
        200,
        Map.of(
            "user_id", "005000000000001AAA",
            "organization_id", ORGANIZATION,
            "preferred_username", "sandbox@shop.example"));
  }

  /** The question counts as well. */
  private Answer limits(Call call) {
    var account = tokens.check(call) instanceof Verdict.Accepted(var accepted) ? accepted : "";
    var states = parts.limits().states(new Demand("api", account, "", "", 0, 0));
    var daily = states.isEmpty() ? null : states.getFirst();
    long total = daily == null ? 0 : daily.limit().amount();
    long remaining = daily == null ? 0 : daily.remaining();
    return Answer.of(200, Map.of("DailyApiRequests", Map.of("Max", total, "Remaining", remaining)));
  }

  /**
   * A request with an unknown field is refused as a whole; all else is a result per record, in
   * order.
   */
  private Answer upsert(Call call) {
    var object = object(call);
    var key = call.parameter("field");
    if (schema.field(object, key).filter(each -> each.path("externalId").asBoolean()).isEmpty()) {
      throw SalesforceWords.refused(
          400, "INVALID_FIELD", "%s is not an external id of %s".formatted(key, object));
    }
    var body = Json.tree(call);
    if (body.path("allOrNone").asBoolean()) {
      throw SalesforceWords.refused(400, "NOT_HERE", "This stand-in has no allOrNone");
    }
    requireFew(body.path("records").size());
    var seen = new HashSet<String>();
    for (var record : body.path("records")) {
      var unknown = records.unknownField(object, record);
      if (unknown.isPresent()) {
        throw SalesforceWords.refused(
            400,
            "INVALID_FIELD",
            "No such column '%s' on sobject of type %s".formatted(unknown.get(), object));
      }
    }
    var results = Json.LENIENT.createArrayNode();
    for (var record : body.path("records")) {
      var value = record.path(key).asText("").toLowerCase(Locale.ROOT);
      boolean first = value.isEmpty() || seen.add(value);
      results.add(
          view(
              first
                  ? records.upsert(object, key, (ObjectNode) record)
                  : Records.refused(
                      "DUPLICATE_VALUE",
                      "Duplicate external id specified: " + record.path(key).asText(),
                      key),
              true));
    }
    return Answer.of(200, results);
  }

  private Answer delete(Call call) {
    var ids = call.query("ids").orElse("").split(",");
    requireFew(ids.length);
    return Answer.of(200, Stream.of(ids).map(id -> view(records.delete(id), false)).toList());
  }

  private Answer deleteByKey(Call call) {
    var object = object(call);
    var key = call.parameter("field");
    if (schema.field(object, key).filter(each -> each.path("externalId").asBoolean()).isEmpty()) {
      throw SalesforceWords.refused(
          404,
          "NOT_FOUND",
          "Provided external ID field does not exist or is not accessible: " + key);
    }
    var found =
        records.visible(object).stream()
            .filter(record ->
                record.values().path(key).asText().equalsIgnoreCase(call.parameter("value")))
            .findFirst()
            .orElseThrow(SalesforceWords::notFound);
    records.delete(found.id());
    return Answer.empty(204);
  }

  private static void requireFew(int count) {
    if (count > MAXIMUM_RECORDS) {
      throw SalesforceWords.refused(
          400, "TOO_MANY_RECORDS", "At most %d records are allowed".formatted(MAXIMUM_RECORDS));
    }
  }

  private static ObjectNode view(ItemResult result, boolean tellsCreation) {
    var view = Json.LENIENT.createObjectNode();
    var errors = Json.LENIENT.createArrayNode();
    switch (result) {
      case ItemResult.Done(var id, var created) -> {
        view.put("id", id).put("success", true);
        if (tellsCreation) {
          view.put("created", created);
        }
      }
      case ItemResult.Refused(var code, var message, var field) -> {
        view.put("success", false);
        var fields =
            errors.addObject().put("statusCode", code).put("message", message).putArray("fields");
        if (!field.isEmpty()) {
          fields.add(field);
        }
      }
      case ItemResult.Unprocessed() -> view.put("success", false);
    }
    view.set("errors", errors);
    return view;
  }

  /**
   * {@code SELECT … FROM … WHERE field = '…'}, {@code IN ('…')} or {@code Id > '…'}, and {@code
   * ORDER BY Id} and {@code LIMIT}; of the organization, its id and name.
   */
  private Answer query(Call call) {
    if (call.query("q").orElse("").strip().equals("SELECT Id, Name FROM Organization")) {
      var organization =
          Map.of(
              "attributes", Map.of("type", "Organization"), "Id", ORGANIZATION, "Name", "Sandbox");
      return Answer.of(200, Map.of("totalSize", 1, "done", true, "records", List.of(organization)));
    }
    var query = QUERY.matcher(call.query("q").orElse("").strip());
    if (!query.matches() || !schema.has(query.group(2))) {
      throw SalesforceWords.refused(
          400, "MALFORMED_QUERY", "This stand-in does not know the query");
    }
    var object = query.group(2);
    var values =
        query.group(4) == null
            ? List.<String>of()
            : TEXT.matcher(query.group(4)).results().map(match -> match.group(1)).toList();
    long limit = query.group(7) == null ? Long.MAX_VALUE : Long.parseLong(query.group(7));
    var fields = List.of(query.group(1).split("\\s*,\\s*"));
    for (var field : fields) {
      if (!field.equals("Id") && schema.field(object, field).isEmpty()) {
        throw SalesforceWords.refused(
            400, "INVALID_FIELD", "No such column '%s' on entity '%s'".formatted(field, object));
      }
    }
    var after = query.group(5);
    var found =
        records.visible(object).stream()
            .map(record -> record.values().deepCopy().put("Id", record.id()))
            .filter(record ->
                query.group(3) == null || values.contains(record.path(query.group(3)).asText()))
            .filter(record -> after == null || record.path("Id").asText().compareTo(after) > 0)
            .sorted(
                query.group(6) == null
                    ? (one, other) -> 0
                    : Comparator.comparing(record -> record.path("Id").asText()))
            .limit(limit)
            .map(record -> {
              record.retain(fields);
              record.putObject("attributes").put("type", object);
              return record;
            })
            .toList();
    return Answer.of(200, Map.of("totalSize", found.size(), "done", true, "records", found));
  }

  private String object(Call call) {
    var object = call.parameter("type");
    if (!schema.has(object)) {
      throw SalesforceWords.notFound();
    }
    return object;
  }
}
