package dev.tributary.identity.postgres;

import dev.tributary.testkit.tables.TableNames;
import org.junit.jupiter.api.Test;

class TableNamesTest {

  @Test
  void allNamesFollowTheScheme() throws Exception {
    TableNames.withFormer(
            "profile_alias",
            "trait_seen",
            "shadow",
            "shadow_input",
            "shadow_row",
            "shadow_row_version",
            "shadow_recollection",
            "trial_meeting",
            "source_minutes_read",
            "stream_ahead")
        .except("passed_tick.one", "a column is renamed only with its table")
        .except("replay_copy.horizon", "the start of what the log still has: a term of replays")
        .check(TestDatabase.migrated("names"));
  }
}
