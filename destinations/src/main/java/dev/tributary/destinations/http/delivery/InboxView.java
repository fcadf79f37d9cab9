package dev.tributary.destinations.http.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.Approximate;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Deliveries and differences that wait for decisions in a workspace.
 *
 * @param asOf when it was read, by the clock of the ledger; as {@code until}, it limits a decision
 *     to these deliveries
 * @param uncertain deliveries that may have arrived, the most frequent cause first
 * @param refused deliveries that the destination refused, and deliveries that were given up, the
 *     most frequent cause first
 * @param drift differences that comparisons have found, the newest first
 * @param incomplete the lists that can lack groups: {@code uncertain}, {@code refused}, {@code
 *     drift}
 */
@Schema(name = "Inbox")
public record InboxView(
    Instant asOf,
    List<GroupView> uncertain,
    List<GroupView> refused,
    List<DriftView> drift,
    List<String> incomplete) {

  /**
   * Deliveries that wait for a decision for the same cause.
   *
   * @param destination the id of the destination
   * @param sync the id of the sync
   * @param state the state that these deliveries are in
   * @param cause the code of the cause; absent if none is known
   * @param field the field that the destination refused; absent if the answers name none
   * @param words an example of the vendor's text
   * @param count how many deliveries; exact, unless {@code atLeast} is true or {@code approximate}
   *     is there
   * @param atLeast whether there can be more: only the deliveries of the newest records of the sync
   *     are counted
   * @param approximate the rounded count for callers without the right to personal data, if the
   *     sync takes an audience: {@code count} is then rounded, 0 for few
   * @param since when the oldest of these deliveries came into this state; absent if {@code
   *     atLeast} is true
   * @param newest when the newest of these deliveries came into this state; absent if {@code
   *     atLeast} is true
   * @param sample an example, without its attempts: the newest of the counted deliveries; absent if
   *     it has changed in between
   */
  @RecordBuilder
  @JsonInclude(JsonInclude.Include.NON_NULL)
  @Schema(name = "InboxGroup")
  public record GroupView(
      DestinationId destination,
      SyncId sync,
      String state,
      @Nullable String cause,
      @Nullable String field,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode words,
      long count,
      boolean atLeast,
      @Nullable Approximate approximate,
      @Nullable Instant since,
      @Nullable Instant newest,
      @Nullable DeliveryView sample) {}

  /**
   * Differences between what was delivered and the records of the destination, which can be sent
   * again.
   *
   * @param destination the id of the destination
   * @param sync the id of the sync
   * @param reconciliation the id of the comparison
   * @param missing how many delivered records the destination lacks
   * @param different how many delivered records have other values there
   * @param approximate whether the numbers are rounded, 0 for few
   * @param at when the comparison was started
   */
  @Schema(name = "InboxDrift")
  public record DriftView(
      DestinationId destination,
      SyncId sync,
      String reconciliation,
      long missing,
      long different,
      boolean approximate,
      Instant at) {}
}
