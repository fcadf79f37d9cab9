package dev.tributary.destinations.declared;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Manifest.Field;
import dev.tributary.destinations.connector.Manifest.FieldType;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.Manifest.ObjectType.Kind;
import dev.tributary.destinations.connector.Mode;
import java.util.Locale;
import java.util.Optional;

/** An object of the contract as its manifest declares it: its key, its fields and their values. */
final class ManifestSamples {
  private ManifestSamples() {}

  /**
   * @throws IllegalArgumentException for a membership, which has the fields of its members, and for
   *     a record without a match field
   */
  static ContractObject of(ContractObject.Account account, ObjectType type) {
    if (type.kind() == Kind.MEMBERSHIP || type.kind() == Kind.RECORD && key(type).isEmpty()) {
      throw new IllegalArgumentException(
          "The manifest does not say how an item of %s is named: declare its entry with"
                  .formatted(type.name())
              + " ContractObject.membership or ContractObject.record");
    }
    ContractObject object =
        key(type)
            .map(key -> ContractObject.record(account, type.name(), key, value(key)))
            .orElseGet(() -> ContractObject.event(account, type.name()));
    if (type.kind() == Kind.RECORD && !type.modes().contains(Mode.UPSERT)) {
      object.in(type.modes().getFirst());
    }
    Optional<Field> text =
        type.fields().stream()
            .filter(field -> field.type() == FieldType.TEXT)
            .filter(field -> !type.matchFields().contains(field.name()))
            .findFirst();
    ObjectNode fields = Json.MAPPER.createObjectNode();
    type.fields().stream()
        .filter(field -> field.required() || text.filter(field::equals).isPresent())
        .filter(field -> !type.matchFields().contains(field.name()))
        .forEach(field -> fields.set(field.name(), sample(field)));
    object.with(fields.toString());
    return text.isPresent()
        ? object.text(text.get().name())
        : object.without(ContractCase.TEXT, "The manifest has no field with any text");
  }

  private static Optional<String> key(ObjectType type) {
    return type.kind() == Kind.RECORD ? type.matchFields().stream().findFirst() : Optional.empty();
  }

  private static String value(String key) {
    String name = key.toLowerCase(Locale.ROOT);
    return name.contains("mail") ? "p#@example.org" : name.contains("phone") ? "+3161234#" : "k#";
  }

  private static JsonNode sample(Field field) {
    return switch (field.type()) {
      case TEXT -> Json.MAPPER.valueToTree("Sample");
      case NUMBER -> Json.MAPPER.valueToTree(1.5);
      case INTEGER -> Json.MAPPER.valueToTree(1);
      case BOOLEAN -> Json.MAPPER.valueToTree(true);
      case DATE -> Json.MAPPER.valueToTree("2026-01-15");
      case TIMESTAMP -> Json.MAPPER.valueToTree("$now");
      case PICKLIST -> Json.MAPPER.valueToTree(field.options().getFirst());
      case LIST -> Json.MAPPER.createArrayNode().add("one");
      case OBJECT, JSON -> Json.MAPPER.createObjectNode().put("one", 1);
    };
  }
}
