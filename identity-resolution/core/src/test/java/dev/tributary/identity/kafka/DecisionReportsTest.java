package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.loop.Effects;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Each decision is reported, also one without a message: the live feed of events needs it. */
class DecisionReportsTest {
  private static final WorkspaceId SHOP = new WorkspaceId("wsp_shop");
  private static final Connection NOWHERE =
      (Connection)
          Proxy.newProxyInstance(
              Connection.class.getClassLoader(),
              new Class<?>[] {Connection.class},
              (_, _, _) -> {
                throw new AssertionError("No statement is needed");
              });

  private final List<String> reported = new ArrayList<>();
  private final DecisionReports effects =
      new DecisionReports(
          new Silent(),
          (workspace, subject, ids) ->
              reported.add("%s %s %s".formatted(workspace, subject.wireName(), ids)));

  @Test
  void anEventWithoutAnEffectIsReportedToo() throws Exception {
    effects.apply(NOWHERE, new Poll(List.of(input("evt_1"), input("evt_2")), Map.of(), null));
    assertThat(reported).containsExactly("wsp_shop events [evt_1]", "wsp_shop events [evt_2]");
  }

  @Test
  void anEventThatFailsAloneIsReported() throws Exception {
    effects.quarantine(NOWHERE, input("evt_1"), new IllegalStateException());
    assertThat(reported).containsExactly("wsp_shop events [evt_1]");
  }

  @Test
  void aRowAndAMessageWithoutHeadersAreNotReported() throws Exception {
    Input nameless =
        new Input(new TopicPartition("events", 0), 2, new byte[0], new byte[0], Map.of());
    effects.apply(NOWHERE, new Poll(List.of(input("row_1"), nameless), Map.of(), null));
    assertThat(reported).isEmpty();
  }

  private static Input input(String root) {
    return new Input(
        new TopicPartition("events", 0),
        1,
        new byte[0],
        new byte[0],
        new MessageHeaders("msg_1", "type", SHOP, root, Instant.EPOCH, null).toHeaders());
  }

  /** Every input is a duplicate: nothing is published. */
  private static final class Silent implements Effects {
    @Override
    public List<Output> apply(Connection transaction, Poll poll) {
      return List.of();
    }

    @Override
    public List<Output> quarantine(Connection transaction, Input input, Exception failure) {
      return List.of();
    }
  }
}
