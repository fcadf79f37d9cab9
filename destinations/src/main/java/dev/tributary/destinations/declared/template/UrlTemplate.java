package dev.tributary.destinations.declared.template;

import java.util.List;

/**
 * A compiled path and query. Each value is percent-encoded, so that it stays one part of the path
 * or one parameter.
 *
 * @param segments the parts between slashes
 * @param end a slash, or nothing
 * @param query the parameters
 */
public record UrlTemplate(List<TextTemplate> segments, String end, List<NamedText> query) {
  public UrlTemplate {
    segments = List.copyOf(segments);
    query = List.copyOf(query);
  }

  /**
   * Begins with a slash.
   *
   * @throws UnfitValue if a part of the path would be empty or would leave its folder
   */
  public String pathAndQuery(Values values) {
    StringBuilder text = new StringBuilder();
    for (TextTemplate segment : segments) {
      String value = segment.encoded(values);
      if (value.isEmpty() || value.equals(".") || value.equals("..")) {
        throw new UnfitValue(null, "A value is missing that the address needs");
      }
      text.append('/').append(value);
    }
    String parameters = NamedText.encoded(query, values);
    text.append(end);
    return parameters.isEmpty() ? text.toString() : text + "?" + parameters;
  }
}
