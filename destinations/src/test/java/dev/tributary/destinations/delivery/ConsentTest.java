package dev.tributary.destinations.delivery;

import static dev.tributary.destinations.delivery.Bench.PURPOSE;
import static dev.tributary.destinations.delivery.Bench.event;
import static dev.tributary.destinations.delivery.Bench.person;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.Message;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.row.RowChange.Change;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.sync.SyncSource.PersonLink;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsentTest {
  private static final Duration BOUND = Duration.ofSeconds(90);
  private static final Map<String, ConsentState> DENIED = Map.of(PURPOSE, ConsentState.DENIED);
  private static final Map<String, ConsentState> GRANTED = Map.of(PURPOSE, ConsentState.GRANTED);

  @Test
  void aDeniedPurposeMakesNoRequestForAnyKindOfSync() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId people = bench.destination();
      bench.profileSync(people);
      DestinationId list = bench.destination();
      bench.audienceSync(list, "contacts", new AudienceId("aud_1"));
      DestinationId rows = bench.destination();
      bench.modelSync(rows, new ModelId("mdl_1"), new PersonLink("email", Identifier.EMAIL));
      DestinationId events = bench.destination();
      bench.eventSync(events);
      bench.engine();
      bench.apply(
          bench.updated(ann(1, DENIED), event("evt_1", Map.of())),
          bench.member(new AudienceId("aud_1"), new ProfileId("prf_1"), true, 1, 1),
          order(bench));
      await().atMost(BOUND).until(() -> bench.count(people, "withheld") == 1);
      await().atMost(BOUND).until(() -> bench.count(list, "withheld") == 2);
      await().atMost(BOUND).until(() -> bench.count(rows, "withheld") == 1);
      await().atMost(BOUND).until(() -> bench.count(events, "withheld") == 1);
      for (DestinationId destination : new DestinationId[] {people, list, rows, events}) {
        assertThat(bench.fake.store(destination).requests).isEmpty();
      }
      assertThat(
              bench.number(
                  "select count(*) from delivery where state = 'withheld' and words <> '"
                      + PURPOSE
                      + "'"))
          .isZero();
    }
  }

  @Test
  void whoNeverAnsweredIsNotSentAndAGrantLetsPeopleAndRowsGo() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId people = bench.destination();
      bench.profileSync(people);
      DestinationId rows = bench.destination();
      bench.modelSync(rows, new ModelId("mdl_1"), new PersonLink("email", Identifier.EMAIL));
      bench.engine();
      // The row is there before anybody knows the person.
      bench.apply(order(bench));
      bench.apply(bench.updated(ann(1, Map.of())));
      await().atMost(BOUND).until(() -> bench.count(people, "withheld") == 1);
      await().atMost(BOUND).until(() -> bench.count(rows, "withheld") == 1);
      bench.apply(bench.updated(ann(2, GRANTED)));
      await().atMost(BOUND).until(() -> bench.count(people, "delivered") == 1);
      await().atMost(BOUND).until(() -> bench.count(rows, "delivered") == 1);
    }
  }

  @Test
  void aMembershipIsWithheldWithItsRecordAndGoesWhenThePersonAnswers() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      for (int i = 1; i <= 3; i++) {
        bench.audienceSync(destination, "contacts", new AudienceId("aud_" + i));
      }
      bench.engine();
      bench.apply(
          bench.updated(ann(1, Map.of())),
          bench.member(new AudienceId("aud_1"), new ProfileId("prf_1"), true, 1, 1),
          bench.member(new AudienceId("aud_2"), new ProfileId("prf_1"), true, 1, 1));
      await().atMost(BOUND).until(() -> bench.count(destination, "withheld") == 3);
      // The record is withheld already when this membership begins.
      bench.apply(bench.member(new AudienceId("aud_3"), new ProfileId("prf_1"), true, 1, 1));
      await().atMost(BOUND).until(() -> bench.count(destination, "withheld") == 4);
      bench.apply(bench.member(new AudienceId("aud_2"), new ProfileId("prf_1"), false, 2, 1));
      await().atMost(BOUND).until(() -> bench.count(destination, "withheld") == 3);
      assertThat(bench.count(destination, "pending")).isZero();
      assertThat(bench.number("select count(*) from delivery where words = '" + PURPOSE + "'"))
          .isEqualTo(3);

      bench.apply(bench.updated(ann(2, GRANTED)));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 3);
      assertThat(bench.fake.store(destination).order).first().isEqualTo("+contacts/a@example.org");
      assertThat(bench.fake.store(destination).order).hasSize(3);
    }
  }

  @Test
  void aMembershipGoesAlsoWhenItsRecordIsTriedAgainForOtherPurposes() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.audienceSync(destination, "contacts", new AudienceId("aud_1"));
      DeliveryEngine engine = bench.engine();
      bench.apply(
          bench.updated(ann(1, Map.of("orders", ConsentState.GRANTED))),
          bench.member(new AudienceId("aud_1"), new ProfileId("prf_1"), true, 1, 1));
      await().atMost(BOUND).until(() -> bench.count(destination, "withheld") == 2);
      bench.change(
          "update definition set spec = jsonb_set(spec, '{purposes}', '[\"orders\"]'),"
              + " version = version + 1, updated_at = clock_timestamp() where id = '%s'"
                  .formatted(destination));
      // As somebody tries again by hand, until the engine has heard of the new purposes.
      await()
          .atMost(BOUND)
          .until(() -> {
            bench.change(
                "update delivery set state = 'pending', not_before = clock_timestamp()"
                    + " where state = 'withheld' and not_before < 'infinity'");
            engine.wake(destination);
            return bench.count(destination, "delivered") == 2;
          });
    }
  }

  @Test
  void anEventsOwnDenialCountsAndSoDoesThePersonsCurrentOne() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      bench.engine();
      bench.apply(
          bench.updated(ann(1, GRANTED), event("evt_denies", Map.of(PURPOSE, false))),
          bench.updated(ann(2, GRANTED), event("evt_silent", Map.of())),
          bench.updated(ann(3, GRANTED), event("evt_grants", Map.of(PURPOSE, true))));
      await().atMost(BOUND).until(() -> bench.count(destination, "delivered") == 2);
      await().atMost(BOUND).until(() -> bench.count(destination, "withheld") == 1);
      bench.apply(bench.updated(ann(4, DENIED), event("evt_late", Map.of(PURPOSE, true))));
      await().atMost(BOUND).until(() -> bench.count(destination, "withheld") == 2);
      assertThat(bench.fake.store(destination).records)
          .containsOnlyKeys("events/evt_silent", "events/evt_grants");
    }
  }

  @Test
  void aConsentWithdrawnInFlightStopsWhatWasNotSent() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      bench.profileSync(destination);
      bench.pause(destination);
      bench.engine();
      bench.apply(bench.updated(ann(1, GRANTED), event("evt_1", Map.of(PURPOSE, true))));
      assertThat(bench.count(destination, "pending")).isEqualTo(2);
      bench.apply(bench.updated(ann(2, DENIED)));
      bench.resume(destination);
      await().atMost(BOUND).until(() -> bench.count(destination, "withheld") == 2);
      assertThat(bench.fake.store(destination).requests).isEmpty();
    }
  }

  @Test
  void whoWithdrawsLeavesTheListFirstEvenWhileTheDestinationIsPaused() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.audienceSync(destination, "contacts", new AudienceId("aud_1"));
      bench.engine();
      bench.apply(
          bench.updated(ann(1, GRANTED)),
          bench.member(new AudienceId("aud_1"), new ProfileId("prf_1"), true, 1, 1));
      FakeDestination.Store store = bench.fake.store(destination);
      await().atMost(BOUND).until(() -> store.records.size() == 2);
      bench.pause(destination);
      bench.apply(bench.updated(ann(2, DENIED)));
      await()
          .atMost(BOUND)
          .untilAsserted(
              () -> assertThat(store.records).containsOnlyKeys("contacts/a@example.org"));
      bench.resume(destination);
      bench.apply(bench.updated(ann(3, GRANTED)));
      await().atMost(BOUND).until(() -> store.records.size() == 2);
    }
  }

  @Test
  void theStrictAnswerSurvivesAMerge() throws Exception {
    try (Bench bench = Bench.asking(EffectClass.A)) {
      DestinationId destination = bench.destination();
      bench.eventSync(destination);
      bench.pause(destination);
      bench.engine();
      bench.apply(
          bench.updated(
              person(new ProfileId("prf_2"), 1, "b@example.org", "Ann", GRANTED),
              event("evt_1", Map.of())));
      // Identity merges with the stricter answer; the event keeps the profile of its time.
      bench.apply(
          bench.updated(ann(1, DENIED)),
          bench.merged(new ProfileId("prf_2"), new ProfileId("prf_1")));
      bench.resume(destination);
      await().atMost(BOUND).until(() -> bench.count(destination, "withheld") == 1);
      assertThat(bench.fake.store(destination).requests).isEmpty();
    }
  }

  private static ProfileState ann(long version, Map<String, ConsentState> consent) {
    return person(new ProfileId("prf_1"), version, "a@example.org", "Ann", consent);
  }

  private static Message order(Bench bench) {
    return bench.row(
        new ModelId("mdl_1"),
        "1",
        Change.ADDED,
        Map.of(
            "id", TextNode.valueOf("1"),
            "total", IntNode.valueOf(5),
            "email", TextNode.valueOf("A@Example.org")));
  }
}
