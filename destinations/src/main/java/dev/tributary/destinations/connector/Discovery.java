package dev.tributary.destinations.connector;

import dev.tributary.destinations.connector.Manifest.FieldType;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The requests that read which fields an object has at the vendor.
 *
 * @param steps at least one. Without the answer to the first one, no further one is sent. A field
 *     of a later step replaces the field with its name
 * @param further the requests for fields that these leave out, such as sensitive ones. They are
 *     sent if a field seems to be missing. It is missing only if all of them have an answer
 * @param besides fields that the object takes although the vendor does not list them, such as the
 *     address of a person beside the fields that users have created
 * @param compared the parts of the list with which items are compared before they are sent
 */
public record Discovery(
    List<Step> steps, List<Step> further, Set<String> besides, Compared compared) {
  public Discovery {
    steps = List.copyOf(steps);
    further = List.copyOf(further);
    besides = Set.copyOf(besides);
  }

  /** The records that the vendor certainly refuses. Users see the whole list in each case. */
  public enum Compared {
    /** A record with a field that is missing or read-only, and a value outside closed options. */
    FIELDS,
    /** A value outside closed options. */
    OPTIONS,
    /** Nothing: no write needs the list. */
    NOTHING
  }

  /**
   * One request.
   *
   * @param request without credentials: the engine adds them
   * @param replacesOnly whether the answer only replaces fields of earlier steps: the list is
   *     complete without it
   */
  public record Step(Egress.Request request, Reading reading, boolean replacesOnly) {}

  /** Reads an answer. Pure. */
  @FunctionalInterface
  public interface Reading {
    Read read(Egress.Answer answer, Instant now);
  }

  /** The content of an answer. */
  public sealed interface Read {
    /**
     * @param all whether the answer and its next page have all fields of the list
     * @param next reads the next page; null after the last one. Only the first requests of a
     *     discovery can have pages
     */
    record Fields(List<Field> fields, boolean all, @Nullable Step next) implements Read {
      public Fields {
        fields = List.copyOf(fields);
      }

      /** A list without further pages. */
      public Fields(List<Field> fields, boolean all) {
        this(fields, all, null);
      }
    }

    /**
     * The answer does not have them, for example without the right to read.
     *
     * @param outcome as that of a record with this answer
     */
    record Failed(Outcome outcome) implements Read {}
  }

  /**
   * A field as the vendor has it.
   *
   * @param name as in {@link Item#fields}
   * @param label the vendor's, or null
   * @param type the closest type, or null if the vendor's is not known
   * @param required whether a new record needs a value
   * @param unique whether two records cannot have the same value
   * @param readOnly whether the vendor refuses each value
   * @param reference the object whose records a value names, or null
   */
  public record Field(
      String name,
      @Nullable String label,
      @Nullable FieldType type,
      boolean required,
      boolean unique,
      boolean readOnly,
      Options options,
      @Nullable String reference) {

    /** A field of which only the name is known. */
    public static Field named(String name) {
      return named(name, null);
    }

    /** A field of which the name and the label are known. */
    public static Field named(String name, @Nullable String label) {
      return new Field(name, label, null, false, false, false, Options.NONE, null);
    }
  }

  /**
   * The options of a field.
   *
   * @param listed empty if the vendor names none
   * @param closed whether the vendor refuses other values
   * @param several whether a text can have several options, separated by semicolons
   */
  public record Options(List<Option> listed, boolean closed, boolean several) {
    public static final Options NONE = new Options(List.of(), false, false);

    public Options {
      listed = List.copyOf(listed);
    }
  }

  /**
   * @param value as in a record
   * @param label the vendor's; equal to the value if there is none
   */
  public record Option(String value, String label) {}
}
