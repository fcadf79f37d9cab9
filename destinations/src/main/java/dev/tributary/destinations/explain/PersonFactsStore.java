package dev.tributary.destinations.explain;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.sync.Catalogue.Sync;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Reads what this service knows about a person. Thread-safe. */
public interface PersonFactsStore {
  /**
   * @param profile any id of the person
   * @param syncs of this destination; their number does not change the number of statements
   * @param naming the syncs of models whose rows name people, if the caller may know which people
   * @param concealed whether the people of a sync are hidden from the caller. Syncs can share a
   *     record: a row of the ledger that such a sync changed last is left out
   * @return empty if no data of the person have arrived at this service
   */
  Optional<PersonFacts> read(
      WorkspaceId workspace,
      DestinationId destination,
      ProfileId profile,
      List<Sync> syncs,
      Set<SyncId> naming,
      Predicate<SyncId> concealed);
}
