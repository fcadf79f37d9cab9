package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.CountedRefusal;
import dev.tributary.destinations.declared.template.TextTemplate;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where an answer has the numbers of items that the vendor has refused without naming them. */
sealed interface Refusals {
  /**
   * @param of how many items the numbers are about
   */
  record Counted(List<CountedRefusal> refusals, int of) {}

  /**
   * @param said the vendor's text; may be empty
   * @param items how many items the answer is about
   * @return null if the content does not have the numbers
   */
  @Nullable Counted counted(JsonNode content, String said, int items);

  /** One number. */
  record Total(JsonPointer at) implements Refusals {
    @Override
    public @Nullable Counted counted(JsonNode content, String said, int items) {
      JsonNode number = content.at(at);
      if (!number.isIntegralNumber() || number.asLong() < 0) {
        return null;
      }
      return new Counted(
          number.asLong() == 0 ? List.of() : List.of(new CountedRefusal(said, number.asLong())),
          items);
    }
  }

  /**
   * A list of reasons, each with its number. A list that is absent is empty.
   *
   * @param count the number, within a reason
   * @param reason the name, within a reason
   * @param of the places of the number of items that the vendor has counted, the first of which
   *     counts; empty if it is that of the answer
   * @param known reasons that say that the vendor has the item already
   */
  record ByReason(
      JsonPointer at,
      JsonPointer count,
      JsonPointer reason,
      List<JsonPointer> of,
      Set<String> known)
      implements Refusals {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,9}");

    public ByReason {
      of = List.copyOf(of);
      known = Set.copyOf(known);
    }

    @Override
    public @Nullable Counted counted(JsonNode content, String said, int items) {
      List<CountedRefusal> refusals = new ArrayList<>();
      for (JsonNode each : content.at(at)) {
        OptionalLong number = number(each.at(count));
        if (number.isEmpty()) {
          return null;
        }
        String name = TextTemplate.text(each.at(reason));
        if (number.getAsLong() > 0 && !known.contains(name)) {
          refusals.add(new CountedRefusal(name, number.getAsLong()));
        }
      }
      long counted =
          of.stream()
              .map(place -> number(content.at(place)))
              .filter(OptionalLong::isPresent)
              .mapToLong(OptionalLong::getAsLong)
              .findFirst()
              .orElse(items);
      return new Counted(refusals, (int) Math.max(1, counted));
    }

    /** Some vendors write numbers of 64 bits as texts. */
    private static OptionalLong number(JsonNode node) {
      return DIGITS.matcher(node.asText("")).matches()
          ? OptionalLong.of(node.asLong())
          : OptionalLong.empty();
    }
  }
}
