package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ContractObject.event;
import static dev.tributary.destinations.declared.ContractObject.membership;
import static dev.tributary.destinations.declared.ContractObject.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.testkit.vendor.VendorExcerpt;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The objects of HubSpot under the contract. Its stand-in is older than the kit of the sandbox. */
final class HubSpotObjects {
  private static final String EMAIL = "p#@example.org";
  private static final String DOMAIN = "c#.example.org";
  private static final String TWICE = "twice.example.org";
  private static final String EVENT =
      "{\"eventName\": \"$id\", %s \"properties\": {\"plan\": \"plan-#\"}}";

  // https://developers.hubspot.com/changelog/updated-merge-functionality-for-contacts-and-companies
  // says this of the ids, read 2026-12-01.
  private static final String NO_MERGE =
      "Both ids of merged records name the new one, and no document says which record a write by"
          + " the former address or domain changes";

  private static final int FEW = 20;
  private static final int REFUSED = 60;

  private static final SandboxAccount ACCOUNT =
      SandboxAccount.withoutKit(
              "hubspot", "hubspot", "{}", Map.of("accessToken", "pat-secret-of-hubspot"))
          .at("")
          .opened(HubSpotObjects::open);

  /** A pair of records that an association is of. */
  private record Pair(String from, String fromKey, String fromValue, String to, String toKey) {
    String object() {
      return "%s-%s-associations".formatted(singular(from), singular(to));
    }

    String fields() {
      return fields(to.equals("companies") ? DOMAIN : EMAIL);
    }

    String fields(String toValue) {
      return "{\"%s.%s\": \"%s\", \"%s.%s\": \"%s\"}"
          .formatted(singular(from), fromKey, fromValue, singular(to), toKey, toValue);
    }
  }

  private HubSpotObjects() {}

  static List<ContractObject> all() {
    ContractObject contacts =
        declared("contacts")
            .badValue("refused#@example.org")
            .ignoringCase()
            .without(ContractCase.MERGE, NO_MERGE);
    return Stream.concat(
            Stream.of(
                contacts,
                shown(record(ACCOUNT, "companies", "domain", DOMAIN))
                    .with("{\"name\": \"Acme\"}")
                    .ignoringCase()
                    .without(ContractCase.MERGE, NO_MERGE)
                    .bad("{\"name\": \"Acme\", \"numberofemployees\": \"many\"}")
                    .text("name"),
                declared("deals")
                    .without(ContractCase.MERGE, NO_MERGE)
                    .bad("{\"dealname\": \"Offer\", \"amount\": \"much\"}"),
                declared("tickets")
                    .without(ContractCase.MERGE, NO_MERGE)
                    .bad("{\"subject\": \"Refund\", \"hs_ticket_priority\": \"any\"}"),
                membership(contacts, "list-memberships")
                    .sync("{\"list\": \"Loyal\"}")
                    .writes("/memberships/")
                    .shown(HubSpotObjects::members)
                    .full(FEW),
                event(ACCOUNT, "events")
                    .prepared(HubSpotObjects::defineEvent)
                    .with(EVENT.formatted("\"email\": \"p#@example.org\","))
                    .bad(EVENT.formatted(""))
                    .text("note")
                    .writes("/events/v3/send/")
                    .shown(hubSpot -> texts(list(hubSpot.control("/events"))))
                    .marked("plan-#")),
            Stream.of(
                    new Pair("contacts", "email", EMAIL, "companies", "domain"),
                    new Pair("deals", "tributary_id", "d#", "contacts", "email"),
                    new Pair("deals", "tributary_id", "d#", "companies", "domain"),
                    new Pair("tickets", "tributary_id", "t#", "contacts", "email"),
                    new Pair("tickets", "tributary_id", "t#", "companies", "domain"))
                .map(HubSpotObjects::association))
        .toList();
  }

  private static String defineEvent(ConnectedStandIn hubSpot) {
    String definition = "{\"name\": \"bought\", \"properties\": [\"plan\", \"note\"]}";
    return hubSpot
        .control("POST", "/event-definitions", definition)
        .path("fullyQualifiedName")
        .asText();
  }

  private static ContractObject declared(String type) {
    return shown(ContractObject.declared(ACCOUNT, type));
  }

  private static ContractObject shown(ContractObject object) {
    return object
        .writes("/objects/%s/batch/".formatted(object.object))
        .shown(hubSpot -> texts(objects(hubSpot, object.object)));
  }

  private static ContractObject association(Pair pair) {
    ContractObject association =
        record(ACCOUNT, pair.object(), "pair", "pair#")
            .prepared(hubSpot -> prepare(hubSpot, pair))
            .with(pair.fields())
            .writes("/crm/v4/associations/")
            .without(ContractCase.TEXT, "The fields of a pair are keys of records")
            .without(ContractCase.MERGE, "A pair is of two records, and these can be merged")
            .without(ContractCase.LETTERS, "HubSpot does not get the match value of a pair")
            .without(
                ContractCase.ERASURE_WITHOUT_ID,
                "The id names both records, so the erasure of an unknown pair is not confirmed")
            .shown(hubSpot ->
                texts(
                    objects(hubSpot, pair.from()).stream()
                        .filter(each -> !each.path("associated").isEmpty())
                        .toList()))
            .marked(pair.fromValue())
            .full(FEW);
    return pair.to().equals("companies")
        ? association.bad(pair.fields(TWICE))
        : association.without(
            ContractCase.BAD_ITEM,
            "HubSpot has at most one contact with an address, and a pair without one waits");
  }

  private static String singular(String type) {
    return type.equals("companies") ? "company" : type.substring(0, type.length() - 1);
  }

  /** Lifts the limits, and chooses the addresses that are refused. */
  private static void open(ConnectedStandIn hubSpot) {
    hubSpot.check(HubSpotObjects::check);
    hubSpot.control(
        "PUT",
        "/limits",
        "{\"requests\": 1000000, \"intervalMilliseconds\": 1000, \"searchesPerSecond\": 1000000}");
    IntStream.rangeClosed(1, REFUSED)
        .mapToObj("{\"email\": \"refused%d@example.org\"}"::formatted)
        .forEach(email -> hubSpot.control("POST", "/refused-emails", email));
  }

  private static void check(Egress.Request request) {
    byte[] body = request.body();
    VendorExcerpt.HUBSPOT.checkRequest(
        request.method(),
        request.uri().getRawPath(),
        request.headers(),
        body == null ? "" : new String(body, StandardCharsets.UTF_8));
  }

  /** The records of the pairs, and a domain that two companies have. */
  private static String prepare(ConnectedStandIn hubSpot, Pair pair) {
    for (int number = 1; number <= FEW; number++) {
      create(hubSpot, pair.from(), pair.fromKey(), pair.fromValue(), number);
      String value = pair.to().equals("companies") ? DOMAIN : EMAIL;
      create(hubSpot, pair.to(), pair.toKey(), value, number);
    }
    for (int time = 0; time < 2; time++) {
      hubSpot.control(
          "POST", "/objects/companies", "{\"properties\": {\"domain\": \"%s\"}}".formatted(TWICE));
    }
    return "";
  }

  private static void create(
      ConnectedStandIn hubSpot, String type, String key, String value, int number) {
    String numbered = ContractObject.numbered(value, number);
    if (key.equals("tributary_id")) {
      // The connector creates the property that the account lacks.
      ContractObjects.written(hubSpot, type, ConnectedStandIn.item(number, key, numbered, "{}"));
    } else {
      hubSpot.control(
          "POST",
          "/objects/" + type,
          "{\"properties\": {\"%s\": \"%s\"}}".formatted(key, numbered));
    }
  }

  private static List<JsonNode> objects(ConnectedStandIn hubSpot, String type) {
    return list(hubSpot.control("/objects/%s?limit=1000".formatted(type)).path("objects"));
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> nodes = new ArrayList<>();
    array.forEach(nodes::add);
    return nodes;
  }

  /** The members of the one list; none before it is created. */
  private static List<String> members(ConnectedStandIn hubSpot) {
    List<JsonNode> members = new ArrayList<>();
    for (JsonNode list : hubSpot.control("/lists")) {
      hubSpot
          .control("/lists/%s/members".formatted(list.path("name").asText()))
          .forEach(members::add);
    }
    return texts(members);
  }

  private static List<String> texts(List<JsonNode> nodes) {
    return nodes.stream().map(JsonNode::toString).toList();
  }
}
