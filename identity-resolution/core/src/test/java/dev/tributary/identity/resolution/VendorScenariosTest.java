package dev.tributary.identity.resolution;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What other vendors document of their own resolution; docs/reference/identity-scenarios.md. */
class VendorScenariosTest {
  private static final Path PAGE =
      Path.of(System.getProperty("tributary.root"), "docs/reference/identity-scenarios.md");
  private static final Pattern ROW =
      Pattern.compile("\\| (Segment|mParticle|RudderStack) \\| ([^|]*) \\|.*\\((http\\S*)\\) \\|");

  static Stream<Scenario> scenarios() {
    return Stream.of(SegmentScenarios.all(), MparticleScenarios.all(), RudderStackScenarios.all())
        .flatMap(List::stream);
  }

  @ParameterizedTest
  @MethodSource("scenarios")
  void peopleAreAsThePageSays(Scenario scenario) {
    assertThat(Steps.played(scenario.rules(), scenario.steps()))
        .as(scenario.source())
        .isEqualTo(scenario.people());
  }

  @Test
  void thePageHasEveryScenarioAndNoOther() throws IOException {
    assertThat(rows())
        .containsExactlyElementsOf(
            scenarios().map(each -> List.of(each.vendor(), each.name(), each.source())).toList());
  }

  private static List<List<String>> rows() throws IOException {
    return Files.readAllLines(PAGE).stream()
        .map(ROW::matcher)
        .filter(Matcher::matches)
        .map(row -> List.of(row.group(1), row.group(2), row.group(3)))
        .toList();
  }
}
