package dev.tributary.runtime.http;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Refuses paths that two programs could read differently. They are passed on as they came, so
 * {@code ..%2f} here would be {@code ../} there, past the check of the workspace.
 */
public final class PathCheck {
  private static final List<String> AMBIGUOUS =
      List.of("%2f", "%2e", "%5c", "%3b", "%00", "//", ";", "\\");
  private static final Pattern DOT_SEGMENT = Pattern.compile("(^|/)\\.{1,2}(/|$)");

  private PathCheck() {}

  /**
   * @param uri the request target as it came
   */
  public static boolean plain(String uri) {
    if (!uri.startsWith("/")) {
      return false;
    }
    int query = uri.indexOf('?');
    String path = (query < 0 ? uri : uri.substring(0, query)).toLowerCase(Locale.ROOT);
    return AMBIGUOUS.stream().noneMatch(path::contains) && !DOT_SEGMENT.matcher(path).find();
  }
}
