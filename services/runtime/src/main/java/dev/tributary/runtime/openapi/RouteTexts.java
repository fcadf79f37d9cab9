package dev.tributary.runtime.openapi;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Fills the placeholders in ids and texts of inherited routes: {@code {subject}}, {@code {a
 * subject}} with its article, and {@code {Subject}} in ids.
 *
 * @param subject as in {@link RoutesFor}
 */
public record RouteTexts(String subject) {
  private static final String VOWELS = "aeiou";

  /** The texts of a resource with {@link RoutesFor}. */
  public static RouteTexts of(Class<?> resource) {
    return new RouteTexts(requireNonNull(resource.getAnnotation(RoutesFor.class)).value());
  }

  /** The text with the subject in it. */
  public String filled(String text) {
    String article = VOWELS.indexOf(subject.charAt(0)) < 0 ? "a " : "an ";
    return text.replace("{Subject}", inIds())
        .replace("{a subject}", article + subject)
        .replace("{subject}", subject);
  }

  /** The name of the parameter of the path: the last word of the subject. */
  public String parameter() {
    return subject.substring(subject.lastIndexOf(' ') + 1);
  }

  private String inIds() {
    return Arrays.stream(subject.split("[- ]"))
        .map(word -> Character.toUpperCase(word.charAt(0)) + word.substring(1))
        .collect(Collectors.joining());
  }
}
