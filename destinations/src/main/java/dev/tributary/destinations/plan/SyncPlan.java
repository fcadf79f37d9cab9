package dev.tributary.destinations.plan;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * The effects that a sync would have for the people or rows of its source.
 *
 * @param complete false if there are more people than a plan reads, and only the first are counted
 * @param people everyone whom the sync concerns, or each row of a model; people who have left the
 *     source are not counted, but the removals of their records are
 * @param records the effects on records
 * @param memberships the effects on memberships of the list; null if the audience does not become a
 *     list
 * @param leftOut how many people or rows, by reason
 * @param items how many records and memberships are in requests: not those that are sent already
 * @param requests if each batch is as full as it can be, each search finds nothing, and each job is
 *     asked for its state once; without the searches of places, whose ids are remembered
 * @param fields how many fields the items have that are sent
 * @param digest of the records and what happens to each of them, in any order; the same for the
 *     same plan
 */
@RecordBuilder
public record SyncPlan(
    boolean complete,
    long people,
    Effects records,
    @Nullable Effects memberships,
    SortedMap<LeftOut, Long> leftOut,
    long items,
    long requests,
    long fields,
    long digest) {}
