package dev.tributary.identity.kafka;

import dev.tributary.identity.postgres.AcceptedEventTable;
import dev.tributary.identity.postgres.CappedProfileTable;
import dev.tributary.identity.postgres.ConflictTable;
import dev.tributary.identity.postgres.CutTable;
import dev.tributary.identity.postgres.EdgeTable;
import dev.tributary.identity.postgres.IdentifierTable;
import dev.tributary.identity.postgres.JournalTables;
import dev.tributary.identity.postgres.LinkTable;
import dev.tributary.identity.postgres.MergeTable;
import dev.tributary.identity.postgres.ModelRowTable;
import dev.tributary.identity.postgres.ProfileTable;
import dev.tributary.identity.postgres.QuarantineTable;
import dev.tributary.identity.postgres.SharedIdentifierTable;
import dev.tributary.identity.postgres.UnmergeTable;

/** The loop's tables. Stateless: each call works in the caller's transaction. */
record Tables(
    IdentifierTable identifiers,
    ProfileTable profiles,
    EdgeTable edges,
    MergeTable merges,
    AcceptedEventTable accepted,
    QuarantineTable quarantine,
    ModelRowTable rows,
    JournalTables journal,
    ConflictTable conflicts,
    SharedIdentifierTable shared,
    LinkTable links,
    CappedProfileTable capped,
    CutTable cuts,
    UnmergeTable unmerges) {

  Tables() {
    this(
        new IdentifierTable(),
        new ProfileTable(),
        new EdgeTable(),
        new MergeTable(),
        new AcceptedEventTable(),
        new QuarantineTable(),
        new ModelRowTable(),
        new JournalTables(),
        new ConflictTable(),
        new SharedIdentifierTable(),
        new LinkTable(),
        new CappedProfileTable(),
        new CutTable(),
        new UnmergeTable());
  }
}
