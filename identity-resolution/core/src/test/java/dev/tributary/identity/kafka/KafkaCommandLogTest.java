package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.command.LogUnavailable;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class KafkaCommandLogTest {
  @Test
  void nothingIsPublishedToALogThatTheDatabaseDoesNotKnow() {
    KafkaClients kafka = new KafkaClients(TestInfrastructure.kafka().bootstrapServers());
    Clock clock = Clock.systemUTC();
    Ids ids = new Ids(clock, new Random());
    Command correction =
        new Command.CorrectTrait(
            new WorkspaceId("wsp_1"), new ProfileId("prf_1"), "anna", Instant.EPOCH, "plan", null);
    try (KafkaCommandLog log = new KafkaCommandLog(kafka, "test", ids, clock, () -> false)) {
      assertThatThrownBy(() -> log.send(correction))
          .isInstanceOf(LogUnavailable.class)
          .hasMessageContaining("is not the one of the database");
    }
  }
}
