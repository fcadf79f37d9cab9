package dev.tributary.destinations.declared;

import static dev.tributary.destinations.declared.ConnectedStandIn.item;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.schema.FieldList;
import dev.tributary.testkit.vendor.StandInServer.Failure;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slack against its stand-in. */
class SlackTest {
  private final ConnectedStandIn slack =
      new ConnectedStandIn("slack", "{}", Map.of("botToken", "xoxb-1"));

  @AfterEach
  void close() {
    slack.close();
  }

  @Test
  void theChannelsAreListedWithTheirNames() {
    String open = channel("general", false);
    String closed = channel("board", true);
    FieldList list = slack.choices("messages", "channel");
    assertThat(list.fields().keySet()).containsExactlyInAnyOrder(open, closed);
    assertThat(list.fields().get(open).label()).isEqualTo("general");
    assertThat(list.further()).isEqualTo(FieldList.Further.COMPLETE);
    slack.assertDocumented();
  }

  @Test
  void theNextPagesOfChannelsAreRead() {
    for (int i = 0; i < 1_000; i++) {
      channel("c" + i, false);
    }
    FieldList list = slack.choices("messages", "channel");
    assertThat(list.fields()).hasSize(1_000);
    assertThat(list.further()).isEqualTo(FieldList.Further.COMPLETE);
    slack.assertDocumented();
  }

  @Test
  void aChannelThatCannotBeListedGetsMessages() {
    String channel = channel("general", false);
    slack.failNext(Failure.UNAUTHORISED);
    assertThat(slack.choices("messages", "channel").state()).isEqualTo(FieldList.State.FORBIDDEN);
    assertThat(
            slack.send(
                "messages",
                Operation.WRITE,
                "{\"channel\": \"%s\"}".formatted(channel),
                item(1, null, "1", "{\"text\": \"Hello\"}")))
        .hasOnlyElementsOfType(Outcome.Delivered.class);
  }

  /** The id of a new channel. */
  private String channel(String name, boolean isPrivate) {
    JsonNode created =
        slack.control(
            "POST",
            "/records/channels",
            "{\"keys\": {\"name\": \"%s\"}, \"values\": {\"is_private\": %s}}"
                .formatted(name, isPrivate));
    return created.path("id").asText();
  }
}
