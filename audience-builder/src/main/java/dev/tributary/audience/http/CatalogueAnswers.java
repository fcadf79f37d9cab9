package dev.tributary.audience.http;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.dictionary.Coverage;
import dev.tributary.audience.dictionary.EventTally;
import dev.tributary.audience.dictionary.FieldTally;
import dev.tributary.audience.dictionary.Found;
import dev.tributary.audience.dictionary.ValueType;
import dev.tributary.audience.rule.Path;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.Sight;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What rules can name. In all of these, {@code asOf} is the business time of the reading, {@code
 * estimated} says that not everyone could be read in time and figures were scaled up, and {@code
 * more} that there is more than the list has.
 */
public final class CatalogueAnswers {
  private CatalogueAnswers() {}

  /**
   * @param people how many there are in all
   */
  @Schema(name = "CatalogueTraits")
  public record Traits(
      Instant asOf, boolean estimated, long people, List<Trait> data, boolean more) {
    Traits as(Sight sight) {
      return new Traits(
          asOf, estimated, people, data.stream().map(trait -> trait.as(sight)).toList(), more);
    }

    static Traits of(Instant asOf, Found<FieldTally.Field> found, Map<String, Instant> lastSeen) {
      Coverage coverage = found.coverage();
      return new Traits(
          asOf,
          coverage.estimated(),
          coverage.total(),
          found.map(field ->
              new Trait(
                  field.name(),
                  field.types().stream().sorted().toList(),
                  coverage.scaled(field.count()),
                  lastSeen.get(field.name()),
                  field.declared(),
                  unreadable(field, coverage))),
          found.cut().more());
    }
  }

  /**
   * @param people how many have it now; rounded, 0 for few, where the caller may not see it
   * @param lastSeen when it last came with somebody's data, to the minute; null if not since that
   *     is kept
   * @param declared as which type rules read its values; null as they were sent
   * @param unreadable of how many people a value cannot be read as that type; null where none is
   *     declared; rounded as {@code people}
   */
  @Schema(name = "CatalogueTrait")
  public record Trait(
      String name,
      List<ValueType> types,
      long people,
      @Nullable Instant lastSeen,
      @Nullable DeclaredType declared,
      @Nullable Long unreadable) {
    Trait as(Sight sight) {
      return sight.hides(new Path(name).names())
          ? new Trait(
              name, types, Approximate.of(people).number(), lastSeen, declared, rounded(unreadable))
          : this;
    }
  }

  private static @Nullable Long unreadable(FieldTally.Field field, Coverage coverage) {
    return field.declared() == null ? null : coverage.scaled(field.unreadable());
  }

  private static @Nullable Long rounded(@Nullable Long count) {
    return count == null ? null : Approximate.of(count).number();
  }

  /**
   * @param people how many there are in all
   */
  @Schema(name = "CatalogueEvents")
  public record Events(
      Instant asOf, boolean estimated, long people, List<Event> data, boolean more) {
    static Events of(Instant asOf, Found<EventTally.Counted> found) {
      Coverage coverage = found.coverage();
      return new Events(
          asOf,
          coverage.estimated(),
          coverage.total(),
          found.map(counted ->
              new Event(
                  counted.kind().call().wireName(),
                  counted.kind().name(),
                  coverage.scaled(counted.people()),
                  coverage.scaled(counted.events()),
                  Instant.ofEpochMilli(counted.newest()))),
          found.cut().more());
    }
  }

  /**
   * @param event the name; null where the call has none
   * @param people how many did it
   * @param lastSeen when it happened last
   */
  @Schema(name = "CatalogueEvent")
  public record Event(
      String call, @Nullable String event, long people, long events, Instant lastSeen) {}

  /**
   * @param events how many there are of the kind that was asked for
   */
  @Schema(name = "CatalogueProperties")
  public record Properties(
      Instant asOf, boolean estimated, long events, List<Property> data, boolean more) {
    Properties as(Sight sight) {
      return new Properties(
          asOf, estimated, events, data.stream().map(each -> each.as(sight)).toList(), more);
    }

    static Properties of(Instant asOf, Found<FieldTally.Field> found) {
      Coverage coverage = found.coverage();
      return new Properties(
          asOf,
          coverage.estimated(),
          coverage.total(),
          found.map(field ->
              new Property(
                  field.name(),
                  field.types().stream().sorted().toList(),
                  coverage.scaled(field.count()),
                  Instant.ofEpochMilli(field.newest()),
                  field.declared(),
                  unreadable(field, coverage))),
          found.cut().more());
    }
  }

  /**
   * @param events how many have it; rounded, 0 for few, where the caller may not see it
   * @param lastSeen when the newest of them happened
   * @param declared as which type rules read its values; null as they were sent
   * @param unreadable in how many events the value cannot be read as that type; null where none is
   *     declared; rounded as {@code events}
   */
  @Schema(name = "CatalogueProperty")
  public record Property(
      String name,
      List<ValueType> types,
      long events,
      Instant lastSeen,
      @Nullable DeclaredType declared,
      @Nullable Long unreadable) {
    Property as(Sight sight) {
      return sight.hidesProperty(new Path(name).names())
          ? new Property(
              name, types, Approximate.of(events).number(), lastSeen, declared, rounded(unreadable))
          : this;
    }
  }

  /**
   * @param masked true, with no data, for whoever may not see the values
   */
  @Schema(name = "CatalogueValues")
  public record Values(
      boolean masked, Instant asOf, boolean estimated, List<Value> data, boolean more) {
    static Values masked(Instant asOf) {
      return new Values(true, asOf, false, List.of(), false);
    }
  }

  /**
   * @param value a text, a number, or true or false
   * @param people how many have it, of a trait
   * @param events how many have it, of a property
   */
  @Schema(name = "CatalogueValue")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Value(JsonNode value, @Nullable Long people, @Nullable Long events) {}
}
