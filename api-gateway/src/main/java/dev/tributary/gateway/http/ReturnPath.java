package dev.tributary.gateway.http;

import java.util.regex.Pattern;

/** Keeps a sign-in from leading to another site. */
final class ReturnPath {
  private static final String HOME = "/";

  /** One slash, then what a path, a query and a fragment may have; never a second slash first. */
  private static final Pattern OWN = Pattern.compile("/(?!/)[A-Za-z0-9\\-._~!$&'()*+,;=:@%/?#]*");

  private ReturnPath() {}

  static String of(String wanted) {
    return OWN.matcher(wanted).matches() ? wanted : HOME;
  }
}
