package dev.tributary.destinations.declared;

import dev.tributary.destinations.declared.ItemLimits.FieldLimit;
import dev.tributary.destinations.declared.template.Part;
import dev.tributary.destinations.declared.template.Scope;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compiles {@code limits} of a request. */
final class LimitCompiler {
  private static final int LARGEST = 100_000_000;
  private static final int LONGEST = 1_000_000;

  /** One year in seconds. */
  private static final int OLDEST = 31_536_000;

  /** Each one can have a regular expression, which is matched for each item. */
  private static final int MOST_FIELDS = 100;

  private LimitCompiler() {}

  static ItemLimits compile(Part part, Scope scope, InstantSource clock) {
    if (!part.isPresent() || !part.isMap("bytes", "fields")) {
      return new ItemLimits(null, List.of(), clock);
    }
    List<FieldLimit> limits = new ArrayList<>();
    if (part.at("fields").node().size() > MOST_FIELDS) {
      part.at("fields").fault("has too many fields; accepted are " + MOST_FIELDS);
      return new ItemLimits(null, List.of(), clock);
    }
    part.at("fields").entries().forEach((field, limit) -> limits.add(field(field, limit, scope)));
    return new ItemLimits(part.at("bytes").number(LARGEST), limits, clock);
  }

  private static FieldLimit field(String field, Part part, Scope scope) {
    checkField(field, part, scope);
    if (!part.isMap("pattern", "maximumLength", "maximumAge", "needs")) {
      return new FieldLimit(field, null, null, null, null);
    }
    Part pattern = part.at("pattern");
    @Nullable Pattern compiled = pattern.isPresent() ? pattern.pattern() : null;
    Part needs = part.at("needs");
    @Nullable String needed = needs.isPresent() ? needs.text("the name of a field") : null;
    if (needed != null) {
      checkField(needed, needs, scope);
    }
    Integer age = part.at("maximumAge").number(OLDEST);
    return new FieldLimit(
        field,
        compiled,
        part.at("maximumLength").number(LONGEST),
        age == null ? null : Duration.ofSeconds(age),
        needed);
  }

  private static void checkField(String field, Part part, Scope scope) {
    if (!scope.accepts(field)) {
      part.fault(
          "\"%s\" is no field of this object; fields are %s"
              .formatted(field, Scope.listed(scope.fields())));
    }
  }
}
