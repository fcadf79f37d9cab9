package dev.tributary.sandbox.zendesk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import dev.tributary.sandbox.Json;
import dev.tributary.sandbox.kit.Parts;
import dev.tributary.sandbox.kit.Refused;
import dev.tributary.sandbox.kit.record.Change;
import dev.tributary.sandbox.kit.record.Change.Nulls;
import dev.tributary.sandbox.kit.record.RecordStore;
import dev.tributary.sandbox.kit.record.RecordStore.MergedIds;
import dev.tributary.sandbox.kit.record.StoredRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tickets. A key of a request makes its repeat return the same ticket for two hours. */
final class Tickets {
  private static final Duration KEPT = Duration.ofHours(2);

  private static final Map<String, List<String>> CHOICES =
      Map.of(
          "type", List.of("problem", "incident", "question", "task"),
          "priority", List.of("urgent", "high", "normal", "low"),
          "status", List.of("new", "open", "pending", "hold", "solved", "closed"));

  private record Created(String body, StoredRecord ticket, Instant at) {}

  private final Parts parts;
  private final Users users;
  private final CustomFields fields;
  private final RecordStore store;
  private final Map<String, Created> byKey = new HashMap<>();

  Tickets(Parts parts, Users users, CustomFields fields) {
    this.parts = parts;
    this.users = users;
    this.fields = fields;
    store =
        parts.store("tickets", List.of(), MergedIds.GONE, () -> "" + (9_000 + parts.nextNumber()));
  }

  void reset() {
    byKey.clear();
  }

  Answer create(Call call) {
    var key = call.header("idempotency-key").orElse("");
    if (key.isEmpty()) {
      return created(create((ObjectNode) Json.tree(call).path("ticket")));
    }
    var known = byKey.get(key);
    boolean hit = known != null && known.at().plus(KEPT).isAfter(parts.now());
    if (known == null || !hit) {
      known =
          new Created(
              call.text(), create((ObjectNode) Json.tree(call).path("ticket")), parts.now());
      byKey.put(key, known);
    } else if (!known.body().equals(call.text())) {
      throw new Refused(
          ZendeskWords.failure(
              400, "IdempotentRequestError", "The key was used with other parameters"));
    }
    return created(known.ticket()).with(Map.of("x-idempotency-lookup", hit ? "hit" : "miss"));
  }

  private static Answer created(StoredRecord ticket) {
    return Answer.of(201, Map.of("ticket", view(ticket)));
  }

  /**
   * The requester becomes a user if it was none. As the first triggers of an account do, a public
   * comment sends it a mail.
   */
  StoredRecord create(ObjectNode given) {
    if (given.at("/comment/body").asText("").isEmpty()
        && given.at("/comment/html_body").asText("").isEmpty()) {
      throw ZendeskWords.invalid("base", "Description: cannot be blank");
    }
    var values = values(given);
    values.set("description", given.at("/comment/body"));
    var requester = requester(given);
    if (requester.isPresent()) {
      values.put("requester_id", Long.parseLong(requester.get().id()));
      var email = requester.get().key("email");
      if (email != null && given.at("/comment/public").asBoolean(true)) {
        parts.mails().send(email);
      }
    }
    return store.create(new Change(Map.of(), values, Nulls.IGNORE)).shown().orElseThrow();
  }

  private Optional<StoredRecord> requester(ObjectNode given) {
    if (given.path("requester") instanceof ObjectNode requester) {
      return Optional.of(users.write(requester.deepCopy().put("skip_verify_email", true)).user());
    }
    if (!given.path("requester_id").isNumber()) {
      return Optional.empty();
    }
    var known = users.find(given.path("requester_id").asText());
    if (known.isEmpty()) {
      throw ZendeskWords.invalid("requester", "Requester: is invalid");
    }
    return known;
  }

  private ObjectNode values(ObjectNode given) {
    CHOICES.forEach((field, choices) -> {
      var value = given.path(field);
      if (!value.isMissingNode() && !value.isNull() && !choices.contains(value.asText())) {
        var name = Character.toUpperCase(field.charAt(0)) + field.substring(1);
        throw ZendeskWords.invalid("base", name + ": is invalid");
      }
    });
    var values = given.deepCopy();
    values.remove(List.of("comment", "requester"));
    values.set("custom_fields", fields.knownOfTickets(given.path("custom_fields")));
    return values;
  }

  Answer list(Call call) {
    var externalId = call.query("external_id");
    var found =
        store.visible().stream()
            .filter(each ->
                externalId.isEmpty()
                    || externalId.get().equals(each.values().path("external_id").asText(null)))
            .map(Tickets::view)
            .toList();
    var page = Json.LENIENT.createObjectNode().put("count", found.size());
    page.putArray("tickets").addAll(found);
    return Answer.of(200, page.putNull("next_page").putNull("previous_page"));
  }

  Answer update(Call call) {
    var id = call.parameter("ticket_id");
    var known = store.find(id).orElseThrow(ZendeskWords::notFound);
    if (known.values().path("status").asText().equals("closed")) {
      throw ZendeskWords.invalid("status", "Status: closed prevents ticket update");
    }
    var values = values((ObjectNode) Json.tree(call).path("ticket"));
    var changed =
        store
            .update(id, new Change(Map.of(), values, Nulls.CLEAR))
            .shown()
            .orElseThrow(ZendeskWords::notFound);
    return Answer.of(200, Map.of("ticket", view(changed)));
  }

  Answer delete(Call call) {
    if (!store.delete(call.parameter("ticket_id"))) {
      throw ZendeskWords.notFound();
    }
    return Answer.empty(204);
  }

  private static ObjectNode view(StoredRecord ticket) {
    var view = Json.LENIENT.createObjectNode().put("id", Long.parseLong(ticket.id()));
    List.of("subject", "description", "requester_id", "external_id", "type", "priority", "tags")
        .forEach(field -> {
          if (ticket.values().has(field)) {
            view.set(field, ticket.values().path(field));
          }
        });
    var custom = view.putArray("custom_fields");
    ticket
        .values()
        .path("custom_fields")
        .properties()
        .forEach(each ->
            custom
                .addObject()
                .put("id", Long.parseLong(each.getKey()))
                .set("value", each.getValue()));
    return view.put("status", ticket.values().path("status").asText("new"))
        .put("created_at", ticket.createdAt().toString())
        .put("updated_at", ticket.updatedAt().toString());
  }
}
