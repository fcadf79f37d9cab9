package dev.tributary.control.alert.object;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names of alert rules. */
class AlertRuleSpecTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          SIZE_BELOW        | 1       | Nobody is in it
          SIZE_BELOW        | 1500    | Fewer than 1,500 people
          SIZE_ABOVE        | 1       | More than 1 person
          SIZE_ABOVE        | 0       | More than 0 people
          SIZE_CHANGE       | 20      | Grows or shrinks by more than 20% within a day
          FAILED_DELIVERIES | 1       | More than 1 failed delivery within an hour
          FAILED_DELIVERIES | 20      | More than 20 failed deliveries within an hour
          FAILED_SHARE      | 5       | More than 5% of an hour’s deliveries fail
          SILENCE           | 90      | No event for 90 minutes
          SILENCE           | 60      | No event for 1 hour
          LATENESS          | 2880    | No successful run for 2 days
          """)
  void theConditionIsTheNameUnlessAUserNamedTheRule(RuleKind kind, long threshold, String words) {
    Condition condition = new Condition(kind, "obj_1", threshold);
    assertThat(AlertRuleSpec.of(condition, "VIPs", Set.of(), true, true).rule("alr_1", "Old"))
        .extracting(ObjectRule::name)
        .isEqualTo(words);
    assertThat(AlertRuleSpec.of(condition, "VIPs", Set.of(), true, false).rule("alr_1", "Ours"))
        .extracting(ObjectRule::name)
        .isEqualTo("Ours");
  }

  @Test
  void aRuleOfAnEarlierVersionKeepsItsName() {
    String stored =
        """
        {"kind":"size-below","object":"aud_1","objectName":"VIPs","threshold":500,"channels":[],
         "enabled":true}\
        """;
    AlertRuleSpec spec = Json.read(stored.getBytes(UTF_8), AlertRuleSpec.class);
    assertThat(spec.name("Fewer than 50 people")).isEqualTo("Fewer than 50 people");
  }
}
