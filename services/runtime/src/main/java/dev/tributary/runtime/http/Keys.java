package dev.tributary.runtime.http;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What people may call an object: a key for configuration as code, and a name for people. */
public final class Keys {
  private static final Pattern KEY = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
  private static final int NAME = 200;

  private Keys() {}

  /**
   * @throws Problem if it is missing or not of the form
   */
  public static String key(@Nullable String key) {
    if (key == null || !KEY.matcher(key).matches()) {
      throw Problems.INVALID.problem(
          "A key has 1 to 63 lower-case letters, digits and hyphens, and starts with no hyphen",
          "/key");
    }
    return key;
  }

  /**
   * @throws Problem if it is missing or too long
   */
  public static String name(@Nullable String name) {
    if (name == null || name.isBlank() || name.length() > NAME) {
      throw Problems.INVALID.problem("A name has 1 to %d characters".formatted(NAME), "/name");
    }
    return name.strip();
  }
}
