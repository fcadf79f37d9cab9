package dev.tributary.warehouse.http;

import dev.tributary.contracts.id.WarehouseId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.StoredDefinition;
import dev.tributary.runtime.query.AnswerCache;
import dev.tributary.runtime.query.ConcurrencyLimit;
import dev.tributary.warehouse.connection.WarehouseSpec;
import dev.tributary.warehouse.table.Catalogue;
import dev.tributary.warehouse.table.RunFailure;
import java.time.Clock;

/**
 * The catalogues of warehouses, for editors of queries. A catalogue is kept for a few seconds,
 * because each read opens a connection. Thread-safe.
 */
public final class Catalogues {
  /** More columns than this make no list that a user can read. */
  static final int MOST_COLUMNS = 5_000;

  private final InteractiveQueries questions;
  private final AnswerCache<Version, Catalogue> catalogues;

  /**
   * @param atOnce number of catalogues that are read at once
   */
  public Catalogues(InteractiveQueries questions, Clock clock, int atOnce) {
    this.questions = questions;
    this.catalogues =
        new AnswerCache<>(
            clock, new ConcurrencyLimit("Other catalogues are being read; try again", atOnce));
  }

  /** A change of a connection makes another version, and so another answer. */
  private record Version(WarehouseId warehouse, long version) {}

  /**
   * @param reading reads the catalogue, with at most {@link #MOST_COLUMNS} columns
   * @throws dev.tributary.runtime.problem.Problem if the warehouse does not answer, or if the read
   *     waits too long for its turn
   */
  Catalogue of(
      WorkspaceId workspace,
      StoredDefinition<WarehouseSpec> warehouse,
      QueryDeadline.Asking<Catalogue> reading) {
    WarehouseId id = new WarehouseId(warehouse.id());
    return catalogues.answer(
        workspace,
        new Version(id, warehouse.version()),
        () -> read(workspace, id, warehouse, reading));
  }

  private Catalogue read(
      WorkspaceId workspace,
      WarehouseId id,
      StoredDefinition<WarehouseSpec> warehouse,
      QueryDeadline.Asking<Catalogue> reading) {
    try {
      return questions.ask(workspace, id, warehouse.spec().connection(), reading);
    } catch (RunFailure e) {
      throw Failures.connectionProblem(e);
    }
  }
}
