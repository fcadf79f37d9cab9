package dev.tributary.identity.trial;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tributary.contracts.Identifier;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What would become of whom.
 *
 * @param complete false if the time was up; the rest then holds up to {@code reached}
 * @param reached when the last input that was taken in had been accepted
 * @param inputs how many events and commands were taken in
 * @param forgotten how many of them the log no longer holds
 * @param from when the oldest was accepted
 * @param joined how many people would become part of another
 * @param parted how many people more would come of those who are taken apart
 * @param samples of each change the largest, those parted first
 */
public record TrialReport(
    boolean complete,
    @Nullable Instant reached,
    long inputs,
    long forgotten,
    @Nullable Instant from,
    People people,
    long joined,
    long parted,
    Events events,
    List<LeftOutCount> leftOut,
    Largest largest,
    List<Sample> samples) {

  /**
   * People of whom the history tells. {@code before + parted - joined = after}, but for those whom
   * only one of both sides knows.
   *
   * @param unchanged who meet one person, whom nobody else meets
   * @param partly who would stay as they are, because the log lost some of their inputs, or of
   *     those of somebody whom they have to do with
   */
  public record People(long before, long after, long unchanged, long partly) {}

  /** Events that would be set aside, and events that were. */
  public record Events(long newlySetAside, long newlyCounted) {}

  /** How often an identifier of a type did not count for a reason. */
  public record LeftOutCount(String type, String reason, long before, long after) {}

  /** People with the most identifiers. */
  public record Largest(List<Large> before, List<LargeAfter> after) {}

  public record Large(String profile, long identifiers, long events) {}

  /**
   * @param profile who they are today; null for somebody who comes of a person taken apart
   * @param values the strongest of their identifiers
   */
  public record LargeAfter(
      @Nullable String profile, long identifiers, long events, List<Identifier> values) {}

  /** What happens to people. */
  public enum Change {
    @JsonProperty("parted")
    PARTED,
    @JsonProperty("joined")
    JOINED
  }

  /**
   * Somebody who would be taken apart, or people who would be one.
   *
   * @param profiles who they are today
   * @param parts what would be people of their own, or what were; largest first
   * @param more how many parts there are besides
   * @param because why; null where no evidence says it
   */
  public record Sample(
      Change change,
      List<String> profiles,
      List<Part> parts,
      int more,
      @Nullable Because because) {}

  /**
   * @param identifiers the strongest
   * @param more how many there are besides
   * @param events that are theirs
   */
  public record Part(List<Identifier> identifiers, int more, long events) {}

  /**
   * The earliest evidence that counts on one side only.
   *
   * @param event the event, the command or the run that named both
   * @param source an {@link dev.tributary.identity.claim.Origin}'s text
   * @param reason why it does not count on the other side; {@link #COUNTS_NOW} if nothing says
   */
  public record Because(
      Identifier left,
      Identifier right,
      String event,
      String source,
      Instant happenedAt,
      String reason) {
    public static final String COUNTS_NOW = "counts-now";
  }
}
