package dev.tributary.audience.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.TestDatabase;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.kafka.AudienceEffects;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.AppliedEventBuilder;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileMessage.Updated;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a call has at its top level is asked for like a property. */
class TopLevelFieldsTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_top");
  private static final String CONDITION =
      "{\"call\":\"%s\",\"where\":[{\"property\":\"%s\",\"operator\":\"equals\",\"value\":\"%s\"}]}";
  private static final ObjectNode NOTHING = JsonNodeFactory.instance.objectNode();
  private static TestDatabase database;

  private final AudienceEffects effects =
      new AudienceEffects(_ -> Optional.of(new Settings(ZoneId.of("UTC"), DeclaredTypes.NONE)));
  private final Members members = new Members();
  private Audiences audiences;
  private Instant now = SimulatedIdentity.BEGIN;

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void begin() throws SQLException {
    database.clear();
    audiences = new Audiences(database.request(), WORKSPACE);
  }

  @Test
  void theCategoryOfAPage() throws Exception {
    AudienceId readers = audience("page", "category", "Catalogue");
    happens(new ProfileId("prf_1"), event("evt_1", CallType.PAGE, "Catalogue", null, NOTHING));
    happens(new ProfileId("prf_2"), event("evt_2", CallType.PAGE, "Help", null, NOTHING));
    happens(new ProfileId("prf_3"), event("evt_3", CallType.PAGE, null, null, NOTHING));
    assertThat(members.now()).isEqualTo(Map.of(readers, Set.of(new ProfileId("prf_1"))));
  }

  @Test
  void thePreviousIdOfAnAlias() throws Exception {
    AudienceId known = audience("alias", "previousId", "before");
    happens(new ProfileId("prf_1"), event("evt_1", CallType.ALIAS, null, "before", NOTHING));
    happens(new ProfileId("prf_2"), event("evt_2", CallType.ALIAS, null, "other", NOTHING));
    assertThat(members.now()).isEqualTo(Map.of(known, Set.of(new ProfileId("prf_1"))));
  }

  @Test
  void aFieldThatTheTrackingApiGivesNoMeaning() throws Exception {
    AudienceId tenants = audience("page", "tenant", "nl");
    happens(
        new ProfileId("prf_1"), event("evt_1", CallType.PAGE, null, null, field("tenant", "nl")));
    happens(
        new ProfileId("prf_2"), event("evt_2", CallType.PAGE, "nl", null, field("tenant", "be")));
    assertThat(members.now()).isEqualTo(Map.of(tenants, Set.of(new ProfileId("prf_1"))));
  }

  private static ObjectNode field(String name, String value) {
    return JsonNodeFactory.instance.objectNode().put(name, value);
  }

  private AudienceId audience(String call, String property, String value) throws Exception {
    AudienceId id = audiences.nextId();
    audiences.define(id, Json.MAPPER.readTree(CONDITION.formatted(call, property, value)));
    for (int i = 0; i < 5; i++) {
      tick();
    }
    return id;
  }

  private void happens(ProfileId profile, AppliedEvent event) throws SQLException {
    ProfileState state =
        ProfileStateBuilder.builder()
            .workspace(WORKSPACE)
            .profile(profile)
            .version(1)
            .identifiers(List.of(new Identifier(Identifier.USER_ID, profile.value())))
            .traits(Map.of())
            .consent(Map.of())
            .subscriptions(Map.of())
            .lastGroup(null)
            .firstSeen(SimulatedIdentity.BEGIN)
            .lastSeen(SimulatedIdentity.BEGIN)
            .build();
    Message message =
        new Updated(state, event, List.of())
            .toMessage(
                new MessageHeaders(
                    "msg_" + profile,
                    ProfileMessage.TYPE,
                    WORKSPACE,
                    event.eventId().value(),
                    now,
                    null));
    Input input =
        new Input(
            partition(SimulatedIdentity.partition(profile)),
            0,
            message.key(),
            message.value(),
            message.headers());
    apply(new Poll(List.of(input), Map.of(), null));
  }

  private void tick() throws SQLException {
    now = now.plusMillis(1);
    Map<TopicPartition, Tick> ticks = new HashMap<>();
    for (int number = 0; number < Topic.PROFILES.partitions(); number++) {
      ticks.put(partition(number), new Tick(now, Map.of()));
    }
    apply(new Poll(List.of(), ticks, null));
  }

  private void apply(Poll poll) throws SQLException {
    try (Connection tx = database.worker().getConnection()) {
      tx.setAutoCommit(false);
      List<Output> outputs = effects.apply(tx, poll);
      tx.commit();
      members.read(outputs);
    }
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(Topic.PROFILES.topicName(), number);
  }

  private AppliedEvent event(
      String id,
      CallType type,
      @Nullable String category,
      @Nullable String previousId,
      ObjectNode others) {
    return AppliedEventBuilder.builder()
        .eventId(new EventId(id))
        .messageId(id)
        .source(new SourceId("src_test"))
        .type(type)
        .name(null)
        .timestamp(now)
        .receivedAt(now)
        .userId(null)
        .anonymousId(null)
        .groupId(null)
        .properties(NOTHING)
        .context(NOTHING)
        .integrations(NOTHING)
        .consent(Map.of())
        .category(category)
        .previousId(previousId)
        .others(others)
        .build();
  }
}
