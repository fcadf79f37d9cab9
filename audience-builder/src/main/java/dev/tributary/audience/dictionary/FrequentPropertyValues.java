package dev.tributary.audience.dictionary;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.ValueType;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.id.ProfileId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts the texts that events of several people share, of all properties in one pass, also within
 * objects and lists. Confined to one thread.
 */
public final class FrequentPropertyValues {
  private static final int PLACES = 1_000;
  private static final int VALUES_OF_PLACE = 200;
  private static final int VALUES = 50_000;

  /** An answer to a search is cached, and each text that is searched for has its own. */
  private static final int SEARCHED = 500;

  private final DeclaredTypes declared;
  private final String search;
  private final Map<EventKind, Map<String, DeclaredType>> declaredOf = new HashMap<>();
  private final Map<Place, Map<String, Occurrences>> places = new HashMap<>();
  private int size;
  private boolean leftOut;

  /**
   * @param declared types of properties; values that rules do not read as texts are left out
   * @param search the text that a value must contain; upper and lower case are equal; empty for any
   *     value
   */
  public FrequentPropertyValues(DeclaredTypes declared, String search) {
    this.declared = declared;
    this.search = search.toLowerCase(Locale.ROOT);
  }

  private record Place(EventKind kind, String property, ValueType type) {}

  private static final class Occurrences {
    private @Nullable ProfileId newest;
    private long people;
    private long events;

    private void add(ProfileId person) {
      if (newest == null || !newest.equals(person)) {
        newest = person;
        people++;
      }
      events++;
    }
  }

  /**
   * A value.
   *
   * @param property its name or dotted path
   * @param type {@code LIST} for the element of a list, else {@code TEXT}
   * @param events how many events have it
   */
  public record Counted(
      EventKind kind, String property, ValueType type, String value, long events) {
    /** Every name of a property that may have the value. */
    public List<String> names() {
      return new Path(property).names();
    }

    private boolean tracked() {
      return kind.call() == Call.TRACK;
    }
  }

  /**
   * Adds an event. The events of a person follow each other: otherwise a person would count several
   * times.
   */
  public void add(ProfileId person, EventKind kind, ObjectNode properties) {
    ContainedText.of(properties, declaredOf.computeIfAbsent(kind, declared::of)).stream()
        .filter(each -> each.text().toLowerCase(Locale.ROOT).contains(search))
        .forEach(each -> count(person, new Place(kind, each.path(), each.type()), each.text()));
  }

  private void count(ProfileId person, Place place, String text) {
    Map<String, Occurrences> values = places.get(place);
    if (values == null) {
      if (places.size() == PLACES) {
        leftOut = true;
        return;
      }
      values = new HashMap<>();
      places.put(place, values);
    }
    Occurrences known = values.get(text);
    if (known == null) {
      if (values.size() == VALUES_OF_PLACE || size == VALUES) {
        leftOut = true;
        return;
      }
      known = new Occurrences();
      values.put(text, known);
      size++;
    }
    known.add(person);
  }

  /**
   * The most frequent first, but those of track events before all others: most sites have far more
   * page views. A search for a text returns 500 values at most.
   */
  public TruncatedList<Counted> most() {
    List<Counted> frequent =
        places.entrySet().stream()
            .flatMap(place ->
                place.getValue().entrySet().stream()
                    .filter(each -> each.getValue().people >= FrequentValues.LEAST)
                    .map(each -> counted(place.getKey(), each.getKey(), each.getValue())))
            .sorted(
                Comparator.comparing(Counted::tracked)
                    .thenComparingLong(Counted::events)
                    .reversed()
                    .thenComparing(each -> each.kind().call())
                    .thenComparing(each -> String.valueOf(each.kind().name()))
                    .thenComparing(Counted::property)
                    .thenComparing(Counted::value))
            .toList();
    return TruncatedList.of(frequent, search.isEmpty() ? VALUES : SEARCHED, leftOut);
  }

  private static Counted counted(Place place, String value, Occurrences occurrences) {
    return new Counted(place.kind(), place.property(), place.type(), value, occurrences.events);
  }
}
