package dev.tributary.helm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Alerts and the dashboard ask for metrics that exist. */
class MonitoringTest {
  private static final Pattern METRIC = Pattern.compile("tributary_[a-z_]+");
  private static final Pattern PART = Pattern.compile("_(sum|count|bucket)$");

  @Test
  void everyMetricOfTheDashboardIsDescribed() {
    JsonNode dashboard = Repository.json("helm/tributary/files/dashboard.json");
    assertThat(dashboard.path("panels")).isNotEmpty();
    Set<String> asked = metrics(List.of(dashboard.toString()));
    assertThat(asked).hasSizeGreaterThan(8);
    assertDescribed(asked);
  }

  @Test
  void everyMetricWhoseDescriptionAsksForAnAlarmHasAnAlert() {
    Set<String> alarms =
        Pattern.compile("(?m)^\\| `(tributary_[a-z_]+)` \\|.*[:;] alarm .*$")
            .matcher(Repository.text("docs/reference/telemetry.md"))
            .results()
            .map(line -> line.group(1))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(alarms).contains("tributary_definitions_passed_over").hasSizeGreaterThan(9);
    assertThat(metrics(rules().body().findValuesAsText("expr"))).containsAll(alarms);
  }

  @Test
  void everyMetricOfTheAlertsIsDescribed() {
    Manifest rules = rules();
    Set<String> asked = metrics(rules.body().findValuesAsText("expr"));
    assertThat(asked).contains("tributary_loop_lost_records_total");
    assertDescribed(asked);
    assertThat(rules.body().at("/spec/groups/0/rules"))
        .allSatisfy(rule -> {
          assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
          assertThat(rule.at("/annotations/description").asText()).isNotBlank();
          assertThat(rule.at("/labels/severity").asText()).isIn("critical", "warning");
        });
  }

  private static Manifest rules() {
    return Chart.rendered(Values.set("production")).stream()
        .filter(manifest -> manifest.kind().equals("PrometheusRule"))
        .findFirst()
        .orElseThrow();
  }

  private static Set<String> metrics(List<String> expressions) {
    Set<String> found = new TreeSet<>();
    for (String expression : expressions) {
      METRIC
          .matcher(expression)
          .results()
          .forEach(metric -> found.add(PART.matcher(metric.group()).replaceFirst("")));
    }
    return found;
  }

  private static void assertDescribed(Set<String> metrics) {
    String reference = Repository.text("docs/reference/telemetry.md");
    assertThat(metrics)
        .allMatch(metric -> reference.contains("\n| `" + metric + "` |"), "is in the reference");
  }
}
