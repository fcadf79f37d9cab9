package dev.tributary.audience.http.catalogue;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.dictionary.Coverage;
import dev.tributary.audience.dictionary.DictionaryEntry;
import dev.tributary.audience.dictionary.DictionaryReading;
import dev.tributary.audience.dictionary.EventTally;
import dev.tributary.audience.dictionary.FieldTally;
import dev.tributary.audience.dictionary.FrequentPropertyValues;
import dev.tributary.audience.dictionary.NumberSummary;
import dev.tributary.audience.dictionary.PropertyTally;
import dev.tributary.audience.dictionary.Synonyms;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.ValueType;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.Approximate;
import dev.tributary.runtime.tenancy.Visibility;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The traits, events and values that rules can name. In all of these answers, {@code asOf} is the
 * business time of the read, {@code estimated} says that the time limit ended the read and the
 * figures were scaled up, and {@code more} says that the full list is longer.
 */
public final class CatalogueAnswers {
  private CatalogueAnswers() {}

  /**
   * The traits that people have.
   *
   * @param asOf the business time of the read
   * @param estimated whether the time limit ended the read early; if so, the figures are scaled up
   *     from the part of the profiles that was read
   * @param people the number of all people
   * @param data the traits, the most frequent first; at most 1,000
   * @param more whether the full list is longer
   */
  @Schema(name = "CatalogueTraits")
  public record Traits(
      Instant asOf, boolean estimated, long people, List<Trait> data, boolean more) {
    public Traits as(Visibility visibility) {
      return new Traits(
          asOf, estimated, people, data.stream().map(trait -> trait.as(visibility)).toList(), more);
    }

    /** With the stored types, where the unreadable values of another type were counted. */
    Traits declaredAs(Map<String, DeclaredType> stored) {
      return new Traits(
          asOf,
          estimated,
          people,
          data.stream()
              .map(trait ->
                  CatalogueAnswersTraitBuilder.builder(trait)
                      .declared(stored.get(trait.name()))
                      .build())
              .toList(),
          more);
    }

    Traits with(Synonyms synonyms) {
      return new Traits(
          asOf, estimated, people, data.stream().map(trait -> trait.with(synonyms)).toList(), more);
    }

    public static Traits of(
        Instant asOf, DictionaryReading<FieldTally.Field> found, Map<String, Instant> lastSeen) {
      Coverage coverage = found.coverage();
      return new Traits(
          asOf,
          coverage.estimated(),
          coverage.total(),
          found.map(field ->
              CatalogueAnswersTraitBuilder.builder()
                  .name(field.name())
                  .types(field.types().stream().sorted().toList())
                  .people(coverage.scaled(field.count()))
                  .approximate(false)
                  .lastSeen(lastSeen.get(field.name()))
                  .declared(field.declared())
                  .unreadable(unreadable(field, coverage))
                  .synonyms(List.of())
                  .shippedSynonyms(List.of())
                  .build()),
          found.cut().more());
    }
  }

  /**
   * A trait that people have.
   *
   * @param name the name of the trait; a dotted path for a part of a trait that has a declared type
   * @param types the types of the values; {@code date} is a text that rules read as a day or a time
   * @param people how many people have the trait now; rounded, 0 for few, if the caller may not see
   *     it
   * @param approximate whether {@code people} and {@code unreadable} are rounded
   * @param lastSeen when a profile last received this trait, to the minute; null if it did not
   *     since this time is stored
   * @param declared the type as which rules read its values; null for the type that was sent
   * @param unreadable for how many people the value cannot be read as that type, or as the type
   *     {@code as} of the request; null if there is neither; rounded as {@code people}
   * @param synonyms other words by which users find the trait
   * @param shippedSynonyms those of {@code synonyms} that Tributary ships; users chose the others
   */
  @RecordBuilder
  @Schema(name = "CatalogueTrait")
  public record Trait(
      String name,
      List<ValueType> types,
      long people,
      boolean approximate,
      @Nullable Instant lastSeen,
      @Nullable DeclaredType declared,
      @Nullable Long unreadable,
      List<String> synonyms,
      List<String> shippedSynonyms) {
    public Trait as(Visibility visibility) {
      return visibility.hides(new Path(name).names())
          ? CatalogueAnswersTraitBuilder.builder(this)
              .people(Approximate.of(people).number())
              .approximate(true)
              .unreadable(rounded(unreadable))
              .build()
          : this;
    }

    private Trait with(Synonyms all) {
      DictionaryEntry entry = new DictionaryEntry.OfTrait(name);
      return CatalogueAnswersTraitBuilder.builder(this)
          .synonyms(all.of(entry))
          .shippedSynonyms(all.shipped(entry))
          .build();
    }
  }

  private static @Nullable Long unreadable(FieldTally.Field field, Coverage coverage) {
    return field.declared() == null ? null : coverage.scaled(field.unreadable());
  }

  private static @Nullable Long rounded(@Nullable Long count) {
    return count == null ? null : Approximate.of(count).number();
  }

  /**
   * The kinds of events that people did.
   *
   * @param asOf the business time of the read
   * @param estimated whether the time limit ended the read early; if so, the figures are scaled up
   *     from the part of the profiles that was read
   * @param people the number of all people
   * @param data the kinds of events, those of the most people first; at most 1,000
   * @param more whether the full list is longer
   */
  @Schema(name = "CatalogueEvents")
  public record Events(
      Instant asOf, boolean estimated, long people, List<Event> data, boolean more) {
    public static Events of(Instant asOf, DictionaryReading<EventTally.Counted> found) {
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
                  Instant.ofEpochMilli(counted.newest()),
                  List.of(),
                  List.of())),
          found.cut().more());
    }

    Events with(Synonyms synonyms) {
      return new Events(
          asOf, estimated, people, data.stream().map(event -> event.with(synonyms)).toList(), more);
    }
  }

  /**
   * A kind of event: a call of the tracking API, with the name of the event.
   *
   * @param call {@code track}, {@code page}, {@code screen}, {@code group} or {@code alias}
   * @param event the name; null if the call has none
   * @param people how many people have such an event
   * @param events how many such events there are
   * @param lastSeen when the newest event happened
   * @param synonyms other words by which users find the event
   * @param shippedSynonyms those of {@code synonyms} that Tributary ships; users chose the others
   */
  @Schema(name = "CatalogueEvent")
  public record Event(
      String call,
      @Nullable String event,
      long people,
      long events,
      Instant lastSeen,
      List<String> synonyms,
      List<String> shippedSynonyms) {
    private Event with(Synonyms all) {
      Call known = Call.named(call);
      if (known == null) {
        return this;
      }
      DictionaryEntry entry = new DictionaryEntry.OfEvent(new EventKind(known, event));
      return new Event(call, event, people, events, lastSeen, all.of(entry), all.shipped(entry));
    }
  }

  /**
   * The properties of the events of one kind.
   *
   * @param asOf the business time of the read
   * @param estimated whether the time limit ended the read early; if so, the figures are scaled up
   *     from the part of the profiles that was read
   * @param events how many events of the requested kind there are
   * @param data the properties, the most frequent first; at most 1,000
   * @param more whether the full list is longer
   */
  @Schema(name = "CatalogueProperties")
  public record Properties(
      Instant asOf, boolean estimated, long events, List<Property> data, boolean more) {
    public Properties as(Visibility visibility) {
      return new Properties(
          asOf, estimated, events, data.stream().map(each -> each.as(visibility)).toList(), more);
    }

    /** With the stored types, where the unreadable values of another type were counted. */
    Properties declaredAs(Map<String, DeclaredType> stored) {
      return new Properties(
          asOf,
          estimated,
          events,
          data.stream().map(each -> each.declaredAs(stored.get(each.name()))).toList(),
          more);
    }

    public static Properties of(Instant asOf, DictionaryReading<FieldTally.Field> found) {
      Coverage coverage = found.coverage();
      return new Properties(
          asOf,
          coverage.estimated(),
          coverage.total(),
          found.map(field -> Property.of(field, coverage)),
          found.cut().more());
    }
  }

  /**
   * A property of the events of one kind.
   *
   * @param name the name of the property; a dotted path for a part of a property, also of a list:
   *     {@code products.category}
   * @param types the types of the values; {@code date} is a text that rules read as a day or a time
   * @param events how many events have the property; rounded, 0 for few, if the caller may not see
   *     it
   * @param approximate whether {@code events} and {@code unreadable} are rounded
   * @param lastSeen when the newest of them happened
   * @param declared the type as which rules read its values; null for the type that was sent
   * @param unreadable in how many events the value cannot be read as that type, or as the type
   *     {@code as} of the request; null if there is neither; rounded as {@code events}
   */
  @Schema(name = "CatalogueProperty")
  public record Property(
      String name,
      List<ValueType> types,
      long events,
      boolean approximate,
      Instant lastSeen,
      @Nullable DeclaredType declared,
      @Nullable Long unreadable) {
    static Property of(FieldTally.Field field, Coverage coverage) {
      return new Property(
          field.name(),
          field.types().stream().sorted().toList(),
          coverage.scaled(field.count()),
          false,
          Instant.ofEpochMilli(field.newest()),
          field.declared(),
          CatalogueAnswers.unreadable(field, coverage));
    }

    private Property declaredAs(@Nullable DeclaredType stored) {
      return new Property(name, types, events, approximate, lastSeen, stored, unreadable);
    }

    public Property as(Visibility visibility) {
      return visibility.hidesProperty(new Path(name).names())
          ? new Property(
              name,
              types,
              Approximate.of(events).number(),
              true,
              lastSeen,
              declared,
              rounded(unreadable))
          : this;
    }
  }

  /**
   * The properties of events of all kinds.
   *
   * @param asOf the business time of the read
   * @param estimated whether the time limit ended the read early; if so, the figures are scaled up
   *     from the part of the profiles that was read
   * @param data the properties, the most frequent first; at most 1,000
   * @param more whether the full list is longer
   */
  @Schema(name = "CatalogueEventProperties")
  public record EventProperties(
      Instant asOf, boolean estimated, List<EventProperty> data, boolean more) {
    public EventProperties as(Visibility visibility) {
      return new EventProperties(
          asOf, estimated, data.stream().map(each -> each.as(visibility)).toList(), more);
    }

    public static EventProperties of(Instant asOf, DictionaryReading<PropertyTally.Counted> found) {
      Coverage coverage = found.coverage();
      return new EventProperties(
          asOf,
          coverage.estimated(),
          found.map(counted ->
              new EventProperty(
                  counted.kind().call().wireName(),
                  counted.kind().name(),
                  Property.of(counted.field(), coverage))),
          found.cut().more());
    }
  }

  /**
   * A property of the events of a kind.
   *
   * @param call {@code track}, {@code page}, {@code screen}, {@code group} or {@code alias}
   * @param event the name of the events; null if the call has none
   * @param property the property
   */
  @Schema(name = "CatalogueEventProperty")
  public record EventProperty(String call, @Nullable String event, Property property) {
    private EventProperty as(Visibility visibility) {
      return new EventProperty(call, event, property.as(visibility));
    }
  }

  /**
   * The values of a trait or of a property.
   *
   * @param masked true, with no data, for a caller who may not see the values
   * @param asOf the business time of the read
   * @param estimated whether the time limit ended the read early; if so, the figures are scaled up
   *     from the part of the profiles that was read
   * @param data the values, the most frequent first; at most as many as the request allows
   * @param more whether the full list is longer
   * @param numbers the distribution of the values that are numbers; null if there are none
   */
  @Schema(name = "CatalogueValues")
  public record Values(
      boolean masked,
      Instant asOf,
      boolean estimated,
      List<Value> data,
      boolean more,
      @Nullable Numbers numbers) {
    static Values masked(Instant asOf) {
      return new Values(true, asOf, false, List.of(), false, null);
    }
  }

  /**
   * How numbers are distributed.
   *
   * @param count how many people or events have a number; of a list, each different element counts
   * @param percentiles 101 numbers, from the smallest to the largest: element p is the smallest of
   *     the numbers that p percent of them do not exceed
   * @param distribution the number of people or events in each of up to 20 intervals of equal
   *     width, from percentile 1 to percentile 99; smaller numbers are in the first interval,
   *     larger ones in the last
   */
  @Schema(name = "CatalogueNumbers")
  public record Numbers(long count, List<Double> percentiles, List<Long> distribution) {
    static Numbers of(NumberSummary summary, Coverage coverage) {
      return new Numbers(
          coverage.scaled(summary.counted()),
          summary.percentiles(),
          summary.buckets().stream().map(coverage::scaled).toList());
    }
  }

  /**
   * Values of traits that contain a text, the most frequent first.
   *
   * @param asOf the business time of the read
   * @param estimated whether the time limit ended the read early; if so, the figures are scaled up
   *     from the part of the profiles that was read
   * @param data the values; at most as many as the request allows
   */
  @Schema(name = "CatalogueFoundValues")
  public record FoundValues(Instant asOf, boolean estimated, List<FoundValue> data) {}

  /**
   * A text that several people have as the value of a trait.
   *
   * @param trait the name of the trait, or a dotted path
   * @param type {@code list} if the text is an element of a list, else {@code text}
   * @param value the text
   * @param people how many people have it
   */
  @Schema(name = "CatalogueFoundValue")
  public record FoundValue(String trait, ValueType type, String value, long people) {}

  /**
   * Values of properties of events that contain a text.
   *
   * @param asOf the business time of the read
   * @param estimated whether the time limit ended the read early; if so, the figures are scaled up
   *     from the part of the profiles that was read
   * @param data the values of track events, the most frequent first, then those of other events; at
   *     most as many as the request allows
   */
  @Schema(name = "CatalogueFoundPropertyValues")
  public record FoundPropertyValues(
      Instant asOf, boolean estimated, List<FoundPropertyValue> data) {}

  /**
   * A text that events of several people have as the value of a property.
   *
   * @param call {@code track}, {@code page}, {@code screen}, {@code group} or {@code alias}
   * @param event the name of the events; null if the call has none
   * @param property the name of the property, or a dotted path
   * @param type {@code list} if the text is an element of a list, else {@code text}
   * @param value the text
   * @param events how many events have it
   */
  @Schema(name = "CatalogueFoundPropertyValue")
  public record FoundPropertyValue(
      String call,
      @Nullable String event,
      String property,
      ValueType type,
      String value,
      long events) {
    static FoundPropertyValue of(FrequentPropertyValues.Counted counted, Coverage coverage) {
      return new FoundPropertyValue(
          counted.kind().call().wireName(),
          counted.kind().name(),
          counted.property(),
          counted.type(),
          counted.value(),
          coverage.scaled(counted.events()));
    }
  }

  /**
   * A value of a trait or of a property, and how often it occurs.
   *
   * @param value a text, a number, or true or false
   * @param people of a trait: how many people have it
   * @param events of a property: how many events have it
   */
  @Schema(name = "CatalogueValue")
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Value(
      @Schema(ref = ValueSchemas.SCALAR) JsonNode value,
      @Nullable Long people,
      @Nullable Long events) {}
}
