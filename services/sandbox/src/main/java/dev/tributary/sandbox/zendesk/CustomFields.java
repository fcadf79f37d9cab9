package dev.tributary.sandbox.zendesk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.KeyRule;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The custom fields of users, organizations and tickets. Those of tickets have no key. */
final class CustomFields {
  /** The first fields of each account, and their types. They cannot be removed. */
  private static final List<String> OF_ALL_TICKETS =
      List.of("subject", "description", "status", "tickettype", "priority", "group", "assignee");

  private final Parts parts;
  private final RecordStore store;

  CustomFields(Parts parts) {
    this.parts = parts;
    store =
        parts.store(
            "fields", List.of(KeyRule.exact("key")), MergedIds.GONE, () -> "" + parts.nextNumber());
  }

  List<ObjectNode> of(String kind) {
    return store.visible().stream()
        .filter(each -> String.valueOf(each.key("key")).startsWith(kind + "."))
        .map(CustomFields::view)
        .toList();
  }

  List<ObjectNode> ofTickets() {
    return Stream.concat(
            OF_ALL_TICKETS.stream()
                .map(type ->
                    Json.LENIENT
                        .createObjectNode()
                        .put("id", 100 + OF_ALL_TICKETS.indexOf(type))
                        .put("title", type)
                        .put("type", type)
                        .put("active", true)
                        .put("removable", false)),
            of("ticket").stream().map(field -> field.put("removable", true)))
        .toList();
  }

  private static ObjectNode view(StoredRecord field) {
    return field.values().deepCopy().put("id", Long.parseLong(field.id())).put("active", true);
  }

  Answer create(String kind, Call call) {
    var field = (ObjectNode) Json.tree(call).path(kind + "_field");
    var key = kind + "." + field.path("key").asText("" + parts.nextNumber());
    var created =
        store
            .create(new Change(Map.of("key", key), field, Nulls.IGNORE))
            .shown()
            .orElseThrow(() -> ZendeskWords.invalid("key", "Key: has already been taken"));
    return Answer.of(201, Map.of(kind + "_field", view(created)));
  }

  /** The field with an id or a key. */
  Answer show(String kind, String id) {
    return of(kind).stream()
        .filter(
            field -> id.equals(field.path("id").asText()) || id.equals(field.path("key").asText()))
        .findFirst()
        .map(field -> Answer.of(200, Map.of(kind + "_field", field)))
        .orElseThrow(ZendeskWords::notFound);
  }

  /** The values of the fields that exist; others are ignored in silence. */
  ObjectNode known(String kind, JsonNode values) {
    var known = Json.LENIENT.createObjectNode();
    values
        .properties()
        .forEach(each -> {
          if (store.findBy("key", kind + "." + each.getKey()).isPresent()) {
            known.set(each.getKey(), each.getValue());
          }
        });
    return known;
  }

  /** The values of the fields of tickets that exist, by their ids. */
  ObjectNode knownOfTickets(JsonNode values) {
    var known = Json.LENIENT.createObjectNode();
    for (var each : values) {
      var id = each.path("id").asText();
      if (of("ticket").stream().anyMatch(field -> field.path("id").asText().equals(id))) {
        known.set(id, each.path("value"));
      }
    }
    return known;
  }
}
