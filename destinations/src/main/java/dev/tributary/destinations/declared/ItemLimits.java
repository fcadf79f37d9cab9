package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.declared.template.Function;
import dev.tributary.destinations.declared.template.TextTemplate;
import dev.tributary.destinations.declared.template.UnfitValue;
import dev.tributary.destinations.pattern.BoundedMatch;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Limits of a vendor that drops what exceeds them without an answer. Thread-safe.
 *
 * @param bytes of the part of a request that is about one item; null for no limit
 * @param clock for the age of values
 */
record ItemLimits(@Nullable Integer bytes, List<FieldLimit> fields, InstantSource clock) {
  ItemLimits {
    fields = List.copyOf(fields);
  }

  /**
   * Limits of a field. A field that is absent or null exceeds none.
   *
   * @param pattern that the whole text matches
   * @param maximumLength in characters of UTF-16
   * @param maximumAge of a time
   * @param needs another field that must have a value, in the request or at the destination
   */
  record FieldLimit(
      String field,
      @Nullable Pattern pattern,
      @Nullable Integer maximumLength,
      @Nullable Duration maximumAge,
      @Nullable String needs) {

    private void check(Item item, Instant now, BoundedMatch.Work work) {
      JsonNode value = item.fields().get(field);
      if (isAbsent(value)) {
        return;
      }
      String text = TextTemplate.text(value);
      if (maximumLength != null && text.length() > maximumLength) {
        throw new UnfitValue(field, "Must have at most %d characters".formatted(maximumLength));
      }
      if (pattern != null && !BoundedMatch.matches(pattern, text, work)) {
        throw work.isSpent()
            ? UnfitValue.ofSettings("The patterns of the fields of a batch need too much work")
            : new UnfitValue(field, "Must match " + pattern.pattern());
      }
      if (needs != null && isAbsent(item.whole().fields().get(needs))) {
        throw new UnfitValue(needs, "A value for \"%s\" needs it".formatted(field));
      }
      if (maximumAge != null && time(value).isBefore(now.minus(maximumAge))) {
        throw new UnfitValue(field, "Is older than %d hours".formatted(maximumAge.toHours()));
      }
    }

    private Instant time(JsonNode value) {
      try {
        return Instant.parse(Function.ISO.apply(value).asText());
      } catch (UnfitValue unfit) {
        throw new UnfitValue(field, unfit.words());
      }
    }

    private static boolean isAbsent(@Nullable JsonNode value) {
      return TextTemplate.text(value).isEmpty();
    }
  }

  /**
   * @param work that the patterns of all items of a batch may need
   * @throws UnfitValue if a field exceeds a limit
   */
  void check(Item item, BoundedMatch.Work work) {
    if (!fields.isEmpty()) {
      Instant now = clock.instant();
      fields.forEach(field -> field.check(item, now, work));
    }
  }

  /**
   * @param content the part of a request that is about one item
   * @throws UnfitValue if it is too large
   */
  void check(byte @Nullable [] content) {
    if (bytes != null && content != null && content.length > bytes) {
      throw new UnfitValue(null, "Is larger than %d bytes".formatted(bytes));
    }
  }
}
