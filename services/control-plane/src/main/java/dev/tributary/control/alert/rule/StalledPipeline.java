package dev.tributary.control.alert.rule;

import static java.util.Objects.requireNonNullElse;
import static java.util.stream.Collectors.toList;

import dev.tributary.contracts.access.Service;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.control.alert.AlertKind;
import dev.tributary.control.alert.AlertRule;
import dev.tributary.control.alert.Finding;
import dev.tributary.control.alert.Thresholds;
import dev.tributary.control.alert.WorkspaceFacts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A stage of the pipeline, or the time, that does not move; or a stage that has had records to read
 * for too long.
 */
final class StalledPipeline implements AlertRule {
  private static final String TIME = "time";
  private static final Map<String, String> WHAT =
      Map.of(
          WorkspaceFacts.IDENTITY,
          "events are not applied to profiles",
          "audiences",
          "audiences are not updated",
          "destinations",
          "destinations are not updated",
          "read-trail",
          "the access log is not updated",
          "administration-trail",
          "the administration log is not updated");

  private static final String PAGE = "/pipeline";

  private final Duration late;

  /**
   * @param late how long records may wait to be read
   */
  StalledPipeline(Duration late) {
    this.late = late;
  }

  @Override
  public AlertKind kind() {
    return AlertKind.PIPELINE_STALLED;
  }

  @Override
  public Set<Service> needs() {
    return Set.of(Service.CONTROL);
  }

  @Override
  public List<Finding> findings(WorkspaceFacts look, Thresholds thresholds) {
    Map<String, List<Fact.StandingPartition>> standing =
        look.all(Fact.StandingPartition.class)
            .collect(Collectors.groupingBy(Fact.StandingPartition::stage, TreeMap::new, toList()));
    List<Finding> findings = new ArrayList<>();
    standing.forEach((stage, partitions) -> findings.add(finding(stage, partitions)));
    look.all(Fact.Backlog.class)
        .filter(backlog -> mayBeLate(backlog, look.now()))
        .filter(backlog -> !standing.containsKey(backlog.stage()) && lasts(backlog, look.now()))
        .forEach(backlog -> findings.add(finding(backlog, look.now())));
    look.all(Fact.HeldTime.class).forEach(held -> findings.add(finding(held)));
    return findings;
  }

  /**
   * A stage that catches up after an outage is late for a moment, the age of its records may be
   * unknown for a moment, and a stop is an alert of its own. None of these opens an alert about a
   * late stage, nor does it resolve one.
   */
  @Override
  public Set<String> undecided(WorkspaceFacts look) {
    Set<String> standing =
        look.all(Fact.StandingPartition.class)
            .map(Fact.StandingPartition::stage)
            .collect(Collectors.toSet());
    return look.all(Fact.Backlog.class)
        .filter(backlog -> mayBeLate(backlog, look.now()))
        .filter(backlog -> standing.contains(backlog.stage()) || !lasts(backlog, look.now()))
        .map(StalledPipeline::lateness)
        .collect(Collectors.toSet());
  }

  private boolean mayBeLate(Fact.Backlog backlog, Instant now) {
    return backlog.ageUnknown() || isLate(backlog, now);
  }

  private boolean isLate(Fact.Backlog backlog, Instant now) {
    Instant since = backlog.since();
    return since != null && since.isBefore(now.minus(late));
  }

  private boolean lasts(Fact.Backlog backlog, Instant now) {
    Instant from = backlog.lateFrom();
    return from != null && !from.isAfter(now.minus(late));
  }

  /** Another object than a stop: an open alert keeps its words. */
  private static String lateness(Fact.Backlog backlog) {
    return backlog.stage() + "-late";
  }

  private Finding finding(Fact.HeldTime held) {
    return Finding.ofEveryWorkspace(
        kind(),
        TIME,
        TIME,
        "The clock is stopped at %s: the database clock jumped to %s"
            .formatted(held.at(), held.jumpedTo()),
        "Events are processed, but audiences do not change as time passes. An operator checks the"
            + " clock of the database and accepts the new time.",
        PAGE,
        held.at());
  }

  /**
   * The finding has the address of the first input, because an operator searches the log for it.
   */
  private Finding finding(String stage, List<Fact.StandingPartition> partitions) {
    Fact.StandingPartition first = partitions.getFirst();
    String others =
        partitions.size() == 1 ? "" : " and %d more partitions".formatted(partitions.size() - 1);
    return Finding.ofEveryWorkspace(
        kind(),
        stage,
        stage,
        "Processing is stopped at %s-%d, offset %d%s: %s"
            .formatted(
                first.topic(),
                first.partition(),
                first.offset(),
                others,
                WHAT.getOrDefault(stage, "nothing was processed")),
        "Other partitions are processed, and all incoming data is stored in order. The log of the"
            + " service names the cause; processing continues automatically once the cause is"
            + " fixed.",
        PAGE,
        partitions.stream()
            .map(Fact.StandingPartition::since)
            .min(Comparator.naturalOrder())
            .orElseThrow());
  }

  private Finding finding(Fact.Backlog backlog, Instant now) {
    String stage = backlog.stage();
    String behind =
        isLate(backlog, now)
            ? "more than %s behind".formatted(AlertFigures.duration(late))
            : String.format(Locale.ROOT, "behind by %,d messages, age unknown", backlog.behind());
    return Finding.ofEveryWorkspace(
        kind(),
        lateness(backlog),
        stage,
        "Processing is %s: %s".formatted(behind, WHAT.getOrDefault(stage, "nothing was processed")),
        "All incoming data is accepted and stored in order.",
        PAGE,
        requireNonNullElse(backlog.since(), requireNonNullElse(backlog.lateFrom(), now)));
  }
}
