package dev.tributary.destinations.chaos;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.MessageHeaders;
import dev.tributary.contracts.event.CallType;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.membership.AudiencesDecided;
import dev.tributary.contracts.membership.MembershipChange;
import dev.tributary.contracts.membership.MembershipChangeBuilder;
import dev.tributary.contracts.profile.AppliedEvent;
import dev.tributary.contracts.profile.AppliedEventBuilder;
import dev.tributary.contracts.profile.ProfileMessage;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.desired.DeclaredTypes;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.kafka.DesiredState;
import dev.tributary.destinations.postgres.PostgresCatalogue;
import dev.tributary.destinations.postgres.PostgresLedger;
import dev.tributary.destinations.postgres.PostgresPeople;
import dev.tributary.destinations.postgres.PostgresReconciler;
import dev.tributary.destinations.postgres.PostgresUnmerges;
import dev.tributary.destinations.postgres.SyncRuns;
import dev.tributary.destinations.postgres.desired.PostgresDesiredTransactions;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.ValueSource;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Poll;
import dev.tributary.testkit.infra.TestPool;
import io.agroal.api.AgroalDataSource;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** One workspace: its definitions, and the messages about its people, as the loop applies them. */
final class Shop implements AutoCloseable {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final String PURPOSE = "marketing";

  private final WorkspaceId workspace;
  private final Servers servers;
  private final AgroalDataSource worker;
  private final DesiredState desired;
  private final Ids ids = new Ids(Clock.systemUTC(), new SecureRandom());
  private final Numbers numbers;

  /** The numbers of messages, which all workspaces share. */
  static final class Numbers {
    private long last;

    private long next() {
      return ++last;
    }
  }

  Shop(String workspace, Servers servers, PostgresCatalogue catalogue, Numbers numbers) {
    this.workspace = new WorkspaceId(workspace);
    this.servers = servers;
    this.numbers = numbers;
    worker = TestPool.of(servers.ledger().address(), servers.ledger().worker());
    PostgresPeople people = new PostgresPeople();
    PostgresLedger ledger = new PostgresLedger(() -> ids.next(Ids.DELIVERY));
    PostgresUnmerges unmerges = new PostgresUnmerges();
    WorkspaceTypes<DeclaredTypes> types = new WorkspaceTypes<>(DeclaredTypes::new);
    PostgresDesiredTransactions transactions =
        new PostgresDesiredTransactions(
            catalogue,
            people,
            unmerges,
            new PostgresReconciler(people, ledger, unmerges, types, (some, purpose) -> true),
            ledger,
            new SyncRuns(() -> ids.next(Ids.RUN)));
    desired = new DesiredState(transactions::of, id -> Optional.empty(), types);
  }

  WorkspaceId workspace() {
    return workspace;
  }

  DestinationId destination(
      String connector, ObjectNode settings, Map<String, String> secrets, @Nullable String baseUrl)
      throws SQLException {
    String id = ids.next(Ids.DESTINATION);
    define(
        "destination",
        id,
        new DestinationSpec(connector, settings, secrets, List.of(PURPOSE), baseUrl, null));
    return new DestinationId(id);
  }

  void profileSync(
      DestinationId destination,
      String object,
      String matchField,
      List<FieldMapping> mapping,
      ObjectNode settings)
      throws SQLException {
    define(
        "sync",
        ids.next(Ids.SYNC),
        new SyncSpec(
            destination,
            new SyncSource.Profiles(),
            object,
            new FieldMapping(matchField, new ValueSource.IdentifierOf(Identifier.EMAIL)),
            mapping,
            Mode.UPSERT,
            settings,
            null));
  }

  void audienceSync(
      DestinationId destination,
      AudienceId audience,
      String object,
      String matchField,
      List<FieldMapping> mapping,
      ObjectNode settings)
      throws SQLException {
    define(
        "sync",
        ids.next(Ids.SYNC),
        new SyncSpec(
            destination,
            new SyncSource.Audience(audience),
            object,
            new FieldMapping(matchField, new ValueSource.IdentifierOf(Identifier.EMAIL)),
            mapping,
            Mode.MIRROR,
            settings,
            null));
  }

  void eventSync(DestinationId destination, String object) throws SQLException {
    define(
        "sync",
        ids.next(Ids.SYNC),
        new SyncSpec(
            destination,
            new SyncSource.Events(List.of()),
            object,
            null,
            List.of(),
            Mode.APPEND,
            Json.MAPPER.createObjectNode(),
            null));
  }

  private void define(String kind, String id, Object spec) throws SQLException {
    servers.execute(
        """
        insert into definition (workspace, kind, id, key, name, version, spec, created_at,
          updated_at)
        values ('%s', '%s', '%s', '%s', '%s', 1, '%s'::jsonb, now(), now())\
        """
            .formatted(
                workspace, kind, id, id, id, new String(Json.write(spec), StandardCharsets.UTF_8)));
  }

  /** Deliveries in progress, in words. */
  List<String> inProgress() throws SQLException {
    return servers.texts(
        """
        select concat_ws(' ', object, record_key, state, reason, words, attempt, not_before,
          lease_until) from delivery
        where workspace = ? and state in ('pending', 'in-flight', 'submitted', 'retrying')\
        """,
        workspace.value());
  }

  /** How many deliveries of an object are in this state. */
  int count(String object, String state) throws SQLException {
    return servers
        .texts(
            "select id from delivery where workspace = ? and object = ? and state = ?",
            workspace.value(),
            object,
            state)
        .size();
  }

  /** Its destinations get nothing any more. */
  void forget() throws SQLException {
    servers.execute("delete from definition where workspace = '%s'".formatted(workspace));
  }

  ProfileState person(String profile, long version, String email, String name) {
    return ProfileStateBuilder.builder()
        .workspace(workspace)
        .profile(new ProfileId(profile))
        .version(version)
        .identifiers(List.of(new Identifier(Identifier.EMAIL, email)))
        .traits(Map.of("email", TextNode.valueOf(email), "name", TextNode.valueOf(name)))
        .consent(Map.of())
        .subscriptions(Map.of())
        .lastGroup(null)
        .firstSeen(Instant.EPOCH)
        .lastSeen(Instant.EPOCH)
        .build();
  }

  Message updated(ProfileState state, @Nullable String event) {
    return new ProfileMessage.Updated(state, event == null ? null : event(event), List.of())
        .toMessage(headers(ProfileMessage.TYPE));
  }

  Message merged(String profile, long version, String into) {
    return new ProfileMessage.Merged(
            workspace, new ProfileId(profile), version, new ProfileId(into))
        .toMessage(headers(ProfileMessage.TYPE));
  }

  /** The profile that was merged into another one leaves it again. */
  Message unmerged(String profile, long version, String into) {
    return new ProfileMessage.Unmerged(
            workspace, new ProfileId(profile), version, new ProfileId(into), List.of(), List.of())
        .toMessage(headers(ProfileMessage.TYPE));
  }

  Message separated(ProfileState state, String from, long fromVersion) {
    return new ProfileMessage.UnmergedFrom(state, new ProfileId(from), fromVersion)
        .toMessage(headers(ProfileMessage.TYPE));
  }

  Message decided(String profile, long version) {
    return new AudiencesDecided(workspace, new ProfileId(profile), version)
        .toMessage(headers(AudiencesDecided.TYPE));
  }

  Message member(
      AudienceId audience, String profile, boolean enters, long sequence, long profileVersion) {
    return MembershipChangeBuilder.builder()
        .workspace(workspace)
        .audience(audience)
        .audienceVersion(1)
        .profile(new ProfileId(profile))
        .change(enters ? MembershipChange.Change.ENTER : MembershipChange.Change.EXIT)
        .reason(MembershipChange.Reason.PROFILE)
        .sequence(sequence)
        .profileVersion(profileVersion)
        .at(Instant.EPOCH)
        .build()
        .toMessage(headers("test"));
  }

  private static AppliedEvent event(String id) {
    return AppliedEventBuilder.builder()
        .eventId(new EventId(id))
        .messageId("message-" + id)
        .source(new SourceId("src_1"))
        .type(CallType.TRACK)
        .name("Order Completed")
        .timestamp(Instant.EPOCH)
        .receivedAt(Instant.EPOCH)
        .userId("user")
        .anonymousId(null)
        .groupId(null)
        .properties(Json.MAPPER.createObjectNode().put("total", 12))
        .context(Json.MAPPER.createObjectNode())
        .integrations(Json.MAPPER.createObjectNode())
        .consent(Map.of())
        .category(null)
        .previousId(null)
        .others(null)
        .build();
  }

  MessageHeaders headers(String type) {
    String id = ids.next(Ids.MESSAGE);
    return new MessageHeaders(id, type, workspace, id, Instant.now(), null);
  }

  /**
   * Applies messages once, as a poll of the loop does: their number is stored in the transaction of
   * their effects, so an attempt whose commit had no answer is not repeated.
   */
  void apply(List<Message> messages) {
    long number = numbers.next();
    await()
        .pollDelay(Duration.ZERO)
        .atMost(BOUND)
        .ignoreExceptionsMatching(Shop::isOutage)
        .until(() -> {
          applyOnce(number, messages);
          return true;
        });
  }

  private static boolean isOutage(Throwable failure) {
    return failure instanceof SQLException || failure.getCause() instanceof SQLException;
  }

  private void applyOnce(long number, List<Message> messages) throws SQLException {
    try (Connection tx = worker.getConnection()) {
      tx.setAutoCommit(false);
      try {
        if (isNew(tx, number)) {
          List<Input> inputs = new ArrayList<>();
          for (Message message : messages) {
            inputs.add(
                new Input(
                    new TopicPartition(message.topic().topicName(), 0),
                    number,
                    message.key(),
                    message.value(),
                    message.headers()));
          }
          desired.apply(tx, new Poll(inputs, Map.of(), null));
        }
        tx.commit();
      } catch (SQLException | RuntimeException e) {
        tx.rollback();
        throw e;
      }
    }
  }

  private static boolean isNew(Connection tx, long number) throws SQLException {
    try (PreparedStatement statement =
        tx.prepareStatement(
            "insert into applied_message values (?) on conflict do nothing returning number")) {
      statement.setLong(1, number);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next();
      }
    }
  }

  @Override
  public void close() {
    worker.close();
  }
}
