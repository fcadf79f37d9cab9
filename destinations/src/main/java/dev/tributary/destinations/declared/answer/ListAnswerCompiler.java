package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import dev.tributary.destinations.declared.template.TextTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Compiles how records are read. Not thread-safe: one for each manifest. */
public final class ListAnswerCompiler {
  private static final int LARGEST_PAGE = 10_000;

  private final SharedRules shared;

  ListAnswerCompiler(SharedRules shared) {
    this.shared = shared;
  }

  /**
   * How the records of an object are read; null if the part has a mistake.
   *
   * @param scope with the fields of the object
   */
  public static @Nullable ListedRecords records(Part part, Scope scope) {
    if (!part.isMap("id", "idChanges", "match", "ignoreCase", "skip", "fields", "otherFields")) {
      return null;
    }
    JsonPointer id = part.at("id").answerPath();
    if (id == null) {
      part.at("id").fault("is missing; accepted is a JSON pointer, such as /id");
    }
    if (!part.at("match").isPresent()) {
      part.at("match")
          .fault("is missing; accepted is a JSON pointer, such as /${batch.matchField}");
    }
    TextTemplate match = AnswerCompiler.key(part.at("match"), scope);
    Set<String> lowerCase = new HashSet<>();
    for (Part each : part.at("ignoreCase").elements()) {
      String name = each.text("the name of a match field");
      if (name != null) {
        lowerCase.add(name);
      }
    }
    When skipped = part.at("skip").isPresent() ? RuleHeads.when(part.at("skip")) : null;
    Map<String, JsonPointer> fields = fields(part.at("fields"), scope);
    JsonPointer others = part.at("otherFields").answerPath();
    if (part.at("otherFields").isPresent() && scope.otherFields() == null) {
      part.at("otherFields").fault("is there, but the object declares no \"otherFields\"");
    }
    return id == null || match == null
        ? null
        : new ListedRecords(
            id,
            part.at("idChanges").isTrue(),
            match,
            lowerCase,
            skipped,
            scope.fields(),
            fields,
            others);
  }

  private static Map<String, JsonPointer> fields(Part part, Scope scope) {
    Map<String, JsonPointer> fields = new LinkedHashMap<>();
    if (part.isPresent() && !part.node().isObject()) {
      part.fault("is not accepted; accepted is a map of fields and JSON pointers");
    }
    part.entries()
        .forEach((name, place) -> {
          JsonPointer at = place.answerPath();
          if (!scope.fields().contains(name)) {
            place.fault(
                "\"%s\" is no field of this object; fields are %s"
                    .formatted(name, Scope.listed(scope.fields())));
          } else if (at == null) {
            place.fault("is missing; accepted is a JSON pointer, such as /" + name);
          } else {
            fields.put(name, at);
          }
        });
    return fields;
  }

  /** The meaning of answers with a page; null if it has a mistake. */
  public @Nullable ListAnswers list(Part part, Scope scope) {
    NextPage next = next(part.at("next"));
    List<ListAnswers.Rule> rules = rules(part.at("answers"), scope, false);
    JsonPointer at = part.at("at").answerPath();
    return next == null
        ? null
        : new ListAnswers(
            rules,
            Objects.requireNonNullElse(at, JsonPointer.empty()),
            part.at("optional").isTrue(),
            next);
  }

  /** The meaning of answers about the records with a match value. */
  public ListAnswers lookup(Part part, Scope scope) {
    return new ListAnswers(
        rules(part.at("answers"), scope, true),
        Objects.requireNonNullElse(part.at("at").answerPath(), JsonPointer.empty()),
        part.at("optional").isTrue(),
        null);
  }

  private static @Nullable NextPage next(Part part) {
    if (!part.isMap("cursor", "link", "parameter", "lastId", "offset", "when", "optional")) {
      return null;
    }
    List<String> forms =
        Stream.of("cursor", "link", "lastId", "offset")
            .filter(key -> part.at(key).isPresent())
            .toList();
    if (forms.size() != 1) {
      part.fault("must have one of \"cursor\", \"link\", \"lastId: true\" and \"offset\"");
      return null;
    }
    return switch (forms.getFirst()) {
      case "lastId" -> {
        if (!part.at("lastId").isTrue()) {
          part.at("lastId").fault("is not accepted; accepted is true");
        }
        yield new NextPage.ByLastId();
      }
      case "offset" -> {
        Integer size = part.at("offset").number(LARGEST_PAGE);
        yield size == null ? null : new NextPage.ByOffset(size);
      }
      default -> byCursor(part);
    };
  }

  /** The next page of a list without ids; null if it has a mistake. */
  static @Nullable NextPage nextWithoutIds(Part part) {
    if (!part.isMap("cursor", "link", "parameter", "when", "optional")) {
      return null;
    }
    if (part.at("cursor").isPresent() == part.at("link").isPresent()) {
      part.fault("must have one of \"cursor\" and \"link\"");
      return null;
    }
    return byCursor(part);
  }

  private static @Nullable NextPage byCursor(Part part) {
    When more = RuleHeads.when(part.at("when"));
    boolean optional = part.at("optional").isTrue();
    if (part.at("cursor").isPresent()) {
      JsonPointer at = part.at("cursor").answerPath();
      return at == null || more == null ? null : new NextPage.ByCursor(at, more, optional);
    }
    JsonPointer at = part.at("link").answerPath();
    String parameter = part.at("parameter").text("the parameter of the link with the cursor");
    return at == null || parameter == null || more == null
        ? null
        : new NextPage.ByLink(at, parameter, more, optional);
  }

  private List<ListAnswers.Rule> rules(Part part, Scope scope, boolean canBeAbsent) {
    List<ListAnswers.Rule> rules = new ArrayList<>();
    if (!part.isPresent()) {
      return rules;
    }
    RuleHeads heads = new RuleHeads();
    for (Part rule : shared.of(part)) {
      if (!rule.isMap("status", "when", "outcome", "words", "wait", "setting", "field")) {
        continue;
      }
      RuleHeads.Head head = heads.next(rule);
      boolean absent = canBeAbsent && rule.at("outcome").node().asText().equals("missing");
      OutcomeTemplate outcome = absent ? null : AnswerCompiler.outcome(rule, scope);
      if (outcome != null && outcome.kind().isSuccess()) {
        rule.at("outcome").fault("is not accepted; accepted are failures, and missing in a lookup");
      }
      if (absent && head != null && head.when() instanceof When.Always) {
        rule.at("outcome")
            .fault(
                "needs \"when\", because proxies answer with this status too; accepted is a"
                    + " condition on the body that only the vendor meets");
      }
      if (head != null && (absent || outcome != null)) {
        rules.add(new ListAnswers.Rule(head.statuses(), head.when(), outcome));
      }
    }
    return rules;
  }
}
