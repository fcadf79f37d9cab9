package dev.tributary.contracts.definition;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a model that other services need, on {@code models}.
 *
 * @param entity {@code person}, or another entity's name
 * @param primaryKey columns
 * @param columns name to type: text, integer, decimal, boolean, date, timestamp, json
 * @param mapping which columns contain a person's identifiers, traits and consent; empty for other
 *     entities
 */
public record ModelBody(
    String entity, List<String> primaryKey, Map<String, String> columns, Mapping mapping) {
  public static final String PERSON = "person";

  /**
   * The meaning of the columns of a model of people.
   *
   * @param identifiers column to identifier type
   * @param traits column to trait
   * @param consent column to purpose; the column holds a boolean, or granted and denied
   * @param subscriptions column to channel; the column holds a boolean, or subscribed and
   *     unsubscribed
   * @param observedAt the column with the time when the row's values were last observed
   */
  public record Mapping(
      Map<String, String> identifiers,
      Map<String, String> traits,
      Map<String, String> consent,
      Map<String, String> subscriptions,
      @Nullable String observedAt) {
    public static final Mapping NONE = new Mapping(Map.of(), Map.of(), Map.of(), Map.of(), null);
  }
}
