package dev.tributary.destinations.desired;

import dev.tributary.contracts.id.AudienceId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.ledger.RecordKey;
import dev.tributary.destinations.sync.Catalogue;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds a few people, rows or events as samples for a sync. Thread-safe. */
public interface SampleStore {
  /**
   * A record or event of the ledger that still has its content.
   *
   * @param record the match value
   * @param withheldFor the purpose for which it would be withheld, or null
   */
  record KnownRecord(String record, Content content, @Nullable String withheldFor) {}

  /**
   * @param profile exactly this person, aliases are resolved; null for any
   * @param audience the members of this audience; null for everyone
   */
  List<ProfileState> people(
      WorkspaceId workspace, @Nullable ProfileId profile, @Nullable AudienceId audience, int limit);

  /**
   * The newest records of a sync, with the decision that a worker would make now. Those of a sync
   * that deletes are removals, without fields.
   */
  List<KnownRecord> known(Catalogue.Sync sync, int limit);

  /**
   * The purpose for which a record that a user entered by hand would be withheld. The record
   * belongs to the owner of its key in the ledger, and to the referenced profiles.
   */
  Optional<String> withheld(Catalogue.Sync sync, RecordKey key, ReferencedProfiles named);
}
