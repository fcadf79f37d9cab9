package dev.tributary.control.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.control.alert.object.ObjectRules;
import dev.tributary.control.alert.rule.Rules;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names that clients and stored alerts have, and the rules behind them. */
class AlertKindTest {

  /** An alert that the version before has stored is read by this one, and the reverse. */
  @Test
  void theNamesOfTheFirstVersionStay() {
    assertThat(AlertKind.PIPELINE_STALLED.wireName()).isEqualTo("pipeline-stands");
    assertThat(Stream.of(AlertKind.values()).map(AlertKind::storedName))
        .containsExactly(
            "SOURCE_SILENT",
            "MODEL_LATE",
            "NOTHING_DELIVERED",
            "DELIVERIES_FAIL",
            "DESTINATION_STOPPED",
            "API_ENDING",
            "SYNC_STOPPED",
            "RUN_HELD",
            "SET_ASIDE",
            "PEOPLE_CAPPED",
            "MAY_HAVE_BEEN_SENT",
            "APPROVAL_WAITS",
            "ADDRESS_CHANGED",
            "PIPELINE_STANDS",
            "SERVICE_AWAY",
            "AUDIENCE_SIZE",
            "SYNC_FAILURES",
            "SOURCE_QUIET",
            "MODEL_OVERDUE");
    assertThat(AlertKind.values())
        .allSatisfy(kind -> assertThat(AlertKind.stored(kind.storedName())).isEqualTo(kind));
  }

  @Test
  void eachKindHasOneRule() {
    Rules rules = new Rules(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(2));
    assertThat(
            Stream.concat(rules.all().stream(), ObjectRules.of(List.of()).stream())
                .map(AlertRule::kind))
        .containsExactlyInAnyOrder(AlertKind.values());
  }
}
