package dev.tributary.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.local.infra.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The help of {@code cdp} and the page about benches name the benches that there are. */
class BenchNamesTest {
  private static final Pattern USAGE = Pattern.compile("\\./cdp bench +(?:measure )?\\[([a-z|]+)]");
  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z]+)` \\|");

  private final Path root = Checkout.locate().root();

  @Test
  void theHelpNamesEveryBench() throws IOException {
    assertThat(usage(Files.readString(root.resolve("cdp")))).isEqualTo(BenchRequest.BENCHES);
  }

  @Test
  void thePageNamesEveryBenchAndHasARowForIt() throws IOException {
    String page = Files.readString(root.resolve("docs/reference/benchmarks.md"));
    assertThat(usage(page)).isEqualTo(BenchRequest.BENCHES);
    String benches = page.substring(0, page.indexOf("## Reading the table"));
    assertThat(ROW.matcher(benches).results().map(row -> row.group(1)))
        .containsExactlyInAnyOrderElementsOf(BenchRequest.BENCHES);
  }

  private static List<String> usage(String text) {
    Matcher usage = USAGE.matcher(text);
    assertThat(usage.find()).isTrue();
    return List.of(usage.group(1).split("\\|"));
  }
}
