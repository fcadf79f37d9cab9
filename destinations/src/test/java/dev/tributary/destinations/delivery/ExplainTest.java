package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.PURPOSE;
import static dev.tributary.destinations.delivery.Bench.WORKSPACE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.profile.ProfileStateBuilder;
import dev.tributary.contracts.row.RowChange.Change;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Manifest.Removal;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.explain.Explain;
import dev.tributary.destinations.explain.Explanation;
import dev.tributary.destinations.explain.Halt;
import dev.tributary.destinations.explain.LedgerRow;
import dev.tributary.destinations.explain.PersonFacts;
import dev.tributary.destinations.explain.Remainder;
import dev.tributary.destinations.explain.Remainder.RemovalStatus;
import dev.tributary.destinations.explain.Stop;
import dev.tributary.destinations.explain.VendorText;
import dev.tributary.destinations.funnel.Step;
import dev.tributary.destinations.ledger.Presence;
import dev.tributary.destinations.ledger.State;
import dev.tributary.destinations.postgres.queries.PostgresPersonFacts;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSource.PersonLink;
import dev.tributary.destinations.sync.ValueSource;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each reason why a person is not at a destination, from the tables that the service writes. */
class ExplainTest {
  private static final Duration BOUND = Duration.ofSeconds(60);
  private static final AudienceId AUDIENCE = new AudienceId("aud_1");
  private static final ProfileId ANN = new ProfileId("prf_ann");

  @Test
  void aPersonWhoseRecordWasAcceptedReachesEachStep() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.profileSync(bench.destination());
      bench.engine();
      bench.apply(bench.updated(ann()));
      await().atMost(BOUND).until(() -> explained(bench, sync).stop() == null);
      Explanation explanation = explained(bench, sync);
      assertThat(explanation.steps()).containsExactly(Step.values()).allMatch(explanation::reaches);
      LedgerRow row = row(explanation);
      assertThat(row.state()).isEqualTo(State.DELIVERED);
      assertThat(row.deliveredAt()).isNotNull();
      assertThat(row.removal()).isFalse();
    }
  }

  @Test
  void consentThatIsDeniedAndConsentThatIsUnknownAreToldApart() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      SyncId sync = bench.profileSync(bench.destination());
      bench.apply(bench.updated(ann(1, Map.of())));
      Explanation unknown = explained(bench, sync);
      assertThat(unknown.stop()).isEqualTo(new Stop.Unanswered(PURPOSE));
      assertThat(unknown.reaches(Step.IDENTIFIER)).isTrue();
      assertThat(unknown.reaches(Step.CONSENT)).isFalse();
      assertThat(unknown.reaches(Step.SENT)).isFalse();

      bench.apply(bench.updated(ann(2, Map.of(PURPOSE, ConsentState.DENIED))));
      assertThat(explained(bench, sync).stop()).isEqualTo(new Stop.Denied(PURPOSE));

      bench.apply(bench.updated(ann(3, Map.of(PURPOSE, ConsentState.GRANTED))));
      assertThat(explained(bench, sync).stop()).isInstanceOf(Stop.Pending.class);
    }
  }

  @Test
  void aRecordThatWasDeliveredBeforeADenialStaysIfTheSyncRemovesNothing() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      SyncId sync = bench.profileSync(bench.destination());
      bench.engine();
      bench.apply(bench.updated(ann(1, Map.of(PURPOSE, ConsentState.DENIED))));
      assertThat(explained(bench, sync).remainders()).isEmpty();

      bench.apply(bench.updated(ann(2, Map.of(PURPOSE, ConsentState.GRANTED))));
      await().atMost(BOUND).until(() -> explained(bench, sync).stop() == null);
      assertThat(explained(bench, sync).remainders()).isEmpty();

      bench.apply(bench.updated(ann(3, Map.of(PURPOSE, ConsentState.DENIED))));
      Remainder record = remainder(explained(bench, sync));
      assertThat(record.status()).isEqualTo(RemovalStatus.STAYS);
      assertThat(record.row().presence()).isEqualTo(Presence.PRESENT);
      assertThat(record.row().deliveredAt()).isNotNull();
      assertThat(record.object().removal()).isEqualTo(Removal.DELETED);

      bench.change("update delivery set delivered_hash = 'unknown'");
      assertThat(remainder(explained(bench, sync)).row().presence()).isEqualTo(Presence.UNKNOWN);
    }
  }

  @Test
  void aDenialSaysHowFarTheRemovalOfAnEarlierRecordIs() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.audienceSync(destination, "rows", AUDIENCE);
      bench.engine();
      bench.apply(
          bench.updated(ann(1, Map.of(PURPOSE, ConsentState.GRANTED))),
          bench.member(AUDIENCE, ANN, true, 1, 1));
      await().atMost(BOUND).until(() -> explained(bench, sync).stop() == null);

      bench.fake.store(destination).behaviour =
          (batch, item) -> new Outcome.Rejected(null, "The record is in use");
      bench.apply(bench.updated(ann(2, Map.of(PURPOSE, ConsentState.DENIED))));
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              assertThat(remainder(explained(bench, sync)).status())
                  .isEqualTo(RemovalStatus.REMOVAL_STUCK));
      bench.change("update delivery set state = 'retrying', not_before = 'infinity'");
      assertThat(remainder(explained(bench, sync)).status()).isEqualTo(RemovalStatus.REMOVING);
      bench.pause(sync);
      assertThat(remainder(explained(bench, sync)).status()).isEqualTo(RemovalStatus.REMOVAL_STUCK);

      bench.change("update delivery set state = 'delivered', delivered_hash = 'absent'");
      assertThat(remainder(explained(bench, sync)).status()).isEqualTo(RemovalStatus.REMOVED);
    }
  }

  @Test
  void aContactStaysAtTheDestinationWhenItsListMembershipIsRemoved() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      SyncId sync = bench.audienceSync(bench.destination(), "contacts", AUDIENCE);
      bench.engine();
      bench.apply(
          bench.updated(ann(1, Map.of(PURPOSE, ConsentState.GRANTED))),
          bench.member(AUDIENCE, ANN, true, 1, 1));
      await().atMost(BOUND).until(() -> explained(bench, sync).stop() == null);
      bench.apply(bench.updated(ann(2, Map.of(PURPOSE, ConsentState.DENIED))));
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              assertThat(explained(bench, sync).remainders())
                  .extracting(each -> each.row().membership(), Remainder::status)
                  .containsExactlyInAnyOrder(
                      tuple(false, RemovalStatus.STAYS), tuple(true, RemovalStatus.REMOVED)));
      // Another sync can have written the contact.
      assertThat(row(explained(bench, sync)).membership()).isTrue();
    }
  }

  @Test
  void aPersonOutsideOfTheAudienceIsNotSentAndOneWhoLeftIsRemoved() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.audienceSync(bench.destination(), "rows", AUDIENCE);
      bench.engine();
      bench.apply(bench.updated(ann()));
      assertThat(explained(bench, sync))
          .isEqualTo(
              new Explanation(
                  find(bench, sync), new Stop.NotInAudience(AUDIENCE), null, List.of()));

      bench.apply(bench.member(AUDIENCE, ANN, true, 1, 1));
      await().atMost(BOUND).until(() -> explained(bench, sync).stop() == null);
      bench.apply(bench.member(AUDIENCE, ANN, false, 2, 1));
      await().atMost(BOUND).until(() -> row(explained(bench, sync)).state() == State.DELIVERED);
      Explanation left = explained(bench, sync);
      assertThat(left.stop()).isEqualTo(new Stop.NotInAudience(AUDIENCE));
      assertThat(row(left).removal()).isTrue();
    }
  }

  @Test
  void aMembershipThatANewerVersionDecidedIsUndecided() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.audienceSync(bench.destination(), "rows", AUDIENCE);
      bench.apply(bench.updated(ann()), bench.member(AUDIENCE, ANN, true, 1, 2));
      assertThat(explained(bench, sync).stop()).isEqualTo(new Stop.Undecided());
    }
  }

  @Test
  void aMissingIdentifierIsToldApartFromOneThatWasLeftOut() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.profileSync(bench.destination());
      ValueSource.IdentifierOf email = new ValueSource.IdentifierOf(Identifier.EMAIL);
      bench.apply(bench.updated(withoutEmail(1, Map.of("name", TextNode.valueOf("Ann")))));
      assertThat(explained(bench, sync).stop()).isEqualTo(new Stop.NoValue(email));

      bench.apply(bench.updated(withoutEmail(2, Map.of("email", TextNode.valueOf("ann@")))));
      assertThat(explained(bench, sync).stop()).isEqualTo(new Stop.LeftOut(email));

      bench.apply(bench.updated(withoutEmail(3, Map.of("email", TextNode.valueOf(" ")))));
      assertThat(explained(bench, sync).stop()).isEqualTo(new Stop.NoValue(email));
    }
  }

  @Test
  void whatIsPausedSaysSinceWhen() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      bench.apply(bench.updated(ann()));
      Instant before = Instant.now().minusSeconds(60);
      bench.pause(sync);
      assertThat(halt(explained(bench, sync)))
          .satisfies(halt -> assertThat(halt.code()).isEqualTo("sync-paused"))
          .satisfies(halt -> assertThat(halt.since()).isAfter(before));
      bench.pause(destination);
      assertThat(halt(explained(bench, sync)).code()).isEqualTo("destination-paused");
      bench.resume(destination);
      bench.execute("delete from pause");
      assertThat(explained(bench, sync).stop()).isInstanceOf(Stop.Pending.class);
    }
  }

  @Test
  void aDestinationThatRefusesItsCredentialsSaysSoInItsOwnWords() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      bench.fake.store(destination).behaviour =
          (batch, item) -> new Outcome.Unauthorised("The token has expired");
      bench.engine();
      bench.apply(bench.updated(ann()));
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> assertThat(code(explained(bench, sync))).isEqualTo("destination-unauthorised"));
      Halt halt = halt(explained(bench, sync));
      assertThat(halt.text()).isEqualTo(new VendorText("The token has expired", halt.since()));
      assertThat(explained(bench, sync).reaches(Step.CONSENT)).isTrue();
    }
  }

  @Test
  void aSyncThatCannotWorkStopsThePeopleWhoWait() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      bench.fake.store(destination).behaviour =
          (batch, item) -> new Outcome.Misconfigured("There is no list 7");
      bench.engine();
      bench.apply(bench.updated(ann()));
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> assertThat(code(explained(bench, sync))).isEqualTo("sync-misconfigured"));
    }
  }

  @Test
  void aDestinationThatDoesNotAnswerHoldsBackWhatIsNew() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      bench.apply(bench.updated(ann()));
      bench.execute(
          "insert into destination_health (workspace, destination, failing, words)"
              + " values ('%s', '%s', true, 'Connection refused')"
                  .formatted(WORKSPACE, destination));
      Halt halt = halt(explained(bench, sync));
      assertThat(halt.code()).isEqualTo("destination-failing");
      assertThat(halt.words()).isEqualTo("Connection refused");
      bench.change("update delivery set state = 'retrying', words = 'Status 503'");
      assertThat(explained(bench, sync).stop())
          .isInstanceOfSatisfying(
              Stop.Retrying.class,
              retrying -> assertThat(text(retrying.words())).isEqualTo("Status 503"));
      bench.pause(destination);
      Explanation paused = explained(bench, sync);
      assertThat(code(paused)).isEqualTo("destination-paused");
      assertThat(paused.reaches(Step.SENT)).isTrue();
    }
  }

  @Test
  void aRefusalHasTheFieldAndTheSentenceOfTheDestination() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      bench.fake.store(destination).behaviour =
          (batch, item) -> new Outcome.Rejected("email", "Email address is invalid");
      bench.engine();
      bench.apply(bench.updated(ann()));
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(code(explained(bench, sync))).isEqualTo("rejected"));
      Explanation explanation = explained(bench, sync);
      assertThat(explanation.stop())
          .isInstanceOfSatisfying(
              Stop.Rejected.class,
              rejected -> {
                assertThat(rejected.field()).isEqualTo("email");
                assertThat(text(rejected.words())).isEqualTo("Email address is invalid");
              });
      assertThat(explanation.reaches(Step.SENT)).isTrue();
    }
  }

  @Test
  void aDestinationThatAcceptsNoMoreRequestsSaysUntilWhen() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      SyncId sync = bench.profileSync(destination);
      Instant until = Instant.now().plus(Duration.ofHours(2)).truncatedTo(ChronoUnit.MILLIS);
      bench.fake.store(destination).behaviour =
          (batch, item) -> new Outcome.RateLimited(until, "Daily limit");
      bench.engine();
      bench.apply(bench.updated(ann()));
      await()
          .atMost(BOUND)
          .untilAsserted(() ->
              assertThat(explained(bench, sync).stop())
                  .isInstanceOfSatisfying(
                      Stop.RateLimited.class,
                      limited -> assertThat(limited.until()).isEqualTo(until)));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = State.class,
      names = {"IN_FLIGHT", "UNCERTAIN", "DEAD", "RETRYING", "WITHHELD"})
  void theOtherStatesOfADeliveryAreTheReason(State state) throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.profileSync(bench.destination());
      bench.apply(bench.updated(ann()));
      bench.change(
          "update delivery set state = '%s', words = 'marketing'".formatted(state.wireName()));
      Explanation explanation = explained(bench, sync);
      assertThat(code(explanation)).isEqualTo(state.wireName());
      assertThat(explanation.reaches(Step.SENT)).isEqualTo(state != State.WITHHELD);
    }
  }

  @Test
  void aRecordOfAnotherPersonIsToldApartFromABackfillThatHasNotComeThatFar() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.profileSync(bench.destination());
      bench.apply(bench.updated(ann()));
      bench.change("update delivery set owner = 'prf_other'");
      assertThat(explained(bench, sync).stop()).isEqualTo(new Stop.Shared());

      bench.change("delete from delivery");
      assertThat(explained(bench, sync).stop()).isEqualTo(new Stop.Pending(null));
      bench.execute(
          "insert into sync_run (id, workspace, sync, sync_version, state)"
              + " values ('run_1', '%s', '%s', 1, 'running')".formatted(WORKSPACE, sync));
      assertThat(explained(bench, sync).stop()).isInstanceOf(Stop.Backfilling.class);
      bench.change("update sync_run set state = 'done'");
      assertThat(explained(bench, sync).stop()).isEqualTo(new Stop.Pending(null));
    }
  }

  @Test
  void aMembershipOfAListWaitsForItsRecord() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.audienceSync(bench.destination(), "contacts", AUDIENCE);
      bench.engine();
      bench.apply(bench.updated(ann()), bench.member(AUDIENCE, ANN, true, 1, 1));
      await().atMost(BOUND).until(() -> explained(bench, sync).stop() == null);
      assertThat(row(explained(bench, sync)).membership()).isTrue();
      bench.change(
          "update delivery set state = 'pending', not_before = 'infinity'"
              + " where parent is not null");
      assertThat(explained(bench, sync).stop()).isEqualTo(new Stop.WaitsForRecord());
      assertThat(row(explained(bench, sync)).membership()).isTrue();
    }
  }

  @Test
  void anIncompleteUnmergeHoldsBackThePerson() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.profileSync(bench.destination());
      bench.apply(bench.updated(ann()));
      bench.execute(
          "insert into separation (workspace, profile, from_profile, from_version)"
              + " values ('%s', 'prf_new', '%s', 1)".formatted(WORKSPACE, ANN));
      assertThat(explained(bench, sync).stop()).isEqualTo(new Stop.Unmerging());
    }
  }

  @Test
  void theNewestEventDecidesForASyncOfEvents() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      SyncId sync = bench.eventSync(bench.destination());
      bench.engine();
      bench.apply(bench.updated(ann(1, Map.of())));
      assertThat(explained(bench, sync).stop()).isEqualTo(new Stop.NoEvent());
      assertThat(explained(bench, sync).steps())
          .containsExactly(Step.PEOPLE, Step.CONSENT, Step.SENT, Step.ACCEPTED);

      bench.apply(bench.updated(ann(2, Map.of()), Bench.event("evt_1", Map.of())));
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(code(explained(bench, sync))).isEqualTo("withheld"));
      Explanation withheld = explained(bench, sync);
      assertThat(withheld.reaches(Step.PEOPLE)).isTrue();
      assertThat(withheld.reaches(Step.CONSENT)).isFalse();

      bench.apply(
          bench.updated(
              ann(3, Map.of(PURPOSE, ConsentState.GRANTED)), Bench.event("evt_2", Map.of())));
      await().atMost(BOUND).until(() -> explained(bench, sync).stop() == null);
    }
  }

  @Test
  void rowsOfAModelThatNameNobodyAreNotExplainedByPerson() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      SyncId sync = bench.modelSync(bench.destination(), new ModelId("mdl_1"), null);
      bench.apply(bench.updated(ann()));
      Explanation explanation = explained(bench, sync);
      assertThat(explanation.stop()).isEqualTo(new Stop.SendsRows());
      assertThat(explanation.steps()).containsExactly(Step.PEOPLE);
    }
  }

  @Test
  void aPersonIsDeliveredOnlyIfNoRowOfTheModelIsOnlyReceived() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      ModelId orders = new ModelId("mdl_1");
      DestinationId destination = bench.destination();
      SyncId sync = bench.modelSync(destination, orders, new PersonLink("email", Identifier.EMAIL));
      bench.fake.store(destination).receives = item -> item.matchValue().equals("1");
      bench.engine();
      bench.apply(bench.updated(ann(1, Map.of())));
      bench.apply(order(bench, orders, "1", "ann@example.org"));
      await().atMost(BOUND).until(() -> bench.count(destination, "accepted") == 1);
      bench.apply(order(bench, orders, "2", "ann@example.org"));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 1);
      Explanation explanation = explained(bench, sync);
      assertThat(explanation.stop()).isNull();
      assertThat(explanation.received()).isTrue();
    }
  }

  @Test
  void rowsOfAModelThatNameThePersonAreExplained() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      ModelId orders = new ModelId("mdl_1");
      SyncId sync =
          bench.modelSync(bench.destination(), orders, new PersonLink("email", Identifier.EMAIL));
      bench.engine();
      bench.apply(bench.updated(ann(1, Map.of())));
      bench.apply(order(bench, orders, "1", "somebody@example.org"));
      Explanation none = explained(bench, sync);
      assertThat(none.stop()).isEqualTo(new Stop.NoRow());
      assertThat(none.steps()).containsExactly(Step.PEOPLE, Step.CONSENT, Step.SENT, Step.ACCEPTED);
      assertThat(none.reaches(Step.PEOPLE)).isFalse();

      bench.apply(order(bench, orders, "2", "ANN@example.org"));
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(code(explained(bench, sync))).isEqualTo("withheld"));
      assertThat(explained(bench, sync).reaches(Step.CONSENT)).isFalse();

      bench.apply(bench.updated(ann(2, Map.of(PURPOSE, ConsentState.GRANTED))));
      await().atMost(BOUND).until(() -> explained(bench, sync).stop() == null);
      Explanation delivered = explained(bench, sync);
      assertThat(delivered.steps()).allMatch(delivered::reaches);
      assertThat(row(delivered).state()).isEqualTo(State.DELIVERED);

      bench.change(
          "update delivery set state = 'rejected' where person_ref = 'email:ann@example.org'");
      bench.apply(order(bench, orders, "3", "ann@example.org"));
      assertThat(code(explained(bench, sync))).isNotEqualTo("delivered");
      await()
          .atMost(BOUND)
          .untilAsserted(() -> assertThat(code(explained(bench, sync))).isEqualTo("rejected"));
    }
  }

  @Test
  void allSyncsOfADestinationAreExplainedTogetherAndAMergedIdLeadsToTheSurvivor() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      List<SyncId> ids =
          List.of(
              bench.profileSync(destination),
              bench.audienceSync(destination, "contacts", AUDIENCE),
              bench.eventSync(destination),
              bench.modelSync(destination, new ModelId("mdl_1"), null));
      ProfileId absorbed = new ProfileId("prf_absorbed");
      bench.apply(bench.updated(ann()));
      bench.apply(bench.merged(absorbed, ANN));
      List<Sync> syncs = ids.stream().map(id -> find(bench, id)).toList();
      PersonFacts facts = facts(bench, destination, absorbed, syncs).orElseThrow();
      assertThat(facts.profile()).isEqualTo(ANN);
      assertThat(facts.traits()).containsEntry("name", TextNode.valueOf("Ann"));
      assertThat(facts.syncs().stream().map(each -> code(explain(bench).of(each))))
          .containsExactly("pending", "not-in-audience", "no-event", "sends-rows");
    }
  }

  @Test
  void aPersonOfWhomNothingHasArrivedIsNotKnown() throws Exception {
    try (Bench bench = Bench.allowing(EffectClass.A)) {
      DestinationId destination = bench.destination();
      Sync sync = find(bench, bench.profileSync(destination));
      assertThat(facts(bench, destination, new ProfileId("prf_none"), List.of(sync))).isEmpty();
    }
  }

  private static Message order(Bench bench, ModelId model, String id, String email) {
    return bench.row(
        model,
        id,
        Change.ADDED,
        Map.of(
            "id",
            TextNode.valueOf(id),
            "email",
            TextNode.valueOf(email),
            "total",
            TextNode.valueOf("1")));
  }

  private static ProfileState ann() {
    return ann(1, Map.of());
  }

  private static ProfileState ann(long version, Map<String, ConsentState> consent) {
    return Bench.person(ANN, version, "ann@example.org", "Ann", consent);
  }

  private static ProfileState withoutEmail(long version, Map<String, JsonNode> traits) {
    return ProfileStateBuilder.builder(ann())
        .version(version)
        .identifiers(List.of())
        .traits(traits)
        .build();
  }

  private static Explanation explained(Bench bench, SyncId id) {
    Sync sync = find(bench, id);
    PersonFacts facts = facts(bench, sync.destination().id(), ANN, List.of(sync)).orElseThrow();
    return explain(bench).of(facts.syncs().getFirst());
  }

  private static Remainder remainder(Explanation explanation) {
    assertThat(explanation.remainders()).hasSize(1);
    return explanation.remainders().getFirst();
  }

  private static Optional<PersonFacts> facts(
      Bench bench, DestinationId destination, ProfileId profile, List<Sync> syncs) {
    return new PostgresPersonFacts(bench.requests)
        .read(WORKSPACE, destination, profile, syncs, naming(syncs), _ -> false);
  }

  /** The syncs of models whose rows name people. */
  private static Set<SyncId> naming(List<Sync> syncs) {
    return syncs.stream()
        .filter(
            each -> each.spec().from() instanceof SyncSource.Model model && model.person() != null)
        .map(Sync::id)
        .collect(Collectors.toSet());
  }

  private static Explain explain(Bench bench) {
    return new Explain(purpose -> bench.unknownAllows.test(WORKSPACE, purpose));
  }

  private static Sync find(Bench bench, SyncId id) {
    try {
      return bench.catalogue().sync(id).orElseThrow();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static LedgerRow row(Explanation explanation) {
    LedgerRow row = explanation.row();
    if (row == null) {
      throw new AssertionError("There is no delivery");
    }
    return row;
  }

  private static Halt halt(Explanation explanation) {
    if (explanation.stop() instanceof Stop.Halted(Halt halt, Step _)) {
      return halt;
    }
    throw new AssertionError("Nothing is stopped: " + explanation.stop());
  }

  private static String code(Explanation explanation) {
    Stop stop = explanation.stop();
    return stop == null ? "delivered" : stop.code();
  }

  private static String text(@Nullable VendorText words) {
    return words == null ? "" : words.text();
  }
}
