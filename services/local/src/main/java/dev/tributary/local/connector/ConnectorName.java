package dev.tributary.local.connector;

import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * The name of a connector in the forms that its files need.
 *
 * @param id in lower case, with digits and hyphens, such as {@code acme-crm}
 */
public record ConnectorName(String id) {
  private static final Pattern ID = Pattern.compile("[a-z][a-z0-9]*(?:-[a-z0-9]+)*");
  private static final int LONGEST = 63;

  /**
   * @throws IllegalArgumentException if the id has another form
   */
  public ConnectorName {
    if (!ID.matcher(id).matches() || id.length() > LONGEST) {
      throw new IllegalArgumentException(
          "\"%s\" is no name of a connector: use lower case, digits and hyphens, such as acme-crm."
              .formatted(id));
    }
    if (SourceVersion.isKeyword(id.replace("-", ""))) {
      throw new IllegalArgumentException(
          "\"%s\" is a word of Java, so no package can have this name: use another one, such as %s-crm."
              .formatted(id, id));
    }
  }

  /** For people: {@code Acme Crm}. */
  public String words() {
    return joined(" ");
  }

  /** {@code AcmeCrm}. */
  public String className() {
    return joined("");
  }

  /** {@code acmecrm}. */
  public String packageName() {
    return id.replace("-", "");
  }

  /** A template with the name in the place of its variables. */
  String in(String template) {
    return template
        .replace("__id__", id)
        .replace("__name__", words())
        .replace("__Class__", className())
        .replace("__package__", packageName());
  }

  private String joined(String separator) {
    return Arrays.stream(id.split("-"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining(separator));
  }
}
