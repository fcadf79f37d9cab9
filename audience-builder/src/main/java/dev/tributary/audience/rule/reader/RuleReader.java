package dev.tributary.audience.rule.reader;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.ConsentAnswer;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule;
import dev.tributary.audience.rule.RuleLimits;
import dev.tributary.audience.rule.ValueTest;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.AudienceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Binds untrusted JSON to a rule, once. All errors are reported together, each with its place.
 * Confined to one thread and one rule.
 */
public final class RuleReader {

  /** As JSON. A rule is part of a message, whose size is limited. */
  private static final int MAX_BYTES = 1024 * 1024;

  private static final List<String> KINDS =
      List.of("all", "any", "none", "trait", "event", "call", "consent", "audience");

  private final Reading reading = new Reading();
  private final ValueTestReader tests = new ValueTestReader(reading);
  private final EventConditionReader events = new EventConditionReader(reading, tests);
  private final Function<String, Optional<AudienceId>> audiences;
  private int nodes;

  private RuleReader(Function<String, Optional<AudienceId>> audiences) {
    this.audiences = audiences;
  }

  /** The result of binding. */
  public sealed interface Outcome {

    /**
     * @param json the input, with audiences named by their ids
     */
    record Bound(Rule rule, JsonNode json) implements Outcome {}

    record Refused(List<RuleError> errors) implements Outcome {}
  }

  /**
   * Binds a new rule.
   *
   * @param audiences finds the id of an audience by its id or key
   */
  public static Outcome read(JsonNode json, Function<String, Optional<AudienceId>> audiences) {
    return Json.write(json).length > MAX_BYTES
        ? new Outcome.Refused(
            List.of(
                new RuleError(
                    "",
                    "A rule has at most %d bytes as JSON; split it into several audiences"
                        .formatted(MAX_BYTES))))
        : bind(json, audiences);
  }

  private static Outcome bind(JsonNode json, Function<String, Optional<AudienceId>> audiences) {
    JsonNode own = json.deepCopy();
    RuleReader reader = new RuleReader(audiences);
    Rule rule = reader.node(own, "", 0);
    List<RuleError> errors = reader.reading.errors();
    return rule == null || !errors.isEmpty()
        ? new Outcome.Refused(errors)
        : new Outcome.Bound(rule, own);
  }

  /**
   * Binds a rule that was bound before, in its stored form.
   *
   * @throws IllegalStateException if it was not bound before, or if a later version wrote it
   */
  public static Rule stored(JsonNode json) {
    return find(json)
        .orElseThrow(() -> new IllegalStateException("A stored rule cannot be read: " + json));
  }

  /** The same; empty if this version cannot read the rule, because a later one wrote it. */
  public static Optional<Rule> find(JsonNode json) {
    return switch (bind(json, id -> Optional.of(new AudienceId(id)))) {
      case Outcome.Bound(Rule rule, JsonNode _) -> Optional.of(rule);
      case Outcome.Refused _ -> Optional.empty();
    };
  }

  private @Nullable Rule node(JsonNode json, String pointer, int depth) {
    if (++nodes == RuleLimits.NODES + 1) {
      reading.refuse(pointer, "A rule has at most 200 nodes; split it into several audiences");
    }
    if (nodes > RuleLimits.NODES) {
      return null;
    }
    if (!(json instanceof ObjectNode object)) {
      reading.refuse(pointer, "Must be an object, exactly one of: " + kinds());
      return null;
    }
    List<String> found = KINDS.stream().filter(object::has).toList();
    if (found.equals(List.of("event", "call"))) {
      return events.read(object, pointer);
    }
    if (found.size() != 1) {
      reading.refuse(pointer, "Must be an object, exactly one of: " + kinds());
      return null;
    }
    return switch (found.getFirst()) {
      case "all" -> group(object, pointer, "all", depth, Rule.All::new);
      case "any" -> group(object, pointer, "any", depth, Rule.Any::new);
      case "none" -> group(object, pointer, "none", depth, Rule.None::new);
      case "trait" -> trait(object, pointer);
      case "consent" -> consent(object, pointer);
      case "audience" -> audience(object, pointer);
      default -> events.read(object, pointer);
    };
  }

  private static String kinds() {
    return "a group (all, any or none), a trait, an event, a consent, or an audience";
  }

  private @Nullable Rule group(
      ObjectNode object, String pointer, String kind, int depth, Function<List<Rule>, Rule> make) {
    reading.refuseOthers(object, pointer, Set.of(kind));
    String inside = pointer + "/" + kind;
    if (depth == RuleLimits.DEPTH) {
      reading.refuse(pointer, "Groups nest at most 10 deep");
      return null;
    }
    if (!(object.path(kind) instanceof ArrayNode list) || list.isEmpty()) {
      reading.refuse(inside, "Must be a list of at least one condition or group");
      return null;
    }
    List<Rule> bound = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      Rule each = node(list.path(i), inside + "/" + i, depth + 1);
      if (each != null) {
        bound.add(each);
      }
    }
    return make.apply(bound);
  }

  private @Nullable Rule trait(ObjectNode object, String pointer) {
    reading.refuseOthers(object, pointer, Set.of("trait", "operator", "value", "ignoreCase"));
    String path = reading.text(object, pointer, "trait");
    ValueTest test = tests.read(object, pointer);
    return path == null || test == null ? null : new Rule.TraitCondition(new Path(path), test);
  }

  private @Nullable Rule consent(ObjectNode object, String pointer) {
    reading.refuseOthers(object, pointer, Set.of("consent", "state"));
    String purpose = reading.text(object, pointer, "consent");
    ConsentAnswer state = ConsentAnswer.named(object.path("state").textValue());
    if (state == null) {
      reading.refuse(pointer + "/state", "Must be one of " + ConsentAnswer.allNames());
    }
    return purpose == null || state == null ? null : new Rule.ConsentCondition(purpose, state);
  }

  private @Nullable Rule audience(ObjectNode object, String pointer) {
    reading.refuseOthers(object, pointer, Set.of("audience", "in"));
    boolean in = reading.flag(object, pointer, "in", true);
    String named = reading.text(object, pointer, "audience");
    if (named == null) {
      return null;
    }
    Optional<AudienceId> id = audiences.apply(named);
    if (id.isEmpty()) {
      reading.refuse(
          pointer + "/audience",
          "There is no audience %s; name one by its id or key".formatted(named));
      return null;
    }
    object.put("audience", id.get().value());
    return new Rule.AudienceCondition(id.get(), in);
  }
}
