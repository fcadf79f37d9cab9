package dev.tributary.destinations.postgres;

import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.unmerge.DecidedParting;
import dev.tributary.contracts.unmerge.Parting.Side;
import dev.tributary.destinations.desired.Parted;
import dev.tributary.destinations.desired.Parted.Expected;
import dev.tributary.destinations.desired.Who;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.postgres.PostgresLedger.Owner;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What would be sent if a person were taken apart: wished for as the loop wishes, against the
 * ledger as it is, and forgotten. Thread-safe.
 */
public final class Foresight {
  private final RequestDatabase database;

  public Foresight(RequestDatabase database) {
    this.database = database;
  }

  /** Whether there is such a person, under that very id. */
  public boolean knows(String workspace, String profile) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select 1 from person where workspace = :workspace and profile = :profile")
                .bind("workspace", workspace)
                .bind("profile", profile)
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  /**
   * @param syncs all of the workspace
   * @param unknownAllows whether a purpose that a person never answered counts as granted
   */
  public List<Expected> foresee(
      String workspace, DecidedParting parting, List<Sync> syncs, Predicate<String> unknownAllows) {
    return database.inWorkspace(
        workspace,
        tx -> {
          try {
            return foresee(tx.getConnection(), new Parted(parting, syncs, unknownAllows));
          } catch (SQLException e) {
            throw new IllegalStateException("The ledger cannot be read", e);
          }
        });
  }

  private static List<Expected> foresee(Connection tx, Parted parted) throws SQLException {
    List<Owner> owners =
        parted.owners().stream().map(who -> new Owner(who.workspace(), who.profile())).toList();
    List<Delivery> theirs = PostgresLedger.look(tx, parted.keys(), owners);
    List<Delivery> ofRows =
        PostgresLedger.withheld(
            tx,
            parted.sides().stream()
                .flatMap(Foresight::refs)
                .map(who -> new Owner(who.workspace(), who.profile()))
                .toList());
    return parted.expect(theirs, ofRows);
  }

  private static Stream<Who> refs(Side side) {
    ProfileState state = side.state();
    return state.identifiers().stream()
        .map(each -> new Who(state.workspace(), Who.ref(each.type(), each.value())));
  }
}
