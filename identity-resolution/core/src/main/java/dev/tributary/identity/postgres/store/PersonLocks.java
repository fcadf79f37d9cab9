package dev.tributary.identity.postgres.store;

import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Locks of profiles, until the transaction ends. They are advisory locks, because most events do
 * not change the row of their profile, and a row lock would write the row's page to the write-ahead
 * log each time. A transaction that needs very many profiles locks their workspaces instead, which
 * excludes transactions that need a few profiles (intention locks: J. Gray et al., "Granularity of
 * locks in a shared data base", VLDB 1975).
 *
 * <p>Keys are hashed, so transactions of different profiles may wait for each other, which is
 * harmless. Every transaction takes its locks in the order of the hashes, workspaces first.
 */
final class PersonLocks {
  /** By default PostgreSQL's lock table has room for 64 locks per allowed connection. */
  static final int MOST = 2_000;

  private static final String SHARED =
      "select pg_advisory_xact_lock_shared(h.one, h.two) from unnest(?::int[], ?::int[]) h(one, two)";
  private static final String EXCLUSIVE =
      "select pg_advisory_xact_lock(h.one, h.two) from unnest(?::int[], ?::int[]) h(one, two)";

  private record Hash(int workspace, int person) implements Comparable<Hash> {
    private static final int WHOLE_WORKSPACE = 0;

    static Hash of(ProfileRef key) {
      int person = key.profile().hashCode();
      return new Hash(key.workspace().hashCode(), person == WHOLE_WORKSPACE ? 1 : person);
    }

    Hash wholeWorkspace() {
      return new Hash(workspace, WHOLE_WORKSPACE);
    }

    @Override
    public int compareTo(Hash other) {
      int first = Integer.compare(workspace, other.workspace);
      return first == 0 ? Integer.compare(person, other.person) : first;
    }
  }

  private PersonLocks() {}

  /**
   * Waits until no other transaction holds a lock of these profiles. Data that were read before may
   * have changed.
   */
  static void take(Connection tx, Collection<ProfileRef> wanted) throws SQLException {
    SortedSet<Hash> people = new TreeSet<>();
    SortedSet<Hash> workspaces = new TreeSet<>();
    for (ProfileRef key : wanted) {
      Hash hash = Hash.of(key);
      people.add(hash);
      workspaces.add(hash.wholeWorkspace());
    }
    if (people.size() > MOST) {
      take(tx, EXCLUSIVE, workspaces);
    } else {
      take(tx, SHARED, workspaces);
      take(tx, EXCLUSIVE, people);
    }
  }

  private static void take(Connection tx, String sql, SortedSet<Hash> locks) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(sql)) {
      new Columns<>(statement, locks).ints(Hash::workspace).ints(Hash::person);
      statement.execute();
    }
  }
}
