package dev.tributary.sandbox.hubspot;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/** The properties of one object type: those of every account, and those of this account. */
final class PropertyCatalogue {
  private static final int MAXIMUM_UNIQUE = 10;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,99}");
  private static final Map<String, List<String>> FIELD_TYPES =
      Map.of(
          "string",
              List.of("text", "textarea", "html", "file", "phonenumber", "calculation_equation"),
          "number", List.of("number", "calculation_equation"),
          "date", List.of("date"),
          "datetime", List.of("date"),
          "bool", List.of("booleancheckbox", "calculation_equation"),
          "enumeration",
              List.of("select", "radio", "checkbox", "booleancheckbox", "calculation_equation"));

  private final ObjectType type;
  private final Map<String, Property> properties = new LinkedHashMap<>();

  PropertyCatalogue(ObjectType type) {
    this.type = type;
    standard(type).forEach(property -> properties.put(property.name(), property));
  }

  Collection<Property> all() {
    return properties.values();
  }

  Optional<Property> find(String name) {
    return Optional.ofNullable(properties.get(name));
  }

  void delete(String name) {
    if (find(name).filter(property -> !property.hubspotDefined()).isEmpty()) {
      throw Refusal.notFound("Property \"%s\" does not exist".formatted(name));
    }
    properties.remove(name);
  }

  void create(Property property) {
    if (!NAME.matcher(property.name()).matches()) {
      throw Refusal.validation(
          "Property name \"%s\" is invalid: use lower-case letters, digits and underscores, starting with a letter."
              .formatted(property.name()));
    }
    if (!FIELD_TYPES.getOrDefault(property.type(), List.of()).contains(property.fieldType())) {
      throw Refusal.validation(
          "Property type \"%s\" with field type \"%s\" is invalid."
              .formatted(property.type(), property.fieldType()));
    }
    if (!property.groupName().equals(type.singular() + "information")) {
      throw Refusal.validation(
          "Property group \"%s\" does not exist.".formatted(property.groupName()));
    }
    if (properties.containsKey(property.name())) {
      throw Refusal.exists(
          "A property named '%s' already exists.".formatted(property.name()),
          "Properties.PROPERTY_EXISTS");
    }
    long unique = properties.values().stream().filter(Property::hasUniqueValue).count();
    if (property.hasUniqueValue() && unique >= MAXIMUM_UNIQUE) {
      throw Refusal.validation(
          "The limit of %d unique properties is reached.".formatted(MAXIMUM_UNIQUE));
    }
    properties.put(property.name(), property);
  }

  /** Checks all values of one record. */
  List<ValueError> errors(Map<String, String> values) {
    var errors = new ArrayList<ValueError>();
    values.forEach((name, value) -> {
      var property = properties.get(name);
      if (property == null) {
        errors.add(ValueError.unknownProperty(name));
      } else {
        property.errorOf(type, value).ifPresent(errors::add);
      }
    });
    return errors;
  }

  private static List<Property> standard(ObjectType type) {
    var resource =
        Objects.requireNonNull(
            PropertyCatalogue.class.getResourceAsStream("standard-properties.csv"));
    try (var lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
      return lines
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .filter(cell -> cell[0].equals(type.plural()))
          .map(cell -> standard(type, cell))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Property standard(ObjectType type, String[] cell) {
    return PropertyBuilder.builder()
        .name(cell[1])
        .label(cell[2])
        .type(cell[3])
        .fieldType(cell[4])
        .groupName(type.singular() + "information")
        .options(cell[6].isEmpty() ? List.of() : List.of(cell[6].split(";")))
        .hasUniqueValue(false)
        .sensitivity(null)
        .hubspotDefined(true)
        .readOnly(cell[5].equals("read-only"))
        .build();
  }
}
