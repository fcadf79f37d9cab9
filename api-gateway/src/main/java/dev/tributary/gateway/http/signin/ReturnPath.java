package dev.tributary.gateway.http.signin;

import java.util.regex.Pattern;

/** Keeps a sign-in from leading to another site. */
final class ReturnPath {
  private static final String HOME = "/";

  /**
   * The characters of a path, a query and a fragment; no backslash, because browsers read it as a
   * slash.
   */
  private static final String PARTS = "(?:[\\w\\-.~!$&'()*+,;=:@/?]|%\\p{XDigit}{2})*+";

  /** One slash, never a second one after it, which would begin a host. */
  private static final Pattern OWN = Pattern.compile("/(?!/)" + PARTS + "(?:#" + PARTS + ")?");

  private ReturnPath() {}

  static String of(String wanted) {
    return OWN.matcher(wanted).matches() ? wanted : HOME;
  }
}
