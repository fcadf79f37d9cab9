package dev.tributary.contracts.fact;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.SourceId;
import dev.tributary.contracts.id.SyncId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * One fact that a service knows about a workspace and that may open an alert. Times are of the wall
 * clock, never of a workspace's shifted clock. No value contains personal data, because alerts are
 * sent out of the installation.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "fact")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Fact.Source.class, name = "source"),
  @JsonSubTypes.Type(value = Fact.Cadence.class, name = "cadence"),
  @JsonSubTypes.Type(value = Fact.Quarantined.class, name = "set-aside"),
  @JsonSubTypes.Type(value = Fact.CappedPeople.class, name = "capped-people"),
  @JsonSubTypes.Type(value = Fact.AudienceSize.class, name = "audience-size"),
  @JsonSubTypes.Type(value = Fact.Scheduled.class, name = "scheduled"),
  @JsonSubTypes.Type(value = Fact.FinishedRun.class, name = "finished-run"),
  @JsonSubTypes.Type(value = Fact.HeldRun.class, name = "held-run"),
  @JsonSubTypes.Type(value = Fact.Destination.class, name = "destination"),
  @JsonSubTypes.Type(value = Fact.Deliveries.class, name = "deliveries"),
  @JsonSubTypes.Type(value = Fact.StoppedSync.class, name = "stopped-sync"),
  @JsonSubTypes.Type(value = Fact.SyncDeliveries.class, name = "sync-deliveries"),
  @JsonSubTypes.Type(value = Fact.WaitingApprovals.class, name = "waiting-approvals"),
  @JsonSubTypes.Type(value = Fact.ChangedAddress.class, name = "changed-address"),
  @JsonSubTypes.Type(value = Fact.Backlog.class, name = "backlog"),
  @JsonSubTypes.Type(value = Fact.StandingPartition.class, name = "standing-partition"),
  @JsonSubTypes.Type(value = Fact.HeldTime.class, name = "held-time")
})
public sealed interface Fact {

  /** A source that exists. */
  record Source(SourceId id, String name) implements Fact {}

  /**
   * How regularly a source sends, by the seven days before its last event.
   *
   * @param last its last accepted event
   * @param usualGap 99 of 100 gaps between its active minutes are not longer than this; zero if it
   *     never paused for a minute
   * @param activeMinutes number of minutes in which it sent an event
   */
  record Cadence(SourceId source, Instant last, Duration usualGap, long activeMinutes)
      implements Fact {}

  /** Inputs that could not be processed and wait for a decision. */
  record Quarantined(long waiting) implements Fact {}

  /**
   * Profiles that a limit of the identity rules has kept from growing in the last day.
   *
   * @param people counted up to 10,000
   */
  record CappedPeople(long people) implements Fact {}

  /**
   * The size of an audience that has been decided for everyone.
   *
   * @param since when it got this size
   * @param former the size before; null for the first recorded size
   * @param dayAgo the size a day ago; null if the present rule did not decide it then
   */
  record AudienceSize(
      AudienceId audience,
      String name,
      long size,
      Instant since,
      @Nullable Long former,
      @Nullable Long dayAgo)
      implements Fact {}

  /**
   * A model that runs on a schedule.
   *
   * @param due when it runs next, or should have run
   * @param every the time between that run and the following one
   */
  record Scheduled(ModelId model, String name, Instant due, Duration every) implements Fact {}

  /**
   * A model that exists, and when its last successful run ended.
   *
   * @param at the creation of the model if no run has succeeded
   */
  record FinishedRun(ModelId model, String name, Instant at) implements Fact {}

  /** A run that the brake holds. */
  record HeldRun(RunId run, ModelId model, String name) implements Fact {}

  /**
   * A destination that exists.
   *
   * @param state {@code active}, {@code paused}, {@code unauthorised}, {@code grant-revoked},
   *     {@code not-connected}, {@code another-account}, {@code account-unknown}, {@code gone} or
   *     {@code failing}
   * @param since when that began; null while it is active
   * @param endingApi the version of the vendor's API if it ends soon or has ended; null otherwise,
   *     and in facts of earlier versions of Tributary
   */
  record Destination(
      DestinationId id,
      String name,
      String state,
      @Nullable Instant since,
      @Nullable EndingApi endingApi)
      implements Fact {

    /**
     * @param version as the vendor writes it
     * @param end the first day for which the vendor does not promise the version any more
     * @param addedConnector whether the workspace has added the connector itself
     */
    public record EndingApi(String version, LocalDate end, boolean addedConnector) {}
  }

  /**
   * The outcomes of a destination's deliveries.
   *
   * @param attempted number of attempts in the last hour
   * @param failed number of deliveries that ended without being delivered in the last hour
   * @param uncertain number of deliveries that may have been sent, and wait for a decision
   * @param waiting number of deliveries still to send, counted up to 10,000
   * @param oldest since when the oldest of those waits; null if none does
   * @param lastDelivered the newest in the last hour; null if there was none
   */
  record Deliveries(
      DestinationId destination,
      long attempted,
      long failed,
      long uncertain,
      long waiting,
      @Nullable Instant oldest,
      @Nullable Instant lastDelivered)
      implements Fact {}

  /**
   * A sync that had to stop.
   *
   * @param why in words that can follow a colon; null if its settings do not fit the destination
   */
  record StoppedSync(SyncId sync, String name, Instant since, @Nullable String why)
      implements Fact {}

  /**
   * A sync that exists, and the outcomes of its deliveries in the last hour.
   *
   * @param attempted number of attempts
   * @param failed number of deliveries that ended without being delivered
   * @param failedSince when the first of them ended; null if none did
   */
  record SyncDeliveries(
      SyncId sync, String name, long attempted, long failed, @Nullable Instant failedSince)
      implements Fact {
    /** The time before the present whose deliveries count. */
    public static final Duration WINDOW = Duration.ofHours(1);
  }

  /** Change requests that wait for a second person's decision. */
  record WaitingApprovals(long waiting) implements Fact {}

  /**
   * A destination or a warehouse that sends its secrets to another receiver than before.
   *
   * @param entry the id of the change in the administration log
   * @param kind {@code destination} or {@code warehouse}
   * @param name its name after the change
   */
  record ChangedAddress(String entry, String kind, String object, String name, Instant at)
      implements Fact {}

  /**
   * A part of the pipeline that has records to read.
   *
   * @param since when the oldest of them was written; null if that is unknown of all of them
   * @param behind how many records; ends of transactions among them count too
   * @param ageUnknown whether it is unknown of some of them when they were written
   * @param lateFrom since when each check has found the oldest late, or the age unknown, while the
   *     part was reading; null if the last check found neither
   */
  record Backlog(
      String stage,
      @Nullable Instant since,
      long behind,
      boolean ageUnknown,
      @Nullable Instant lateFrom)
      implements Fact {}

  /**
   * A partition whose reader has not moved for a minute although there is more to read.
   *
   * @param offset of the first input that is not applied
   */
  record StandingPartition(String stage, String topic, int partition, long offset, Instant since)
      implements Fact {}

  /**
   * Time has stopped for every workspace, because the clock that it comes from has jumped.
   *
   * @param at the time at which it stopped
   * @param jumpedTo the time of the clock then
   */
  record HeldTime(Instant at, Instant jumpedTo) implements Fact {}
}
