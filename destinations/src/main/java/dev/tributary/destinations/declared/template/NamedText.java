package dev.tributary.destinations.declared.template;

import java.util.List;
import java.util.stream.Collectors;

/** A header, a parameter of a query, or a field of a form. */
public record NamedText(String name, TextTemplate text) {

  /** Names and values, percent-encoded. Without those whose value is absent or null. */
  public static String encoded(List<NamedText> all, Values values) {
    return all.stream()
        .filter(each -> !each.text.isAbsent(values))
        .map(each -> {
          String parameter =
              Function.urlEncoded(each.name) + "=" + Function.urlEncoded(each.text.text(values));
          values.output().take(parameter.length());
          return parameter;
        })
        .collect(Collectors.joining("&"));
  }
}
