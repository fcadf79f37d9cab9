package dev.tributary.audience.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.TestDatabase;
import dev.tributary.audience.catalogue.Settings;
import dev.tributary.audience.consent.IdentityConsent;
import dev.tributary.audience.consent.ReadingMissingConsent;
import dev.tributary.audience.kafka.AudienceEffects;
import dev.tributary.audience.membership.MemberTraits;
import dev.tributary.audience.postgres.PostgresMemberTraits;
import dev.tributary.audience.postgres.PostgresMissingConsent;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.Topic;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileConsents.ProfileConsent;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileMessage.Updated;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** People whom an instance of the version before has stored, without their consent. */
class MissingConsentTest {
  private static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_before");
  private static final ProfileId ADA = new ProfileId("prf_ada");
  private static final ProfileId BOB = new ProfileId("prf_bob");
  private static final Map<String, ConsentState> GRANTED =
      Map.of("marketing", ConsentState.GRANTED);
  private static final Map<String, ConsentState> DENIED = Map.of("marketing", ConsentState.DENIED);
  private static TestDatabase database;

  private final AudienceEffects effects =
      new AudienceEffects(_ -> Optional.of(new Settings(ZoneId.of("UTC"), DeclaredTypes.NONE)));
  private final Members members = new Members();

  /** The profiles of identity resolution. */
  private final TreeMap<ProfileId, ProfileConsent> identity = new TreeMap<>();

  private RequestDatabase requests;
  private PostgresMissingConsent missing;
  private Audiences audiences;
  private Instant now = SimulatedIdentity.BEGIN;
  private AudienceId granted;

  @BeforeAll
  static void start() throws SQLException {
    database = TestDatabase.migrated();
  }

  @AfterAll
  static void stop() {
    database.close();
  }

  @BeforeEach
  void peopleOfTheVersionBefore() throws Exception {
    database.clear();
    requests = new RequestDatabase(database.request());
    missing = new PostgresMissingConsent(database.worker(), requests);
    audiences = new Audiences(database.request(), WORKSPACE);
    granted = defined("{\"consent\":\"marketing\",\"state\":\"granted\"}");
    arrives(ADA, 1, Map.of());
    arrives(BOB, 1, Map.of());
    for (ProfileId profile : List.of(ADA, BOB)) {
      execute("update person set version = 2 where profile = '%s'".formatted(profile));
    }
  }

  @Test
  void theyGetTheirConsentFromIdentityResolutionAndAreDecidedAgain() throws Exception {
    assertThat(missing.any(WORKSPACE)).isTrue();
    assertThat(missing.any(new WorkspaceId("wsp_other"))).isFalse();
    identity.put(ADA, new ProfileConsent(ADA, 2, GRANTED));
    identity.put(BOB, new ProfileConsent(BOB, 2, DENIED));
    read();
    assertThat(missing.any(WORKSPACE)).isFalse();
    tick();
    assertThat(members.now()).isEqualTo(Map.of(granted, Set.of(ADA)));
  }

  @Test
  void anExportForAPurposeLeavesThemOutUntilTheirConsentIsRead() throws Exception {
    AudienceId everyone = defined("{\"consent\":\"ads\",\"state\":\"unknown\"}");
    assertThat(members.now()).isEqualTo(Map.of(everyone, Set.of(ADA, BOB)));
    assertThat(exported(everyone)).isEmpty();
    identity.put(ADA, new ProfileConsent(ADA, 2, GRANTED));
    identity.put(BOB, new ProfileConsent(BOB, 2, DENIED));
    read();
    assertThat(exported(everyone)).containsExactly(ADA);
    arrives(BOB, 3, GRANTED);
    assertThat(exported(everyone)).containsExactlyInAnyOrder(ADA, BOB);
  }

  @Test
  void aLaterVersionOnTheLogKeepsItsOwnConsent() throws Exception {
    identity.put(ADA, new ProfileConsent(ADA, 3, DENIED));
    identity.put(BOB, new ProfileConsent(BOB, 2, GRANTED));
    read();
    assertThat(missing.next()).isEmpty();
    tick();
    assertThat(members.now()).isEqualTo(Map.of(granted, Set.of(BOB)));
    arrives(ADA, 3, GRANTED);
    assertThat(members.now()).isEqualTo(Map.of(granted, Set.of(ADA, BOB)));
  }

  @Test
  void aVersionThatIdentityResolutionHasNotAnsweredYetIsAskedAgain() throws Exception {
    identity.put(ADA, new ProfileConsent(ADA, 1, GRANTED));
    identity.put(BOB, new ProfileConsent(BOB, 2, GRANTED));
    read();
    assertThat(missing.next().orElseThrow().profiles()).containsExactly(ADA);
    identity.put(ADA, new ProfileConsent(ADA, 2, GRANTED));
    read();
    assertThat(missing.next()).isEmpty();
    tick();
    assertThat(members.now()).isEqualTo(Map.of(granted, Set.of(ADA, BOB)));
  }

  @Test
  void aProfileThatIdentityResolutionDoesNotHaveIsForgotten() throws Exception {
    identity.put(BOB, new ProfileConsent(BOB, 2, GRANTED));
    read();
    assertThat(missing.next()).isEmpty();
    tick();
    assertThat(members.now()).isEqualTo(Map.of(granted, Set.of(BOB)));
  }

  @Test
  void aPersonWhomALoopIsWritingWaitsForTheNextRound() throws Exception {
    identity.put(ADA, new ProfileConsent(ADA, 2, GRANTED));
    identity.put(BOB, new ProfileConsent(BOB, 2, GRANTED));
    try (Connection loop = database.worker().getConnection();
        Statement statement = loop.createStatement()) {
      loop.setAutoCommit(false);
      statement.execute("select from person where profile = '%s' for update".formatted(ADA));
      read();
      assertThat(missing.next().orElseThrow().profiles()).containsExactly(ADA);
      loop.rollback();
    }
    read();
    assertThat(missing.next()).isEmpty();
  }

  /** An audience that is on. */
  private AudienceId defined(String rule) throws Exception {
    AudienceId audience = audiences.nextId();
    audiences.define(audience, Json.MAPPER.readTree(rule));
    for (int i = 0; i < 5; i++) {
      tick();
    }
    return audience;
  }

  /** The members in a file that is for marketing. */
  private List<ProfileId> exported(AudienceId audience) {
    MemberTraits people = new PostgresMemberTraits(requests);
    MemberTraits.Members all = people.inForce(WORKSPACE, audience).orElseThrow();
    return people
        .page(all.allowing("marketing"), MemberTraits.Position.START, 10)
        .orElseThrow()
        .rows()
        .stream()
        .map(MemberTraits.Row::profile)
        .toList();
  }

  private void read() throws InterruptedException {
    IdentityConsent answers =
        (workspace, first) -> {
          assertThat(workspace).isEqualTo(WORKSPACE);
          return List.copyOf(identity.tailMap(first).values());
        };
    new ReadingMissingConsent(missing, answers).run(() -> false);
  }

  private void arrives(ProfileId profile, long version, Map<String, ConsentState> consent)
      throws SQLException {
    Message message =
        new Updated(
                ProfileStateBuilder.builder()
                    .workspace(WORKSPACE)
                    .profile(profile)
                    .version(version)
                    .identifiers(List.of(new Identifier(Identifier.USER_ID, profile.value())))
                    .traits(Map.of())
                    .consent(consent)
                    .subscriptions(Map.of())
                    .lastGroup(null)
                    .firstSeen(now)
                    .lastSeen(now)
                    .build(),
                null,
                List.of())
            .toMessage(
                new MessageHeaders(
                    "msg_" + profile + version,
                    ProfileMessage.TYPE,
                    WORKSPACE,
                    "evt_" + profile + version,
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

  private static void execute(String sql) throws SQLException {
    try (Connection connection = database.worker().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static TopicPartition partition(int number) {
    return new TopicPartition(Topic.PROFILES.topicName(), number);
  }
}
