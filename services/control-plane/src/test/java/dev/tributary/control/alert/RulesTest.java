package dev.tributary.control.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.control.alert.rule.Rules;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** From facts to findings. */
class RulesTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final Rules RULES =
      new Rules(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(1));

  private final Map<Service, WorkspaceFacts.ServiceFacts> byService = new EnumMap<>(Service.class);

  private void answered(Service service, Fact... facts) {
    byService.put(service, new WorkspaceFacts.ServiceFacts(List.of(facts), NOW));
  }

  private void toldBefore(Service service, Fact... facts) {
    byService.put(service, new WorkspaceFacts.ServiceFacts(List.of(facts), NOW.minusSeconds(60)));
  }

  private List<Finding> findings() {
    WorkspaceFacts look = new WorkspaceFacts(NOW, byService);
    return RULES.all().stream()
        .filter(rule -> rule.needs().stream().allMatch(look::answers))
        .flatMap(rule -> rule.findings(look, Thresholds.DEFAULT).stream())
        .toList();
  }

  private Set<String> undecided() {
    WorkspaceFacts look = new WorkspaceFacts(NOW, byService);
    return RULES.all().stream()
        .flatMap(rule -> rule.undecided(look).stream())
        .collect(Collectors.toSet());
  }

  private List<AlertKind> kinds() {
    return findings().stream().map(Finding::kind).toList();
  }

  private static Instant ago(int minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }

  /** Records of this age: a stage is late from the check that finds them a minute old. */
  private static Fact backlog(String stage, int minutes) {
    return new Fact.Backlog(stage, ago(minutes), 40, false, ago(minutes - 1));
  }

  private static Instant justUnderAMinuteAgo() {
    return NOW.minusSeconds(59);
  }

  private static Fact cadence(int silentMinutes, int usualMinutes, int activeMinutes) {
    return new Fact.Cadence(
        new SourceId("src_1"), ago(silentMinutes), Duration.ofMinutes(usualMinutes), activeMinutes);
  }

  @Test
  void aSourceIsSilentAfterFiveTimesItsUsualGapAndNeverBeforeTheShortest() {
    answered(Service.COLLECTOR, new Fact.Source(new SourceId("src_1"), "Web store"));
    answered(Service.CONTROL);
    answered(Service.IDENTITY, cadence(49, 10, 100));
    assertThat(kinds()).isEmpty();
    answered(Service.IDENTITY, cadence(51, 10, 100));
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(AlertKind.SOURCE_SILENT);
          assertThat(finding.headline()).contains("“Web store”", "50 minutes");
          assertThat(finding.path()).isEqualTo("/sources/src_1");
        });
    answered(Service.IDENTITY, cadence(24, 0, 100));
    assertThat(kinds()).isEmpty();
    answered(Service.IDENTITY, cadence(26, 0, 100));
    assertThat(kinds()).containsExactly(AlertKind.SOURCE_SILENT);
  }

  @Test
  void aSourceWithoutAHabitOrWhoseEventsWaitToBeReadIsNotSilent() {
    answered(Service.COLLECTOR, new Fact.Source(new SourceId("src_1"), "Web store"));
    answered(Service.CONTROL);
    answered(Service.IDENTITY, cadence(600, 0, 2));
    assertThat(kinds()).isEmpty();
    answered(Service.IDENTITY, cadence(30, 0, 100));
    answered(Service.CONTROL, backlog("identity", 10));
    assertThat(kinds()).containsExactly(AlertKind.PIPELINE_STALLED);
  }

  @Test
  void anAlertAboutASyncSaysWhyItStopped() {
    answered(
        Service.DESTINATIONS,
        new Fact.StoppedSync(new SyncId("syn_1"), "Contacts", ago(1), null),
        new Fact.StoppedSync(new SyncId("syn_2"), "Orders", ago(1), "This version cannot read it"));
    assertThat(findings())
        .filteredOn(finding -> finding.kind() == AlertKind.SYNC_STOPPED)
        .extracting(Finding::headline)
        .containsExactly(
            "The sync “Contacts” is stopped: its settings do not fit the destination",
            "The sync “Orders” is stopped: This version cannot read it");
  }

  @Test
  void nobodyIsCalledSilentWhileTheServiceThatWouldKnowIsAway() {
    answered(Service.COLLECTOR, new Fact.Source(new SourceId("src_1"), "Web store"));
    answered(Service.CONTROL);
    toldBefore(Service.IDENTITY, cadence(600, 0, 100));
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(AlertKind.SERVICE_AWAY);
          assertThat(finding.path()).isEqualTo("/pipeline");
          assertThat(finding.since()).as("the last answer").isEqualTo(NOW.minusSeconds(60));
        });
  }

  @Test
  void aModelIsLateAfterAQuarterOfItsIntervalAlsoWhenItsServiceIsAway() {
    Duration hour = Duration.ofHours(1);
    answered(Service.WAREHOUSE, new Fact.Scheduled(new ModelId("mdl_1"), "Orders", ago(14), hour));
    assertThat(kinds()).isEmpty();
    answered(Service.WAREHOUSE, new Fact.Scheduled(new ModelId("mdl_1"), "Orders", ago(16), hour));
    assertThat(kinds()).containsExactly(AlertKind.MODEL_LATE);
    toldBefore(
        Service.WAREHOUSE, new Fact.Scheduled(new ModelId("mdl_1"), "Orders", ago(16), hour));
    assertThat(kinds()).containsExactly(AlertKind.MODEL_LATE, AlertKind.SERVICE_AWAY);
    assertThat(findings().getFirst().headline()).contains("does not answer");
  }

  private static Fact destination(String state) {
    return new Fact.Destination(new DestinationId("dst_1"), "CRM", state, null, null);
  }

  @Test
  void anApiThatEndsIsAnAlertWithTheDayAndTheRemedy() {
    LocalDate today = LocalDate.ofInstant(ago(0), ZoneOffset.UTC);
    answered(Service.DESTINATIONS, endingOn(today.plusDays(1), false));
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(AlertKind.API_ENDING);
          assertThat(finding.headline())
              .isEqualTo(
                  "“CRM” uses v4 of the vendor’s API, which may end on %s: update Tributary before"
                          .formatted(today.plusDays(1))
                      + " this day");
          assertThat(finding.path()).isEqualTo("/destinations/dst_1");
        });
    answered(Service.DESTINATIONS, endingOn(today, true));
    assertThat(findings().getFirst().headline())
        .isEqualTo(
            "“CRM” uses v4 of the vendor’s API, which may have ended on %s: change its connector to"
                    .formatted(today)
                + " a newer version");
    answered(Service.DESTINATIONS, destination("active"));
    assertThat(kinds()).isEmpty();
  }

  private static Fact endingOn(LocalDate end, boolean added) {
    return new Fact.Destination(
        new DestinationId("dst_1"),
        "CRM",
        "active",
        null,
        new Fact.Destination.EndingApi("v4", end, added));
  }

  @Test
  void changesThatWaitWhileNothingIsDeliveredAreToldUnlessSomebodyPausedIt() {
    Fact standing = new Fact.Deliveries(new DestinationId("dst_1"), 0, 0, 0, 3, ago(16), ago(20));
    answered(Service.DESTINATIONS, destination("active"), standing);
    assertThat(kinds()).containsExactly(AlertKind.NOTHING_DELIVERED);
    answered(Service.DESTINATIONS, destination("paused"), standing);
    assertThat(kinds()).isEmpty();
    answered(
        Service.DESTINATIONS,
        destination("active"),
        new Fact.Deliveries(new DestinationId("dst_1"), 900, 0, 0, 3, ago(16), ago(1)));
    assertThat(kinds()).isEmpty();
  }

  @Test
  void failuresCountFromOnePercentOfEnoughDeliveries() {
    answered(Service.DESTINATIONS, destination("active"), failed(100, 1));
    assertThat(kinds()).isEmpty();
    answered(Service.DESTINATIONS, destination("active"), failed(100, 2));
    assertThat(kinds()).containsExactly(AlertKind.DELIVERIES_FAIL);
    answered(Service.DESTINATIONS, destination("active"), failed(3, 3));
    assertThat(kinds()).isEmpty();
  }

  private static Fact failed(long attempted, long failed) {
    return new Fact.Deliveries(new DestinationId("dst_1"), attempted, failed, 0, 0, null, null);
  }

  @Test
  void whatWaitsForAPersonIsTold() {
    answered(
        Service.DESTINATIONS,
        destination("unauthorised"),
        new Fact.Deliveries(new DestinationId("dst_1"), 0, 0, 2, 0, null, null),
        new Fact.StoppedSync(new SyncId("syn_1"), "Contacts", ago(1), null));
    answered(
        Service.WAREHOUSE, new Fact.HeldRun(new RunId("run_1"), new ModelId("mdl_1"), "Orders"));
    answered(Service.IDENTITY, new Fact.Quarantined(0), new Fact.CappedPeople(1));
    answered(Service.AUDIENCES, new Fact.Quarantined(4));
    assertThat(kinds())
        .containsExactlyInAnyOrder(
            AlertKind.DESTINATION_STOPPED,
            AlertKind.DELIVERIES_UNCERTAIN,
            AlertKind.SYNC_STOPPED,
            AlertKind.RUN_HELD,
            AlertKind.QUARANTINE,
            AlertKind.PEOPLE_CAPPED);
  }

  @Test
  void aDestinationWhoseCredentialsCannotBeUsedIsAnAlert() {
    for (String state :
        List.of("grant-revoked", "not-connected", "another-account", "account-unknown")) {
      answered(Service.DESTINATIONS, destination(state));
      assertThat(kinds()).as(state).containsExactly(AlertKind.DESTINATION_STOPPED);
    }
  }

  @Test
  void aChangeRequestThatWaitsForApprovalIsToldWithoutWhatItIsAbout() {
    answered(Service.CONTROL, new Fact.WaitingApprovals(0));
    assertThat(kinds()).isEmpty();
    answered(Service.CONTROL, new Fact.WaitingApprovals(1));
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(AlertKind.APPROVAL_WAITS);
          assertThat(finding.headline()).isEqualTo("A change request waits for approval");
          assertThat(finding.path()).isEqualTo("/team?tab=approvals");
        });
    answered(Service.CONTROL, new Fact.WaitingApprovals(3));
    assertThat(findings().getFirst().headline()).isEqualTo("3 change requests wait for approval");
    toldBefore(Service.CONTROL, new Fact.WaitingApprovals(1));
    assertThat(kinds()).as("what the control plane knew before is not judged").isEmpty();
  }

  @Test
  void eachChangeOfAnAddressHasAnAlertOfItsOwn() {
    answered(
        Service.CONTROL,
        new Fact.ChangedAddress("ade_1", "destination", "dst_1", "CRM", ago(60)),
        new Fact.ChangedAddress("ade_2", "destination", "dst_1", "CRM", ago(2)),
        new Fact.ChangedAddress("ade_3", "warehouse", "whs_1", "Shop", ago(1)));
    assertThat(findings())
        .extracting(Finding::kind, Finding::object, Finding::path, Finding::headline)
        .containsExactly(
            tuple(
                AlertKind.ADDRESS_CHANGED,
                "ade_1",
                "/destinations/dst_1",
                "The address of the destination “CRM” was changed"),
            tuple(
                AlertKind.ADDRESS_CHANGED,
                "ade_2",
                "/destinations/dst_1",
                "The address of the destination “CRM” was changed"),
            tuple(
                AlertKind.ADDRESS_CHANGED,
                "ade_3",
                "/connections/whs_1",
                "The address, user or encryption of the data connection “Shop” was changed"));
    assertThat(findings().getFirst().since()).isEqualTo(ago(60));
    assertThat(findings())
        .extracting(Finding::works)
        .allMatch(works ->
            works.startsWith(
                "No secret that was stored for the former address is sent to the new address."));
  }

  @Test
  void aPipelineThatIsBehindIsToldAfterTwoMinutesWithItsPartAndSinceWhen() {
    answered(Service.CONTROL, backlog("audiences", 1));
    assertThat(findings()).isEmpty();
    answered(Service.CONTROL, backlog("audiences", 2));
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(AlertKind.PIPELINE_STALLED);
          assertThat(finding.headline()).contains("audiences are not updated");
          assertThat(finding.since()).isEqualTo(ago(2));
          assertThat(finding.path()).isEqualTo("/pipeline");
        });
  }

  /** What arrived during an outage is old, and is mostly read within seconds. */
  @Test
  void aStageThatCatchesUpAfterAnOutageIsReportedOnlyAfterAMinute() {
    answered(
        Service.CONTROL, new Fact.Backlog("audiences", ago(30), 40, false, justUnderAMinuteAgo()));
    assertThat(findings()).isEmpty();
    assertThat(undecided()).containsExactly("audiences-late");
    answered(Service.CONTROL, new Fact.Backlog("audiences", ago(30), 40, false, ago(1)));
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.headline()).contains("more than 60 seconds behind");
          assertThat(finding.since()).isEqualTo(ago(30));
        });
    assertThat(undecided()).isEmpty();
  }

  @Test
  void aBacklogOfUnknownAgeIsReportedWithItsMessages() {
    answered(
        Service.CONTROL, new Fact.Backlog("audiences", null, 1_200, true, justUnderAMinuteAgo()));
    assertThat(findings()).isEmpty();
    assertThat(undecided()).containsExactly("audiences-late");
    answered(Service.CONTROL, new Fact.Backlog("audiences", null, 1_200, true, ago(1)));
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.headline())
              .contains("behind by 1,200 messages, age unknown", "audiences are not updated");
          assertThat(finding.since()).isEqualTo(ago(1));
        });
  }

  @Test
  void aSourceIsNotSilentWhileTheAgeOfTheEventsThatWaitIsUnknown() {
    answered(Service.COLLECTOR, new Fact.Source(new SourceId("src_1"), "Web store"));
    answered(Service.IDENTITY, cadence(27, 0, 100));
    answered(
        Service.CONTROL, new Fact.Backlog("identity", ago(0), 40, true, justUnderAMinuteAgo()));
    assertThat(kinds()).containsExactly(AlertKind.SOURCE_SILENT);
    answered(Service.CONTROL, new Fact.Backlog("identity", null, 40, true, ago(2)));
    assertThat(kinds()).doesNotContain(AlertKind.SOURCE_SILENT);
  }

  @Test
  void aSourceIsNotSilentWhileIdentityResolutionStallsAndTheAgeOfTheEventsIsUnknown() {
    answered(Service.COLLECTOR, new Fact.Source(new SourceId("src_1"), "Web store"));
    answered(Service.IDENTITY, cadence(60, 0, 100));
    Fact unknown = new Fact.Backlog("identity", null, 40, true, null);
    answered(
        Service.CONTROL,
        unknown,
        new Fact.StandingPartition("identity", "events", 3, 24_365, ago(50)),
        new Fact.StandingPartition("identity", "commands", 1, 7, ago(10)));
    assertThat(kinds()).doesNotContain(AlertKind.SOURCE_SILENT);
    answered(Service.CONTROL, unknown);
    assertThat(kinds()).doesNotContain(AlertKind.SOURCE_SILENT);
  }

  @Test
  void timeThatStandsStillIsToldWithTheRemedy() {
    answered(Service.CONTROL, new Fact.HeldTime(ago(2), ago(1)));
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(AlertKind.PIPELINE_STALLED);
          assertThat(finding.headline())
              .contains("The clock is stopped at " + ago(2), "jumped to " + ago(1));
          assertThat(finding.works()).contains("accepts the new time").doesNotContain("/api/");
        });
  }

  @Test
  void aPartitionThatStandsIsToldWithTheAddressOfItsInput() {
    answered(
        Service.CONTROL,
        backlog("identity", 20),
        new Fact.StandingPartition("identity", "events", 3, 24_365, ago(2)),
        new Fact.StandingPartition("identity", "commands", 1, 7, ago(4)));
    assertThat(findings())
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.kind()).isEqualTo(AlertKind.PIPELINE_STALLED);
          assertThat(finding.headline())
              .contains("events-3, offset 24365", "1 more partition", "events are not applied");
          assertThat(finding.since()).isEqualTo(ago(4));
        });
  }

  @Test
  void aTrailThatStandsIsToldAndSaysNothingOfEvents() {
    answered(
        Service.CONTROL,
        new Fact.StandingPartition("read-trail", "reads", 2, 11, ago(2)),
        backlog("administration-trail", 20));
    assertThat(findings())
        .extracting(Finding::headline)
        .satisfiesExactly(
            standing ->
                assertThat(standing).contains("reads-2, offset 11", "access log is not updated"),
            behind -> assertThat(behind).contains("the administration log is not updated"));
  }
}
