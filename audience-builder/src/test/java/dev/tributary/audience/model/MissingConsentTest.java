package dev.tributary.audience.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

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
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
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

  /** As a loop adds one. */
  private static final String RECHECK =
      """
      insert into recheck (part, profile, workspace, at)
      select part, profile, workspace, 0 from person where profile = '%s'\
      """;

  private static final String WAITING =
      """
      select pid from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'\
      """;

  private static TestDatabase database;

  private final AudienceEffects effects =
      new AudienceEffects(_ -> Optional.of(new Settings(ZoneId.of("UTC"), DeclaredTypes.NONE)));
  private final Members members = new Members();

  /** The profiles of identity resolution. */
  private final Map<ProfileId, ProfileConsent> identity = new HashMap<>();

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
    AudienceId unknown = defined("{\"consent\":\"marketing\",\"state\":\"unknown\"}");
    assertThat(members.now()).isEqualTo(Map.of(unknown, Set.of(ADA, BOB)));
    identity.put(ADA, new ProfileConsent(ADA, 3, DENIED));
    identity.put(BOB, new ProfileConsent(BOB, 2, GRANTED));
    read();
    assertThat(missing.next()).isEmpty();
    tick();
    assertThat(members.now()).isEqualTo(Map.of(granted, Set.of(BOB)));
    assertThat(exported(unknown)).isEmpty();
    arrives(ADA, 3, GRANTED);
    assertThat(members.now()).isEqualTo(Map.of(granted, Set.of(ADA, BOB)));
  }

  /** As after an unmerge that takes the answer away. */
  @Test
  void aPersonWhoseAnswerIsGoneIsDecidedAgain() throws Exception {
    arrives(ADA, 3, GRANTED);
    arrives(BOB, 3, GRANTED);
    assertThat(members.now()).isEqualTo(Map.of(granted, Set.of(ADA, BOB)));
    execute("update person set version = 4 where profile = '%s'".formatted(ADA));
    identity.put(ADA, new ProfileConsent(ADA, 4, Map.of()));
    read();
    tick();
    assertThat(members.now()).isEqualTo(Map.of(granted, Set.of(BOB)));
  }

  @Test
  void onlyPeopleWithAnotherAnswerThanBeforeAreDecidedAgain() throws Exception {
    identity.put(ADA, new ProfileConsent(ADA, 2, GRANTED));
    identity.put(BOB, new ProfileConsent(BOB, 2, Map.of()));
    read();
    assertThat(missing.next()).isEmpty();
    assertThat(rechecked()).containsExactly(ADA.value());
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
    arrives(ADA, 3, GRANTED);
    execute("update person set version = 4 where profile = '%s'".formatted(ADA));
    identity.put(BOB, new ProfileConsent(BOB, 2, GRANTED));
    read();
    assertThat(missing.next()).isEmpty();
    tick();
    assertThat(missing.next()).isEmpty();
    assertThat(members.now()).isEqualTo(Map.of(granted, Set.of(BOB)));
    // An instance of the version before stores the same version once more.
    execute("update person set version = 4 where profile = '%s'".formatted(ADA));
    assertThat(missing.next()).isEmpty();
  }

  @Test
  void aNoteAboutNobodyIsForgotten() throws Exception {
    execute("delete from person where profile = '%s'".formatted(ADA));
    identity.put(BOB, new ProfileConsent(BOB, 2, GRANTED));
    read();
    assertThat(missing.next()).isEmpty();
  }

  @Test
  void aProfileThatIdentityResolutionDoesNotHaveAndALoopIsWritingWaitsForTheNextRound()
      throws Exception {
    identity.put(BOB, new ProfileConsent(BOB, 2, GRANTED));
    try (Connection loop = database.worker().getConnection();
        Statement statement = loop.createStatement()) {
      loop.setAutoCommit(false);
      statement.execute("update person set version = 3 where profile = '%s'".formatted(ADA));
      read();
      assertThat(missing.next().orElseThrow().profiles()).containsExactly(ADA);
      loop.commit();
    }
    read();
    assertThat(missing.next()).isEmpty();
  }

  /**
   * A loop takes rechecks, and adds others later in its transaction. Neither of the two is broken
   * off, since no transaction here waits for a loop while a loop waits for it.
   */
  @Test
  void aLoopThatTakesAndAddsRechecksIsNotInTheWay() throws Exception {
    identity.put(ADA, new ProfileConsent(ADA, 2, GRANTED));
    identity.put(BOB, new ProfileConsent(BOB, 2, GRANTED));
    List<ProfileId> ordered =
        Stream.of(ADA, BOB)
            .sorted(Comparator.comparing(SimulatedIdentity::partition).thenComparing(each -> each))
            .toList();
    execute(RECHECK.formatted(ordered.getLast()));
    CompletableFuture<Void> reading;
    try (Connection loop = database.worker().getConnection();
        Statement statement = loop.createStatement()) {
      loop.setAutoCommit(false);
      statement.execute("delete from recheck where profile = '%s'".formatted(ordered.getLast()));
      reading = CompletableFuture.runAsync(this::readNow);
      await().until(() -> !texts(WAITING).isEmpty());
      statement.execute(RECHECK.formatted(ordered.getFirst()) + " on conflict do nothing");
      loop.commit();
    }
    reading.join();
    assertThat(missing.next()).isEmpty();
    assertThat(rechecked()).containsExactlyInAnyOrder(ADA.value(), BOB.value());
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

  private void readNow() {
    try {
      read();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private void read() throws InterruptedException {
    IdentityConsent answers =
        (workspace, profiles) -> {
          assertThat(workspace).isEqualTo(WORKSPACE);
          return profiles.stream().map(identity::get).filter(Objects::nonNull).toList();
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

  private static List<String> rechecked() throws SQLException {
    return texts("select profile from recheck order by 1");
  }

  private static List<String> texts(String query) throws SQLException {
    List<String> found = new ArrayList<>();
    try (Connection connection = database.worker().getConnection();
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
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
