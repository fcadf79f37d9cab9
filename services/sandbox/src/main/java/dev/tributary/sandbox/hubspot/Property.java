package dev.tributary.sandbox.hubspot;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The definition of a property of one object type.
 *
 * @param options the allowed values of an enumeration or a bool; empty for any
 * @param sensitivity {@code sensitive} or {@code highly_sensitive}; null for other data
 * @param hubspotDefined whether it exists in every account
 */
@RecordBuilder
public record Property(
    String name,
    String label,
    String type,
    String fieldType,
    String groupName,
    List<String> options,
    boolean hasUniqueValue,
    @Nullable String sensitivity,
    boolean hubspotDefined,
    boolean readOnly) {
  /** Longer values are refused. */
  private static final int MAXIMUM_LENGTH = 65_536;

  private static final Pattern EMAIL =
      Pattern.compile(
          "[^\\s@<>(),;:\"\\[\\]\\\\]{1,64}@([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern NUMBER =
      Pattern.compile("[+-]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][+-]?\\d+)?");
  private static final Pattern ISO_DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final Pattern ISO_DATE_TIME =
      Pattern.compile(
          "\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(Z|[+-]\\d{2}:?\\d{2})");
  private static final Pattern MILLISECONDS = Pattern.compile("-?\\d{1,15}");
  private static final long MILLISECONDS_OF_A_DAY = 86_400_000L;

  boolean isEmailOf(ObjectType objectType) {
    return objectType == ObjectType.CONTACTS && name.equals("email");
  }

  /** An empty value clears the property and is always valid. */
  Optional<ValueError> errorOf(ObjectType objectType, String value) {
    if (readOnly) {
      return error(
          "READ_ONLY_VALUE",
          "\"%s\" is a read only property; its value cannot be set.".formatted(name));
    }
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (value.length() > MAXIMUM_LENGTH) {
      return error(
          "INVALID_STRING",
          "The value of %s is %d characters long; the maximum is %d"
              .formatted(name, value.length(), MAXIMUM_LENGTH));
    }
    if (isEmailOf(objectType)) {
      return EMAIL.matcher(value.strip()).matches()
          ? Optional.empty()
          : Optional.of(ValueError.invalidEmail(value));
    }
    return switch (type) {
      case "number" ->
          NUMBER.matcher(value).matches()
              ? Optional.empty()
              : error("INVALID_INTEGER", value + " was not a valid number");
      case "date" -> dateError(value);
      case "datetime" ->
          ISO_DATE_TIME.matcher(value).matches()
                  || ISO_DATE.matcher(value).matches()
                  || MILLISECONDS.matcher(value).matches()
              ? Optional.empty()
              : error("INVALID_LONG", value + " was not a valid long.");
      case "bool" ->
          value.equals("true") || value.equals("false")
              ? Optional.empty()
              : notAnOption(value, List.of("true", "false"));
      case "enumeration" -> optionError(value);
      default -> Optional.empty();
    };
  }

  private Optional<ValueError> dateError(String value) {
    if (ISO_DATE.matcher(value).matches()) {
      return Optional.empty();
    }
    if (!MILLISECONDS.matcher(value).matches()) {
      return error("INVALID_LONG", value + " was not a valid long.");
    }
    return Math.floorMod(Long.parseLong(value), MILLISECONDS_OF_A_DAY) == 0
        ? Optional.empty()
        : error("INVALID_DATE", value + " is not midnight UTC!");
  }

  private Optional<ValueError> optionError(String value) {
    // Several checkboxes are one value with semicolons.
    var chosen = fieldType.equals("checkbox") ? List.of(value.split(";")) : List.of(value);
    return options.isEmpty()
        ? Optional.empty()
        : chosen.stream()
            .filter(option -> !option.isEmpty() && !options.contains(option))
            .findFirst()
            .flatMap(option -> notAnOption(option, options));
  }

  private Optional<ValueError> notAnOption(String value, List<String> allowed) {
    return error(
        "INVALID_OPTION", "%s was not one of the allowed options: %s".formatted(value, allowed));
  }

  private Optional<ValueError> error(String code, String message) {
    return Optional.of(new ValueError(name, code, message));
  }
}
