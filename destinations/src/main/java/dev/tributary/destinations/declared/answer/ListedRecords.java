package dev.tributary.destinations.declared.answer;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.declared.template.TextTemplate;
import dev.tributary.destinations.declared.template.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of an answer have their id, their match value and their fields. Thread-safe.
 *
 * @param idsChange whether the id of a record changes with its match value
 * @param match a JSON pointer in which the name of the match field can be
 * @param lowerCase the match fields of which the vendor treats upper and lower case alike
 * @param skipped records that are not there any more, such as archived ones; null if there are none
 * @param declared the names of the fields that the object declares
 * @param fields the places of those of them that are compared
 * @param others the place of the object that has the further fields by their names; null if they
 *     are not compared
 */
public record ListedRecords(
    JsonPointer id,
    boolean idsChange,
    TextTemplate match,
    Set<String> lowerCase,
    @Nullable When skipped,
    Set<String> declared,
    Map<String, JsonPointer> fields,
    @Nullable JsonPointer others) {
  public ListedRecords {
    lowerCase = Set.copyOf(lowerCase);
    declared = Set.copyOf(declared);
    fields = Map.copyOf(fields);
  }

  /**
   * The names of the fields that a page has: the id, the match field, and the others. Names that
   * differ by case only are there once.
   */
  public List<String> columns(Listing.Scope scope) {
    List<String> columns = new ArrayList<>(List.of(id.last().getMatchingProperty()));
    Stream.concat(Stream.of(scope.matchField()), scope.fields().stream().filter(this::compares))
        .filter(name -> columns.stream().noneMatch(name::equalsIgnoreCase))
        .forEach(columns::add);
    return columns;
  }

  private boolean compares(String field) {
    return fields.containsKey(field) || (others != null && !declared.contains(field));
  }

  /** The records with their raw ids, in the order of the answer; null if one has no id. */
  @Nullable List<Each> read(JsonNode there, Listing.Scope scope, Values values) {
    JsonPointer named = JsonPointer.compile(match.text(values));
    List<Each> records = new ArrayList<>();
    for (JsonNode record : there.isArray() ? there : List.of(there)) {
      String found = TextTemplate.text(record.at(id));
      if (found.isBlank() || !record.isObject()) {
        return null;
      }
      boolean gone = skipped != null && skipped.holds(record);
      String name = TextTemplate.text(record.at(named)).strip();
      boolean lower = lowerCase.contains(scope.matchField());
      records.add(
          new Each(
              found,
              gone
                  ? null
                  : new Listed(
                      name.isEmpty() ? null : lower ? name.toLowerCase(Locale.ROOT) : name,
                      found,
                      fields(record, scope))));
    }
    return records;
  }

  /**
   * @param listed null if the record is not there any more
   */
  record Each(String id, @Nullable Listed listed) {}

  /** A vendor may leave out a property without a value. */
  private ObjectNode fields(JsonNode record, Listing.Scope scope) {
    ObjectNode read = Json.MAPPER.createObjectNode();
    for (String field : scope.fields()) {
      JsonPointer at = fields.get(field);
      if (at != null) {
        put(read, field, record.at(at));
      } else if (others != null
          && !declared.contains(field)
          && record.at(others) instanceof ObjectNode object) {
        put(read, field, object.path(field));
      }
    }
    return read;
  }

  private static void put(ObjectNode read, String field, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      read.putNull(field);
    } else {
      read.set(field, value);
    }
  }
}
