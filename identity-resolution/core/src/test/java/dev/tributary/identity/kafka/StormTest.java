package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.loop.Input;
import dev.tributary.testkit.lane.Lane;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Very many events around one identifier, under the rules that hold from the beginning. */
@Tag("soak-storms")
class StormTest {
  private static final int TOGETHER = 500;
  private static final int PEOPLE = Lane.size("tributary.people", 1_000, 10_000);
  private static final String LARGEST =
      "select max(octet_length(document)) < 8192, max(identifiers) from profile where MINE";

  private static Identity identity;
  private final Inputs inputs = new Inputs(new WorkspaceId("wsp_storm_" + System.nanoTime()));
  private final List<Input> waiting = new ArrayList<>();
  private int messages;

  @BeforeAll
  static void migrate() {
    identity = Identity.migrated();
  }

  @Test
  void aTabletOfThousandsMeltsNobody() throws Exception {
    int people = PEOPLE;
    for (int i = 0; i < people; i++) {
      said("u" + i, "tablet");
    }
    for (int i = 0; i < people; i++) {
      said("u" + i, "tablet");
    }
    apply();
    assertThat(rows("select count(*) from profile where MINE")).containsExactly("" + people);
    assertThat(rows(LARGEST)).containsExactly("t 2");
    assertThat(rows("select value from shared_identifier where MINE and suspected"))
        .containsExactly("tablet");
  }

  @Test
  void aDefaultIdOnThousandsOfEventsIsOnePersonWhoStaysSmall() throws Exception {
    int events = 5 * PEOPLE;
    for (int i = 0; i < events; i++) {
      said("nobodys-id", "device" + i);
    }
    apply();
    assertThat(rows("select count(*) from profile where MINE")).containsExactly("1");
    assertThat(rows(LARGEST)).containsExactly("t 21");
    assertThat(rows("select count(*) from accepted_event where MINE and outcome = 'applied'"))
        .containsExactly("" + events);
    assertThat(rows("select value, cardinality(beside) < 1000 from shared_identifier where MINE"))
        .containsExactly("nobodys-id t");
  }

  @Test
  void aDeviceThatIsNamedWithEverybodyJoinsNobody() throws Exception {
    int people = PEOPLE;
    for (int i = 0; i < people; i++) {
      said("u" + i, "own" + i);
    }
    IntStream.range(0, people).forEach(i -> said("u" + i, "everybodys"));
    apply();
    assertThat(rows("select count(*) from profile where MINE")).containsExactly("" + people);
    assertThat(rows(LARGEST)).containsExactly("t 3");
    assertThat(rows("select count(*) from profile_merge where MINE")).containsExactly("0");
    assertThat(rows("select count(*) from profile where MINE and identifiers = 3"))
        .containsExactly("1");
  }

  private void said(String user, String device) {
    waiting.add(
        inputs.event(
            "{'type':'identify','messageId':'%d','userId':'%s','anonymousId':'%s'}"
                .formatted(++messages, user, device),
            1));
  }

  private void apply() throws Exception {
    for (int from = 0; from < waiting.size(); from += TOGETHER) {
      int to = Math.min(waiting.size(), from + TOGETHER);
      identity.apply(waiting.subList(from, to).toArray(Input[]::new));
    }
  }

  private List<String> rows(String query) throws Exception {
    return identity.rows(inputs.workspace(), query);
  }
}
