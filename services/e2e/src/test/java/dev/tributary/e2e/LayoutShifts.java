package dev.tributary.e2e;

import com.microsoft.playwright.Page;
import java.util.List;

/**
 * What moved on a page by itself since the page was opened, by more than a person tolerates who
 * reads it or is about to click.
 *
 * @see <a href="https://web.dev/articles/cls">the score of a shift</a>
 */
final class LayoutShifts {
  private static final String WATCH =
      """
      (() => {
        const shifts = [];
        const name = node => node?.outerHTML?.slice(0, 150) ?? node?.textContent ?? 'removed';
        const box = ({ x, y, width, height }) =>
          [x, y, width, height].map(Math.round).join(' ');
        const describe = ({ node, previousRect, currentRect }) =>
          `${name(node)} (${box(previousRect)} -> ${box(currentRect)})`;
        const keep = entries =>
          shifts.push(...entries
            .filter(({ value, hadRecentInput }) => value > 0.1 && !hadRecentInput)
            .map(({ value, sources }) =>
              value.toFixed(2) + ': ' + sources.map(describe).join(', ')));
        const observer = new PerformanceObserver(list => keep(list.getEntries()));
        observer.observe({ type: 'layout-shift', buffered: true });
        window.layoutShifts = () => {
          keep(observer.takeRecords());
          return shifts;
        };
      })()\
      """;

  private static final String READ =
      """
      async () => {
        await document.fonts.ready;
        await new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)));
        return window.layoutShifts();
      }\
      """;

  private LayoutShifts() {}

  /** Counts from the next address on that the page goes to. */
  static void watch(Page page) {
    page.addInitScript(WATCH);
  }

  /**
   * Each shift with a score above 0.1 that followed no input, with what moved: the nodes, each with
   * x, y, width and height in the window before and after.
   */
  static List<String> of(Page page) {
    return ((List<?>) page.evaluate(READ)).stream().map(String.class::cast).toList();
  }
}
