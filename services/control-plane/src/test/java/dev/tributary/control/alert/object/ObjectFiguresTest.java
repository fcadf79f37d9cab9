package dev.tributary.control.alert.object;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.ChannelName;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import dev.tributary.testkit.lane.Lane;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From facts to the figures of objects, and to the findings of alert rules. */
class ObjectFiguresTest {
  private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
  private static final int CASES = Lane.size("tributary.cases", 2_000, 200_000);

  private final Map<Service, WorkspaceFacts.ServiceFacts> byService = new EnumMap<>(Service.class);

  private void answered(Service service, Fact... facts) {
    byService.put(service, new WorkspaceFacts.ServiceFacts(List.of(facts), NOW));
  }

  private static Instant ago(long minutes) {
    return NOW.minus(Duration.ofMinutes(minutes));
  }

  private Optional<Observation> observed(RuleKind kind, String object, long threshold) {
    return new ObjectFigures(new WorkspaceFacts(NOW, byService))
        .of(new Condition(kind, object, threshold));
  }

  private List<Finding> findings(ObjectRule... rules) {
    WorkspaceFacts look = new WorkspaceFacts(NOW, byService);
    return ObjectRules.of(List.of(rules)).stream()
        .filter(rule -> rule.needs().stream().allMatch(look::answers))
        .flatMap(rule -> rule.findings(look, Thresholds.DEFAULT).stream())
        .toList();
  }

  private static ObjectRule rule(RuleKind kind, String object, long threshold) {
    return new ObjectRule(
        "alr_1", "Watch it", new Condition(kind, object, threshold), "Old name", Set.of(), true);
  }

  private static Fact size(long size, Long former, Long dayAgo) {
    return new Fact.AudienceSize(new AudienceId("aud_1"), "VIPs", size, ago(3), former, dayAgo);
  }

  @Test
  void anAudienceIsDatedByTheChangeThatPassedTheThreshold() {
    answered(Service.AUDIENCES, size(99, 100L, null));
    assertThat(observed(RuleKind.SIZE_BELOW, "aud_1", 100))
        .contains(new Observation("VIPs", 99, true, ago(3)));
    answered(Service.AUDIENCES, size(98, 99L, null));
    assertThat(observed(RuleKind.SIZE_BELOW, "aud_1", 100))
        .as("it was too small before the change")
        .contains(new Observation("VIPs", 98, true, null));
    answered(Service.AUDIENCES, size(100, 99L, null));
    assertThat(observed(RuleKind.SIZE_BELOW, "aud_1", 100))
        .contains(new Observation("VIPs", 100, false, null));
    answered(Service.AUDIENCES, size(7, null, null));
    assertThat(observed(RuleKind.SIZE_ABOVE, "aud_1", 5))
        .as("its first size")
        .contains(new Observation("VIPs", 7, true, ago(3)));
  }

  @Test
  void anAudienceThatHasNoSizeByItsRuleADayAgoHasNotChanged() {
    answered(Service.AUDIENCES, size(100, 1L, null));
    assertThat(observed(RuleKind.SIZE_CHANGE, "aud_1", 1)).isEmpty();
    answered(Service.AUDIENCES, size(0, 5L, 0L));
    assertThat(observed(RuleKind.SIZE_CHANGE, "aud_1", 1))
        .contains(new Observation("VIPs", 0, false, null));
    answered(Service.AUDIENCES, size(5, 0L, 0L));
    assertThat(observed(RuleKind.SIZE_CHANGE, "aud_1", 1_000))
        .as("growth from nothing is more than any percentage")
        .contains(new Observation("VIPs", Double.POSITIVE_INFINITY, true, ago(3)));
    answered(Service.AUDIENCES, size(75, 76L, 100L));
    assertThat(observed(RuleKind.SIZE_CHANGE, "aud_1", 25))
        .contains(new Observation("VIPs", -25, false, null));
    assertThat(observed(RuleKind.SIZE_CHANGE, "aud_1", 24))
        .contains(new Observation("VIPs", -25, true, ago(3)));
  }

  @Test
  void aShareNeedsTenDeliveries() {
    answered(Service.DESTINATIONS, deliveries(9, 9));
    assertThat(observed(RuleKind.FAILED_SHARE, "syn_1", 10))
        .contains(new Observation("Contacts", 100, false, null));
    assertThat(observed(RuleKind.FAILED_DELIVERIES, "syn_1", 8))
        .contains(new Observation("Contacts", 9, true, ago(20)));
    answered(Service.DESTINATIONS, deliveries(20, 2));
    assertThat(observed(RuleKind.FAILED_SHARE, "syn_1", 10))
        .contains(new Observation("Contacts", 10, false, null));
    assertThat(observed(RuleKind.FAILED_SHARE, "syn_1", 9))
        .contains(new Observation("Contacts", 10, true, ago(20)));
    answered(Service.DESTINATIONS, deliveries(0, 0));
    assertThat(observed(RuleKind.FAILED_SHARE, "syn_1", 0))
        .contains(new Observation("Contacts", 0, false, null));
  }

  private static Fact deliveries(long attempted, long failed) {
    return new Fact.SyncDeliveries(new SyncId("syn_1"), "Contacts", attempted, failed, ago(20));
  }

  @Test
  void aSourceIsNotSilentWhileItsEventsWaitToBeRead() {
    Fact source = new Fact.Source(new SourceId("src_1"), "Web shop");
    Fact cadence = new Fact.Cadence(new SourceId("src_1"), ago(61), Duration.ZERO, 1);
    answered(Service.COLLECTOR, source);
    answered(Service.IDENTITY, cadence);
    answered(Service.CONTROL);
    assertThat(observed(RuleKind.SILENCE, "src_1", 60))
        .contains(new Observation("Web shop", 61, true, ago(61)));
    assertThat(observed(RuleKind.SILENCE, "src_1", 61))
        .contains(new Observation("Web shop", 61, false, null));
    answered(Service.CONTROL, new Fact.Backlog("identity", ago(10), 40, false, ago(9)));
    assertThat(observed(RuleKind.SILENCE, "src_1", 60))
        .contains(new Observation("Web shop", 51, false, null));
    answered(Service.COLLECTOR);
    assertThat(observed(RuleKind.SILENCE, "src_1", 60)).as("a disabled source").isEmpty();
  }

  @Test
  void aModelIsOverdueAlsoWhileItsServiceIsAway() {
    Fact finished = new Fact.FinishedRun(new ModelId("mdl_1"), "Orders", ago(181));
    byService.put(Service.WAREHOUSE, new WorkspaceFacts.ServiceFacts(List.of(finished), ago(100)));
    assertThat(findings(rule(RuleKind.LATENESS, "mdl_1", 180)))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.name()).isEqualTo("Orders");
          assertThat(finding.headline())
              .isEqualTo("No successful run of the model “Orders” for more than 3 hours");
          assertThat(finding.since()).isEqualTo(ago(181));
        });
  }

  @Test
  void aFindingHasTheNameOfItsObjectAndTheChannelsOfItsRule() {
    answered(Service.AUDIENCES, size(1_234, 2_000L, 2_000L));
    ObjectRule rule =
        new ObjectRule(
            "alr_1",
            "Newsletter shrinks",
            new Condition(RuleKind.SIZE_BELOW, "aud_1", 1_500),
            "Old name",
            Set.of(ChannelName.SLACK),
            true);
    assertThat(findings(rule))
        .singleElement()
        .satisfies(finding -> {
          assertThat(finding.object()).isEqualTo("aud_1");
          assertThat(finding.name()).isEqualTo("VIPs");
          assertThat(finding.headline())
              .as("without the size")
              .isEqualTo("The audience “VIPs” has fewer than 1,500 people");
          assertThat(finding.works()).contains("“Newsletter shrinks”");
          assertThat(finding.path()).isEqualTo("/audiences/aud_1");
          assertThat(finding.channels(Set.of(ChannelName.SLACK, ChannelName.EMAIL)))
              .containsExactly(ChannelName.SLACK);
          assertThat(finding.channels(Set.of(ChannelName.EMAIL))).isEmpty();
        });
  }

  @Test
  void aDisabledRuleFindsNothingAndItsKindIsStillChecked() {
    answered(Service.AUDIENCES, size(1, 2L, 2L));
    ObjectRule enabled = rule(RuleKind.SIZE_BELOW, "aud_1", 5);
    ObjectRule disabled =
        new ObjectRule(enabled.id(), enabled.name(), enabled.condition(), "VIPs", Set.of(), false);
    assertThat(findings(enabled)).hasSize(1);
    assertThat(findings(disabled)).isEmpty();
    assertThat(ObjectRules.of(List.of()).stream().map(AlertRule::kind)).hasSize(4);
  }

  @ParameterizedTest
  @EnumSource
  void anObjectWithoutFactsIsUnknown(RuleKind kind) {
    assertThat(observed(kind, "aud_1", kind.least())).isEmpty();
  }

  /** Sizes of random histories, against a reference that reads the whole history. */
  @Test
  void sizesAgreeWithTheWholeHistory() {
    Random seeds = Lane.seeds();
    for (int each = 0; each < CASES; each++) {
      long seed = seeds.nextLong();
      Random random = new Random(seed);
      NavigableMap<Instant, Long> history = history(random);
      RuleKind kind =
          List.of(RuleKind.SIZE_BELOW, RuleKind.SIZE_ABOVE, RuleKind.SIZE_CHANGE)
              .get(random.nextInt(3));
      long threshold = kind.least() + random.nextInt(60);
      answered(Service.AUDIENCES, fact(history));
      assertThat(observed(kind, "aud_1", threshold))
          .as("seed %d: %s %d, %s", seed, kind, threshold, history)
          .isEqualTo(reference(kind, threshold, history));
    }
  }

  private static NavigableMap<Instant, Long> history(Random random) {
    NavigableMap<Instant, Long> history = new TreeMap<>();
    long size = random.nextInt(60);
    int changes = 1 + random.nextInt(5);
    for (int i = 0; i < changes; i++) {
      history.put(ago(random.nextInt(2 * 24 * 60)), size);
      size = Math.max(0, size + random.nextInt(41) - 20);
    }
    return history;
  }

  /** As the audience builder reads it. */
  private static Fact fact(NavigableMap<Instant, Long> history) {
    Map.Entry<Instant, Long> former = history.lowerEntry(history.lastKey());
    Map.Entry<Instant, Long> dayAgo = history.floorEntry(ago(24 * 60));
    return new Fact.AudienceSize(
        new AudienceId("aud_1"),
        "VIPs",
        history.lastEntry().getValue(),
        history.lastKey(),
        former == null ? null : former.getValue(),
        dayAgo == null ? null : dayAgo.getValue());
  }

  private static Optional<Observation> reference(
      RuleKind kind, long threshold, NavigableMap<Instant, Long> history) {
    Map.Entry<Instant, Long> dayAgo = history.floorEntry(ago(24 * 60));
    if (kind == RuleKind.SIZE_CHANGE && dayAgo == null) {
      return Optional.empty();
    }
    long before = dayAgo == null ? 0 : dayAgo.getValue();
    boolean met = false;
    Instant begun = null;
    for (Map.Entry<Instant, Long> each : history.entrySet()) {
      boolean now = meets(kind, threshold, each.getValue(), before);
      begun = now && !met ? each.getKey() : null;
      met = now;
    }
    return Optional.of(
        new Observation("VIPs", figure(kind, history.lastEntry().getValue(), before), met, begun));
  }

  private static boolean meets(RuleKind kind, long threshold, long size, long before) {
    return switch (kind) {
      case SIZE_BELOW -> size < threshold;
      case SIZE_ABOVE -> size > threshold;
      case SIZE_CHANGE -> {
        BigDecimal part = BigDecimal.valueOf(threshold).movePointLeft(2);
        BigDecimal bound = BigDecimal.valueOf(before).multiply(part);
        yield BigDecimal.valueOf(size).subtract(BigDecimal.valueOf(before)).abs().compareTo(bound)
            > 0;
      }
      default -> throw new IllegalArgumentException(kind.toString());
    };
  }

  private static double figure(RuleKind kind, long size, long before) {
    return kind != RuleKind.SIZE_CHANGE
        ? size
        : size == before ? 0 : (size - before) * 100.0 / before;
  }
}
