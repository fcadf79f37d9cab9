package dev.tributary.destinations.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Discovery;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Compares the items of a batch with the fields that the vendor has. */
final class FieldCheck {
  /** So many characters of a value are named: it can be personal, and of any length. */
  private static final int MOST_CHARACTERS = 40;

  /** So many options are named; a list of languages or countries can have hundreds. */
  private static final int MOST_OPTIONS = 20;

  private final Batch batch;
  private final String vendor;
  private final FieldList known;
  private final Set<String> links;
  private final Set<String> besides;
  private final boolean comparesFields;

  /**
   * @param discovery that has read the list
   */
  FieldCheck(Connector connector, Batch batch, Discovery discovery, FieldList known) {
    this.batch = batch;
    this.vendor = connector.manifest().name();
    this.known = known;
    this.besides = discovery.besides();
    this.comparesFields = discovery.compared() == Discovery.Compared.FIELDS;
    this.links =
        connector.manifest().object(batch.object()).stream()
            .flatMap(object -> object.links().stream())
            .map(Manifest.Link::field)
            .collect(Collectors.toSet());
  }

  private boolean isKnown() {
    return known.state() == FieldList.State.READ && known.failure() == null;
  }

  /** Whether an item has a field that is not known. */
  boolean lacksFields() {
    return isKnown()
        && comparesFields
        && batch.items().stream()
            .flatMap(this::names)
            .anyMatch(name -> !besides.contains(name) && !known.fields().containsKey(name));
  }

  /** Whether an item does not fit in a way that a user of the vendor can have changed. */
  boolean mayBeOutdated() {
    return isKnown()
        && (unusable() != null || batch.items().stream().anyMatch(this::hasUnknownOption));
  }

  private boolean hasUnknownOption(Item item) {
    return item.fields().properties().stream()
        .anyMatch(each -> {
          Discovery.Field field = known.fields().get(each.getKey());
          return field != null
              && field.options().closed()
              && misfit(field, each.getValue()) != null;
        });
  }

  /** By {@link Item#delivery}. A field that is missing or read-only concerns the whole sync. */
  Map<String, Outcome> refused() {
    Map<String, Outcome> refused = new HashMap<>();
    if (!isKnown()) {
      return refused;
    }
    Outcome unusable = unusable();
    for (Item item : batch.items()) {
      Outcome outcome = unusable == null ? misfit(item) : unusable;
      if (outcome != null) {
        refused.put(item.delivery(), outcome);
      }
    }
    return refused;
  }

  private @Nullable Outcome unusable() {
    if (!comparesFields) {
      return null;
    }
    Set<String> missing = new TreeSet<>();
    Set<String> readOnly = new TreeSet<>();
    for (Item item : batch.items()) {
      names(item)
          .forEach(name -> {
            Discovery.Field field = known.fields().get(name);
            if (field == null) {
              if (known.further() == FieldList.Further.COMPLETE
                  && !besides.contains(name)
                  && !hasInOtherCase(name)) {
                missing.add(name);
              }
            } else if (field.readOnly() && item.fields().has(name)) {
              readOnly.add(name);
            }
          });
    }
    if (missing.isEmpty() && readOnly.isEmpty()) {
      return null;
    }
    String words =
        Stream.of(words(missing, "lacks"), words(readOnly, "accepts no value for"))
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining("; "));
    return new Outcome.Misconfigured(
        "%s. Create the fields there, let these credentials see them, or take them out of the mapping. The fields were read at %s"
            .formatted(words, known.readAt()));
  }

  /** The vendor decides whether it means the same field. */
  private boolean hasInOtherCase(String name) {
    return known.fields().keySet().stream().anyMatch(name::equalsIgnoreCase);
  }

  private String words(Set<String> fields, String verb) {
    return fields.isEmpty()
        ? ""
        : "%s %s these fields of %s: %s"
            .formatted(vendor, verb, batch.object(), String.join(", ", fields));
  }

  private Stream<String> names(Item item) {
    String match = item.matchField();
    return Stream.concat(
            match == null ? Stream.empty() : Stream.of(match),
            item.fields().properties().stream().map(Map.Entry::getKey))
        .filter(name -> !links.contains(name));
  }

  private @Nullable Outcome misfit(Item item) {
    for (Map.Entry<String, JsonNode> each : item.fields().properties()) {
      Discovery.Field field = known.fields().get(each.getKey());
      String words = field == null ? null : misfit(field, each.getValue());
      if (words != null) {
        return new Outcome.Rejected(each.getKey(), words);
      }
    }
    return null;
  }

  /**
   * Why a value does not fit; null if it fits. The empty text clears a field. Only the vendor knows
   * which forms of numbers, booleans and times it accepts.
   */
  private static @Nullable String misfit(Discovery.Field field, JsonNode value) {
    Discovery.Options options = field.options();
    if (!options.closed() || options.listed().isEmpty()) {
      return null;
    }
    Set<String> accepted = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    options.listed().forEach(option -> accepted.add(option.value()));
    return texts(value)
        .flatMap(text -> options.several() ? Arrays.stream(text.split(";")) : Stream.of(text))
        .map(String::strip)
        .filter(option -> !option.isEmpty() && !accepted.contains(option))
        .findFirst()
        .map(option ->
            "\"%s\" is no option of this field; its options are %s"
                .formatted(
                    shown(option),
                    named(options.listed().stream().map(Discovery.Option::value).toList())))
        .orElse(null);
  }

  /** The elements of a list; a single value is a list of one. */
  private static Stream<String> texts(JsonNode value) {
    Stream<JsonNode> all =
        value.isArray() ? StreamSupport.stream(value.spliterator(), false) : Stream.of(value);
    return all.filter(each -> each.isValueNode() && !each.isNull()).map(JsonNode::asText);
  }

  private static String shown(String text) {
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
  }

  private static String named(List<String> options) {
    String some = options.stream().limit(MOST_OPTIONS).collect(Collectors.joining(", "));
    return options.size() > MOST_OPTIONS
        ? "%s and %d more".formatted(some, options.size() - MOST_OPTIONS)
        : some;
  }
}
