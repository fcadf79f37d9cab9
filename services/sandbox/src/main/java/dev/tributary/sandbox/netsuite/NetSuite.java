package dev.tributary.sandbox.netsuite;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.TokenEndpoint;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.IssuedTokens;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Window;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** One account of NetSuite. Records of a type are known by their external ids. */
public final class NetSuite implements Vendor {
  private static final NetSuiteWords WORDS = new NetSuiteWords();
  private static final String EXTERNAL_ID = "externalId";
  private static final String PREFIX = "eid:";
  private static final String ITEMS = "items";
  private static final String TOKEN = "/services/rest/auth/oauth2/v1/token";
  private static final Set<String> ALGORITHMS =
      Set.of("PS256", "PS384", "PS512", "ES256", "ES384", "ES512");

  /** The fields of each type beside those that begin with {@code cust}. */
  private static final Map<String, Set<String>> FIELDS =
      Map.of(
          "invoice",
          Set.of(
              "entity",
              "tranDate",
              "dueDate",
              "memo",
              "currency",
              "subsidiary",
              "item",
              "salesTeam"),
          "salesOrder",
          Set.of(
              "entity",
              "tranDate",
              "memo",
              "currency",
              "subsidiary",
              "otherRefNum",
              "item",
              "salesTeam"),
          "journalEntry",
          Set.of("tranDate", "memo", "currency", "subsidiary", "approved", "line"));

  /** Other records and sublists. */
  private static final Set<String> REFERENCES =
      Set.of("entity", "currency", "subsidiary", "item", "salesTeam", "line");

  private static final Map<String, List<Limit>> LIMITS =
      Map.of("records", List.of(Limit.perAccount("concurrency", new Window.Running(), 5)));

  private final Parts parts;
  private final IssuedTokens tokens;
  private final RecordStore records;

  public NetSuite(Clock clock) {
    tokens = new IssuedTokens(clock, new IssuedTokens.Policy(Duration.ofHours(1), false));
    parts =
        new Parts("netsuite", clock, tokens, LIMITS, VendorDocument.of(NetSuite.class))
            .with(tokens);
    records =
        parts.store(
            "records",
            List.of(KeyRule.exact(EXTERNAL_ID)),
            MergedIds.GONE,
            () -> "" + (1_000 + parts.nextNumber()));
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
    var record = "/services/rest/record/v1/{type}/{id}";
    return List.of(
        Operation.of("POST", TOKEN, "", this::token).open(),
        of("GET", "/services/rest/record/v1/metadata-catalog", NetSuite::catalog),
        of("GET", "/services/rest/record/v1/metadata-catalog/{type}", NetSuite::described),
        of("PUT", record, this::upsert),
        of("GET", record, call -> Answer.of(200, view(existing(call)))),
        of("DELETE", record, this::delete));
  }

  private static Operation of(String method, String path, Function<Call, Answer> work) {
    return Operation.of(method, path, "records", work);
  }

  /**
   * NetSuite takes statements of these algorithms only, about the address of the endpoint. The
   * stand-in has no certificate, so it checks no signature.
   */
  private Answer token(Call call) {
    return IssuedTokens.algorithm(call).filter(ALGORITHMS::contains).isPresent()
            && IssuedTokens.audience(call).filter(each -> each.endsWith(TOKEN)).isPresent()
        ? TokenEndpoint.answer(tokens, call, body -> body)
        : Answer.of(400, Map.of("error", "invalid_client"));
  }

  private static Answer catalog(Call call) {
    var types = call.query("select").map(List::of).orElse(FIELDS.keySet().stream().toList());
    return Answer.of(200, Map.of(ITEMS, types.stream().map(name -> Map.of("name", name)).toList()));
  }

  /** The description of a type as JSON Schema. */
  private static Answer described(Call call) {
    var fields = FIELDS.get(call.parameter("type"));
    if (fields == null) {
      throw NetSuiteWords.refused(
          404,
          "NONEXISTENT_ID",
          "type",
          "Record type '%s' not found".formatted(call.parameter("type")));
    }
    var schema = Json.LENIENT.createObjectNode().put("type", "object");
    var properties = schema.putObject("properties");
    fields.stream()
        .sorted()
        .forEach(name -> {
          var field = properties.putObject(name).put("title", name).put("nullable", true);
          if (name.endsWith("Date")) {
            field.put("type", "string").put("format", "date");
          } else if (REFERENCES.contains(name)) {
            field.put("type", "object");
          } else {
            field.put("type", name.equals("approved") ? "boolean" : "string");
          }
        });
    return Answer.text(200, "application/schema+json", schema.toString());
  }

  /** Lines of a sublist are added, unless {@code replace} names the sublist. */
  private Answer upsert(Call call) {
    var type = type(call);
    var body = (ObjectNode) Json.tree(call);
    check(type, body);
    var replaced = List.of(call.query("replace").orElse("").split(","));
    var before = find(call);
    body.properties()
        .forEach(field -> {
          if (!replaced.contains(field.getKey()) && field.getValue().path(ITEMS).isArray()) {
            append(before, field.getKey(), (ArrayNode) field.getValue().path(ITEMS));
          }
        });
    var written =
        records.upsert(
            new Change(
                Map.of(EXTERNAL_ID, key(call)),
                body.put("type", type),
                Change.Nulls.CLEAR,
                Change.Objects.MERGED));
    var id = written.shown().orElseThrow().id();
    return Answer.empty(204).with(Map.of("Location", call.path() + "/" + id));
  }

  private static void append(Optional<StoredRecord> before, String sublist, ArrayNode lines) {
    var all = Json.LENIENT.createArrayNode();
    before.ifPresent(record -> record.values().path(sublist).path(ITEMS).forEach(all::add));
    lines.forEach(all::add);
    lines.removeAll().addAll(all);
  }

  private static void check(String type, ObjectNode body) {
    for (var field : body.properties()) {
      if (!FIELDS.getOrDefault(type, Set.of()).contains(field.getKey())
          && !field.getKey().startsWith("cust")) {
        throw NetSuiteWords.invalid(field.getKey(), "Unknown reference or field");
      }
    }
    var sublist = type.equals("journalEntry") ? "line" : "item";
    if (body.path(sublist).path(ITEMS).isEmpty()) {
      throw NetSuiteWords.invalid(sublist, "Please enter at least one line");
    }
    if (sublist.equals("item") && !body.path("entity").isObject()) {
      throw NetSuiteWords.invalid("entity", "Please enter value(s) for: Customer");
    }
    int number = 0;
    var balance = BigDecimal.ZERO;
    for (JsonNode line : body.path(sublist).path(ITEMS)) {
      var reference = sublist.equals("line") ? "account" : "item";
      if (!line.path(reference).isObject()) {
        throw NetSuiteWords.invalid(
            "%s.items[%d].%s".formatted(sublist, number, reference), "Invalid reference");
      }
      balance =
          balance
              .add(new BigDecimal(line.path("debit").asText("0")))
              .subtract(new BigDecimal(line.path("credit").asText("0")));
      number++;
    }
    if (balance.signum() != 0) {
      throw NetSuiteWords.invalid("line", "The amounts in a journal entry must balance");
    }
  }

  private Answer delete(Call call) {
    records.delete(existing(call).id());
    return Answer.empty(204);
  }

  private StoredRecord existing(Call call) {
    type(call);
    return find(call).orElseThrow(NetSuiteWords::missing);
  }

  private Optional<StoredRecord> find(Call call) {
    return records.findBy(EXTERNAL_ID, key(call));
  }

  private static ObjectNode view(StoredRecord record) {
    var view = record.values().deepCopy().put("id", record.id());
    view.remove("type");
    return view;
  }

  private static String type(Call call) {
    var type = call.parameter("type");
    if (!FIELDS.containsKey(type)) {
      throw NetSuiteWords.refused(
          404, "NONEXISTENT_ID", "", "Record type '%s' does not exist".formatted(type));
    }
    return type;
  }

  /** External ids are unique within a type. */
  private static String key(Call call) {
    var id = call.parameter("id");
    if (!id.startsWith(PREFIX)) {
      throw NetSuiteWords.invalid("id", "This stand-in knows records by their external ids");
    }
    return call.parameter("type") + "/" + id.substring(PREFIX.length());
  }
}
