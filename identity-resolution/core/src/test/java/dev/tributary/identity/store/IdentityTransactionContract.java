package dev.tributary.identity.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.event.SourceKind;
import dev.tributary.contracts.event.Tick;
import dev.tributary.contracts.id.EventId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.identity.acceptance.AcceptedEvent;
import dev.tributary.identity.acceptance.AcceptedEventBuilder;
import dev.tributary.identity.acceptance.LogPosition;
import dev.tributary.identity.acceptance.MessageKey;
import dev.tributary.identity.acceptance.Outcome;
import dev.tributary.identity.acceptance.QuarantinedMessage;
import dev.tributary.identity.acceptance.QuarantinedMessageBuilder;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Merge;
import dev.tributary.identity.profile.Merge.PersonSummary;
import dev.tributary.identity.profile.Profile;
import dev.tributary.identity.profile.TraitPolicies;
import dev.tributary.identity.profile.Traits.AnchoredOrigin;
import dev.tributary.identity.profile.UnmergeResult.Cut;
import dev.tributary.identity.resolution.Cuts;
import dev.tributary.identity.resolution.WorkspaceIdentifier;
import dev.tributary.identity.store.AcceptedEventStore.EventKey;
import dev.tributary.identity.store.IdentifierStore.Move;
import dev.tributary.identity.store.IdentityTransaction.Savepoint;
import dev.tributary.identity.store.JournalStore.Answered;
import dev.tributary.identity.store.ModelRowStore.Applied;
import dev.tributary.identity.store.ModelRowStore.Fresh;
import dev.tributary.identity.store.ProfileStore.Merger;
import dev.tributary.identity.store.RuleReads.Versions;
import dev.tributary.identity.store.UnmergeStore.CommandCause;
import dev.tributary.identity.store.UnmergeStore.Parties;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every implementation of the stores does. Each implementation has a test that extends it. */
public abstract class IdentityTransactionContract {
  private static final AtomicInteger WORKSPACES = new AtomicInteger();
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
  private static final Identifier ANN = new Identifier(Identifier.USER_ID, "ann");
  private static final Identifier BOB = new Identifier(Identifier.USER_ID, "bob");
  private static final Identifier PHONE = new Identifier(Identifier.ANONYMOUS_ID, "phone");

  private final WorkspaceId workspace =
      new WorkspaceId("wsp_%d_%d".formatted(System.nanoTime(), WORKSPACES.incrementAndGet()));

  /** Runs the work in a transaction of its own, which is kept. */
  protected abstract <R> R transaction(Function<IdentityTransaction, R> work);

  /**
   * The stored outcome of an event.
   *
   * @param contentHash of the message with which the event arrived
   */
  public record StoredEvent(
      Outcome outcome,
      @Nullable String reason,
      @Nullable ProfileId profile,
      @Nullable Identifier anchor,
      String type,
      Instant happenedAt,
      String contentHash) {}

  /** A stored link of a device. */
  public record StoredLink(
      Identifier device,
      Identifier person,
      long events,
      Instant first,
      Instant last,
      String lastEvent) {}

  protected abstract StoredEvent event(WorkspaceId of, EventId event);

  /** The stored answers, in order of their names. */
  protected abstract List<Answered> answers(WorkspaceId of);

  /** The stored links, in order of the persons. */
  protected abstract List<StoredLink> links(WorkspaceId of);

  private void change(Consumer<IdentityTransaction> work) {
    transaction(tx -> {
      work.accept(tx);
      return workspace;
    });
  }

  private WorkspaceIdentifier named(Identifier identifier) {
    return new WorkspaceIdentifier(workspace, identifier);
  }

  private ProfileRef profile(ProfileId id) {
    return new ProfileRef(workspace, id);
  }

  private Profile person(ProfileId id, long version, Identifier... identifiers) {
    Profile person = new Profile(workspace, id, version);
    for (Identifier each : identifiers) {
      person.since().put(each, NOON);
      person.seen().put(each, new Profile.Seen(NOON, NOON));
    }
    person.restore(0);
    return person;
  }

  private boolean insert(
      IdentityTransaction tx, Map<Identifier, ProfileId> fresh, Set<Identifier> absent) {
    SortedMap<WorkspaceIdentifier, ProfileId> named = new TreeMap<>();
    fresh.forEach((identifier, profile) -> named.put(named(identifier), profile));
    TreeSet<WorkspaceIdentifier> nobodys = new TreeSet<>();
    absent.forEach(each -> nobodys.add(named(each)));
    return tx.identifiers().insert(named, nobodys);
  }

  @Test
  void anIdentifierLeadsToItsProfileAndMoves() {
    change(tx ->
        assertThat(
                insert(
                    tx, Map.of(ANN, new ProfileId("prf_1"), BOB, new ProfileId("prf_2")), Set.of()))
            .isTrue());
    change(tx ->
        tx.identifiers()
            .move(
                List.of(
                    new Move(named(ANN), new ProfileId("prf_1"), new ProfileId("prf_3")),
                    new Move(named(BOB), new ProfileId("prf_1"), new ProfileId("prf_3")))));
    Map<WorkspaceIdentifier, ProfileId> found =
        transaction(tx -> tx.identifiers().locate(List.of(named(ANN), named(BOB), named(PHONE))));
    assertThat(found)
        .isEqualTo(Map.of(named(ANN), new ProfileId("prf_3"), named(BOB), new ProfileId("prf_2")));
  }

  @Test
  void anIdentifierThatLeadsSomewhereIsNotInserted() {
    change(tx -> insert(tx, Map.of(ANN, new ProfileId("prf_1")), Set.of(PHONE)));
    change(tx -> assertThat(tx.identifiers().locate(List.of(named(PHONE)))).isEmpty());
    change(tx -> {
      Savepoint start = tx.savepoint();
      assertThat(insert(tx, Map.of(ANN, new ProfileId("prf_2")), Set.of())).isFalse();
      start.rollback();
      assertThat(insert(tx, Map.of(BOB, new ProfileId("prf_2")), Set.of(ANN))).isFalse();
      start.rollback();
    });
    change(tx ->
        assertThat(tx.identifiers().locate(List.of(named(ANN), named(BOB))))
            .isEqualTo(Map.of(named(ANN), new ProfileId("prf_1"))));
  }

  @Test
  void aSavedProfileKeepsThatItsCorrectionsAreWithdrawn() {
    Profile ann = person(new ProfileId("prf_1"), 1, ANN);
    said(ann, new Origin.Source(new SourceId("src_web")), 1, TextNode.valueOf("free"));
    said(ann, Origin.MANUAL, 2, TextNode.valueOf("gold"));
    said(ann, Origin.WITHDRAWN_CORRECTION, 3, NullNode.instance);
    change(tx -> tx.profiles().save(List.of(ann)));
    Profile found =
        Objects.requireNonNull(
            transaction(tx -> tx.profiles().read(profile(new ProfileId("prf_1")))));
    assertThat(found.traits().values(TraitPolicies.LATEST))
        .isEqualTo(Map.of("plan", TextNode.valueOf("free")));
    said(found, Origin.MANUAL, 4, TextNode.valueOf("gold"));
    assertThat(found.traits().values(TraitPolicies.LATEST))
        .isEqualTo(Map.of("plan", TextNode.valueOf("gold")));
  }

  private static void said(Profile profile, Origin origin, int second, JsonNode value) {
    Stamp stamp = new Stamp(NOON.plusSeconds(second), "evt_" + second);
    profile.traits().put("plan", new AnchoredOrigin(origin, ANN), new TraitValue(value, stamp));
  }

  @Test
  void aSavedProfileIsReadAndLocked() {
    change(tx ->
        tx.profiles()
            .save(
                List.of(
                    person(new ProfileId("prf_1"), 1, ANN),
                    person(new ProfileId("prf_2"), 4, BOB))));
    change(tx -> {
      var locked =
          tx.profiles()
              .lock(
                  new TreeSet<>(
                      Set.of(profile(new ProfileId("prf_1")), profile(new ProfileId("prf_9")))));
      assertThat(locked).containsOnlyKeys(profile(new ProfileId("prf_1")));
      assertThat(locked.get(profile(new ProfileId("prf_1"))).profile().identifiers())
          .containsExactly(ANN);
      assertThat(locked.get(profile(new ProfileId("prf_1"))).bytes()).isPositive();
      assertThat(tx.profiles().read(profile(new ProfileId("prf_2"))))
          .satisfies(found -> assertThat(found.version()).isEqualTo(4));
      assertThat(tx.profiles().read(profile(new ProfileId("prf_9")))).isNull();
      assertThat(
              tx.profiles().find(workspace, Set.of(new ProfileId("prf_2"), new ProfileId("prf_9"))))
          .containsOnlyKeys(new ProfileId("prf_2"));
      assertThat(tx.profiles().next(workspace, ProfileId.BEFORE_ALL, 1))
          .containsExactly(profile(new ProfileId("prf_1")));
      assertThat(tx.profiles().next(workspace, new ProfileId("prf_1"), 5))
          .containsExactly(profile(new ProfileId("prf_2")));
    });
  }

  @Test
  void aProfileIsReplacedByLaterVersionsOnly() {
    change(tx -> tx.profiles().save(List.of(person(new ProfileId("prf_1"), 2, ANN))));
    assertThatExceptionOfType(StoreFailure.class)
        .isThrownBy(
            () -> change(tx -> tx.profiles().save(List.of(person(new ProfileId("prf_1"), 2, BOB)))))
        .satisfies(e -> assertThat(e.ofTheData()).isFalse());
    change(tx -> tx.profiles().save(List.of(person(new ProfileId("prf_1"), 3, BOB))));
    change(tx ->
        assertThat(tx.profiles().read(profile(new ProfileId("prf_1"))).identifiers())
            .containsExactly(BOB));
  }

  @Test
  void theIdOfAMergedProfileLeadsToTheSurvivor() {
    change(tx ->
        tx.profiles()
            .save(
                List.of(
                    person(new ProfileId("prf_1"), 1, ANN),
                    person(new ProfileId("prf_2"), 1, BOB),
                    person(new ProfileId("prf_3"), 1, PHONE))));
    merge(new ProfileId("prf_1"), new ProfileId("prf_2"));
    merge(new ProfileId("prf_2"), new ProfileId("prf_3"));
    change(tx -> {
      Set<ProfileRef> all =
          Set.of(
              profile(new ProfileId("prf_1")),
              profile(new ProfileId("prf_2")),
              profile(new ProfileId("prf_3")),
              profile(new ProfileId("prf_9")));
      assertThat(tx.profiles().survivors(all))
          .isEqualTo(
              Map.of(
                  profile(new ProfileId("prf_1")),
                  new ProfileId("prf_3"),
                  profile(new ProfileId("prf_2")),
                  new ProfileId("prf_3"),
                  profile(new ProfileId("prf_3")),
                  new ProfileId("prf_3")));
      assertThat(tx.profiles().read(profile(new ProfileId("prf_1")))).isNull();
      assertThat(tx.profiles().newest(workspace, Set.of(new ProfileId("prf_3"))))
          .isEqualTo(new ProfileId("prf_3"));
      tx.profiles().forget(workspace, List.of(new ProfileId("prf_3")));
      assertThat(tx.profiles().survivors(all)).isEmpty();
      assertThat(tx.profiles().newest(workspace, Set.of()).value()).isEmpty();
    });
  }

  private void merge(ProfileId loser, ProfileId survivor) {
    change(tx ->
        tx.profiles()
            .merge(List.of(new Merger(profile(loser), survivor, 2, new Stamp(NOON, "evt_m")))));
  }

  private Edge edge(Identifier left, Identifier right, int minute, String cause) {
    Stamp stamp = new Stamp(NOON.plusSeconds(60L * minute), cause);
    return new Edge(left, right, stamp, "src_1", cause, 1);
  }

  private void keep(Edge edge) {
    change(tx -> tx.edges().keep(List.of(new EdgeStore.Seen(workspace, edge))));
  }

  @Test
  void ofTwoPiecesOfEvidenceTheEarlierIsKept() {
    keep(edge(PHONE, ANN, 5, "evt_b"));
    keep(edge(PHONE, ANN, 9, "evt_a"));
    keep(edge(PHONE, ANN, 5, "evt_a"));
    keep(edge(PHONE, BOB, 1, "evt_c"));
    change(tx ->
        assertThat(tx.edges().of(workspace, Set.of(PHONE, ANN)))
            .containsExactly(edge(PHONE, ANN, 5, "evt_a")));
    change(tx ->
        assertThat(tx.edges().of(workspace, Set.of(PHONE, ANN, BOB)))
            .containsExactly(edge(PHONE, BOB, 1, "evt_c"), edge(PHONE, ANN, 5, "evt_a")));
    change(tx -> assertThat(tx.edges().of(workspace, Set.of(ANN, BOB))).isEmpty());
  }

  private AcceptedEvent accepted(
      EventId event, String message, boolean holds, Outcome outcome, @Nullable ProfileId profile) {
    return AcceptedEventBuilder.builder()
        .event(event)
        .type("track")
        .name("Order Completed")
        .message(MessageKey.of(workspace, new SourceId("src_1"), message))
        .holds(holds)
        .contentHash("content of " + message)
        .position(new LogPosition("events", 0, 1))
        .outcome(outcome)
        .reason(null)
        .profile(profile)
        .anchor(profile == null ? null : ANN)
        .happenedAt(NOON)
        .receivedAt(NOON)
        .acceptedAt(NOON)
        .leftOut(List.of())
        .corrected(null)
        .build();
  }

  @Test
  void anEventAndAMessageIdAreAcceptedOnce() {
    MessageKey key = MessageKey.of(workspace, new SourceId("src_1"), "m1");
    change(tx ->
        assertThat(
                tx.accepted()
                    .insert(
                        List.of(
                            accepted(
                                new EventId("evt_1"),
                                "m1",
                                true,
                                Outcome.APPLIED,
                                new ProfileId("prf_1")),
                            accepted(new EventId("evt_2"), "m1", false, Outcome.DUPLICATE, null))))
            .isTrue());
    change(tx -> {
      assertThat(tx.accepted().holders(List.of(key)).get(key).event())
          .isEqualTo(new EventId("evt_1"));
      assertThat(
              tx.accepted()
                  .known(
                      List.of(
                          new EventKey(workspace, new EventId("evt_2")),
                          new EventKey(workspace, new EventId("evt_9")))))
          .containsExactly(new EventKey(workspace, new EventId("evt_2")));
      Savepoint start = tx.savepoint();
      AcceptedEvent again =
          accepted(new EventId("evt_1"), "m9", true, Outcome.APPLIED, new ProfileId("prf_1"));
      assertThat(tx.accepted().insert(List.of(again))).isFalse();
      start.rollback();
      AcceptedEvent taken =
          accepted(new EventId("evt_3"), "m1", true, Outcome.APPLIED, new ProfileId("prf_1"));
      assertThat(tx.accepted().insert(List.of(taken))).isFalse();
      start.rollback();
      tx.accepted().makeRoom(List.of(key));
      assertThat(tx.accepted().holders(List.of(key))).isEmpty();
      assertThat(tx.accepted().insert(List.of(taken))).isTrue();
      assertThat(tx.accepted().holders(List.of(key)).get(key).event())
          .isEqualTo(new EventId("evt_3"));
    });
  }

  @Test
  void theEndOfAnEventReplacesItsOutcomeAndKeepsHowItArrived() {
    EventId first = new EventId("evt_1");
    change(tx ->
        tx.accepted()
            .insert(
                List.of(
                    accepted(first, "m1", true, Outcome.QUARANTINED, null),
                    accepted(new EventId("evt_2"), "m2", true, Outcome.QUARANTINED, null))));
    AcceptedEvent redriven =
        AcceptedEventBuilder.builder(
                accepted(first, "m9", false, Outcome.APPLIED, new ProfileId("prf_1")))
            .type("page")
            .happenedAt(NOON.minusSeconds(60))
            .build();
    AcceptedEvent unknown =
        accepted(new EventId("evt_9"), "m9", true, Outcome.APPLIED, new ProfileId("prf_1"));
    change(tx -> tx.accepted().end(List.of(redriven, unknown)));
    assertThat(event(workspace, first))
        .isEqualTo(
            new StoredEvent(
                Outcome.APPLIED,
                null,
                new ProfileId("prf_1"),
                ANN,
                "page",
                NOON.minusSeconds(60),
                "content of m1"));
    assertThat(event(workspace, new EventId("evt_2")).outcome()).isEqualTo(Outcome.QUARANTINED);
    change(tx -> {
      assertThat(
              tx.accepted()
                  .known(
                      List.of(
                          new EventKey(workspace, first),
                          new EventKey(workspace, new EventId("evt_9")))))
          .containsExactly(new EventKey(workspace, first));
      MessageKey arrived = MessageKey.of(workspace, new SourceId("src_1"), "m1");
      assertThat(tx.accepted().holders(List.of(arrived)).get(arrived).event()).isEqualTo(first);
    });
  }

  private QuarantinedMessage quarantined(String id, String reason) {
    byte[] value = {1, 2};
    return QuarantinedMessageBuilder.builder()
        .workspace(workspace)
        .id(id)
        .kind("event")
        .stage("identity")
        .reason(reason)
        .detail("detail of " + reason)
        .pointer(null)
        .source("src_1")
        .position(new LogPosition("events", 0, 3))
        .key(value)
        .value(value)
        .headers(Map.of("ce_id", value))
        .at(NOON)
        .build();
  }

  @Test
  void aQuarantinedInputWaitsUntilItIsRedriven() {
    QuarantineStore.Key key = new QuarantineStore.Key(workspace, "evt_1");
    change(tx -> tx.quarantine().keep(List.of(quarantined("evt_1", "missing-ids"))));
    change(tx -> {
      QuarantinedMessage found = tx.quarantine().waiting(List.of(key)).get(key);
      assertThat(found.reason()).isEqualTo("missing-ids");
      assertThat(found.value()).containsExactly(1, 2);
      tx.quarantine().redriven(List.of(key));
      assertThat(tx.quarantine().waiting(List.of(key))).isEmpty();
      tx.quarantine().keep(List.of(quarantined("evt_1", "too-large")));
      assertThat(tx.quarantine().waiting(List.of(key)).get(key).reason()).isEqualTo("too-large");
    });
  }

  @Test
  void aRowIsStoredInTheVersionThatWasAppliedLast() {
    ModelRowStore.Key key = new ModelRowStore.Key(workspace, new ModelId("mdl_1"), "7");
    Applied first = new Applied(new ProfileId("prf_1"), "hash1", new RunId("run_1"), 1);
    Applied second = new Applied(new ProfileId("prf_2"), "hash2", new RunId("run_2"), 1);
    change(tx -> tx.rows().save(Map.of(key, new Fresh(first, ANN, List.of(), NOON))));
    change(tx -> tx.rows().save(Map.of(key, new Fresh(second, BOB, List.of(), NOON))));
    change(tx -> assertThat(tx.rows().load(List.of(key))).isEqualTo(Map.of(key, second)));
    change(tx -> {
      tx.rows().delete(List.of(key));
      tx.rows().noteRemoved(Map.of(key, new RunId("run_3")));
      tx.rows().noteRemoved(Map.of(key, new RunId("run_2")));
      assertThat(tx.rows().load(List.of(key))).isEmpty();
      assertThat(tx.rows().removed(List.of(key))).isEqualTo(Map.of(key, new RunId("run_3")));
    });
  }

  @Test
  void anUnmergeMovesEventsRowsAndIds() {
    change(tx -> {
      tx.profiles()
          .save(
              List.of(
                  person(new ProfileId("prf_1"), 1, ANN),
                  person(new ProfileId("prf_2"), 1, BOB),
                  person(new ProfileId("prf_3"), 1, PHONE)));
      tx.merges().insert(List.of(merged(new ProfileId("prf_1"), new ProfileId("prf_3"), BOB)));
      tx.merges().insert(List.of(merged(new ProfileId("prf_2"), new ProfileId("prf_3"), ANN)));
      tx.accepted()
          .insert(
              List.of(
                  accepted(
                      new EventId("evt_1"), "m1", true, Outcome.APPLIED, new ProfileId("prf_3")),
                  accepted(
                      new EventId("evt_2"), "m2", true, Outcome.APPLIED, new ProfileId("prf_2")),
                  accepted(new EventId("evt_3"), "m3", true, Outcome.DUPLICATE, null)));
    });
    merge(new ProfileId("prf_1"), new ProfileId("prf_3"));
    merge(new ProfileId("prf_2"), new ProfileId("prf_3"));
    Parties parties = new Parties(workspace, new ProfileId("prf_3"), new ProfileId("prf_4"));
    change(tx -> {
      Set<Identifier> leaving = Set.of(ANN, PHONE);
      assertThat(tx.unmerges().aliasesToMove(workspace, new ProfileId("prf_3"), leaving))
          .containsExactly(new ProfileId("prf_2"));
      assertThat(tx.unmerges().tooMany(workspace, new ProfileId("prf_3"))).isFalse();
      tx.profiles().save(List.of(person(new ProfileId("prf_4"), 1, ANN)));
      assertThat(tx.unmerges().move(parties, leaving, List.of(new ProfileId("prf_2"))))
          .containsExactly(new EventId("evt_1"), new EventId("evt_2"));
      tx.unmerges().redirect(parties, List.of(new ProfileId("prf_2")));
      assertThat(
              tx.profiles()
                  .survivors(
                      Set.of(profile(new ProfileId("prf_1")), profile(new ProfileId("prf_2")))))
          .isEqualTo(
              Map.of(
                  profile(new ProfileId("prf_1")),
                  new ProfileId("prf_3"),
                  profile(new ProfileId("prf_2")),
                  new ProfileId("prf_4")));
      tx.unmerges().settle(parties, new CommandCause("evt_u", "me", NOON));
      tx.unmerges().note(parties, leaving, new CommandCause("evt_u", "me", NOON));
    });
  }

  private MergeStore.Done merged(ProfileId loser, ProfileId survivor, Identifier had) {
    PersonSummary nothing = new PersonSummary(List.of(), List.of());
    PersonSummary one = new PersonSummary(List.of(had), List.of());
    return new MergeStore.Done(
        workspace,
        new Merge(loser, survivor, new Stamp(NOON, "evt_m"), null, null, one, nothing, 1));
  }

  @Test
  void aCutReplacesTheEvidence() {
    keep(edge(PHONE, ANN, 5, "evt_1"));
    change(tx -> assertThat(tx.cuts().any(Set.of(workspace))).isFalse());
    change(tx ->
        tx.unmerges()
            .cut(workspace, List.of(new Cut(PHONE, ANN)), new CommandCause("evt_u", "me", NOON)));
    change(tx -> {
      assertThat(tx.edges().of(workspace, Set.of(PHONE, ANN))).isEmpty();
      assertThat(tx.cuts().any(Set.of(workspace))).isTrue();
      assertThat(tx.cuts().of(Set.of(named(PHONE))).pairs())
          .containsExactly(new Cuts.Pair(workspace, PHONE, ANN));
      assertThat(tx.cuts().of(Set.of(named(ANN))).pairs()).isEmpty();
      assertThat(tx.cuts().since(workspace, Set.of(ANN), Set.of(PHONE), NOON)).isTrue();
      assertThat(tx.cuts().since(workspace, Set.of(ANN), Set.of(PHONE), NOON.plusSeconds(1)))
          .isFalse();
      assertThat(tx.cuts().since(workspace, Set.of(ANN), Set.of(BOB), NOON)).isFalse();
    });
  }

  @Test
  void aCopyDoesNotKnowACutThatItLacksOrThatWasRepeatedSince() {
    WorkspaceId copy = new WorkspaceId(workspace + "_copy");
    Set<Identifier> both = Set.of(PHONE, ANN);
    change(tx -> assertThat(tx.cuts().unknownTo(workspace, copy, both)).isFalse());
    cut(workspace, NOON);
    change(tx -> {
      assertThat(tx.cuts().unknownTo(workspace, copy, both)).isTrue();
      assertThat(tx.cuts().unknownTo(workspace, copy, Set.of(PHONE, BOB))).isFalse();
      assertThat(tx.cuts().unknownTo(copy, workspace, both)).as("in the other direction").isFalse();
    });
    cut(copy, NOON);
    change(tx -> assertThat(tx.cuts().unknownTo(workspace, copy, both)).isFalse());
    WorkspaceId earlier = new WorkspaceId(workspace + "_earlier");
    cut(earlier, NOON.minusSeconds(60));
    change(tx -> assertThat(tx.cuts().unknownTo(workspace, earlier, both)).isTrue());
  }

  private void cut(WorkspaceId where, Instant at) {
    change(tx ->
        tx.unmerges()
            .cut(where, List.of(new Cut(PHONE, ANN)), new CommandCause("evt_u", "me", at)));
  }

  private Answered answer(String name, String state, int minute, String cause) {
    return JournalStoreAnsweredBuilder.builder()
        .workspace(workspace)
        .profile(new ProfileId("prf_1"))
        .about(Answered.CONSENT)
        .name(name)
        .state(state)
        .source("src_1")
        .by(SourceKind.BROWSER)
        .cause(cause)
        .at(NOON.plusSeconds(60L * minute))
        .anchor(ANN)
        .build();
  }

  @Test
  void aRecordedAnswerStaysAsItIs() {
    Answered first = answer("ads", "granted", 0, "evt_1");
    Answered later = answer("news", "denied", 1, "evt_2");
    change(tx -> tx.journal().answered(List.of(first)));
    change(tx -> tx.journal().answered(List.of(answer("ads", "denied", 0, "evt_1"), later)));
    assertThat(answers(workspace)).containsExactly(first, later);
  }

  private LinkStore.DeviceLink link(WorkspaceId where, Identifier person, int minute) {
    Stamp stamp = new Stamp(NOON.plusSeconds(60L * minute), "evt_" + minute);
    return new LinkStore.DeviceLink(where, PHONE, person, stamp);
  }

  @Test
  void theLinksOfACopyAreAddedWhereTheyAreMissing() {
    WorkspaceId copy = new WorkspaceId(workspace + "_copy");
    change(tx -> tx.links().keep(List.of(link(workspace, ANN, 1), link(workspace, ANN, 3))));
    change(tx -> tx.links().keep(List.of(link(copy, ANN, 5), link(copy, BOB, 7))));
    change(tx -> tx.links().copy(copy, workspace));
    StoredLink ofAnn =
        new StoredLink(PHONE, ANN, 2, NOON.plusSeconds(60), NOON.plusSeconds(180), "evt_3");
    StoredLink ofBob =
        new StoredLink(PHONE, BOB, 1, NOON.plusSeconds(420), NOON.plusSeconds(420), "evt_7");
    assertThat(links(workspace)).containsExactly(ofAnn, ofBob);
    assertThat(links(copy)).hasSize(2).contains(ofBob);
    change(tx -> tx.links().copy(copy, workspace));
    assertThat(links(workspace)).as("copied again").containsExactly(ofAnn, ofBob);
  }

  @Test
  void theDefaultRulesHoldUntilAUserChangesThem() {
    change(tx -> {
      assertThat(tx.rules().versions(Set.of(workspace)))
          .isEqualTo(Map.of(workspace, new Versions(0, 0)));
      assertThat(tx.rules().policies(workspace)).isEqualTo(TraitPolicies.LATEST);
    });
  }

  @Test
  void aTickNeverGoesBack() {
    Instant late = Instant.parse("2199-01-01T00:00:00Z");
    change(tx -> {
      Savepoint start = tx.savepoint();
      assertThat(tx.journal().pass(new Tick(late, Map.of()))).isPresent();
      assertThat(tx.journal().pass(new Tick(late, Map.of()))).isEmpty();
      assertThat(tx.journal().pass(new Tick(NOON, Map.of()))).isEmpty();
      start.rollback();
      assertThat(tx.journal().pass(new Tick(late, Map.of()))).isPresent();
      start.rollback();
    });
  }

  @Test
  void aRollbackUndoesAllChangesSinceTheSavepoint() {
    change(tx -> {
      insert(tx, Map.of(ANN, new ProfileId("prf_1")), Set.of());
      Savepoint start = tx.savepoint();
      insert(tx, Map.of(BOB, new ProfileId("prf_2")), Set.of());
      tx.profiles().save(List.of(person(new ProfileId("prf_2"), 1, BOB)));
      start.rollback();
      insert(tx, Map.of(PHONE, new ProfileId("prf_1")), Set.of());
      tx.savepoint().release();
    });
    change(tx -> {
      assertThat(tx.identifiers().locate(List.of(named(ANN), named(BOB), named(PHONE))))
          .isEqualTo(
              Map.of(named(ANN), new ProfileId("prf_1"), named(PHONE), new ProfileId("prf_1")));
      assertThat(tx.profiles().read(profile(new ProfileId("prf_2")))).isNull();
    });
  }
}
