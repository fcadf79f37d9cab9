package dev.tributary.destinations.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Call;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Deduplication;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.JobAnswer;
import dev.tributary.destinations.connector.JobAnswer.OfResults;
import dev.tributary.destinations.connector.JobAnswer.OfSearch;
import dev.tributary.destinations.connector.JobAnswer.OfState;
import dev.tributary.destinations.connector.JobAnswer.OfStep;
import dev.tributary.destinations.connector.JobAnswer.Result;
import dev.tributary.destinations.connector.JobCall;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.BatchLimits;
import dev.tributary.destinations.connector.Manifest.Confirmation;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.ObjectType.Kind;
import dev.tributary.destinations.connector.Manifest.RateLimit;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.ManifestBuilder;
import dev.tributary.destinations.connector.ManifestObjectTypeBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Protocol.FindThenWrite;
import dev.tributary.destinations.connector.Protocol.Lookup;
import dev.tributary.destinations.connector.Protocol.Matches;
import dev.tributary.destinations.connector.ProtocolJobBuilder;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.web.RetryAfter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A vendor with an object for each way to write that has no shipped connector of its class. */
final class ChaosConnector implements Connector {
  static final String ID = "chaos";

  /** Class A: a batch of records, of which some can fail. */
  static final String UPSERTS = "upserts";

  /** Class A: each record has a request. */
  static final String SINGLES = "singles";

  /** Class A: a search, then a creation or an update. */
  static final String FOUND = "found";

  /** Class B: each event has a key by which the vendor recognises it. */
  static final String EVENTS = "events";

  /** Class E: records go in jobs that have names. */
  static final String JOBS = "jobs";

  private static final Deduplication DEDUPLICATION =
      new Deduplication(Deduplication.Form.UUID, null, null);

  private static final int BATCH = 5;

  /** So large that no test waits for it: the instances ask Redis before each request. */
  private static final RateLimit RATE = new RateLimit(1_000, 1);

  @Override
  public Manifest manifest() {
    return ManifestBuilder.builder()
        .id(ID)
        .name("Chaos")
        .description("A vendor of a test")
        .effectClass(EffectClass.A)
        .api(null)
        .settings(List.of())
        .objects(
            List.of(
                object(UPSERTS, Kind.RECORD, EffectClass.A, null),
                object(SINGLES, Kind.RECORD, EffectClass.A, null),
                object(FOUND, Kind.RECORD, EffectClass.A, null),
                object(EVENTS, Kind.EVENT, EffectClass.B, DEDUPLICATION),
                object(JOBS, Kind.RECORD, EffectClass.E, null)))
        .rateLimits(List.of(RATE))
        .budgets(List.of())
        .concurrency(2)
        .connections(0)
        .openJobs(0)
        .addressOverridable(true)
        .sources(List.of())
        .build();
  }

  private static ObjectType object(
      String name, Kind kind, EffectClass effectClass, @Nullable Deduplication deduplication) {
    return ManifestObjectTypeBuilder.builder()
        .name(name)
        .label(name)
        .kind(kind)
        .fields(List.of())
        .otherFields(".+")
        .matchFields(List.of())
        .furtherMatchFields(List.of())
        .batchSize(BATCH)
        .removal(kind == Kind.EVENT ? Removal.IMPOSSIBLE : Removal.DELETED)
        .memberships(null)
        .settings(List.of())
        .effectClass(effectClass)
        .deduplication(deduplication)
        .modes(kind == Kind.EVENT ? List.of(Mode.APPEND) : List.of(Mode.UPSERT))
        .batch(new BatchLimits(BATCH, null, null, Duration.ZERO))
        .settle(Duration.ZERO)
        .confirms(Confirmation.DELIVERED)
        .forget(null)
        .links(List.of())
        .promise("")
        .changesOnly(false)
        .build();
  }

  @Override
  public Protocol protocol(Batch batch) {
    return switch (batch.object()) {
      case UPSERTS -> new Protocol.DirectCalls(List.of(written(batch, "POST", batch.items())));
      case SINGLES ->
          new Protocol.DirectCalls(
              batch.items().stream().map(item -> written(batch, "PUT", List.of(item))).toList());
      case FOUND ->
          new FindThenWrite(
              items -> search(batch, items),
              items -> written(batch, "POST", items),
              items -> written(batch, "PATCH", items));
      case EVENTS -> new Protocol.DirectCalls(List.of(written(batch, "POST", batch.items())));
      case JOBS -> inJob(batch);
      default -> throw new IllegalArgumentException(batch.object());
    };
  }

  /** The answer has the ids of records, and the keys of those that were not taken. */
  private static Call written(Batch batch, String method, List<Item> items) {
    return new Call(
        request(batch, method, "", body(batch, items)),
        items,
        (answer, now) -> {
          Outcome failure = failure(answer, now);
          if (failure != null) {
            return Collections.nCopies(items.size(), failure);
          }
          JsonNode body = Json.read(answer.body(), JsonNode.class);
          return items.stream().map(item -> outcome(item.matchValue(), body)).toList();
        });
  }

  private static Outcome outcome(String key, JsonNode body) {
    for (JsonNode failed : body.path("failed")) {
      if (failed.asText().equals(key)) {
        return new Outcome.Transient("busy", null);
      }
    }
    return new Outcome.Delivered(body.path("ids").path(key).asText(null));
  }

  private static Lookup search(Batch batch, List<Item> items) {
    String keys = items.stream().map(Item::matchValue).collect(Collectors.joining(","));
    return new Lookup(
        request(batch, "GET", "?keys=" + keys, null),
        (answer, now) -> {
          Outcome failure = failure(answer, now);
          if (failure != null) {
            return new Matches.Failed(failure);
          }
          JsonNode body = Json.read(answer.body(), JsonNode.class);
          Map<String, String> ids = new HashMap<>();
          for (Item item : items) {
            String id = body.path("ids").path(item.matchValue()).asText("");
            if (!id.isEmpty()) {
              ids.put(item.delivery(), id);
            }
          }
          return new Matches.Found(ids, Map.of());
        });
  }

  private static Protocol inJob(Batch batch) {
    return ProtocolJobBuilder.builder()
        .submit(name ->
            new JobCall<>(
                request(batch, "POST", "?name=" + name, body(batch, batch.items())),
                read(
                    (body, now) -> new OfStep.Done(body.path("job").asText()), OfStep.Failed::new)))
        .find(
            new Protocol.Job.Find(
                name ->
                    new JobCall<>(
                        request(batch, "GET", "?name=" + name, null),
                        read(
                            (body, now) ->
                                body.has("job")
                                    ? new OfSearch.Found(body.path("job").asText())
                                    : new OfSearch.Missing(),
                            OfSearch.Failed::new)),
                Duration.ZERO))
        .parts(List.of())
        .close(null)
        .abort(null)
        .poll(job ->
            new JobCall<>(
                request(batch, "GET", "?state=" + job, null),
                read(
                    (body, now) ->
                        body.path("done").asBoolean()
                            ? new OfState.Complete(null)
                            : new OfState.Working(now, "half"),
                    OfState.Unclear::new)))
        .results(
            new Protocol.Job.Results(
                job ->
                    List.of(
                        new JobCall<OfResults>(
                            request(batch, "GET", "?results=" + job, null),
                            read(
                                (body, now) -> new OfResults.Read(results(batch, body), null),
                                OfResults.Failed::new))),
                null))
        .deadline(Duration.ofHours(1))
        .leftOut(Set.of())
        .build();
  }

  private static List<Result> results(Batch batch, JsonNode body) {
    Set<String> failed = new HashSet<>();
    Set<String> done = new HashSet<>();
    body.path("failed").forEach(key -> failed.add(key.asText()));
    body.path("done").forEach(key -> done.add(key.asText()));
    List<Result> results = new ArrayList<>();
    for (Item item : batch.items()) {
      if (done.contains(item.matchValue())) {
        results.add(new Result(item.delivery(), new Outcome.Delivered(null)));
      } else if (failed.contains(item.matchValue())) {
        results.add(new Result(item.delivery(), new Outcome.Transient("busy", null)));
      }
    }
    return results;
  }

  private static <T extends JobAnswer> JobCall.Reading<T> read(
      BiFunction<JsonNode, Instant, T> success, Function<Outcome, T> failed) {
    return (answer, now) -> {
      Outcome failure = failure(answer, now);
      return failure == null
          ? success.apply(Json.read(answer.body(), JsonNode.class), now)
          : failed.apply(failure);
    };
  }

  /** Null after a success. */
  private static @Nullable Outcome failure(Answer answer, Instant now) {
    Instant after = RetryAfter.of(answer, now);
    return switch (answer.status()) {
      case 200 -> null;
      case 429 ->
          new Outcome.RateLimited(
              Objects.requireNonNullElseGet(after, () -> now.plusSeconds(1)), "slowly");
      default -> new Outcome.Transient("HTTP " + answer.status(), after);
    };
  }

  private static byte[] body(Batch batch, List<Item> items) {
    ObjectNode body = Json.MAPPER.createObjectNode();
    ArrayNode records = body.putArray("records");
    for (Item item : items) {
      records
          .addObject()
          .put("key", item.matchValue())
          .put("name", item.fields().path("name").asText())
          .put("id", item.vendorId())
          .put("once", DEDUPLICATION.key(item.delivery()));
    }
    return Json.write(body);
  }

  private static Egress.Request request(
      Batch batch, String method, String query, byte @Nullable [] body) {
    URI base = Objects.requireNonNull(batch.target().baseUrl());
    return new Egress.Request(
        method, URI.create(base + query), Map.of("content-type", "application/json"), body);
  }

  @Override
  public Probe probe(Target target) {
    return new Probe.OfConnection((opened, egress) -> new Outcome.Delivered(null));
  }
}
