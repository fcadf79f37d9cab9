package dev.tributary.audience.dictionary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.ValueType;
import dev.tributary.contracts.definition.DeclaredType;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the texts that several people share, of all traits in one pass, also within objects and
 * lists. Names, addresses and other values of single people are not among them. Confined to one
 * thread.
 */
public final class FrequentValues {
  /** Values of fewer people are left out. */
  public static final int LEAST = 5;

  private static final int PLACES = 1_000;
  private static final int VALUES_OF_PLACE = 200;
  private static final int VALUES = 50_000;

  private final Map<String, DeclaredType> declared;
  private final Map<Place, Map<String, Long>> places = new HashMap<>();
  private int size;

  /**
   * @param declared types by path; values that rules do not read as texts are left out
   */
  public FrequentValues(Map<String, DeclaredType> declared) {
    this.declared = Map.copyOf(declared);
  }

  private record Place(String trait, ValueType type) {}

  /**
   * A value.
   *
   * @param trait its name or dotted path
   * @param type {@code LIST} for the element of a list, else {@code TEXT}
   * @param count how many people have it
   */
  public record Counted(String trait, ValueType type, String value, long count) {
    /** Every name of a trait that may hold the value. */
    public List<String> names() {
      return new Path(trait).names();
    }
  }

  /** Adds the traits of one person. */
  public void add(ObjectNode traits) {
    ContainedText.of(traits, declared)
        .forEach(each -> count(new Place(each.path(), each.type()), each.text()));
  }

  private void count(Place place, String text) {
    Map<String, Long> values = values(place);
    if (values != null
        && (values.containsKey(text) || (values.size() < VALUES_OF_PLACE && size < VALUES))) {
      if (values.merge(text, 1L, Long::sum) == 1) {
        size++;
      }
    }
  }

  private @Nullable Map<String, Long> values(Place place) {
    Map<String, Long> known = places.get(place);
    if (known != null || places.size() == PLACES) {
      return known;
    }
    Map<String, Long> fresh = new HashMap<>();
    places.put(place, fresh);
    return fresh;
  }

  /** The most frequent first. */
  public TruncatedList<Counted> most() {
    List<Counted> frequent =
        places.entrySet().stream()
            .flatMap(place ->
                place.getValue().entrySet().stream()
                    .filter(each -> each.getValue() >= LEAST)
                    .map(each ->
                        new Counted(
                            place.getKey().trait(),
                            place.getKey().type(),
                            each.getKey(),
                            each.getValue())))
            .sorted(
                Comparator.comparingLong(Counted::count)
                    .reversed()
                    .thenComparing(Counted::trait)
                    .thenComparing(Counted::value))
            .toList();
    return TruncatedList.of(frequent, frequent.size(), false);
  }
}
