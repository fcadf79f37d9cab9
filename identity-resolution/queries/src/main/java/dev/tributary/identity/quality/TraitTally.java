package dev.tributary.identity.quality;

import static java.util.Comparator.comparing;
import static java.util.Comparator.reverseOrder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.identity.quality.TraitQuality.Example;
import dev.tributary.identity.quality.TraitQuality.Flawed;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts the values of one trait. Confined to one thread. */
final class TraitTally {
  /** After so many values, the meaning of the trait is decided. */
  private static final int VALUES_FOR_MEANING = 100;

  private static final int EXAMPLES = 3;

  private final String trait;
  private final EmailCheck emails;
  private final PhoneCheck phones;
  private final DistinctValues distinct = new DistinctValues();
  private final Map<ValueType, ExampleCount> types = new EnumMap<>(ValueType.class);
  private final Map<Flaw, ExampleCount> flaws = new EnumMap<>(Flaw.class);
  private final List<JsonNode> first = new ArrayList<>();
  private @Nullable TraitMeaning meaning;

  /** A count of values, with some examples. */
  private static final class ExampleCount {
    private int count;
    private final List<Example> examples = new ArrayList<>(EXAMPLES);

    void add(Example example) {
      count++;
      if (examples.size() < EXAMPLES && !examples.contains(example)) {
        examples.add(example);
      }
    }

    void addAll(ExampleCount other) {
      other.examples.forEach(this::add);
      count += other.count - other.examples.size();
    }
  }

  TraitTally(String trait, EmailCheck emails, PhoneCheck phones) {
    this.trait = trait;
    this.emails = emails;
    this.phones = phones;
  }

  void add(JsonNode value) {
    distinct.add(value);
    types
        .computeIfAbsent(ValueType.of(value), _ -> new ExampleCount())
        .add(new Example(value, null));
    if (meaning != null) {
      check(meaning, value);
    } else {
      first.add(value);
      if (first.size() == VALUES_FOR_MEANING) {
        settle();
      }
    }
  }

  private TraitMeaning settle() {
    if (meaning == null) {
      TraitMeaning settled = TraitMeaning.of(trait, first);
      first.forEach(value -> check(settled, value));
      first.clear();
      meaning = settled;
    }
    return meaning;
  }

  private void check(TraitMeaning settled, JsonNode value) {
    finding(settled, value)
        .ifPresent(finding ->
            flaws
                .computeIfAbsent(finding.flaw(), _ -> new ExampleCount())
                .add(new Example(value, finding.suggestion())));
  }

  private Optional<Finding> finding(TraitMeaning settled, JsonNode value) {
    return switch (settled) {
      case OTHER -> Optional.empty();
      case EMAIL ->
          value.isTextual()
              ? emails.check(value.textValue())
              : Optional.of(Finding.of(Flaw.NOT_TEXT));
      case PHONE ->
          value.isTextual() || value.isIntegralNumber()
              ? phones.check(value.asText())
              : Optional.of(Finding.of(Flaw.NOT_TEXT));
    };
  }

  /**
   * @param share of all people that were sampled, 0 to 1
   */
  TraitQuality result(double share) {
    TraitMeaning settled = settle();
    Map<ValueType, Integer> counts = counts();
    Map<Flaw, ExampleCount> found =
        settled == TraitMeaning.OTHER ? otherTypes(counts.keySet().iterator().next()) : flaws;
    int filled = counts.values().stream().mapToInt(Integer::intValue).sum();
    int wrong =
        found.entrySet().stream()
            .filter(entry -> entry.getKey().wrong())
            .mapToInt(entry -> entry.getValue().count)
            .sum();
    return new TraitQuality(
        trait, settled, filled, counts, distinct.estimate(share), filled - wrong, flawed(found));
  }

  /** Values of another type than most. */
  private Map<Flaw, ExampleCount> otherTypes(ValueType usual) {
    ExampleCount otherTypes = new ExampleCount();
    types.forEach((type, count) -> {
      if (type != usual) {
        otherTypes.addAll(count);
      }
    });
    return otherTypes.count == 0 ? Map.of() : Map.of(Flaw.OTHER_TYPE, otherTypes);
  }

  private Map<ValueType, Integer> counts() {
    Map<ValueType, Integer> counts = new LinkedHashMap<>();
    types.entrySet().stream()
        .sorted(comparing(entry -> entry.getValue().count, reverseOrder()))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue().count));
    return counts;
  }

  private static List<Flawed> flawed(Map<Flaw, ExampleCount> found) {
    return found.entrySet().stream()
        .map(entry ->
            new Flawed(
                entry.getKey(), entry.getValue().count, List.copyOf(entry.getValue().examples)))
        .sorted(comparing(Flawed::people, reverseOrder()))
        .toList();
  }
}
