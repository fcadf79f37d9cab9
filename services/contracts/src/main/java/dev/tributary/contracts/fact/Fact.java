package dev.tributary.contracts.fact;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a service knows of a workspace and that may be worth an alert. Times are the
 * wall's, never a workspace's moved clock. No value holds personal data: alerts leave the house.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fact.Source.class, name = "source"),
  @JsonSubTypes.Type(value = Fact.Cadence.class, name = "cadence"),
  @JsonSubTypes.Type(value = Fact.SetAside.class, name = "set-aside"),
  @JsonSubTypes.Type(value = Fact.CappedPeople.class, name = "capped-people"),
  @JsonSubTypes.Type(value = Fact.Scheduled.class, name = "scheduled"),
  @JsonSubTypes.Type(value = Fact.HeldRun.class, name = "held-run"),
  @JsonSubTypes.Type(value = Fact.Destination.class, name = "destination"),
  @JsonSubTypes.Type(value = Fact.Deliveries.class, name = "deliveries"),
  @JsonSubTypes.Type(value = Fact.StoppedSync.class, name = "stopped-sync"),
  @JsonSubTypes.Type(value = Fact.Backlog.class, name = "backlog"),
  @JsonSubTypes.Type(value = Fact.StandingPartition.class, name = "standing-partition"),
  @JsonSubTypes.Type(value = Fact.HeldTime.class, name = "held-time")
})
public sealed interface Fact {

  /** A source that exists. */
  record Source(String id, String name) implements Fact {}

  /**
   * How a source sends, by the seven days before its last event.
   *
   * @param last its last accepted event
   * @param usualGap what 99 of 100 gaps between its active minutes do not exceed; zero if it never
   *     paused for a minute
   * @param activeMinutes in how many minutes it sent something
   */
  record Cadence(String source, Instant last, Duration usualGap, long activeMinutes)
      implements Fact {}

  /** Inputs that could not be processed and wait for somebody. */
  record SetAside(long waiting) implements Fact {}

  /**
   * People whom a cap of the identity rules has kept from growing in the last day.
   *
   * @param people counted up to 10,000
   */
  record CappedPeople(long people) implements Fact {}

  /**
   * A model that runs by itself.
   *
   * @param due when it runs next, or should have run
   * @param every from then to the time after
   */
  record Scheduled(String model, String name, Instant due, Duration every) implements Fact {}

  /** A run that the brake stopped. */
  record HeldRun(String run, String model, String name) implements Fact {}

  /**
   * A destination that exists.
   *
   * @param state {@code active}, {@code paused}, {@code unauthorised}, {@code gone} or {@code
   *     failing}
   * @param since when that began; null while it is active
   */
  record Destination(String id, String name, String state, @Nullable Instant since)
      implements Fact {}

  /**
   * What became of a destination's deliveries.
   *
   * @param attempted how many were tried in the last hour
   * @param failed how many ended without being delivered in the last hour
   * @param uncertain how many may have been sent, and wait for somebody
   * @param waiting how many are to be sent, counted up to 10,000
   * @param oldest since when the oldest of those waits; null if none does
   * @param lastDelivered the newest in the last hour; null if there was none
   */
  record Deliveries(
      String destination,
      long attempted,
      long failed,
      long uncertain,
      long waiting,
      @Nullable Instant oldest,
      @Nullable Instant lastDelivered)
      implements Fact {}

  /** A sync that had to stop because its settings do not fit the destination. */
  record StoppedSync(String sync, String name, Instant since) implements Fact {}

  /** A part of the pipeline with something to read, and since when the oldest of it waits. */
  record Backlog(String stage, Instant since) implements Fact {}

  /**
   * A partition whose reader has not moved for a minute although there is something to read.
   *
   * @param offset of the first input that is not applied
   */
  record StandingPartition(String stage, String topic, int partition, long offset, Instant since)
      implements Fact {}

  /**
   * Time stands still for every workspace, because the clock that it is taken from has jumped.
   *
   * @param at where it stands
   * @param jumpedTo what the clock showed then
   */
  record HeldTime(Instant at, Instant jumpedTo) implements Fact {}
}
