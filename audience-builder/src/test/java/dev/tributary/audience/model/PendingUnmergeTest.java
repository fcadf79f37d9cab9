package dev.tributary.audience.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.audience.TestDatabase;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.kafka.AudienceEffects;
import dev.tributary.audience.postgres.PeopleSnapshot;
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
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.membership.MembershipChange.Change;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.AppliedEventBuilder;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileMessage.Absorbed;
import dev.tributary.contracts.profile.ProfileMessage.Merged;
import dev.tributary.contracts.profile.ProfileMessage.Unmerged;
import dev.tributary.contracts.profile.ProfileMessage.UnmergedFrom;
import dev.tributary.contracts.profile.ProfileMessage.Updated;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is told when a person is taken apart, in the orders in which it can become known. */
class PendingUnmergeTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_apart");
  private static final ProfileId STAYS = new ProfileId("prf_1");
  private static final ProfileId GONE = new ProfileId("prf_0");
  private static final ProfileId LEAVES = new ProfileId("prf_2");
  private static TestDatabase database;

  private final AudienceEffects effects =
      new AudienceEffects(_ -> Optional.of(new Settings(ZoneId.of("UTC"), DeclaredTypes.NONE)));
  private final Members members = new Members();
  private Instant now = SimulatedIdentity.BEGIN;
  private AudienceId bought = new AudienceId("");

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void someoneWhoBoughtUnderAnIdThatWasMerged() throws Exception {
    database.clear();
    Audiences audiences = new Audiences(database.request(), WORKSPACE);
    bought = audiences.nextId();
    audiences.define(bought, Json.MAPPER.readTree("{\"call\":\"track\",\"event\":\"Bought\"}"));
    audiences.define(
        audiences.nextId(),
        Json.MAPPER.readTree("{\"call\":\"track\",\"event\":\"Bought\",\"did\":false}"));
    for (int i = 0; i < 5; i++) {
      tick();
    }
    told(new Updated(state(GONE, 1), event("evt_1"), List.of()));
    told(new Merged(WORKSPACE, GONE, 2, STAYS));
    told(new Updated(state(STAYS, 1), null, List.of(new Absorbed(GONE, 1))));
    tick();
    assertThat(members.now()).isEqualTo(Map.of(bought, Set.of(STAYS)));
  }

  @Test
  void whoLeftIsDecidedWhenTheirPastIsKnown() throws SQLException {
    assertThat(told(separated())).isEmpty();
    assertThat(tick()).isEmpty();
    assertThat(told(new Updated(state(LEAVES, 2), null, List.of()))).isEmpty();
    assertThat(told(unmerged("evt_1"))).isEmpty();
    assertThat(tick()).isEmpty();
    assertThat(members.decided()).isEmpty();
    assertThat(told(stays())).containsExactlyInAnyOrder("exit bought prf_1", "enter never prf_1");
    assertThat(members.decided()).containsExactly(STAYS);
    assertThat(tick()).containsExactly("enter bought prf_2");
    assertThat(members.decided()).containsExactly(STAYS, LEAVES);
  }

  @Test
  void aPastThatIsKnownWaitsForWhoLeft() throws SQLException {
    assertThat(told(unmerged("evt_1"), stays()))
        .containsExactlyInAnyOrder("exit bought prf_1", "enter never prf_1");
    assertThat(tick()).isEmpty();
    assertThat(members.decided()).containsExactly(STAYS);
    assertThat(told(separated())).containsExactly("enter bought prf_2");
    assertThat(members.decided()).containsExactly(STAYS, LEAVES);
    assertThat(tick()).isEmpty();
  }

  @Test
  void bothAreDecidedInOnePoll() throws SQLException {
    assertThat(told(separated(), unmerged("evt_1"), stays()))
        .containsExactlyInAnyOrder("exit bought prf_1", "enter never prf_1", "enter bought prf_2");
    assertThat(members.decided()).containsExactly(STAYS, LEAVES);
    assertThat(tick()).isEmpty();
  }

  @Test
  void whatComesLateGoesToWhomItWasGiven() throws SQLException {
    told(unmerged("evt_1", "evt_late"), stays(), separated());
    assertThat(told(new Updated(state(GONE, 1), event("evt_late"), List.of()))).isEmpty();
    assertThat(told(new Updated(state(GONE, 1), event("evt_other"), List.of()))).isEmpty();
    assertThat(tick()).containsExactlyInAnyOrder("enter bought prf_1", "exit never prf_1");
  }

  @Test
  void ofTwoSeparationsTheLaterOneHoldsInAnyOrder() throws SQLException {
    told(unmerged("evt_1"), stays(), separated());
    told(
        new Unmerged(
            WORKSPACE,
            STAYS,
            3,
            new ProfileId("prf_4"),
            List.of(GONE),
            List.of(new EventId("evt_1"))),
        new Unmerged(
            WORKSPACE,
            STAYS,
            4,
            new ProfileId("prf_3"),
            List.of(GONE),
            List.of(new EventId("evt_1"))));
    PeopleSnapshot people = new PeopleSnapshot(new RequestDatabase(database.request()));
    assertThat(people.root(WORKSPACE, GONE)).isEqualTo(new ProfileId("prf_4"));
    told(
        new Merged(WORKSPACE, new ProfileId("prf_4"), 2, new ProfileId("prf_5")),
        new Merged(WORKSPACE, GONE, 2, STAYS));
    assertThat(people.root(WORKSPACE, GONE)).isEqualTo(new ProfileId("prf_5"));
  }

  @Test
  void whatIsNobodysIsInNoAudience() throws SQLException {
    assertThat(told(unmerged("evt_1"), stays(), new UnmergedFrom(nobody(LEAVES, 1), STAYS, 2)))
        .containsExactlyInAnyOrder("exit bought prf_1", "enter never prf_1");
    assertThat(members.decided()).containsExactly(STAYS, LEAVES);
    assertThat(tick()).isEmpty();
  }

  @Test
  void whatIsNobodysStaysOutOfAudiencesInAnyOrder() throws SQLException {
    assertThat(told(new UnmergedFrom(nobody(LEAVES, 1), STAYS, 2))).isEmpty();
    assertThat(told(unmerged("evt_1"))).isEmpty();
    assertThat(told(stays())).containsExactlyInAnyOrder("exit bought prf_1", "enter never prf_1");
    assertThat(tick()).isEmpty();
    assertThat(told(new Updated(state(GONE, 1), event("evt_late"), List.of()))).isEmpty();
  }

  @Test
  void whoIsNobodyAnyMoreLeaves() throws SQLException {
    assertThat(told(new Updated(nobody(STAYS, 2), null, List.of())))
        .containsExactly("exit bought prf_1");
    assertThat(tick()).isEmpty();
  }

  @Test
  void whoseWorkspaceHasNoAudienceIsDecidedToo() throws Exception {
    database.clear();
    told(separated(), unmerged("evt_1"), stays());
    assertThat(members.decided()).containsExactly(STAYS, LEAVES);
  }

  private static ProfileState nobody(ProfileId profile, long version) {
    ProfileState state = state(profile, version);
    return ProfileStateBuilder.builder()
        .workspace(WORKSPACE)
        .profile(profile)
        .version(version)
        .identifiers(List.of())
        .traits(Map.of())
        .consent(Map.of())
        .subscriptions(Map.of())
        .lastGroup(null)
        .firstSeen(state.firstSeen())
        .lastSeen(state.lastSeen())
        .build();
  }

  private static UnmergedFrom separated() {
    return new UnmergedFrom(state(LEAVES, 1), STAYS, 2);
  }

  private static Unmerged unmerged(String... events) {
    return new Unmerged(
        WORKSPACE, STAYS, 2, LEAVES, List.of(GONE), Stream.of(events).map(EventId::new).toList());
  }

  private static Updated stays() {
    return new Updated(state(STAYS, 2), null, List.of());
  }

  private List<String> told(ProfileMessage... messages) throws SQLException {
    List<Input> inputs = new ArrayList<>();
    for (ProfileMessage each : messages) {
      Message message =
          each.toMessage(
              new MessageHeaders("msg_1", ProfileMessage.TYPE, WORKSPACE, "evt_1", now, null));
      inputs.add(
          new Input(
              partition(SimulatedIdentity.partition(each.profile())),
              0,
              message.key(),
              message.value(),
              message.headers()));
    }
    return apply(new Poll(inputs, Map.of(), null));
  }

  private List<String> tick() throws SQLException {
    now = now.plusMillis(1);
    Map<TopicPartition, Tick> ticks = new HashMap<>();
    for (int number = 0; number < Topic.PROFILES.partitions(); number++) {
      ticks.put(partition(number), new Tick(now, Map.of()));
    }
    return apply(new Poll(List.of(), ticks, null));
  }

  private List<String> apply(Poll poll) throws SQLException {
    try (Connection tx = database.worker().getConnection()) {
      tx.setAutoCommit(false);
      List<Output> outputs = effects.apply(tx, poll);
      tx.commit();
      return members.read(outputs).stream().map(this::words).toList();
    }
  }

  private String words(MembershipChange change) {
    return "%s %s %s"
        .formatted(
            change.change() == Change.ENTER ? "enter" : "exit",
            change.audience().equals(bought) ? "bought" : "never",
            change.profile());
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(Topic.PROFILES.topicName(), number);
  }

  private static ProfileState state(ProfileId profile, long version) {
    return ProfileStateBuilder.builder()
        .workspace(WORKSPACE)
        .profile(profile)
        .version(version)
        .identifiers(List.of(new Identifier(Identifier.USER_ID, profile.value())))
        .traits(Map.of())
        .consent(Map.of())
        .subscriptions(Map.of())
        .lastGroup(null)
        .firstSeen(SimulatedIdentity.BEGIN)
        .lastSeen(SimulatedIdentity.BEGIN)
        .build();
  }

  private AppliedEvent event(String id) {
    ObjectNode nothing = JsonNodeFactory.instance.objectNode();
    return AppliedEventBuilder.builder()
        .eventId(new EventId(id))
        .messageId(id)
        .source(new SourceId("src_test"))
        .type(CallType.TRACK)
        .name("Bought")
        .timestamp(now)
        .receivedAt(now)
        .userId(null)
        .anonymousId(null)
        .groupId(null)
        .properties(nothing)
        .context(nothing)
        .integrations(nothing)
        .consent(Map.of())
        .category(null)
        .previousId(null)
        .others(null)
        .build();
  }
}
