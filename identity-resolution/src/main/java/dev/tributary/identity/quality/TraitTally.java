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
  /** So many values say what all of them stand for. */
  private static final int TELLING = 100;

  private static final int EXAMPLES = 3;

  private final String trait;
  private final EmailCheck emails;
  private final PhoneCheck phones;
  private final DistinctValues distinct = new DistinctValues();
  private final Map<ValueType, Heap> types = new EnumMap<>(ValueType.class);
  private final Map<Flaw, Heap> flaws = new EnumMap<>(Flaw.class);
  private final List<JsonNode> first = new ArrayList<>();
  private @Nullable Meaning meaning;

  /** So many values, some of them kept. */
  private static final class Heap {
    private int count;
    private final List<Example> examples = new ArrayList<>(EXAMPLES);

    void add(Example example) {
      count++;
      if (examples.size() < EXAMPLES && !examples.contains(example)) {
        examples.add(example);
      }
    }

    void addAll(Heap other) {
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
    types.computeIfAbsent(ValueType.of(value), _ -> new Heap()).add(new Example(value, null));
    if (meaning != null) {
      check(meaning, value);
    } else {
      first.add(value);
      if (first.size() == TELLING) {
        settle();
      }
    }
  }

  private Meaning settle() {
    if (meaning == null) {
      Meaning told = Meaning.of(trait, first);
      first.forEach(value -> check(told, value));
      first.clear();
      meaning = told;
    }
    return meaning;
  }

  private void check(Meaning told, JsonNode value) {
    finding(told, value)
        .ifPresent(finding ->
            flaws
                .computeIfAbsent(finding.flaw(), _ -> new Heap())
                .add(new Example(value, finding.suggestion())));
  }

  private Optional<Finding> finding(Meaning told, JsonNode value) {
    return switch (told) {
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
   * @param share of all people that were looked at, 0 to 1
   */
  TraitQuality result(double share) {
    Meaning told = settle();
    Map<ValueType, Integer> counts = counts();
    Map<Flaw, Heap> found = told == Meaning.OTHER ? odd(counts.keySet().iterator().next()) : flaws;
    int filled = counts.values().stream().mapToInt(Integer::intValue).sum();
    int wrong =
        found.entrySet().stream()
            .filter(entry -> entry.getKey().wrong())
            .mapToInt(entry -> entry.getValue().count)
            .sum();
    return new TraitQuality(
        trait, told, filled, counts, distinct.estimate(share), filled - wrong, flawed(found));
  }

  /** What is of another type than most. */
  private Map<Flaw, Heap> odd(ValueType usual) {
    Heap odd = new Heap();
    types.forEach((type, heap) -> {
      if (type != usual) {
        odd.addAll(heap);
      }
    });
    return odd.count == 0 ? Map.of() : Map.of(Flaw.OTHER_TYPE, odd);
  }

  private Map<ValueType, Integer> counts() {
    Map<ValueType, Integer> counts = new LinkedHashMap<>();
    types.entrySet().stream()
        .sorted(comparing(entry -> entry.getValue().count, reverseOrder()))
        .forEach(entry -> counts.put(entry.getKey(), entry.getValue().count));
    return counts;
  }

  private static List<Flawed> flawed(Map<Flaw, Heap> found) {
    return found.entrySet().stream()
        .map(entry ->
            new Flawed(
                entry.getKey(), entry.getValue().count, List.copyOf(entry.getValue().examples)))
        .sorted(comparing(Flawed::people, reverseOrder()))
        .toList();
  }
}
