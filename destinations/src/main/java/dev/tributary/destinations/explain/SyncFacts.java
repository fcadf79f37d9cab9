package dev.tributary.destinations.explain;

import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.sync.Catalogue.Sync;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The facts of this service about one person and one sync.
 *
 * @param person null while the person has not arrived at this service
 * @param rows the person's rows of the ledger in the space of the sync, those of the current id
 *     first, then the newest first; of a sync of events, only the newest event; of a sync of a
 *     model, the one row that names the person and decides: present and not delivered if there is
 *     such a row, and among such rows the newest
 * @param rowsNamePeople whether the rows of a sync of a model name people, and the caller may know
 *     which people
 * @param shared whether the record with the person's match value belongs to another owner
 * @param unmerging whether an unmerge of the person is incomplete
 * @param halt why nothing is sent at the moment; null if records are sent
 * @param backfilledSince when the running backfill of the sync started; null if none is running
 */
@RecordBuilder
public record SyncFacts(
    Sync sync,
    @Nullable ProfileState person,
    Membership membership,
    List<LedgerRow> rows,
    boolean rowsNamePeople,
    boolean shared,
    boolean unmerging,
    @Nullable Halt halt,
    @Nullable Instant backfilledSince) {}
