package dev.tributary.contracts;

/**
 * A typed value that names a person, normalised.
 *
 * @param type {@code user_id}, {@code email}, {@code phone}, {@code anonymous_id} or a custom type
 */
public record Identifier(String type, String value) implements Comparable<Identifier> {
  public static final String USER_ID = "user_id";
  public static final String EMAIL = "email";
  public static final String PHONE = "phone";
  public static final String ANONYMOUS_ID = "anonymous_id";

  @Override
  public int compareTo(Identifier other) {
    int byType = type.compareTo(other.type);
    return byType != 0 ? byType : value.compareTo(other.value);
  }
}
