package dev.tributary.destinations.connector;

import com.fasterxml.jackson.annotation.JsonValue;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of a connector. Validation, forms, documentation and the engine's limits are
 * derived from it.
 *
 * @param id in paths and definitions: {@code hubspot}
 * @param name the name of the system, for people
 * @param description what the connector sends, in one or two sentences
 * @param effectClass the guarantee about effects
 * @param settings the settings of a destination
 * @param objects the objects that a sync can write to
 * @param rateLimits the limits of one account, as the vendor documents them; all of them apply;
 *     empty for none
 * @param concurrency at most this many requests at a time
 * @param addressOverridable whether a destination may name a base URL of its own
 * @param sources where the facts come from, so that a reader can check them
 */
@RecordBuilder
public record Manifest(
    String id,
    String name,
    String description,
    EffectClass effectClass,
    List<Setting> settings,
    List<ObjectType> objects,
    List<RateLimit> rateLimits,
    int concurrency,
    boolean addressOverridable,
    List<String> sources) {

  public Optional<ObjectType> object(String named) {
    return objects.stream().filter(object -> object.name().equals(named)).findFirst();
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

  /**
   * A limit of requests per time.
   *
   * @param requests at most this many requests
   * @param perSeconds in this many seconds
   */
  public record RateLimit(int requests, int perSeconds) {}

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
   */
  public record Setting(
      String name,
      String label,
      String help,
      Type type,
      boolean required,
      boolean secret,
      List<String> options,
      boolean origin) {

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
      return new Setting(name, label, help, Type.TEXT, true, false, List.of(), false);
    }

    public static Setting optional(String name, String label, String help, Type type) {
      return new Setting(name, label, help, type, false, false, List.of(), false);
    }

    public static Setting secret(String name, String label, String help) {
      return new Setting(name, label, help, Type.TEXT, true, true, List.of(), false);
    }

    /** A secret by which the receiver recognises us, and which the user makes. */
    public static Setting signingSecret(String name, String label, String help) {
      return new Setting(name, label, help, Type.SIGNING_SECRET, true, true, List.of(), false);
    }

    public static Setting choice(String name, String label, String help, String... options) {
      return new Setting(name, label, help, Type.CHOICE, false, false, List.of(options), false);
    }

    /** The same setting, marked as a part of the origin. */
    public Setting asOrigin() {
      return new Setting(name, label, help, type, required, secret, options, true);
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
   * @param batchSize the maximum number of items per batch
   * @param removal what a removal does at the destination
   * @param memberships of a record: the object that holds its list memberships; null where the
   *     destination has no lists, and a profile that leaves an audience has its record removed
   * @param settings the settings of a sync to this object
   * @param changesOnly whether an item for a known record has only the fields that have changed
   */
  @RecordBuilder
  public record ObjectType(
      String name,
      String label,
      Kind kind,
      List<Field> fields,
      @Nullable String otherFields,
      List<String> matchFields,
      int batchSize,
      Removal removal,
      @Nullable String memberships,
      List<Setting> settings,
      boolean changesOnly) {

    public enum Kind {
      RECORD,
      MEMBERSHIP,
      EVENT;

      @JsonValue
      public String wireName() {
        return name().toLowerCase(Locale.ROOT);
      }
    }

    public boolean accepts(String field) {
      return fields.stream().anyMatch(known -> known.name().equals(field))
          || (otherFields != null && field.matches(otherFields));
    }
  }

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
   */
  public record Field(String name, String label, FieldType type) {}

  public enum FieldType {
    TEXT,
    NUMBER,
    BOOLEAN,
    DATE,
    TIMESTAMP,
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
