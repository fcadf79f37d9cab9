package dev.tributary.destinations.declared.template;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A compiled path and query. Each value is percent-encoded, so that it stays one part of the path
 * or one parameter.
 *
 * @param segments the parts between slashes
 * @param end a slash, or nothing
 * @param query the parameters
 */
public record UrlTemplate(List<Segment> segments, String end, List<NamedText> query) {
  /** Servers decode a part of a path, and some read a backslash as a slash. */
  private static final Pattern SEPARATOR = Pattern.compile("[/\\\\]");

  public UrlTemplate {
    segments = List.copyOf(segments);
    query = List.copyOf(query);
  }

  /**
   * A part between slashes.
   *
   * @param ofItem whether it depends on the item
   */
  public record Segment(TextTemplate text, boolean ofItem) {
    private String encoded(Values values) {
      String value = text.text(values);
      if (value.isEmpty()) {
        throw unfit("A value is missing that the address needs");
      }
      if (leavesFolder(value)) {
        throw unfit("A value would lead to another address");
      }
      return text.encoded(values);
    }

    private UnfitValue unfit(String words) {
      return ofItem ? new UnfitValue(null, words) : UnfitValue.ofSettings(words);
    }
  }

  /** Whether a part of the text is one or two dots. */
  public static boolean leavesFolder(String text) {
    return Arrays.stream(SEPARATOR.split(text, -1))
        .anyMatch(part -> part.equals(".") || part.equals(".."));
  }

  /**
   * Begins with a slash.
   *
   * @throws UnfitValue if a part of the path would be empty or would leave its folder
   */
  public String pathAndQuery(Values values) {
    StringBuilder text = new StringBuilder();
    for (Segment segment : segments) {
      text.append('/').append(segment.encoded(values));
    }
    String parameters = NamedText.encoded(query, values);
    text.append(end);
    return parameters.isEmpty() ? text.toString() : text + "?" + parameters;
  }
}
