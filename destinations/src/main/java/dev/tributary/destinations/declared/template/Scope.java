package dev.tributary.destinations.declared.template;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.pattern.BoundedMatch;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * The names that a template may use.
 *
 * @param settings of the destination, without secrets
 * @param secrets the secret settings of the destination
 * @param syncSettings of a sync to the object
 * @param fields of the object
 * @param otherFields the names of further fields; null for none
 * @param parts what else there is, besides settings
 */
public record Scope(
    Set<String> settings,
    Set<String> secrets,
    Set<String> syncSettings,
    Set<String> fields,
    @Nullable Pattern otherFields,
    Set<PartOfBatch> parts) {

  public enum PartOfBatch {
    BATCH,
    ITEM,
    /** The request carries the whole batch. */
    TOGETHER,
    /** The request removes items. */
    REMOVAL,
    /** Inside of {@code $fields}. */
    FIELD,
    PLACE,
    /** The request is about a job that the vendor has. */
    JOB,
    /** The request asks for the result of a job. */
    RESULT,
    /** The request reads a page of a list. */
    PAGE,
    /** The request reads records, of which it can name the fields. */
    RECORDS,
    /** The request looks for the record with a match value. */
    LOOKUP
  }

  public Scope {
    settings = Set.copyOf(settings);
    secrets = Set.copyOf(secrets);
    syncSettings = Set.copyOf(syncSettings);
    fields = Set.copyOf(fields);
    parts = Set.copyOf(parts);
  }

  /** The scope of a probe. */
  public static Scope ofDestination(JsonNode manifest) {
    Set<String> open = new LinkedHashSet<>();
    Set<String> secrets = new LinkedHashSet<>();
    for (JsonNode setting : manifest.path("settings")) {
      (setting.path("secret").asBoolean(false) ? secrets : open)
          .add(setting.path("name").asText(""));
    }
    return new Scope(open, secrets, Set.of(), Set.of(), null, Set.of());
  }

  /** The scope of the requests of an object, without its items. */
  public Scope ofObject(JsonNode object, boolean place) {
    return new Scope(
        settings,
        secrets,
        open(object.path("settings")),
        names(object.path("fields")),
        pattern(object.path("otherFields").asText("")),
        place ? Set.of(PartOfBatch.BATCH, PartOfBatch.PLACE) : Set.of(PartOfBatch.BATCH));
  }

  /** Only the settings of the destination and of the sync. */
  public Scope ofSettings() {
    return new Scope(settings, secrets, syncSettings, Set.of(), null, Set.of());
  }

  public Scope with(PartOfBatch part) {
    Set<PartOfBatch> more = new LinkedHashSet<>(parts);
    more.add(part);
    return new Scope(settings, secrets, syncSettings, fields, otherFields, more);
  }

  public boolean has(PartOfBatch part) {
    return parts.contains(part);
  }

  public boolean accepts(String field) {
    return fields.contains(field)
        || otherFields != null && BoundedMatch.matches(otherFields, field);
  }

  /** For messages. */
  public static String listed(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", new TreeSet<>(names));
  }

  /** The settings that are no secret: only {@code auth} sends secrets. */
  private static Set<String> open(JsonNode declared) {
    Set<String> names = new LinkedHashSet<>();
    declared.forEach(each -> {
      if (!each.path("secret").asBoolean(false)) {
        names.add(each.path("name").asText(""));
      }
    });
    return names;
  }

  private static Set<String> names(JsonNode declared) {
    Set<String> names = new LinkedHashSet<>();
    declared.forEach(each -> names.add(each.path("name").asText("")));
    return names;
  }

  /** A mistake in the expression is reported with the object. */
  private static @Nullable Pattern pattern(String expression) {
    try {
      return expression.isEmpty() || expression.length() > BoundedMatch.LONGEST
          ? null
          : BoundedMatch.compile(expression);
    } catch (PatternSyntaxException e) {
      return null;
    }
  }
}
