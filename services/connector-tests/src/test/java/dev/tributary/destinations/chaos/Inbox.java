package dev.tributary.destinations.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The vendor of one destination, with its faults and with each effect in its order. Thread-safe.
 */
final class Inbox {
  /** The rules of the vendor. */
  enum Kind {
    UPSERTS,
    SINGLES,
    FOUND,
    EVENTS,
    JOBS,
    WEBHOOK
  }

  private final Kind kind;
  private final List<Fault> faults;
  private final Random random;
  private final List<Effect> effects = new ArrayList<>();
  private final Map<Fault, Integer> struck = new HashMap<>();
  private final Map<String, String> ids = new HashMap<>();
  private final Set<String> seen = new HashSet<>();
  private final Map<String, Job> jobs = new HashMap<>();
  private int requests;
  private boolean forgetful;

  /** A job, which the vendor applies when it is submitted. */
  private static final class Job {
    final String name;
    final Set<String> done = new HashSet<>();
    final Set<String> failed = new HashSet<>();
    boolean asked;

    Job(String name) {
      this.name = name;
    }
  }

  /**
   * @param faults of the first requests, in their order
   */
  Inbox(Kind kind, List<Fault> faults, long seed) {
    this.kind = kind;
    this.faults = List.copyOf(faults);
    this.random = new Random(seed);
  }

  /**
   * From now on, the vendor recognises no repetition, and its searches find nothing. All faults
   * strike requests that write.
   */
  synchronized void forget() {
    forgetful = true;
  }

  synchronized List<Effect> effects() {
    return List.copyOf(effects);
  }

  /** How often each fault has struck. */
  synchronized Map<Fault, Integer> struck() {
    return Map.copyOf(struck);
  }

  /** The fault of the next request. */
  synchronized Fault next(String method) {
    if (forgetful && method.equals("GET")) {
      return Fault.NONE;
    }
    Fault fault = requests < faults.size() ? faults.get(requests) : Fault.NONE;
    requests++;
    struck.merge(fault, 1, Integer::sum);
    return fault;
  }

  /**
   * Carries out a request.
   *
   * @param query null for none
   * @param partial whether some records fail
   * @return the body of the answer
   */
  synchronized ObjectNode process(
      String method, @Nullable String query, byte[] body, boolean partial) {
    JsonNode sent =
        body.length == 0 ? Json.MAPPER.createObjectNode() : Json.read(body, JsonNode.class);
    return switch (kind) {
      case UPSERTS, SINGLES -> upserted(sent, partial);
      case FOUND -> method.equals("GET") ? search(Objects.requireNonNull(query)) : found(sent);
      case EVENTS -> events(sent.path("records"), "key", "once", partial);
      case WEBHOOK -> events(sent.path("batch"), "id", null, false);
      case JOBS -> job(method, Objects.requireNonNull(query), sent, partial);
    };
  }

  private ObjectNode upserted(JsonNode sent, boolean partial) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ArrayNode failed = answer.putArray("failed");
    for (JsonNode record : sent.path("records")) {
      String key = record.path("key").asText();
      if (partial && random.nextBoolean()) {
        failed.add(key);
      } else {
        effects.add(new Effect(key, version(record), seen.add(key)));
      }
    }
    return answer;
  }

  private static int version(JsonNode record) {
    return Integer.parseInt(record.path("name").asText().substring(1));
  }

  private ObjectNode search(String query) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ObjectNode found = answer.putObject("ids");
    for (String key : query.substring("keys=".length()).split(",")) {
      String id = ids.get(key);
      if (id != null && !forgetful) {
        found.put(key, id);
      }
    }
    return answer;
  }

  /** The vendor creates a record for each creation, whatever its key is. */
  private ObjectNode found(JsonNode sent) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ObjectNode written = answer.putObject("ids");
    for (JsonNode record : sent.path("records")) {
      String key = record.path("key").asText();
      boolean creates = record.path("id").isNull();
      if (creates) {
        ids.put(key, "v" + effects.size());
      }
      effects.add(new Effect(key, version(record), creates));
      written.put(key, creates ? ids.get(key) : record.path("id").asText());
    }
    return answer;
  }

  /**
   * @param once the field with the key by which the vendor recognises an event; null for none
   */
  private ObjectNode events(JsonNode sent, String key, @Nullable String once, boolean partial) {
    ObjectNode answer = Json.MAPPER.createObjectNode();
    ArrayNode failed = answer.putArray("failed");
    for (JsonNode event : sent) {
      String id = event.path(key).asText();
      if (partial && random.nextBoolean()) {
        failed.add(id);
      } else if (once == null || forgetful || seen.add(event.path(once).asText())) {
        effects.add(new Effect(id, 0, true));
      }
    }
    return answer;
  }

  private ObjectNode job(String method, String query, JsonNode sent, boolean partial) {
    String operation = query.substring(0, query.indexOf('='));
    String value = query.substring(query.indexOf('=') + 1);
    ObjectNode answer = Json.MAPPER.createObjectNode();
    if (method.equals("POST")) {
      String id = "j" + jobs.size();
      Job job = new Job(value);
      jobs.put(id, job);
      for (JsonNode record : sent.path("records")) {
        String key = record.path("key").asText();
        if (partial && random.nextBoolean()) {
          job.failed.add(key);
        } else {
          job.done.add(key);
          effects.add(new Effect(key, version(record), seen.add(key)));
        }
      }
      return answer.put("job", id);
    }
    if (operation.equals("name")) {
      jobs.forEach((id, job) -> {
        if (job.name.equals(value) && !forgetful) {
          answer.put("job", id);
        }
      });
      return answer;
    }
    Job job = Objects.requireNonNull(jobs.get(value));
    if (operation.equals("state")) {
      answer.put("done", job.asked);
      job.asked = true;
      return answer;
    }
    ArrayNode done = answer.putArray("done");
    job.done.forEach(done::add);
    ArrayNode failed = answer.putArray("failed");
    job.failed.forEach(failed::add);
    return answer;
  }
}
