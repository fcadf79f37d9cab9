package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.destinations.declared.answer.JobResultAnswers.Naming;
import dev.tributary.destinations.declared.template.ExpressionCompiler;
import dev.tributary.destinations.declared.template.ExpressionNames;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import dev.tributary.destinations.declared.template.TextTemplate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles the meaning of answers about jobs. Not thread-safe: one for each manifest. */
public final class JobAnswerCompiler {
  private static final int LONGEST_PAUSE = 3_600;
  private static final int USUAL_PAUSE = 5;
  private static final Set<String> STABLE =
      Set.of("item.matchValue", "item.matchField", "item.delivery", "batch.matchField");

  private static final Map<String, String> STATES =
      Stream.of("open", "working", "complete", "unprocessed", "gone")
          .collect(Collectors.toUnmodifiableMap(Function.identity(), Function.identity()));

  private final SharedRules shared;

  JobAnswerCompiler(SharedRules shared) {
    this.shared = shared;
  }

  /** The meaning of answers to a question about the state of a job. */
  public JobStates states(Part part, Scope scope) {
    RuleHeads heads = new RuleHeads();
    List<JobStates.Rule> rules = new ArrayList<>();
    for (Part rule : shared.of(part)) {
      if (rule.isMap("status", "when", "state", "counts", "outcome", "words", "field", "wait")) {
        RuleHeads.Head head = heads.next(rule);
        JobStates.Meaning meaning = state(rule, scope);
        if (head != null && meaning != null) {
          rules.add(new JobStates.Rule(head.statuses(), head.when(), meaning));
        }
      }
    }
    return new JobStates(rules);
  }

  private static JobStates.@Nullable Meaning state(Part rule, Scope scope) {
    Part state = rule.at("state");
    if (!state.node().asText().equals("complete")) {
      unaccepted(rule.at("counts"), "is accepted with \"state: complete\" only");
    }
    if (!state.isPresent()) {
      OutcomeTemplate outcome = failure(rule, scope);
      return outcome == null ? null : new JobStates.Meaning.Unclear(outcome);
    }
    String named = state.choice(STATES);
    if (named != null && !named.equals("unprocessed")) {
      List<String> others =
          named.equals("working")
              ? List.of("outcome", "words", "field")
              : List.of("outcome", "words", "field", "wait");
      for (String key : others) {
        unaccepted(rule.at(key), "is not accepted with \"state: %s\"".formatted(named));
      }
    }
    return switch (named) {
      case "open" -> new JobStates.Meaning.Open();
      case "working" ->
          new JobStates.Meaning.Working(
              Duration.ofSeconds(
                  Objects.requireNonNullElse(rule.at("wait").number(LONGEST_PAUSE), USUAL_PAUSE)));
      case "complete" ->
          new JobStates.Meaning.Complete(
              rule.at("counts").isPresent() ? counts(rule.at("counts")) : null);
      case "unprocessed" -> {
        OutcomeTemplate outcome = failure(rule, scope);
        yield outcome == null ? null : new JobStates.Meaning.Unprocessed(outcome);
      }
      case "gone" -> new JobStates.Meaning.Gone();
      case null, default -> null;
    };
  }

  private static JobStates.@Nullable Counts counts(Part part) {
    if (!part.isMap("all", "done", "refused")) {
      return null;
    }
    JsonPointer all = place(part.at("all"));
    JsonPointer done = place(part.at("done"));
    JsonPointer refused = place(part.at("refused"));
    return all == null || done == null || refused == null
        ? null
        : new JobStates.Counts(all, done, refused);
  }

  private static @Nullable JsonPointer place(Part part) {
    if (!part.isPresent()) {
      part.fault("is missing; accepted is a JSON pointer to a number, such as /total");
    }
    return part.answerPath();
  }

  private static void unaccepted(Part part, String words) {
    if (part.isPresent()) {
      part.fault(words);
    }
  }

  /** The meaning of answers to a request for results of a job. */
  public JobResultAnswers results(Part part, boolean file, Scope scope) {
    RuleHeads heads = new RuleHeads();
    List<JobResultAnswers.Rule> rules = new ArrayList<>();
    for (Part rule : shared.of(part)) {
      if (rule.isMap("status", "when", "entries", "next", "outcome", "words", "field", "wait")) {
        RuleHeads.Head head = heads.next(rule);
        JobResultAnswers.Meaning meaning =
            rule.at("entries").isPresent() ? meaning(rule, file, scope) : failed(rule, scope);
        if (head != null && meaning != null) {
          rules.add(new JobResultAnswers.Rule(head.statuses(), head.when(), meaning));
        }
      }
    }
    return new JobResultAnswers(rules);
  }

  private static JobResultAnswers.@Nullable Meaning failed(Part rule, Scope scope) {
    unaccepted(rule.at("next"), "is accepted with \"entries\" only");
    OutcomeTemplate outcome = failure(rule, scope);
    return outcome == null ? null : new JobResultAnswers.Meaning.Failed(outcome);
  }

  private static @Nullable OutcomeTemplate failure(Part rule, Scope scope) {
    OutcomeTemplate outcome = AnswerCompiler.outcome(rule, scope);
    if (outcome != null && outcome.kind().isSuccess()) {
      rule.at("outcome").fault("is not accepted here; accepted are failures");
    }
    return outcome;
  }

  private static JobResultAnswers.@Nullable Meaning meaning(Part rule, boolean file, Scope scope) {
    for (String key : List.of("outcome", "words", "field", "wait")) {
      unaccepted(rule.at(key), "is not accepted with \"entries\"");
    }
    Part entries = rule.at("entries");
    if (!entries.isMap("at", "by", "index", "key", "equals", "ignoreCase", "outcomes")) {
      return null;
    }
    JsonPointer at = entries.at("at").answerPath();
    if (file == (at != null)) {
      entries
          .at("at")
          .fault(
              file
                  ? "is not accepted: the rows of the file are the entries"
                  : "is missing; accepted is a JSON pointer to a list, such as /data");
    }
    Naming naming = naming(entries, file, scope);
    List<Entries.Meaning> outcomes = AnswerCompiler.outcomes(entries.at("outcomes"), scope);
    NextPage next = next(rule.at("next"), file);
    return naming == null
        ? null
        : new JobResultAnswers.Meaning.Results(
            at, file ? columns(entries, scope) : List.of(), naming, outcomes, next);
  }

  private static @Nullable Naming naming(Part entries, boolean file, Scope scope) {
    Map<String, String> ways = file ? Map.of("key", "key") : Map.of("index", "index", "key", "key");
    return switch (entries.at("by").choice(ways)) {
      case "index" -> {
        JsonPointer index = entries.at("index").answerPath();
        if (index == null) {
          entries.at("index").fault("is missing; accepted is a JSON pointer, such as /index");
        }
        yield index == null ? null : new Naming.ByIndex(index);
      }
      case "key" -> {
        List<TextTemplate> keys = new ArrayList<>();
        for (Part each : entries.at("key").elements()) {
          TextTemplate key = AnswerCompiler.key(each, scope);
          if (key != null) {
            keys.add(key);
          }
        }
        Scope ofItem = scope.with(Scope.PartOfBatch.ITEM);
        TextTemplate equals = new ExpressionCompiler(ofItem).text(entries.at("equals"));
        if (!STABLE.containsAll(ExpressionNames.of(entries.at("equals").node()))) {
          entries
              .at("equals")
              .fault("can be newer when the result is read; accepted are " + Scope.listed(STABLE));
        }
        if (keys.isEmpty()) {
          entries.at("key").fault("is missing; accepted is a JSON pointer, such as /email");
        }
        yield keys.isEmpty() || equals == null
            ? null
            : new Naming.ByKey(keys, equals, entries.at("ignoreCase").isTrue());
      }
      case null, default -> null;
    };
  }

  private static @Nullable NextPage next(Part part, boolean file) {
    if (!part.isPresent()) {
      return null;
    }
    if (file) {
      part.fault("is not accepted: a file has one part");
      return null;
    }
    return ListAnswerCompiler.nextWithoutIds(part);
  }

  /**
   * The columns that the key and the outcomes read. A file without one of them is not understood.
   */
  private static List<TextTemplate> columns(Part entries, Scope scope) {
    Set<String> names = new TreeSet<>();
    entries.at("key").elements().forEach(each -> column(each, names));
    for (Part outcome : entries.at("outcomes").elements()) {
      column(outcome.at("when").at("at"), names);
      column(outcome.at("field"), names);
      column(outcome.at("vendorId"), names);
      outcome.at("words").elements().forEach(each -> column(each, names));
    }
    List<TextTemplate> columns = new ArrayList<>();
    for (String name : names) {
      Part part = new Part(TextNode.valueOf(name), entries.pointer(), entries.faults());
      TextTemplate column = new ExpressionCompiler(scope).text(part);
      if (column != null) {
        columns.add(column);
      }
    }
    return columns;
  }

  private static void column(Part part, Set<String> names) {
    String pointer = part.node().asText("");
    if (pointer.startsWith("/")) {
      names.add(pointer.substring(1));
    }
  }
}
