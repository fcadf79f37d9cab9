package dev.tributary.e2e;

import static java.util.Objects.requireNonNull;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What axe has against a page as it stands. The script, half a megabyte, is read once for each
 * document: {@link AxeBuilder} would read it for each look at one.
 */
final class Axe {
  private static final String SCRIPT = script();

  /**
   * Pages have no frames. Each violation is a text: the rule, and the elements that break it. Axe
   * measures targets only if it is asked to: they have 24 pixels, or as much room around them.
   */
  private static final String RUN =
      """
      async rules => {
        const options = { resultTypes: ['violations'], rules: { 'target-size': { enabled: true } } };
        if (rules.length > 0) {
          options.runOnly = { type: 'rule', values: rules };
        }
        const { violations } = await axe.run(document, options);
        return violations.map(({ id, nodes }) =>
          id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary).join('; '));
      }\
      """;

  /**
   * A page that just changed is looked at again: a dialog gets its name after its first rendering.
   */
  private static final int LOOKS = 10;

  private static final double BETWEEN_LOOKS_MILLIS = 200;

  private Axe() {}

  static List<String> violations(Page page) {
    return violations(page, List.of());
  }

  /** By these rules only. */
  static List<String> violations(Page page, List<String> rules) {
    if (page.evaluate("() => typeof axe === 'undefined'").equals(true)) {
      page.evaluate(SCRIPT);
    }
    List<String> found = look(page, rules);
    for (int looks = 1; looks < LOOKS && !found.isEmpty(); looks++) {
      page.waitForTimeout(BETWEEN_LOOKS_MILLIS);
      found = look(page, rules);
    }
    return found;
  }

  private static List<String> look(Page page, List<String> rules) {
    return ((List<?>) page.evaluate(RUN, rules)).stream().map(String.class::cast).toList();
  }

  private static String script() {
    try (InputStream script = requireNonNull(AxeBuilder.class.getResourceAsStream("/axe.min.js"))) {
      return new String(script.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
