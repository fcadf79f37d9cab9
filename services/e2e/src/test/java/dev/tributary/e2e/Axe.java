package dev.tributary.e2e;

import com.deque.html.axecore.args.AxeRunOptions;
import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import java.util.List;

/** What axe has against a page as it stands. */
final class Axe {
  private Axe() {}

  static List<Rule> violations(Page page) {
    return builder(page).analyze().getViolations();
  }

  /** By these rules only. */
  static List<Rule> violations(Page page, List<String> rules) {
    return builder(page).withRules(rules).analyze().getViolations();
  }

  /** Pages have no frames: so axe needs no second page to put results together. */
  private static AxeBuilder builder(Page page) {
    AxeRunOptions options = new AxeRunOptions();
    options.setResultTypes(List.of("violations"));
    return new AxeBuilder(page).options(options).setLegacyMode(true);
  }
}
