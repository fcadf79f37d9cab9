package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.manifest.ManifestFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** The mistakes of a declared question for the use of a budget. */
class UsageCompilerTest {
  private static String salesforce() throws IOException {
    try (InputStream file =
        Objects.requireNonNull(
            UsageCompiler.class.getResourceAsStream("/connectors/salesforce.yaml"))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /** The faults after a part of the manifest was replaced. */
  private static List<String> faults(String part, String other) throws IOException {
    String manifest = salesforce();
    assertThat(manifest).contains(part);
    byte[] changed = manifest.replace(part, other).getBytes(StandardCharsets.UTF_8);
    return switch (DeclaredConnectors.compile("salesforce.yaml", changed)) {
      case Compilation.Compiled compiled -> List.of();
      case Compilation.Refused(List<ManifestFault> faults) ->
          faults.stream().map(fault -> fault.pointer() + " " + fault.words()).toList();
    };
  }

  @Test
  void theInstalledQuestionHasNoFault() throws Exception {
    assertThat(faults("every: PT10M", "every: PT1H")).isEmpty();
  }

  @Test
  void theIntervalIsFromAMinuteToAnHour() throws Exception {
    for (String other : List.of("PT59S", "PT61M", "often")) {
      assertThat(faults("every: PT10M", "every: " + other))
          .containsExactly(
              "/usage/every is not accepted; accepted is a time from PT1M to PT1H, such as PT10M");
    }
    assertThat(faults("every: PT10M", "x: 1"))
        .anyMatch(fault -> fault.startsWith("/usage/every is missing"));
  }

  @Test
  void theNumbersHavePlaces() throws Exception {
    assertThat(faults("  remaining: /DailyApiRequests/Remaining\n", ""))
        .containsExactly("/usage must have either \"used\" or \"remaining\"");
    assertThat(faults("  limit: /DailyApiRequests/Max\n", ""))
        .containsExactly("/usage must have \"limit\" beside \"remaining\"");
    assertThat(faults("remaining: /DailyApiRequests/Remaining", "remaining: Remaining"))
        .anyMatch(fault -> fault.startsWith("/usage/remaining is no place in an answer"));
  }

  @Test
  void theQuestionChangesNothing() throws Exception {
    assertThat(faults("usage:\n  method: GET", "usage:\n  method: POST"))
        .containsExactly("/usage/method must be GET: the question changes nothing");
  }

  @Test
  void aBudgetFollowsTheAnswer() throws Exception {
    assertThat(
            faults(
                "amount: 100000, window: { perSeconds: 86400 }",
                "amount: 100, window: { perSeconds: 20 }"))
        .containsExactly(
            "/usage needs a budget of requests of the account with a window of more than 600"
                + " seconds");
  }
}
