package dev.tributary.destinations.http.sync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.destinations.connector.Mode;
import dev.tributary.destinations.http.visibility.MemberVisibility;
import dev.tributary.destinations.sync.BackfillSkips;
import dev.tributary.destinations.sync.SyncSource;
import dev.tributary.destinations.sync.SyncSpec;
import dev.tributary.destinations.sync.SyncSpec.FieldMapping;
import dev.tributary.destinations.sync.SyncStatus;
import dev.tributary.runtime.openapi.ValueSchemas;
import dev.tributary.runtime.tenancy.MemberNames;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A sync in an answer of the API.
 *
 * @param id made by Tributary; never changes
 * @param key unique among the syncs of the workspace; paths accept it instead of the id
 * @param name shown in the web UI
 * @param tags in the order in which they were sent
 * @param folder where users look for the sync; null for none
 * @param owner the user who answers for the sync, usually an e-mail address; null for none, masked
 *     if it has an e-mail address and the caller may not read personal data
 * @param version grows by one with each change, except a change of tags, folder and owner alone;
 *     the ETag of the answer begins with it
 * @param destination the id of the destination
 * @param from where the records come from
 * @param object the object at the destination, for example {@code contacts}; the manifest of the
 *     connector lists them
 * @param match the field that names a record at the destination; null for events
 * @param furtherMatches the fields by which records are searched for that the match field does not
 *     find, in this order; empty for none
 * @param mapping from which value each field of the destination comes
 * @param mode {@code upsert} creates and updates; {@code mirror} also removes records that left the
 *     source
 * @param settings the settings of the object, which the manifest of the connector lists
 * @param state {@code active}, {@code paused}, {@code misconfigured}, or {@code unreadable} if this
 *     version cannot read the definition
 * @param reason why the sync stopped, in the vendor's text, which may repeat data that was sent; or
 *     why the definition cannot be read
 * @param counts deliveries by state
 * @param approximate whether the counts and the numbers of the run are rounded, and states with few
 *     deliveries are left out: the caller may not read personal data, and the sync takes or took an
 *     audience, or shares records with such a sync
 * @param run the newest backfill, or null before the first
 * @param drift the differences that the newest comparison with the destination has found, or null
 *     if there are none, or if they were sent again
 * @param createdAt when the sync was created
 * @param updatedAt when the sync was last changed
 */
@RecordBuilder
@Schema(name = "Sync")
public record SyncView(
    SyncId id,
    String key,
    String name,
    List<String> tags,
    @Nullable String folder,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode owner,
    long version,
    DestinationId destination,
    SyncSource from,
    String object,
    @Nullable FieldMapping match,
    List<String> furtherMatches,
    List<FieldMapping> mapping,
    Mode mode,
    ObjectNode settings,
    String state,
    @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode reason,
    Map<String, Long> counts,
    boolean approximate,
    @Nullable RunView run,
    @Nullable DriftView drift,
    Instant createdAt,
    Instant updatedAt) {

  static SyncView of(StoredDefinition<SyncSpec> stored, Status status, MemberNames names) {
    SyncSpec spec = stored.spec();
    return SyncViewBuilder.builder()
        .id(new SyncId(stored.id()))
        .key(stored.key())
        .name(stored.name())
        .tags(spec.filed().tags())
        .folder(spec.filed().folder())
        .owner(names.ofOptional(spec.filed().owner()))
        .version(stored.version())
        .destination(spec.destination())
        .from(spec.from())
        .object(spec.object())
        .match(spec.match())
        .furtherMatches(spec.furtherMatches())
        .mapping(spec.mapping())
        .mode(spec.mode())
        .settings(spec.settings())
        .state(status.state())
        .reason(status.reason())
        .counts(status.counts())
        .approximate(status.approximate())
        .run(status.run())
        .drift(status.drift())
        .createdAt(stored.createdAt())
        .updatedAt(stored.updatedAt())
        .build();
  }

  /** The current state of a sync. */
  public record Status(
      String state,
      @Nullable @Schema(ref = ValueSchemas.MASKABLE_TEXT) JsonNode reason,
      Map<String, Long> counts,
      boolean approximate,
      @Nullable RunView run,
      @Nullable DriftView drift) {}

  /**
   * Differences between what was delivered and the records of the destination.
   *
   * @param reconciliation the id of the comparison
   * @param missing how many delivered records the destination lacks
   * @param different how many delivered records have other values there
   * @param at when the comparison was started
   */
  @Schema(name = "SyncDrift")
  public record DriftView(String reconciliation, long missing, long different, Instant at) {}

  /**
   * A backfill.
   *
   * @param id made by Tributary; never changes
   * @param state {@code running}, {@code done}, {@code cancelled}, {@code superseded} or {@code
   *     failed}
   * @param seen how many people or rows were read
   * @param changed how many records were not up to date
   * @param skipped rows that could not be read or applied; null if there were none
   * @param problem why the run failed, or why its last step failed and will be repeated; null if
   *     neither happened
   * @param startedAt when the backfill started
   * @param endedAt when the backfill ended; null while it runs
   */
  @Schema(name = "SyncRun")
  public record RunView(
      String id,
      String state,
      long seen,
      long changed,
      @Nullable SkippedRows skipped,
      @Nullable String problem,
      Instant startedAt,
      @Nullable Instant endedAt) {
    static RunView of(SyncId sync, SyncStatus.Run found, MemberVisibility visibility) {
      return new RunView(
          found.id(),
          found.state(),
          visibility.number(sync, found.seen()),
          visibility.number(sync, found.changed()),
          SkippedRows.of(found.skipped()),
          found.problem(),
          found.startedAt(),
          found.endedAt());
    }
  }

  /**
   * The rows that a backfill has skipped.
   *
   * @param rows how many
   * @param first the position of the first skipped row on the log: {@code rows-3 at offset 17}
   */
  @Schema(name = "SkippedRows")
  public record SkippedRows(long rows, String first) {
    static @Nullable SkippedRows of(@Nullable BackfillSkips skipped) {
      return skipped == null ? null : new SkippedRows(skipped.rows(), skipped.first());
    }
  }
}
