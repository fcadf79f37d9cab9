package dev.tributary.audience.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.DeclaredType;
import dev.tributary.contracts.definition.Definition;
import dev.tributary.contracts.definition.TraitBody;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.AppliedEventBuilder;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileMessage.Absorbed;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.runtime.kafka.KafkaClients;
import dev.tributary.runtime.kafka.Topics;
import dev.tributary.testkit.definitions.ClassifiedTrait;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Writes what identity resolution would write, and reads what the audience builder says. */
public final class ProfilesLog implements AutoCloseable {
  private final KafkaClients kafka;
  private final KafkaProducer<byte[], byte[]> producer;

  public ProfilesLog(String bootstrapServers) {
    this.kafka = new KafkaClients(bootstrapServers);
    try (Admin admin = kafka.admin("test-topics")) {
      new Topics(admin, (short) 1, -1).ensure();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    this.producer = kafka.producer("test-" + UUID.randomUUID(), 30_000);
  }

  public KafkaClients kafka() {
    return kafka;
  }

  public void person(
      WorkspaceId workspace,
      ProfileId profile,
      long version,
      Map<String, JsonNode> traits,
      @Nullable AppliedEvent event,
      Absorbed... absorbed) {
    person(workspace, profile, version, traits, Map.of(), event, absorbed);
  }

  /** A person who has answered for some purposes. */
  public void person(
      WorkspaceId workspace,
      ProfileId profile,
      long version,
      Map<String, JsonNode> traits,
      Map<String, ConsentState> consent,
      @Nullable AppliedEvent event,
      Absorbed... absorbed) {
    ProfileState state =
        ProfileStateBuilder.builder()
            .workspace(workspace)
            .profile(profile)
            .version(version)
            .identifiers(List.of(new Identifier(Identifier.USER_ID, profile.value())))
            .traits(traits)
            .consent(consent)
            .subscriptions(Map.of())
            .lastGroup(null)
            .firstSeen(Instant.EPOCH)
            .lastSeen(Instant.EPOCH)
            .build();
    send(new ProfileMessage.Updated(state, event, List.of(absorbed)));
  }

  public void send(ProfileMessage message) {
    send(message, "msg_" + UUID.randomUUID());
  }

  /** What an event set off. */
  public void send(ProfileMessage message, String rootEvent) {
    String id = "msg_" + UUID.randomUUID();
    send(
        message.toMessage(
            new MessageHeaders(
                id, ProfileMessage.TYPE, message.workspace(), rootEvent, Instant.now(), null)));
  }

  public static AppliedEvent track(String name, Instant at, Map<String, Object> properties) {
    EventId id = new EventId("evt_" + UUID.randomUUID());
    return AppliedEventBuilder.builder()
        .eventId(id)
        .messageId(id.value())
        .source(new SourceId("src_test"))
        .type(CallType.TRACK)
        .name(name)
        .timestamp(at)
        .receivedAt(at)
        .userId(null)
        .anonymousId(null)
        .groupId(null)
        .properties(Json.MAPPER.valueToTree(properties))
        .context(Json.MAPPER.createObjectNode())
        .integrations(Json.MAPPER.createObjectNode())
        .consent(Map.of())
        .category(null)
        .previousId(null)
        .others(null)
        .build();
  }

  /** Time, for everyone. */
  public void tick(Instant at, Map<WorkspaceId, Long> offsets) {
    Tick tick = new Tick(at, offsets);
    for (int part = 0; part < Topic.PROFILES.partitions(); part++) {
      send(tick.toMessage(Topic.PROFILES, part));
    }
  }

  public void define(Topic topic, WorkspaceId workspace, String id, long version, Object body) {
    Definition definition =
        new Definition(
            workspace,
            id,
            version,
            id.replace('_', '-'),
            "Test",
            false,
            Json.MAPPER.valueToTree(body));
    send(
        Message.of(
            topic,
            id,
            Json.write(definition),
            new MessageHeaders("msg_1", Definition.TYPE, workspace, "msg_1", Instant.now(), null)));
  }

  /** As identity resolution says that a trait is classified. */
  public void classify(
      WorkspaceId workspace, String trait, long version, Classification classification) {
    send(ClassifiedTrait.message(workspace, trait, version, classification));
  }

  /** As identity resolution says that rules read a trait as a type; null as it was sent. */
  public void declare(
      WorkspaceId workspace, String trait, long version, @Nullable DeclaredType type) {
    send(
        ClassifiedTrait.message(
            workspace, trait, version, new TraitBody(Classification.PERSONAL, type)));
  }

  public void send(Message message) {
    try {
      producer.send(Topics.toRecord(message)).get();
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything about a workspace on {@code memberships}, per key in order. */
  public List<MembershipChange> changes(WorkspaceId workspace) {
    List<MembershipChange> changes = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> reader = kafka.reader("test-memberships")) {
      List<TopicPartition> partitions = new ArrayList<>();
      for (int part = 0; part < Topic.MEMBERSHIPS.partitions(); part++) {
        partitions.add(new TopicPartition(Topic.MEMBERSHIPS.topicName(), part));
      }
      reader.assign(partitions);
      reader.seekToBeginning(partitions);
      Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
      while (partitions.stream().anyMatch(p -> reader.position(p) < ends.get(p))) {
        reader
            .poll(java.time.Duration.ofMillis(100))
            .forEach(record -> {
              MembershipChange change = Json.read(record.value(), MembershipChange.class);
              if (change.workspace().equals(workspace)) {
                changes.add(change);
              }
            });
      }
    }
    return changes;
  }

  @Override
  public void close() {
    producer.close();
  }
}
