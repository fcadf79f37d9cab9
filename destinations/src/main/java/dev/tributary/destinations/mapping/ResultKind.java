package dev.tributary.destinations.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Manifest.FieldType;
import java.util.List;
import java.util.Optional;

/** The kind of the value of a field, as far as it is known before there is a record. */
public enum ResultKind {
  ANY("a value"),
  BOOLEAN("a boolean"),
  TEXT("a text"),
  HASH("a hash"),
  LIST("a list"),
  OBJECT("an object");

  private final String words;

  ResultKind(String words) {
    this.words = words;
  }

  /** The kind of a constant. */
  public static ResultKind of(JsonNode constant) {
    return switch (constant.getNodeType()) {
      case BOOLEAN -> BOOLEAN;
      case STRING -> TEXT;
      case ARRAY -> LIST;
      case OBJECT -> OBJECT;
      case NUMBER, BINARY, MISSING, NULL, POJO -> ANY;
    };
  }

  /**
   * Why no value that the steps make can ever have a type; empty if some may.
   *
   * @param transforms from a value of this kind
   */
  public Optional<String> neverFits(List<Transform> transforms, FieldType type) {
    ResultKind kind = this;
    for (Transform transform : transforms) {
      kind = kind.after(transform);
    }
    return kind.fits(type)
        ? Optional.empty()
        : Optional.of(
            "The result is %s, and the field takes %s; change the last step, or map another field"
                .formatted(kind.words, type.wireName()));
  }

  private ResultKind after(Transform transform) {
    return switch (transform) {
      case Transform.Template _, Transform.Join _ -> TEXT;
      case Transform.ToList _ -> LIST;
      case Transform.Hash _ -> this == LIST ? LIST : this == ANY ? ANY : HASH;
      case Transform.When _ -> this;
      case Transform.Normalise _ -> this == LIST ? LIST : ANY;
      case Transform.Default _,
          Transform.Get _,
          Transform.ValueMap _,
          Transform.Date _,
          Transform.QueryParameter _,
          Transform.Jsonata _ ->
          ANY;
    };
  }

  private boolean fits(FieldType type) {
    return switch (type) {
      case JSON -> true;
      case TEXT -> this != LIST && this != OBJECT;
      case BOOLEAN -> this != LIST && this != OBJECT && this != HASH;
      case PICKLIST -> this != LIST && this != OBJECT && this != HASH;
      case LIST -> true;
      case OBJECT -> this == ANY || this == OBJECT;
      case NUMBER, INTEGER, DATE, TIMESTAMP -> this == ANY || this == TEXT;
    };
  }
}
