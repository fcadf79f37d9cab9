package dev.tributary.runtime.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.TestTopics;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import dev.tributary.testkit.audit.RecordedReads;
import dev.tributary.testkit.infra.TestInfrastructure;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TopicReadLogTest {
  private final PersonalDataRead read =
      new PersonalDataRead(
          new WorkspaceId("wsp_" + System.nanoTime()),
          "sub",
          "anna",
          "readDelivery",
          List.of(new ProfileId("prf_1")),
          "dlv_1",
          Instant.parse("2026-03-01T10:00:00Z"));

  @Test
  void aReadIsOnTheTopicWhenTheCallReturns() {
    String servers = TestInfrastructure.kafka().bootstrapServers();
    KafkaClients kafka = new KafkaClients(servers);
    TestTopics.ensure(kafka);
    try (TopicReadLog log = log(kafka, true)) {
      log.add(read);
    }
    assertThat(RecordedReads.of(servers, read.workspace())).containsExactly(read);
  }

  @Test
  void whatCannotBePutOnRecordIsRefused() {
    try (TopicReadLog log = log(new KafkaClients("127.0.0.1:1"), true)) {
      assertThatThrownBy(() -> log.add(read))
          .isInstanceOfSatisfying(
              Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problems.UNAVAILABLE));
    }
  }

  @Test
  void nothingIsPublishedToALogThatTheDatabaseDoesNotKnow() {
    String servers = TestInfrastructure.kafka().bootstrapServers();
    KafkaClients kafka = new KafkaClients(servers);
    TestTopics.ensure(kafka);
    try (TopicReadLog log = log(kafka, false)) {
      assertThatThrownBy(() -> log.add(read))
          .isInstanceOfSatisfying(
              Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problems.UNAVAILABLE));
    }
    assertThat(RecordedReads.of(servers, read.workspace())).isEmpty();
  }

  private static TopicReadLog log(KafkaClients kafka, boolean permitted) {
    return new TopicReadLog(
        kafka,
        "test-reads",
        new KeyHash(new byte[16]),
        new Ids(Clock.systemUTC(), new Random()),
        () -> permitted);
  }
}
