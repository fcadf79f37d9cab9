package dev.tributary.destinations.connector;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import dev.tributary.destinations.pacing.Budget;
import dev.tributary.destinations.pattern.BoundedMatch;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a connector. Validation, forms, documentation and the engine's limits are
 * derived from it.
 *
 * @param id in paths and definitions: {@code hubspot}
 * @param name the name of the system, for people
 * @param description what the connector sends, in one or two sentences
 * @param effectClass the guarantee about effects, for objects that declare no other
 * @param api the version of the vendor's API; null if the API has no version
 * @param settings the settings of a destination
 * @param objects the objects that a sync can write to
 * @param rateLimits the limits of one account, as the vendor documents them; all of them apply;
 *     empty for none
 * @param budgets further limits of one account
 * @param concurrency at most this many requests of a destination at a time, by one instance
 * @param connections at most this many requests of an account at a time, by all instances; 0 for
 *     any number
 * @param openJobs at most this many jobs of an account at a time, by all instances; 0 for any
 *     number
 * @param addressOverridable whether a destination may name a base URL of its own
 * @param sources where the facts come from, so that a reader can check them
 * @param added whether the workspace has added the connector itself
 * @param authentication how requests prove who sends them; derived from the connector, and null
 *     where only the file of the manifest is known
 */
@RecordBuilder
public record Manifest(
    String id,
    String name,
    String description,
    EffectClass effectClass,
    @Nullable VendorApi api,
    List<Setting> settings,
    List<ObjectType> objects,
    List<RateLimit> rateLimits,
    List<Budget> budgets,
    int concurrency,
    int connections,
    int openJobs,
    boolean addressOverridable,
    List<String> sources,
    boolean added,
    Authentication.@Nullable Form authentication) {
  private static final int DAYS_OF_NOTICE = 90;

  public Optional<ObjectType> object(String named) {
    return objects.stream().filter(object -> object.name().equals(named)).findFirst();
  }

  /** The guarantee about effects of an object; of the connector if it lacks the object. */
  public EffectClass effectClass(String object) {
    return object(object).map(ObjectType::effectClass).orElse(effectClass);
  }

  /**
   * The object whose records a sync to this object concerns. For a list, this is the object whose
   * records can be on the list.
   */
  public Optional<ObjectType> recordsOf(ObjectType object) {
    return object.kind() != ObjectType.Kind.MEMBERSHIP
        ? Optional.of(object)
        : objects.stream().filter(each -> object.name().equals(each.memberships())).findFirst();
  }

  /** A warning in the last 90 days before the end of the API version, and after it. */
  public Optional<String> apiWarning(LocalDate today) {
    return endOfApi(today).map(end -> apiWarning(today, Objects.requireNonNull(api), end));
  }

  /** The first day without the version of the API, from 90 days before this day on. */
  public Optional<LocalDate> endOfApi(LocalDate today) {
    return Optional.ofNullable(api)
        .map(VendorApi::end)
        .filter(end -> !today.isBefore(end.minusDays(DAYS_OF_NOTICE)));
  }

  private String apiWarning(LocalDate today, VendorApi ending, LocalDate end) {
    String remedy = added ? "Change the manifest to a newer version" : "Update Tributary";
    return today.isBefore(end)
        ? "%s may end %s of its API from %s on, and requests can fail then. %s. %s before this day"
            .formatted(name, ending.version(), end, ending.words(), remedy)
        : "%s may have ended %s of its API on %s, so requests can fail. %s. %s"
            .formatted(name, ending.version(), end, ending.words(), remedy);
  }

  /** The maximum number of items of a batch of any object; 1 if there is no object. */
  public int largestBatch() {
    return objects.stream().mapToInt(ObjectType::batchSize).max().orElse(1);
  }

  /**
   * The version of the vendor's API that receives the requests.
   *
   * @param version as the vendor writes it, for example {@code v26.0}
   * @param end the first day for which the vendor does not promise the version any more; null if
   *     the vendor names none
   * @param words what the vendor says about the end, in one or two sentences
   */
  public record VendorApi(String version, @Nullable LocalDate end, String words) {}

  /**
   * A limit of requests per time.
   *
   * @param requests at most this many requests
   * @param perSeconds in this many seconds
   * @param leftForOthers the part of all budgets that other programs of the customer need, from 0
   *     to 0.9; null for what the connector leaves
   * @param headers of answers that tell how much is left; null for those of the connector
   * @param budgets of a destination: replace all other budgets of the connector; null to keep those
   *     that are not of requests, or of a longer time
   */
  public record RateLimit(
      int requests,
      int perSeconds,
      @Nullable Double leftForOthers,
      Budget.@Nullable QuotaHeaders headers,
      @Nullable List<Budget> budgets) {
    public RateLimit(int requests, int perSeconds) {
      this(requests, perSeconds, null, null, null);
    }

    public Budget budget() {
      return Budget.requests(requests, perSeconds).leaving(leftForOthers).told(headers);
    }
  }

  /**
   * One setting of a destination or a sync; secrets are write-only.
   *
   * @param name the field of {@code settings} that holds the value
   * @param label the label in forms
   * @param help what the value means and where a user finds it
   * @param type the kind of input; {@code choice} and {@code list} have options, and the user makes
   *     a {@code signing-secret}
   * @param required whether a request without the setting is refused
   * @param secret whether the value is write-only and stored encrypted
   * @param options the accepted values; empty if every value of the type is accepted
   * @param origin whether the setting decides where secrets are sent, to whom or how; after a
   *     change, all secrets must be entered again
   * @param example a value in the accepted form; null for none
   */
  @RecordBuilder
  public record Setting(
      String name,
      String label,
      String help,
      Type type,
      boolean required,
      boolean secret,
      List<String> options,
      boolean origin,
      @Nullable String example) {

    /** The kind of input. */
    public enum Type {
      TEXT,
      /** A secret that the user makes: {@code whsec_}, then Base64. */
      SIGNING_SECRET,
      NUMBER,
      BOOLEAN,
      CHOICE,
      LIST;

      @JsonValue
      public String wireName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
      }
    }

    public static Setting required(String name, String label, String help) {
      return with(optional(name, label, help, Type.TEXT)).required(true).build();
    }

    public static Setting optional(String name, String label, String help, Type type) {
      return ManifestSettingBuilder.builder()
          .name(name)
          .label(label)
          .help(help)
          .type(type)
          .required(false)
          .secret(false)
          .options(List.of())
          .origin(false)
          .example(null)
          .build();
    }

    public static Setting secret(String name, String label, String help) {
      return with(required(name, label, help)).secret(true).build();
    }

    public static Setting choice(String name, String label, String help, String... options) {
      return with(optional(name, label, help, Type.CHOICE)).options(List.of(options)).build();
    }

    /** The same setting, marked as a part of the origin. */
    public Setting asOrigin() {
      return with(this).origin(true).build();
    }

    private static ManifestSettingBuilder with(Setting setting) {
      return ManifestSettingBuilder.builder(setting);
    }
  }

  /**
   * An object that can be written to.
   *
   * @param name the value of {@code object} in a sync
   * @param label the label in forms
   * @param kind whether an item is a record, a membership of a list, or an event
   * @param fields the known fields
   * @param otherFields a regular expression that further field names must match; null for none
   * @param matchFields the fields that can name a record; empty for events and memberships
   * @param furtherMatchFields the fields by which records can be searched for that the match field
   *     does not find; empty if the match field alone finds records
   * @param batchSize the maximum number of items per batch
   * @param removal what a removal does at the destination
   * @param memberships of a record: the object that holds its list memberships; null where the
   *     destination has no lists, and a profile that leaves an audience has its record removed
   * @param settings the settings of a sync to this object
   * @param effectClass the guarantee about effects; null: the guarantee of the connector. The
   *     objects of a manifest that was read always have one
   * @param deduplication the key by which the vendor recognises a repeated item; null for none
   * @param modes what syncs to this object can do; at least one
   * @param batch how much a batch may hold, and how long it waits for more
   * @param settle the least time between two writes of a record
   * @param confirms what a successful answer says about an item
   * @param forget what an erasure of a record leaves at the vendor; null if it is not known
   * @param links the fields that name a record of another object
   * @param promise the guarantee about effects in words; derived from the others
   * @param changesOnly whether an item for a known record has only the fields that have changed
   * @param billing what the vendor bills for; null if no such fact is known
   * @param choices the settings of a sync whose values the vendor lists
   */
  @RecordBuilder
  public record ObjectType(
      String name,
      String label,
      Kind kind,
      List<Field> fields,
      @Nullable String otherFields,
      List<String> matchFields,
      List<String> furtherMatchFields,
      int batchSize,
      Removal removal,
      @Nullable String memberships,
      List<Setting> settings,
      @Nullable EffectClass effectClass,
      @Nullable Deduplication deduplication,
      List<Mode> modes,
      BatchLimits batch,
      Duration settle,
      Confirmation confirms,
      @Nullable Forget forget,
      List<Link> links,
      String promise,
      boolean changesOnly,
      @Nullable Billing billing,
      List<Choices> choices) {

    /** An absent part has the default that docs/reference/connectors.md names. */
    public ObjectType {
      modes = Objects.requireNonNullElseGet(modes, () -> Mode.of(kind, removal));
      batch =
          Objects.requireNonNullElseGet(
              batch, () -> new BatchLimits(batchSize, null, null, Duration.ZERO));
      settle = Objects.requireNonNullElse(settle, Duration.ZERO);
      confirms = Objects.requireNonNullElse(confirms, Confirmation.DELIVERED);
      links = Objects.requireNonNullElse(links, List.of());
      furtherMatchFields = Objects.requireNonNullElse(furtherMatchFields, List.of());
      choices = List.copyOf(Objects.requireNonNullElse(choices, List.of()));
      promise = effectClass == null ? "" : effectClass.promise(deduplication, confirms);
    }

    public enum Kind {
      RECORD,
      MEMBERSHIP,
      EVENT;

      @JsonValue
      public String wireName() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    private ObjectType requiring(Set<String> names) {
      return ManifestObjectTypeBuilder.builder(this)
          .fields(
              fields.stream()
                  .map(field -> names.contains(field.name()) ? field.asRequired() : field)
                  .toList())
          .build();
    }

    public boolean accepts(String field) {
      return fields.stream().anyMatch(known -> known.name().equals(field))
          || (otherFields != null && BoundedMatch.matches(Pattern.compile(otherFields), field));
    }
  }

  /**
   * A setting of a sync whose values the vendor lists. A sync can have other values as well.
   *
   * @param setting the name of the setting
   * @param needs what the credentials need so that the vendor answers with the list, in a sentence;
   *     null if they need no more than for records
   */
  public record Choices(String setting, @Nullable String needs) {}

  /**
   * How much a batch may hold.
   *
   * @param items the maximum number of items
   * @param bytes the maximum size of the body of a request; null for none
   * @param itemBytes the maximum size of one item in a body; null for none
   * @param maximumWait for how long a batch that is not full waits for more items
   */
  public record BatchLimits(
      int items,
      @Nullable Integer bytes,
      @Nullable Integer itemBytes,
      @JsonProperty("wait") Duration maximumWait) {}

  /** The meaning of a successful answer for an item. */
  public enum Confirmation {
    /** The vendor has the content. */
    DELIVERED,
    /** The vendor has received the content, and never confirms that it was applied. */
    ACCEPTED;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * The data that an erasure of a record leaves at the vendor.
   *
   * @param what whether the vendor deletes or archives the record, or cannot erase it
   * @param with the object whose erasure erases these records too, such as the events of a person;
   *     null if they have requests of their own, or cannot be erased
   * @param words what remains, and for how long, in one or two sentences
   */
  public record Forget(Effect what, @Nullable String with, String words) {
    /** The effect of an erasure. */
    public enum Effect {
      DELETED,
      ARCHIVED,
      IMPOSSIBLE;

      @JsonValue
      public String wireName() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /**
   * An effect of items that the vendor bills for, as the vendor documents it.
   *
   * @param counts what is counted
   * @param words what the vendor bills for, and when an item does not count, in one or two
   *     sentences
   */
  public record Billing(Counted counts, String words) {
    /** The unit of the vendor's bill. */
    public enum Counted {
      /** Records that the vendor did not have before. */
      CREATES,
      /** Records that are sent, whether the vendor has them or not. */
      RECORDS,
      /** Fields that are sent, of all records together. */
      FIELDS;

      @JsonValue
      public String wireName() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /**
   * A field that names a record of another object.
   *
   * @param field of this object
   * @param object the name of the other object
   */
  public record Link(String field, String object) {}

  /** The effect of a removal on the record. */
  public enum Removal {
    DELETED,
    ARCHIVED,
    LEAVES_LIST,
    TOLD,
    IMPOSSIBLE;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * A field of an object at a destination.
   *
   * @param name the value of {@code field} in a mapping
   * @param label the label in forms
   * @param type the type to which values are converted
   * @param options of a picklist: the accepted values; empty for other types
   * @param required whether a record without a value of the field is refused
   * @param help what a value means to the vendor, or its form; null if the label says it
   * @param example a value that the vendor accepts; null for none
   * @param suggested the value that a new sync sends; null if there is no usual one
   */
  public record Field(
      String name,
      String label,
      FieldType type,
      List<String> options,
      boolean required,
      @Nullable String help,
      @Nullable String example,
      @Nullable SuggestedValue suggested) {
    public Field {
      options = List.copyOf(options);
    }

    /** A field that only its type describes. */
    public Field(
        String name, String label, FieldType type, List<String> options, boolean required) {
      this(name, label, type, options, required, null, null, null);
    }

    /** A field that a record may lack. */
    public Field(String name, String label, FieldType type, List<String> options) {
      this(name, label, type, options, false);
    }

    /** A field that is no picklist, and that a record may lack. */
    public Field(String name, String label, FieldType type) {
      this(name, label, type, List.of(), false);
    }

    private Field asRequired() {
      return new Field(name, label, type, options, true, help, example, suggested);
    }
  }

  /**
   * The value that a field usually gets: a new sync sends it, if the workspace has it.
   *
   * @param kind of the value
   * @param name of the trait, or of the attribute of an event; the type of an identifier; the path
   *     of a property or of a value of the context
   */
  public record SuggestedValue(Kind kind, String name) {
    /** The attributes of an event that a mapping can send. */
    public static final List<String> ATTRIBUTES =
        List.of(
            "id",
            "type",
            "name",
            "timestamp",
            "receivedAt",
            "userId",
            "anonymousId",
            "groupId",
            "category",
            "previousId");

    /** The source of a value. */
    public enum Kind {
      TRAIT,
      IDENTIFIER,
      /** An attribute of an event. */
      EVENT,
      /** A property of an event. */
      PROPERTY,
      /** A value of the context of an event. */
      CONTEXT;

      @JsonValue
      public String wireName() {
        return name().toLowerCase(Locale.ROOT);
      }

      /** Whether only syncs of events have such values. */
      public boolean isOfEvents() {
        return this == EVENT || this == PROPERTY || this == CONTEXT;
      }
    }
  }

  /** The same manifest, of a connector that a workspace has added. */
  public Manifest addedByWorkspace() {
    return ManifestBuilder.builder(this).added(true).build();
  }

  /** The same manifest, with fields of its objects required. */
  public Manifest requiring(Map<String, Set<String>> fieldsByObject) {
    return ManifestBuilder.builder(this)
        .objects(
            objects.stream()
                .map(object ->
                    object.requiring(fieldsByObject.getOrDefault(object.name(), Set.of())))
                .toList())
        .build();
  }

  public enum FieldType {
    TEXT,
    NUMBER,
    /** A number without a fraction. */
    INTEGER,
    BOOLEAN,
    DATE,
    TIMESTAMP,
    /** One of the options of the field. */
    PICKLIST,
    LIST,
    OBJECT,
    /** Any value. */
    JSON;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * A part of a definition that cannot work.
   *
   * @param pointer RFC 6901, into the definition
   */
  public record Fault(String pointer, String words) {}
}
