package dev.tributary.control.workspace.invitation;

import dev.tributary.runtime.problem.Problems;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The addresses that can be invited. */
public final class EmailAddress {
  private static final int LONGEST = 254;
  private static final Pattern ALLOWED =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");

  private EmailAddress() {}

  /**
   * @throws dev.tributary.runtime.problem.Problem if it is missing or cannot be one
   */
  public static String require(@Nullable String address, String pointer) {
    String stripped = address == null ? "" : address.strip();
    if (stripped.length() > LONGEST || !ALLOWED.matcher(stripped).matches()) {
      throw Problems.INVALID.problem("An e-mail address", pointer);
    }
    return stripped;
  }
}
