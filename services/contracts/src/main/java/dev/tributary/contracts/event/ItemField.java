package dev.tributary.contracts.event;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The fields of an item that the tracking API gives a meaning; all others are kept as they are. */
public enum ItemField {
  TYPE("type", Shape.SCALAR),
  EVENT("event", Shape.SCALAR),
  NAME("name", Shape.SCALAR),
  USER_ID("userId", Shape.SCALAR),
  ANONYMOUS_ID("anonymousId", Shape.SCALAR),
  PREVIOUS_ID("previousId", Shape.SCALAR),
  GROUP_ID("groupId", Shape.SCALAR),
  MESSAGE_ID("messageId", Shape.SCALAR),
  TIMESTAMP("timestamp", Shape.SCALAR),
  ORIGINAL_TIMESTAMP("originalTimestamp", Shape.SCALAR),
  SENT_AT("sentAt", Shape.SCALAR),
  WRITE_KEY("writeKey", Shape.SCALAR),
  PROPERTIES("properties", Shape.OBJECT),
  TRAITS("traits", Shape.OBJECT),
  CONTEXT("context", Shape.OBJECT),
  INTEGRATIONS("integrations", Shape.OBJECT);

  /**
   * A page's or screen's category. It has a meaning too, but no value of it makes an event
   * unreadable.
   */
  public static final String CATEGORY = "category";

  private static final Set<String> NAMES =
      Arrays.stream(values()).map(ItemField::jsonName).collect(Collectors.toUnmodifiableSet());

  static boolean isNamed(String jsonName) {
    return NAMES.contains(jsonName);
  }

  enum Shape {
    /** A text or a number. */
    SCALAR,
    OBJECT
  }

  private final String jsonName;
  private final Shape shape;

  ItemField(String jsonName, Shape shape) {
    this.jsonName = jsonName;
    this.shape = shape;
  }

  public String jsonName() {
    return jsonName;
  }

  /** Whether only the kind of its value is used, and never the value itself. */
  public boolean isObject() {
    return shape == Shape.OBJECT;
  }

  boolean accepts(JsonKind kind) {
    return switch (kind) {
      case NULL -> true;
      case TEXT, NUMBER -> shape == Shape.SCALAR;
      case OBJECT -> shape == Shape.OBJECT;
      case BOOLEAN, ARRAY -> false;
    };
  }
}
