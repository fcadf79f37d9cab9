package dev.tributary.gateway.workspace;

import dev.tributary.runtime.http.Problems;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How somebody is named who is invited: by e-mail address, or by the username that they have. */
final class InvitedPerson {
  private static final int LONGEST = 254;
  private static final Pattern EMAIL =
      Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
  private static final Pattern USERNAME = Pattern.compile("[^\\s\\p{Cntrl}@]{1,254}");

  private InvitedPerson() {}

  /**
   * @throws dev.tributary.runtime.http.Problem if it is missing or names nobody who could be
   */
  static String require(@Nullable String person) {
    String named = person == null ? "" : person.strip();
    if (named.length() > LONGEST
        || !(EMAIL.matcher(named).matches() || USERNAME.matcher(named).matches())) {
      throw Problems.INVALID.problem("An e-mail address or a username", "/person");
    }
    return named;
  }

  static boolean isEmail(String person) {
    return person.contains("@");
  }
}
