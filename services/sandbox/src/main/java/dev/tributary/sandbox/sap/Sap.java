package dev.tributary.sandbox.sap;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Operation;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.Vendor;
import dev.tributary.sandbox.kit.VendorWords;
import dev.tributary.sandbox.kit.credential.BasicCredentials;
import dev.tributary.sandbox.kit.document.VendorDocument;
import dev.tributary.sandbox.kit.limit.Limit;
import dev.tributary.sandbox.kit.limit.Window;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One system of SAP S/4HANA Cloud: two services of OData version 2. A request that changes
 * something needs the token and the cookie of its session.
 */
public final class Sap implements Vendor {
  private static final SapWords WORDS = new SapWords();
  private static final String ROOT = "/sap/opu/odata/sap/{service}";
  private static final String TOKEN = "x-csrf-token";
  private static final Pattern KEY = Pattern.compile("(\\w+)\\('((?:[^']|'')*)'\\)");
  private static final Pattern TERM = Pattern.compile("(\\w+) eq '((?:[^']|'')*)'");
  private static final Pattern FILTER =
      Pattern.compile("(?:%1$s and )*%1$s".formatted(TERM.pattern()));
  private static final Pattern DATE = Pattern.compile("/Date\\(-?\\d+\\)/");
  private static final Map<String, Integer> LONGEST =
      Map.of("BusinessPartnerIDByExtSystem", 20, "PurchaseOrderByCustomer", 35);
  private static final Map<String, List<Limit>> LIMITS =
      Map.of(
          "odata",
          List.of(Limit.perAccount("tenant", Window.Fixed.of(Duration.ofMinutes(1)), 600)));

  /**
   * An entity set.
   *
   * @param key its key property
   * @param required the property that a new entity needs
   * @param properties all others
   * @param items the navigation to its items; empty for none
   */
  private record EntitySet(
      String service,
      String name,
      String key,
      String required,
      Set<String> properties,
      String items) {}

  private static final List<EntitySet> SETS =
      List.of(
          new EntitySet(
              "API_BUSINESS_PARTNER",
              "A_BusinessPartner",
              "BusinessPartner",
              "OrganizationBPName1",
              Set.of(
                  "BusinessPartnerCategory",
                  "BusinessPartnerIDByExtSystem",
                  "OrganizationBPName2",
                  "SearchTerm1",
                  "BusinessPartnerGrouping",
                  "LegalForm",
                  "Industry",
                  "OrganizationFoundationDate",
                  "IsMarkedForArchiving"),
              ""),
          new EntitySet(
              "API_SALES_ORDER_SRV",
              "A_SalesOrder",
              "SalesOrder",
              "SoldToParty",
              Set.of(
                  "PurchaseOrderByCustomer",
                  "SalesOrderType",
                  "SalesOrganization",
                  "DistributionChannel",
                  "OrganizationDivision",
                  "TransactionCurrency",
                  "SalesOrderDate",
                  "RequestedDeliveryDate"),
              "to_Item"));

  private final Parts parts;
  private final Map<String, RecordStore> stores;
  private String token = "";
  private int refusals;

  public Sap(Clock clock) {
    parts =
        new Parts(
            "sap-s4hana", clock, new BasicCredentials(), LIMITS, VendorDocument.of(Sap.class));
    stores = Map.of("A_BusinessPartner", store("partners"), "A_SalesOrder", store("orders"));
  }

  private RecordStore store(String name) {
    return parts.store(
        name, List.of(), MergedIds.GONE, () -> "" + (1_000_000 + parts.nextNumber()));
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
    token = "";
    refusals = 0;
  }

  @Override
  public List<Operation> operations() {
    return List.of(
        of("GET", ROOT + "/", call -> fetched(call, sets(call))),
        of("GET", ROOT + "/{entity}", call -> fetched(call, search(call))),
        of("POST", ROOT + "/{entity}", this::create),
        of("PATCH", ROOT + "/{entity}", this::change));
  }

  private static Operation of(String method, String path, Function<Call, Answer> work) {
    return Operation.of(method, path, "odata", work);
  }

  @Override
  public List<Operation> control() {
    return List.of(
        Operation.of(
            "POST",
            "/sessions/end",
            "",
            call -> {
              token = "";
              return Answer.empty(204);
            }),
        // The next two changes reach another server, which does not know the token.
        Operation.of(
            "POST",
            "/sessions/refuse",
            "",
            call -> {
              refusals = 2;
              return Answer.empty(204);
            }));
  }

  /** Adds the token of the session to an answer, if the client has asked for it. */
  private Answer fetched(Call call, Answer answer) {
    if (call.header(TOKEN).filter("fetch"::equalsIgnoreCase).isEmpty()) {
      return answer;
    }
    if (token.isEmpty()) {
      token = "token-" + parts.nextNumber();
    }
    return answer.with(
        Map.of("X-CSRF-Token", token, "Set-Cookie", cookie() + "; path=/; secure; HttpOnly"));
  }

  private String cookie() {
    return "SAP_SESSIONID=" + token;
  }

  private void requireSession(Call call) {
    if (refusals > 0) {
      refusals--;
      throw SapWords.forgedRequest();
    }
    if (token.isEmpty()
        || call.header(TOKEN).filter(token::equals).isEmpty()
        || !call.header("cookie").orElse("").contains(cookie())) {
      throw SapWords.forgedRequest();
    }
  }

  private Answer sets(Call call) {
    var names =
        SETS.stream()
            .filter(set -> set.service().equals(call.parameter("service")))
            .map(EntitySet::name)
            .toList();
    if (names.isEmpty()) {
      throw SapWords.unknownService();
    }
    return Answer.of(200, Map.of("d", Map.of("EntitySets", names)));
  }

  private Answer search(Call call) {
    var set = set(call, call.parameter("entity"));
    var wanted = wanted(call.query("$filter").orElse(""));
    var found =
        store(set).visible().stream()
            .filter(each ->
                wanted.entrySet().stream()
                    .allMatch(property ->
                        each.values()
                            .path(property.getKey())
                            .asText("")
                            .equals(property.getValue())))
            .map(each -> view(set, each))
            .toList();
    return Answer.of(200, Map.of("d", Map.of("results", found)));
  }

  /** The values of properties, of a filter with {@code eq} and {@code and} only. */
  private static Map<String, String> wanted(String filter) {
    if (!FILTER.matcher(filter).matches()) {
      throw SapWords.invalid("", "This stand-in knows filters by values of properties only");
    }
    return TERM.matcher(filter)
        .results()
        .collect(Collectors.toMap(term -> term.group(1), term -> unquoted(term.group(2))));
  }

  /** The entity and its items, or nothing. */
  private Answer create(Call call) {
    requireSession(call);
    var set = set(call, call.parameter("entity"));
    var body = (ObjectNode) Json.tree(call);
    check(set, body, set.items());
    if (body.path(set.required()).asText("").isEmpty()) {
      throw SapWords.invalid(set.required(), "Enter a value for " + set.required());
    }
    if (!set.items().isEmpty()) {
      if (body.path(set.items()).isEmpty()) {
        throw SapWords.invalid(set.items(), "Enter at least one item");
      }
      for (var item : body.path(set.items())) {
        if (item.path("Material").asText("").isEmpty()) {
          throw SapWords.invalid("Material", "Enter a material for each item");
        }
      }
    }
    requireShort(body);
    var created = store(set).create(new Change(Map.of(), body, Change.Nulls.CLEAR));
    return Answer.of(201, Map.of("d", view(set, created.shown().orElseThrow())));
  }

  private Answer change(Call call) {
    requireSession(call);
    var entity = KEY.matcher(call.parameter("entity"));
    if (!entity.matches()) {
      throw SapWords.unknownSet();
    }
    if (call.header("if-match").isEmpty()) {
      throw WORDS.refused(428, "Precondition required");
    }
    var set = set(call, entity.group(1));
    var body = (ObjectNode) Json.tree(call);
    check(set, body, "");
    var id = unquoted(entity.group(2));
    if (store(set).find(id).isEmpty()) {
      throw SapWords.notFound();
    }
    requireShort(body);
    store(set).update(id, new Change(Map.of(), body, Change.Nulls.CLEAR));
    return Answer.empty(204);
  }

  /** Items are created with their entity, and cannot be changed with it. */
  private static void check(EntitySet set, ObjectNode body, String items) {
    for (var field : body.properties()) {
      var name = field.getKey();
      if (!name.equals(set.required())
          && !set.properties().contains(name)
          && (items.isEmpty() || !name.equals(items))) {
        throw SapWords.invalid(
            name, "Property '%s' is invalid for the entity type".formatted(name));
      }
      if (name.endsWith("Date")
          && !field.getValue().isNull()
          && !DATE.matcher(field.getValue().asText()).matches()) {
        throw SapWords.invalid(name, "Failed to read property '%s'".formatted(name));
      }
    }
  }

  private static void requireShort(ObjectNode body) {
    LONGEST.forEach((name, length) -> {
      if (body.path(name).asText("").length() > length) {
        throw SapWords.invalid(name, "Property '%s' is too long".formatted(name));
      }
    });
  }

  private static EntitySet set(Call call, String name) {
    return SETS.stream()
        .filter(set -> set.service().equals(call.parameter("service")) && set.name().equals(name))
        .findFirst()
        .orElseThrow(SapWords::unknownSet);
  }

  private RecordStore store(EntitySet set) {
    var store = stores.get(set.name());
    if (store == null) {
      throw SapWords.unknownSet();
    }
    return store;
  }

  private static ObjectNode view(EntitySet set, StoredRecord record) {
    var view = record.values().deepCopy().put(set.key(), record.id());
    if (!set.items().isEmpty()) {
      view.remove(set.items());
    }
    return view;
  }

  private static String unquoted(String text) {
    return text.replace("''", "'");
  }
}
