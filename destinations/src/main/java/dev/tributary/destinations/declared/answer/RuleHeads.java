package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.declared.template.Part;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Compiles the conditions of rules, in their order, and finds rules that no answer reaches and
 * answers that two rules name. Not thread-safe: one for each list of rules.
 */
final class RuleHeads {
  private static final int FIRST = 100;
  private static final int END = 600;
  private static final Pattern CLASS = Pattern.compile("([1-5])xx");
  private static final String ACCEPTED =
      "; accepted are a number such as 404, a list of numbers, 2xx, 3xx, 4xx, 5xx and any";

  private final List<Head> before = new ArrayList<>();

  /**
   * @param named whether the rule names each of its statuses as a number
   */
  record Head(BitSet statuses, When when, Part rule, boolean named) {}

  /** The condition of the next rule; null if it has a mistake. */
  @Nullable Head next(Part rule) {
    Part status = rule.at("status");
    BitSet statuses = statuses(status);
    When when = when(rule.at("when"));
    if (statuses.isEmpty() || when == null) {
      return null;
    }
    boolean named = !status.node().isTextual();
    Head head = new Head(statuses, when, rule, named);
    compare(head);
    before.add(head);
    return head;
  }

  private static BitSet statuses(Part part) {
    BitSet statuses = new BitSet(END);
    if (!part.isPresent() || part.elements().isEmpty()) {
      part.fault("is missing" + ACCEPTED);
    }
    for (Part each : part.elements()) {
      JsonNode node = each.node();
      Matcher group = CLASS.matcher(node.asText(""));
      if (node.isInt() && node.asInt() >= FIRST && node.asInt() < END) {
        statuses.set(node.asInt());
      } else if (node.isTextual() && group.matches()) {
        int first = Integer.parseInt(group.group(1)) * FIRST;
        statuses.set(first, first + FIRST);
      } else if (node.asText("").equals("any")) {
        statuses.set(FIRST, END);
      } else {
        each.fault("is no status" + ACCEPTED);
      }
    }
    return statuses;
  }

  /** The condition on the body; null if it has a mistake. */
  static @Nullable When when(Part part) {
    if (!part.isPresent()) {
      return new When.Always();
    }
    if (!part.isMap("at", "is", "startsWith", "present")) {
      return null;
    }
    JsonPointer at = part.at("at").answerPath();
    if (at == null) {
      part.at("at").fault("is missing; accepted is a JSON pointer, such as /error/code");
      return null;
    }
    long conditions =
        Stream.of("is", "startsWith", "present").filter(key -> part.at(key).isPresent()).count();
    if (conditions != 1) {
      part.fault("must have one of \"is\", \"startsWith\" and \"present: true\"");
      return null;
    }
    if (part.at("present").isPresent()) {
      if (!part.at("present").isTrue()) {
        part.at("present").fault("is not accepted; accepted is true");
      }
      return new When.Present(at);
    }
    if (part.at("startsWith").isPresent()) {
      Set<String> starts = new LinkedHashSet<>();
      for (Part start : part.at("startsWith").elements()) {
        String text = start.text("the beginning of a text");
        if (text != null) {
          starts.add(text);
        }
      }
      return new When.StartsWith(at, starts);
    }
    Set<String> values = new LinkedHashSet<>();
    for (Part value : part.at("is").elements()) {
      if (value.node().isContainerNode()) {
        value.fault("is not accepted; accepted are texts, numbers, true and false");
      }
      values.add(value.node().asText());
    }
    return new When.Is(at, values);
  }

  private void compare(Head head) {
    BitSet open = (BitSet) head.statuses.clone();
    for (Head earlier : before) {
      BitSet shared = (BitSet) head.statuses.clone();
      shared.and(earlier.statuses);
      if (shared.isEmpty()) {
        continue;
      }
      if (earlier.when instanceof When.Always) {
        open.andNot(earlier.statuses);
        if (open.isEmpty()) {
          head.rule.fault(
              "is never reached: line %d is about all of its statuses already; accepted is a rule"
                      .formatted(earlier.rule.line())
                  + " before that line");
          return;
        }
        if (head.named && earlier.named) {
          head.rule.fault(
              "is about %d, and so is line %d; accepted is each status once"
                  .formatted(shared.nextSetBit(0), earlier.rule.line()));
        }
      } else {
        compare(head, earlier, shared);
      }
    }
  }

  private static void compare(Head head, Head earlier, BitSet shared) {
    if (!shared.equals(head.statuses)) {
      return;
    }
    if ((head.when instanceof When.Present || head.when instanceof When.StartsWith)
        && head.when.equals(earlier.when)) {
      head.rule.fault(
          "is never reached: line %d has the same condition".formatted(earlier.rule.line()));
    }
    if (head.when instanceof When.Is(JsonPointer at, Set<String> values)
        && earlier.when instanceof When.Is(JsonPointer otherAt, Set<String> others)
        && at.equals(otherAt)) {
      values.stream()
          .filter(others::contains)
          .findFirst()
          .ifPresent(value ->
              head.rule.fault(
                  "is about \"%s\", and so is line %d; accepted is each value once"
                      .formatted(value, earlier.rule.line())));
    }
  }
}
