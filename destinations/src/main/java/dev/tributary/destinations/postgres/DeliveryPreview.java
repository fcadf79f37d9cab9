package dev.tributary.destinations.postgres;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.unmerge.UnmergePlan.Side;
import dev.tributary.contracts.unmerge.UnmergePlanWithAudiences;
import dev.tributary.destinations.desired.DeclaredTypes;
import dev.tributary.destinations.desired.IdentifierRef;
import dev.tributary.destinations.desired.UnmergePreview;
import dev.tributary.destinations.desired.UnmergedPair;
import dev.tributary.destinations.desired.UnmergedPair.Outlook;
import dev.tributary.destinations.ledger.Delivery;
import dev.tributary.destinations.postgres.PostgresLedger.Owner;
import dev.tributary.destinations.sync.Catalogue.Sync;
import dev.tributary.runtime.definition.WorkspaceTypes;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Applies the rules of the loop to the current ledger. Thread-safe. */
public final class DeliveryPreview implements UnmergePreview {
  private final RequestDatabase database;
  private final WorkspaceTypes<DeclaredTypes> types;

  public DeliveryPreview(RequestDatabase database, WorkspaceTypes<DeclaredTypes> types) {
    this.database = database;
    this.types = types;
  }

  @Override
  public boolean knows(WorkspaceId workspace, ProfileId profile) {
    return database.inWorkspace(
        workspace,
        tx ->
            tx.createQuery(
                    "select 1 from person where workspace = :workspace and profile = :profile")
                .bind("workspace", workspace.value())
                .bind("profile", profile.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent());
  }

  @Override
  public Outlook compute(
      WorkspaceId workspace,
      UnmergePlanWithAudiences plan,
      List<Sync> syncs,
      Predicate<String> unknownAllows) {
    return database.inWorkspace(
        workspace,
        tx -> {
          try {
            return compute(
                tx.getConnection(),
                new UnmergedPair(plan, syncs, types.of(workspace), unknownAllows));
          } catch (SQLException e) {
            throw new IllegalStateException("The ledger cannot be read", e);
          }
        });
  }

  private static Outlook compute(Connection tx, UnmergedPair pair) throws SQLException {
    List<Owner> owners =
        pair.owners().stream()
            .map(who -> new Owner(who.workspace(), who.profile().value()))
            .toList();
    List<Delivery> existing = PostgresLedger.look(tx, pair.keys(), owners);
    List<Delivery> ofRows =
        PostgresLedger.withheld(
            tx,
            pair.sides().stream()
                .flatMap(DeliveryPreview::refs)
                .map(each -> new Owner(each.workspace(), each.ref()))
                .toList());
    return pair.expect(existing, ofRows);
  }

  private static Stream<IdentifierRef> refs(Side side) {
    ProfileState state = side.state();
    return state.identifiers().stream().map(each -> IdentifierRef.of(state.workspace(), each));
  }
}
