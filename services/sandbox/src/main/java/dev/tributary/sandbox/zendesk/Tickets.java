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

/** Tickets. A key of a request makes its repeat return the same ticket for two hours. */
final class Tickets {
  private static final Duration KEPT = Duration.ofHours(2);

  private record Created(String body, StoredRecord ticket, Instant at) {}

  private final Parts parts;
  private final Users users;
  private final RecordStore store;
  private final Map<String, Created> byKey = new HashMap<>();

  Tickets(Parts parts, Users users) {
    this.parts = parts;
    this.users = users;
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

  /** The requester gets a mail, and becomes a user if it was none. */
  StoredRecord create(ObjectNode given) {
    var values = given.deepCopy();
    values.set("description", given.path("comment").path("body"));
    values.remove(List.of("comment", "requester"));
    if (given.path("requester") instanceof ObjectNode requester) {
      var user = users.write(requester.deepCopy().put("skip_verify_email", true)).user();
      values.put("requester_id", Long.parseLong(user.id()));
      var email = user.key("email");
      if (email != null) {
        parts.mails().send(email);
      }
    }
    return store.create(new Change(Map.of(), values, Nulls.IGNORE)).shown().orElseThrow();
  }

  Answer update(Call call) {
    var values = ((ObjectNode) Json.tree(call).path("ticket")).deepCopy();
    values.remove(List.of("comment", "requester"));
    var changed =
        store
            .update(call.parameter("ticket_id"), new Change(Map.of(), values, Nulls.CLEAR))
            .shown()
            .orElseThrow(ZendeskWords::notFound);
    return Answer.of(200, Map.of("ticket", view(changed)));
  }

  private static ObjectNode view(StoredRecord ticket) {
    var view = Json.LENIENT.createObjectNode().put("id", Long.parseLong(ticket.id()));
    List.of(
            "subject",
            "description",
            "requester_id",
            "external_id",
            "type",
            "priority",
            "tags",
            "custom_fields")
        .forEach(field -> {
          if (ticket.values().has(field)) {
            view.set(field, ticket.values().path(field));
          }
        });
    return view.put("status", ticket.values().path("status").asText("new"))
        .put("created_at", ticket.createdAt().toString())
        .put("updated_at", ticket.updatedAt().toString());
  }
}
