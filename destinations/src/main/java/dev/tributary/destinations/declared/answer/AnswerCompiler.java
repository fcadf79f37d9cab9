package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.declared.answer.Entries.Meaning;
import dev.tributary.destinations.declared.answer.Entries.Naming;
import dev.tributary.destinations.declared.template.ExpressionCompiler;
import dev.tributary.destinations.declared.template.ExpressionNames;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import dev.tributary.destinations.declared.template.Scope.PartOfBatch;
import dev.tributary.destinations.declared.template.TextTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compiles the meaning of answers. Not thread-safe: one for each manifest. */
public final class AnswerCompiler {
  private static final int LONGEST_WAIT = 86_400;

  private static final String MATCH_FIELD = "batch.matchField";

  /** The first status of a failure. */
  private static final int FAILURES = 400;

  private static final Map<String, AnswerRule.Form> FORMS =
      Map.of("ignored", AnswerRule.Form.IGNORED, "empty", AnswerRule.Form.EMPTY);

  private final SharedRules shared;

  /**
   * @param shared the lists of rules that requests share, by name
   */
  public AnswerCompiler(Part shared) {
    this.shared = new SharedRules(shared);
  }

  /** Compiles the meaning of answers about jobs, with the same shared rules. */
  public JobAnswerCompiler jobs() {
    return new JobAnswerCompiler(shared);
  }

  /** Compiles how records are read, with the same shared rules. */
  public ListAnswerCompiler lists() {
    return new ListAnswerCompiler(shared);
  }

  /** Reports lists of rules that no request uses. */
  public void checkUse() {
    shared.checkUse();
  }

  /**
   * The meaning of answers to a request.
   *
   * @param scope with the item, if the request carries items
   */
  public Answers compile(Part part, Scope scope) {
    RuleHeads heads = new RuleHeads();
    List<AnswerRule> rules = new ArrayList<>();
    for (Part rule : shared.of(part)) {
      AnswerRule compiled = rule(rule, heads, scope);
      if (compiled != null) {
        rules.add(compiled);
      }
    }
    return new Answers(rules);
  }

  /** A condition on the body of answers with any status; null if it has a mistake. */
  public static @Nullable Predicate<Answer> condition(Part part) {
    When when = RuleHeads.when(part);
    return when == null ? null : answer -> when.holds(AnswerBody.of(answer).json());
  }

  /** The meaning of answers to a search for a place or an item, or to the creation of a place. */
  public SearchAnswers search(Part part, Scope scope) {
    RuleHeads heads = new RuleHeads();
    List<SearchAnswers.Rule> rules = new ArrayList<>();
    for (Part rule : shared.of(part)) {
      if (rule.isMap("status", "when", "found", "outcome", "words", "wait", "setting")) {
        RuleHeads.Head head = heads.next(rule);
        SearchAnswers.Meaning meaning = meaning(rule, scope);
        if (head != null && meaning != null) {
          rules.add(new SearchAnswers.Rule(head.statuses(), head.when(), meaning));
        }
      }
    }
    return new SearchAnswers(rules);
  }

  private static @Nullable AnswerRule rule(Part part, RuleHeads heads, Scope scope) {
    if (!part.isMap(
        "status",
        "when",
        "outcome",
        "entries",
        "body",
        "words",
        "field",
        "vendorId",
        "refused",
        "job",
        "setting",
        "wait")) {
      return null;
    }
    RuleHeads.Head head = heads.next(part);
    OutcomeTemplate outcome = outcome(part, scope);
    checkJob(part, outcome, scope);
    if (scope.has(PartOfBatch.TOGETHER) && part.at("vendorId").isPresent()) {
      part.at("vendorId")
          .fault(
              "is not accepted here: the request carries the whole batch; accepted is vendorId in"
                  + " the outcomes of \"entries\"");
    }
    Part body = part.at("body");
    AnswerRule.Form form = body.isPresent() ? body.choice(FORMS) : AnswerRule.Form.JSON;
    checkSuccess(part, head, outcome);
    Part entries = part.at("entries");
    Entries compiled = entries.isPresent() ? entries(entries, scope) : null;
    return head == null || outcome == null || form == null
        ? null
        : new AnswerRule(head.statuses(), head.when(), outcome, compiled, form);
  }

  /**
   * A proxy answers 404 as well: a success with the status of a failure needs the vendor's word.
   */
  private static void checkSuccess(
      Part part, RuleHeads.@Nullable Head head, @Nullable OutcomeTemplate outcome) {
    if (head != null
        && outcome != null
        && outcome.kind().isSuccess()
        && head.statuses().nextSetBit(FAILURES) >= 0
        && head.when() instanceof When.Always) {
      part.at("outcome")
          .fault(
              "needs \"when\", because proxies answer with this status too; accepted is a condition"
                  + " on the body that only the vendor meets");
    }
  }

  /** A request that carries items names the job; a question for its result is about that one. */
  private static void checkJob(Part part, @Nullable OutcomeTemplate outcome, Scope scope) {
    if (outcome == null || outcome.kind() != OutcomeKind.SUBMITTED) {
      return;
    }
    Part job = part.at("job");
    if (scope.has(PartOfBatch.RESULT)) {
      if (job.isPresent()) {
        job.fault("is not accepted here: the question is about a job that is known");
      }
    } else if (!scope.has(PartOfBatch.ITEM)) {
      part.at("outcome").fault("is not accepted here: the request carries no item");
    } else if (!job.isPresent()) {
      job.fault("is missing; accepted is a JSON pointer to the name of the job, such as /id");
    }
  }

  private static @Nullable Refusals refusals(Part part) {
    if (!part.node().isObject()) {
      JsonPointer at = part.answerPath();
      return at == null ? null : new Refusals.Total(at);
    }
    if (!part.isMap("at", "count", "reason", "of", "known")) {
      return null;
    }
    JsonPointer at = required(part.at("at"), "to a list of reasons, such as /errors");
    JsonPointer count = required(part.at("count"), "within a reason, such as /count");
    JsonPointer reason = required(part.at("reason"), "within a reason, such as /code");
    List<JsonPointer> of = new ArrayList<>();
    for (Part each : part.at("of").elements()) {
      JsonPointer place = each.answerPath();
      if (place != null) {
        of.add(place);
      }
    }
    Set<String> known =
        part.at("known").elements().stream()
            .map(each -> each.node().asText())
            .collect(Collectors.toSet());
    return at == null || count == null || reason == null
        ? null
        : new Refusals.ByReason(at, count, reason, of, known);
  }

  private static @Nullable JsonPointer required(Part part, String where) {
    if (!part.isPresent()) {
      part.fault("is missing; accepted is a JSON pointer " + where);
    }
    return part.answerPath();
  }

  static @Nullable OutcomeTemplate outcome(Part part, Scope scope) {
    OutcomeKind kind = part.at("outcome").choice(OutcomeKind.BY_NAME);
    if (kind == null) {
      return null;
    }
    for (String key : List.of("words", "field", "vendorId", "refused", "job", "setting", "wait")) {
      if (part.at(key).isPresent() && !kind.keys().contains(key)) {
        part.at(key)
            .fault(
                "says nothing about the outcome %s; accepted with it are %s"
                    .formatted(kind.wireName(), Scope.listed(kind.keys())));
      }
    }
    List<JsonPointer> words = new ArrayList<>();
    for (Part each : part.at("words").elements()) {
      JsonPointer at = each.answerPath();
      if (at != null) {
        words.add(at);
      }
    }
    Part setting = part.at("setting");
    if (setting.isPresent() && scope.has(PartOfBatch.BATCH)) {
      Set<String> settings = new TreeSet<>(scope.syncSettings());
      settings.addAll(scope.settings());
      settings.addAll(scope.secrets());
      if (!settings.contains(setting.node().asText())) {
        setting.fault(
            "must name a setting of the destination, or of a sync to this object; settings are "
                + Scope.listed(settings));
      }
    }
    Integer wait = part.at("wait").number(LONGEST_WAIT);
    return new OutcomeTemplate(
        kind,
        words,
        part.at("field").answerPath(),
        part.at("vendorId").answerPath(),
        refusals(part.at("refused")),
        part.at("job").answerPath(),
        setting.isPresent() ? setting.text("the name of a setting") : null,
        wait == null ? null : Duration.ofSeconds(wait));
  }

  private static @Nullable Entries entries(Part part, Scope scope) {
    if (!scope.has(PartOfBatch.ITEM)) {
      part.fault("is not accepted here: the request carries no item");
      return null;
    }
    if (!part.isMap("at", "optional", "by", "index", "key", "equals", "ignoreCase", "outcomes")) {
      return null;
    }
    JsonPointer at = part.at("at").answerPath();
    Naming naming = naming(part, scope);
    List<Meaning> outcomes = outcomes(part.at("outcomes"), scope);
    if (at == null) {
      part.at("at").fault("is missing; accepted is a JSON pointer to a list, such as /errors");
    }
    return at == null || naming == null
        ? null
        : new Entries(at, part.at("optional").isTrue(), naming, outcomes);
  }

  /** The meanings of an entry, in their order. */
  static List<Meaning> outcomes(Part part, Scope scope) {
    List<Meaning> outcomes = new ArrayList<>();
    for (Part each : part.elements()) {
      if (each.isMap("when", "outcome", "words", "field", "vendorId", "setting", "wait")) {
        When when = RuleHeads.when(each.at("when"));
        OutcomeTemplate outcome = outcome(each, scope);
        if (outcome != null && outcome.kind() == OutcomeKind.SUBMITTED) {
          each.at("outcome")
              .fault("is not accepted for an entry: a job has all items of a request");
        }
        if (when != null && outcome != null) {
          outcomes.add(new Meaning(when, outcome));
        }
      }
    }
    checkReach(part);
    return List.copyOf(outcomes);
  }

  /** An outcome without a condition is the last one. */
  private static void checkReach(Part outcomes) {
    Part all = null;
    for (Part each : outcomes.elements()) {
      if (all != null) {
        each.fault("is never reached: line %d has no condition".formatted(all.line()));
      }
      all = all == null && !each.at("when").isPresent() ? each : all;
    }
    if (outcomes.elements().isEmpty()) {
      outcomes.fault("is missing; accepted is a list of outcomes");
    }
  }

  private static @Nullable Naming naming(Part part, Scope scope) {
    Part by = part.at("by");
    Map<String, String> ways = new LinkedHashMap<>();
    List.of("position", "index", "key").forEach(way -> ways.put(way, way));
    return switch (by.choice(ways)) {
      case "position" -> new Naming.ByPosition();
      case "index" -> {
        JsonPointer index = part.at("index").answerPath();
        if (index == null) {
          part.at("index").fault("is missing; accepted is a JSON pointer, such as /index");
          yield null;
        }
        yield new Naming.ByIndex(index);
      }
      case "key" -> {
        JsonPointer key = part.at("key").answerPath();
        TextTemplate equals = new ExpressionCompiler(scope).text(part.at("equals"));
        if (key == null) {
          part.at("key").fault("is missing; accepted is a JSON pointer, such as /email");
        }
        yield key == null || equals == null
            ? null
            : new Naming.ByKey(key, equals, part.at("ignoreCase").isTrue());
      }
      case null, default -> null;
    };
  }

  private static SearchAnswers.@Nullable Meaning meaning(Part rule, Scope scope) {
    Part found = rule.at("found");
    Part outcome = rule.at("outcome");
    if (found.isPresent() == outcome.isPresent()) {
      rule.fault("must have \"found\" or \"outcome\"");
      return null;
    }
    if (outcome.isPresent()) {
      return switch (outcome.node().asText()) {
        case "missing" -> new SearchAnswers.Meaning.Absent();
        case "refused" -> new SearchAnswers.Meaning.Refused();
        default -> {
          OutcomeTemplate failure = outcome(rule, scope);
          if (failure != null && failure.kind().isSuccess()) {
            outcome.fault("is not accepted; accepted are \"found\", missing, refused and failures");
          }
          yield failure == null ? null : new SearchAnswers.Meaning.Failed(failure);
        }
      };
    }
    return found.isMap("at", "when", "optional", "key", "equals", "ignoreCase", "id", "matchValue")
        ? found(found, scope)
        : null;
  }

  /** A place in a candidate, in which only the match field can vary. */
  static @Nullable TextTemplate key(Part part, Scope scope) {
    if (part.answerPath() == null) {
      return null;
    }
    if (!Set.of(MATCH_FIELD).containsAll(ExpressionNames.of(part.node()))) {
      part.fault("names something else; accepted in this place is ${%s}".formatted(MATCH_FIELD));
    }
    return new ExpressionCompiler(scope).text(part);
  }

  private static SearchAnswers.@Nullable Meaning found(Part found, Scope scope) {
    List<TextTemplate> keys = new ArrayList<>();
    for (Part each : found.at("key").elements()) {
      TextTemplate key = key(each, scope);
      if (key != null) {
        keys.add(key);
      }
    }
    JsonPointer id = found.at("id").answerPath();
    if (id == null) {
      found.at("id").fault("is missing; accepted is a JSON pointer, such as /id");
      return null;
    }
    if (keys.isEmpty() && scope.has(PartOfBatch.TOGETHER)) {
      found
          .at("key")
          .fault(
              "is missing: the search is for the whole batch; accepted is a JSON pointer, such as"
                  + " /email");
    }
    if (keys.isEmpty() && found.at("equals").isPresent()) {
      found.at("equals").fault("needs \"key\", the place that it is compared with");
    }
    TextTemplate equals =
        keys.isEmpty() ? null : new ExpressionCompiler(scope).text(found.at("equals"));
    JsonNode ignoreCase = found.at("ignoreCase").node();
    When when = RuleHeads.when(found.at("when"));
    TextTemplate matchValue = key(found.at("matchValue"), scope);
    if (matchValue == null && ExpressionNames.of(found.at("key").node()).contains(MATCH_FIELD)) {
      matchValue = keys.isEmpty() ? null : keys.getFirst();
    }
    return new SearchAnswers.Meaning.Found(
        Objects.requireNonNullElse(found.at("at").answerPath(), JsonPointer.empty()),
        Objects.requireNonNullElseGet(when, When.Always::new),
        keys,
        equals,
        ignoreCase.asBoolean(false),
        id,
        found.at("optional").isTrue(),
        matchValue);
  }
}
