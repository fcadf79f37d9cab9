package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.ResolveThenSend.Resolved;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * The requests that add and remove associations, 100 at a time, and the meaning of their answers. A
 * repetition of both has no further effect.
 */
final class AssociationCalls {
  private static final String NOT_FOUND = "OBJECT_NOT_FOUND";

  private final Batch batch;
  private final List<String> ends;

  /**
   * @param ends the names of the two objects
   */
  AssociationCalls(Batch batch, List<String> ends) {
    this.batch = batch;
    this.ends = ends;
  }

  Call addition(List<Resolved> items) {
    List<RecordPair> pairs =
        items.stream().map(item -> Objects.requireNonNull(RecordPair.of(item))).toList();
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.putArray("inputs");
    for (RecordPair pair : new LinkedHashSet<>(pairs)) {
      ObjectNode input = body.withArray("inputs").addObject();
      input.putObject("from").put("id", pair.from());
      input.putObject("to").put("id", pair.to());
    }
    return new Call(
        HubSpotApi.post(batch.target(), path("associate/default"), body),
        items.stream().map(Resolved::item).toList(),
        (answer, now) -> added(pairs, answer, now));
  }

  /**
   * @param resolved whose former association is removed
   */
  Call removal(List<Resolved> resolved) {
    List<Item> items = resolved.stream().map(Resolved::item).toList();
    List<RecordPair> pairs =
        items.stream().map(item -> Objects.requireNonNull(RecordPair.of(item))).toList();
    ObjectNode body = Json.MAPPER.createObjectNode();
    body.putArray("inputs");
    for (RecordPair pair : new LinkedHashSet<>(pairs)) {
      ObjectNode input = body.withArray("inputs").addObject();
      input.putObject("from").put("id", pair.from());
      input.putArray("to").addObject().put("id", pair.to());
    }
    return new Call(
        HubSpotApi.post(batch.target(), path("archive"), body),
        items,
        (answer, now) -> {
          List<Outcome> outcomes = removed(pairs, answer, now);
          return IntStream.range(0, pairs.size())
              .mapToObj(i -> ended(resolved.get(i), outcomes.get(i)))
              .toList();
        });
  }

  /** The outcome of an item that names no records. Others go on to the addition. */
  private static Outcome ended(Resolved item, Outcome removed) {
    return removed instanceof Outcome.Delivered && RecordPair.of(item) == null
        ? RecordPair.removed(item.item())
        : removed;
  }

  private String path(String action) {
    return "/crm/v4/associations/%s/%s/batch/%s".formatted(ends.get(0), ends.get(1), action);
  }

  private List<Outcome> added(List<RecordPair> pairs, Answer answer, Instant now) {
    if (!answer.successful()) {
      boolean gone = recordIsGone(answer);
      Outcome failure = failure(answer, now);
      Outcome outcome =
          gone && pairs.size() == 1
              ? new Outcome.WaitsForRecord(failure.words())
              : gone ? new Outcome.RefusedTogether(null, failure.words()) : failure;
      return Collections.nCopies(pairs.size(), outcome);
    }
    JsonNode body = HubSpotApi.json(answer);
    Set<RecordPair> made = made(pairs, body);
    Map<RecordPair, JsonNode> errors = errors(pairs, body);
    Outcome unnamed = unnamed(body);
    boolean refused = !body.path("errors").isEmpty();
    return pairs.stream()
        .map(pair -> {
          JsonNode error = errors.get(pair);
          // The result of the reverse pair also names this one.
          boolean unclear =
              refused && !pair.reversed().equals(pair) && pairs.contains(pair.reversed());
          return error != null
              ? isGone(error)
                  ? new Outcome.WaitsForRecord(words(error))
                  : new Outcome.Rejected(null, words(error))
              : made.contains(pair) && !unclear ? pair.delivered() : unnamed;
        })
        .toList();
  }

  private List<Outcome> removed(List<RecordPair> pairs, Answer answer, Instant now) {
    if (!answer.successful()) {
      boolean gone = recordIsGone(answer);
      Outcome failure = failure(answer, now);
      Outcome outcome =
          gone && pairs.size() == 1
              ? RecordPair.removed()
              : gone ? new Outcome.RefusedTogether(null, failure.words()) : failure;
      return Collections.nCopies(pairs.size(), outcome);
    }
    if (!HubSpotApi.readable(answer)) {
      return Collections.nCopies(
          pairs.size(), new Outcome.Ambiguous("HubSpot's answer to the removal cannot be read"));
    }
    JsonNode body = HubSpotApi.json(answer);
    Map<RecordPair, JsonNode> errors = errors(pairs, body);
    Outcome unnamed =
        body.path("errors").size() > errors.size() ? unnamed(body) : RecordPair.removed();
    return pairs.stream()
        .map(pair -> {
          JsonNode error = errors.get(pair);
          return error == null
              ? unnamed
              : isGone(error) ? RecordPair.removed() : new Outcome.Rejected(null, words(error));
        })
        .toList();
  }

  /**
   * A token that may not associate the records concerns this sync only: HubSpot refuses an unknown
   * token with 401. After an error of a server, the request may have had its effect.
   */
  private Outcome failure(Answer answer, Instant now) {
    Outcome failure = HubSpotApi.failure(answer, now);
    if (failure instanceof Outcome.Transient(String words, Instant notBefore)) {
      return new Outcome.Ambiguous(words, notBefore);
    }
    return answer.status() == 403
        ? new Outcome.Misconfigured(
            "The access token may not associate %s with %s. It needs the scopes to read and write both. HubSpot's answer: %s"
                .formatted(ends.get(0), ends.get(1), failure.words()))
        : failure;
  }

  /** HubSpot can name an association by either of its two directions. */
  private static Set<RecordPair> made(List<RecordPair> pairs, JsonNode body) {
    Set<RecordPair> sent = new HashSet<>(pairs);
    Set<RecordPair> made = new HashSet<>();
    for (JsonNode result : body.path("results")) {
      RecordPair named =
          new RecordPair(
              result.path("from").path("id").asText(""), result.path("to").path("id").asText(""));
      made.add(sent.contains(named) ? named : named.reversed());
    }
    return made;
  }

  /**
   * The error of each pair that an error names alone. An error with the ids of several pairs does
   * not say which of them it refuses.
   */
  private static Map<RecordPair, JsonNode> errors(List<RecordPair> pairs, JsonNode body) {
    Set<RecordPair> sent = new HashSet<>(pairs);
    Map<RecordPair, JsonNode> found = new HashMap<>();
    for (JsonNode error : body.path("errors")) {
      Set<String> ids = new HashSet<>();
      error.path("context").forEach(list -> list.forEach(id -> ids.add(id.asText())));
      List<RecordPair> named =
          sent.stream()
              .filter(pair -> ids.contains(pair.from()) && ids.contains(pair.to()))
              .toList();
      if (named.size() == 1) {
        found.putIfAbsent(named.getFirst(), error);
      }
    }
    return found;
  }

  /**
   * The outcome of pairs that the answer does not name. If it has errors, one of them may be about
   * the pair: the batch is halved until the pair is alone.
   */
  private static Outcome unnamed(JsonNode body) {
    JsonNode errors = body.path("errors");
    return errors.isEmpty()
        ? new Outcome.Ambiguous("HubSpot's answer does not name this association")
        : new Outcome.RefusedTogether(null, words(errors.path(0)));
  }

  private static boolean recordIsGone(Answer answer) {
    return answer.status() == 404 && isGone(HubSpotApi.json(answer));
  }

  private static boolean isGone(JsonNode error) {
    return error.path("category").asText().equals(NOT_FOUND);
  }

  private static String words(JsonNode error) {
    return error.path("message").asText("Refused");
  }
}
