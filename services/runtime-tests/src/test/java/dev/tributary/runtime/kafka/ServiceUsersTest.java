package dev.tributary.runtime.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.tributary.contracts.Topic;
import dev.tributary.contracts.access.KafkaUser;
import dev.tributary.local.infra.Port;
import dev.tributary.runtime.kafka.KafkaSecurity.Login;
import dev.tributary.testkit.infra.SeparateBroker;
import dev.tributary.testkit.infra.ServiceUsers;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each service's own user, with the access rules of the chart, at a real broker that enforces them.
 * The broker is this test's own: it writes what nobody can read into every topic.
 */
class ServiceUsersTest {
  private static final int PORT = Port.free();
  private static SeparateBroker broker;

  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final int TIMEOUT_MILLIS = 30_000;

  @BeforeAll
  static void start() {
    broker = SeparateBroker.start(ServiceUsers.listener(PORT));
    ServiceUsers.allow(broker.bootstrapServers());
  }

  @AfterAll
  static void stop() {
    broker.close();
  }

  @ParameterizedTest
  @EnumSource(KafkaUser.class)
  void aServiceCreatesReadsAndWritesItsTopicsAndNoOthers(KafkaUser user) throws Exception {
    prepare(user);
    KafkaClients own = as(user);
    try (Admin admin = own.admin("topics")) {
      assertThat(admin.listTopics().names().get())
          .containsExactlyInAnyOrderElementsOf(
              user.topics().stream().map(Topic::topicName).toList());
    }
    try (KafkaProducer<byte[], byte[]> producer = own.producer("writes", TIMEOUT_MILLIS);
        KafkaConsumer<byte[], byte[]> reader = own.reader("reads")) {
      for (Topic topic : Topic.values()) {
        if (user.writes().contains(topic)) {
          write(producer, topic);
        } else {
          assertThatThrownBy(() -> write(producer, topic))
              .as("%s writes %s", user, topic)
              .hasRootCauseInstanceOf(AuthorizationException.class);
        }
        if (user.reads().contains(topic)) {
          assertThat(read(reader, topic)).as("%s reads %s", user, topic).isNotNull();
        } else {
          assertThatThrownBy(() -> read(reader, topic))
              .as("%s reads %s", user, topic)
              .isInstanceOf(TopicAuthorizationException.class);
        }
      }
    }
  }

  /** The consumer of a channel always names a group. Without commits, it never asks for it. */
  @ParameterizedTest
  @EnumSource(KafkaUser.class)
  void aChannelOfDefinitionsNeedsNoRightOnAGroup(KafkaUser user) {
    prepare(user);
    Map<String, Object> settings = new HashMap<>(as(user).followerSettings());
    settings.put(ConsumerConfig.GROUP_ID_CONFIG, "chance-" + suffix());
    try (KafkaConsumer<byte[], byte[]> reader =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      assertThat(read(reader, Topic.WORKSPACES)).isNotNull();
    }
  }

  /** As its loops publish: the messages and the group's positions in one transaction. */
  @ParameterizedTest
  @MethodSource("writers")
  void aServiceMovesItsGroupsInTransactionsOfItsOwnAndNoOthers(KafkaUser user) throws Exception {
    prepare(user);
    KafkaClients own = as(user);
    for (KafkaUser other : KafkaUser.values()) {
      for (String group : other.groups()) {
        if (other == user) {
          publish(own, user, group);
        } else {
          assertThatThrownBy(() -> publish(own, user, group))
              .as("%s moves %s", user, group)
              .isInstanceOf(GroupAuthorizationException.class);
        }
        if (other == user || user.follows().groups().contains(group)) {
          positions(own, group);
        } else {
          assertThatThrownBy(() -> positions(own, group))
              .as("%s asks for %s", user, group)
              .hasCauseInstanceOf(GroupAuthorizationException.class);
        }
      }
      try (KafkaProducer<byte[], byte[]> producer =
          own.transactionalProducer(other.transactions() + "definitions-" + suffix())) {
        if (other == user) {
          producer.initTransactions();
        } else {
          assertThatThrownBy(producer::initTransactions)
              .isInstanceOf(TransactionalIdAuthorizationException.class);
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("onlyReaders")
  void aServiceThatWritesNothingHasNoTransactionsAndNoGroups(KafkaUser user) throws Exception {
    prepare(user);
    KafkaClients own = as(user);
    for (KafkaUser other : KafkaUser.values()) {
      for (String group : other.groups()) {
        assertThatThrownBy(() -> positions(own, group))
            .as("%s asks for %s", user, group)
            .hasCauseInstanceOf(GroupAuthorizationException.class);
      }
      try (KafkaProducer<byte[], byte[]> producer =
          own.transactionalProducer(other.transactions() + suffix())) {
        assertThatThrownBy(producer::initTransactions)
            .isInstanceOf(TransactionalIdAuthorizationException.class);
      }
    }
  }

  private static Stream<KafkaUser> writers() {
    return Stream.of(KafkaUser.values()).filter(user -> !user.writes().isEmpty());
  }

  private static Stream<KafkaUser> onlyReaders() {
    return Stream.of(KafkaUser.values()).filter(user -> user.writes().isEmpty());
  }

  @ParameterizedTest
  @EnumSource(KafkaUser.class)
  void aServiceNeitherDeletesTopicsNorChangesAccess(KafkaUser user) throws Exception {
    prepare(user);
    try (Admin admin = as(user).admin("changes")) {
      assertThatThrownBy(() -> admin.deleteTopics(List.of("workspaces")).all().get())
          .hasCauseInstanceOf(AuthorizationException.class);
      assertThatThrownBy(() -> admin.describeAcls(AclBindingFilter.ANY).values().get())
          .hasCauseInstanceOf(AuthorizationException.class);
    }
  }

  /** Its own topics as the service creates them; then one message on each of all topics. */
  private static void prepare(KafkaUser user) {
    ensure(as(user), user.topics());
    KafkaClients anybody = new KafkaClients(broker.bootstrapServers());
    ensure(anybody, EnumSet.allOf(Topic.class));
    try (KafkaProducer<byte[], byte[]> producer = anybody.producer("writes", TIMEOUT_MILLIS)) {
      for (Topic topic : Topic.values()) {
        write(producer, topic);
      }
    }
  }

  private static void ensure(KafkaClients clients, Set<Topic> topics) {
    await()
        .atMost(BOUND)
        .ignoreExceptions()
        .until(() -> {
          try (Admin admin = clients.admin("prepare")) {
            new Topics(admin, (short) 1, -1, topics).ensure();
          }
          return true;
        });
  }

  private static KafkaClients as(KafkaUser user) {
    Map<String, String> told = ServiceUsers.environment(user.service(), PORT);
    return new KafkaClients(
        told.get("KAFKA_BOOTSTRAP_SERVERS"),
        KafkaSecurity.of(
            told.get("KAFKA_SECURITY_PROTOCOL"),
            null,
            null,
            new Login(
                told.get("KAFKA_SASL_MECHANISM"),
                told.get("KAFKA_USERNAME"),
                told.get("KAFKA_PASSWORD"))));
  }

  private static void write(KafkaProducer<byte[], byte[]> producer, Topic topic) {
    try {
      producer.send(new ProducerRecord<>(topic.topicName(), 0, new byte[1], new byte[1])).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ConsumerRecord<byte[], byte[]> read(
      KafkaConsumer<byte[], byte[]> reader, Topic topic) {
    TopicPartition partition = new TopicPartition(topic.topicName(), 0);
    reader.assign(List.of(partition));
    reader.seekToBeginning(List.of(partition));
    return await()
        .atMost(BOUND)
        .until(() -> reader.poll(Duration.ofMillis(100)), records -> !records.isEmpty())
        .iterator()
        .next();
  }

  private static void publish(KafkaClients clients, KafkaUser user, String group) {
    Topic input = user.reads().iterator().next();
    try (KafkaConsumer<byte[], byte[]> member =
            clients.groupMember(group, "instance-" + suffix(), 6_000, Fetch.AT_ONCE, 1);
        KafkaProducer<byte[], byte[]> producer =
            clients.transactionalProducer(user.transactions() + suffix())) {
      producer.initTransactions();
      producer.beginTransaction();
      producer.send(
          new ProducerRecord<>(user.writes().iterator().next().topicName(), 0, null, new byte[1]));
      producer.sendOffsetsToTransaction(
          Map.of(new TopicPartition(input.topicName(), 0), new OffsetAndMetadata(0)),
          member.groupMetadata());
      producer.commitTransaction();
    }
  }

  private static void positions(KafkaClients clients, String group) throws Exception {
    try (Admin admin = clients.admin("positions")) {
      admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get();
    }
  }

  private static String suffix() {
    byte[] bytes = new byte[6];
    ThreadLocalRandom.current().nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
