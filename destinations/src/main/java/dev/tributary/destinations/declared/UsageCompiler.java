package dev.tributary.destinations.declared;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;

/** Compiles {@code usage} of a manifest. */
final class UsageCompiler {
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  /** A number of the vendor counts for an hour. */
  private static final Duration LONGEST = Duration.ofHours(1);

  /** Longer windows are counted, and follow the vendor's number. */
  private static final int LONGEST_PACED = 600;

  private UsageCompiler() {}

  /** Null if there is a mistake. */
  static @Nullable UsageTemplate compile(Part usage, Part root, RequestCompiler requests) {
    RequestTemplate request =
        requests.withoutItems(
            usage, Scope.ofDestination(root.node()), "every", "used", "remaining", "limit");
    if (!usage.node().isObject()) {
      return null;
    }
    Part method = usage.at("method");
    if (!method.node().asText().equals("GET")) {
      method.fault("must be GET: the question changes nothing");
    }
    if (usage.at("answers").isPresent()) {
      usage.at("answers").fault("is not accepted; the places of the numbers are declared");
    }
    JsonPointer used = usage.at("used").answerPath();
    JsonPointer remaining = usage.at("remaining").answerPath();
    JsonPointer limit = usage.at("limit").answerPath();
    if ((used == null) == (remaining == null)) {
      usage.fault("must have either \"used\" or \"remaining\"");
    }
    if (remaining != null && limit == null) {
      usage.fault("must have \"limit\" beside \"remaining\"");
    }
    boolean isCounted = false;
    for (Part budget : root.at("budgets").elements()) {
      isCounted |= isCounted(budget.node());
    }
    if (!isCounted) {
      usage.fault(
          "needs a budget of requests of the account with a window of more than 600 seconds");
    }
    Duration every = every(usage.at("every"));
    return request == null || every == null
        ? null
        : new UsageTemplate(request, every, used, remaining, limit);
  }

  private static boolean isCounted(JsonNode budget) {
    JsonNode window = budget.path("window");
    String per = window.path("per").asText();
    return budget.path("unit").asText("requests").equals("requests")
        && budget.path("scope").asText("account").equals("account")
        && (per.equals("hour")
            || per.equals("day")
            || window.path("perSeconds").asInt() > LONGEST_PACED);
  }

  private static @Nullable Duration every(Part part) {
    String accepted = "a time from PT1M to PT1H, such as PT10M";
    String text = part.text(accepted);
    if (text == null) {
      return null;
    }
    try {
      Duration every = Duration.parse(text);
      if (every.compareTo(SHORTEST) >= 0 && every.compareTo(LONGEST) <= 0) {
        return every;
      }
    } catch (DateTimeParseException e) {
      // The same fault.
    }
    part.fault("is not accepted; accepted is " + accepted);
    return null;
  }
}
