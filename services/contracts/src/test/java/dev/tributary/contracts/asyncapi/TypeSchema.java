package dev.tributary.contracts.asyncapi;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The JSON Schema of what Jackson writes for a record of the contracts. */
final class TypeSchema {
  private TypeSchema() {}

  static ObjectNode of(Type type) {
    return switch (type) {
      case ParameterizedType of when isA(of, Collection.class) -> {
        ObjectNode schema = typed("array");
        schema.set("items", of(of.getActualTypeArguments()[0]));
        yield schema;
      }
      case ParameterizedType of when isA(of, Map.class) -> {
        ObjectNode schema = typed("object");
        schema.set("additionalProperties", of(of.getActualTypeArguments()[1]));
        yield schema;
      }
      case Class<?> known -> ofClass(known);
      default -> throw new IllegalArgumentException("No schema for " + type);
    };
  }

  private static ObjectNode ofClass(Class<?> type) {
    if (type == String.class) {
      return typed("string");
    }
    if (type == Instant.class) {
      return typed("string").put("format", "date-time");
    }
    if (type == LocalDate.class) {
      return typed("string").put("format", "date");
    }
    if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
      return typed("integer");
    }
    if (type == boolean.class || type == Boolean.class) {
      return typed("boolean");
    }
    if (type.isEnum()) {
      ObjectNode schema = typed("string");
      for (Object value : type.getEnumConstants()) {
        schema.withArrayProperty("enum").add(Json.MAPPER.convertValue(value, String.class));
      }
      return schema;
    }
    if (type.isRecord()) {
      for (RecordComponent component : type.getRecordComponents()) {
        if (component.getAccessor().isAnnotationPresent(JsonValue.class)) {
          return of(component.getGenericType());
        }
      }
      return ofRecord(typed("object"), type);
    }
    if (type.isAnnotationPresent(JsonSubTypes.class)) {
      return ofVariants(type);
    }
    return ObjectNode.class == type ? typed("object") : Json.MAPPER.createObjectNode();
  }

  private static ObjectNode ofRecord(ObjectNode schema, Class<?> type) {
    ObjectNode properties = schema.withObjectProperty("properties");
    ArrayNode required = schema.withArrayProperty("required");
    for (RecordComponent component : type.getRecordComponents()) {
      properties.set(name(component), of(component.getGenericType()));
      if (!component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
        required.add(name(component));
      }
    }
    return schema;
  }

  private static String name(RecordComponent component) {
    JsonProperty named = component.getAccessor().getAnnotation(JsonProperty.class);
    return named == null ? component.getName() : named.value();
  }

  private static ObjectNode ofVariants(Class<?> type) {
    String field = type.getAnnotation(JsonTypeInfo.class).property();
    ObjectNode schema = Json.MAPPER.createObjectNode();
    ArrayNode variants = schema.putArray("oneOf");
    for (JsonSubTypes.Type variant : type.getAnnotation(JsonSubTypes.class).value()) {
      ObjectNode one = typed("object");
      one.putObject("properties").putObject(field).put("const", variant.name());
      one.putArray("required").add(field);
      variants.add(ofRecord(one, variant.value()));
    }
    return schema;
  }

  private static boolean isA(ParameterizedType type, Class<?> wanted) {
    return type.getRawType() instanceof Class<?> raw && wanted.isAssignableFrom(raw);
  }

  private static ObjectNode typed(String type) {
    return Json.MAPPER.createObjectNode().put("type", type);
  }
}
