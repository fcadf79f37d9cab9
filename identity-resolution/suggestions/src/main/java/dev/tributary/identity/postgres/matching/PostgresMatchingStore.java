package dev.tributary.identity.postgres.matching;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.identity.matching.MatchRecord;
import dev.tributary.identity.matching.Pair;
import dev.tributary.identity.matching.Suggestion;
import dev.tributary.identity.postgres.PostgresIdentityTransaction;
import dev.tributary.identity.store.IdentityTransaction;
import dev.tributary.identity.suggestion.MatchingStore;
import dev.tributary.identity.suggestion.QualityMeasurement;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** {@link MatchingStore} over PostgreSQL. */
public final class PostgresMatchingStore implements MatchingStore {
  private final Jdbi worker;
  private final SuggestionTable suggestions;
  private final LabelTable labels = new LabelTable();

  public PostgresMatchingStore(DataSource worker, SuggestionTable suggestions) {
    this.worker = Jdbi.create(worker);
    this.suggestions = suggestions;
  }

  @Override
  public Iterator<MatchRecord> people(WorkspaceId workspace) {
    return new PeopleRecords(worker, workspace);
  }

  @Override
  public List<QualityMeasurement.ResolvedLabel> labels(WorkspaceId workspace) {
    return worker.withHandle(handle -> labels.known(handle, workspace));
  }

  @Override
  public Set<Pair> cuts(WorkspaceId workspace) {
    return worker.withHandle(handle -> suggestions.cut(handle, workspace));
  }

  @Override
  public List<Pair> merged(WorkspaceId workspace, String run) {
    return worker.withHandle(handle -> suggestions.merged(handle, workspace, run));
  }

  @Override
  public int write(WorkspaceId workspace, String run, List<Suggestion> found) {
    return worker.withHandle(handle -> suggestions.write(handle, workspace, run, found));
  }

  @Override
  public int forgetOthers(WorkspaceId workspace, String run) {
    return worker.inTransaction(tx -> {
      suggestions.forgetOthers(tx, workspace, run);
      return suggestions.merged(tx, workspace, run).size();
    });
  }

  @Override
  public <R> R transaction(Function<Transaction, R> work) {
    return worker.inTransaction(tx -> work.apply(new Merging(tx)));
  }

  private final class Merging implements Transaction {
    private final Handle tx;

    Merging(Handle tx) {
      this.tx = tx;
    }

    @Override
    public IdentityTransaction identity() {
      return new PostgresIdentityTransaction(tx.getConnection());
    }

    @Override
    public boolean settled(WorkspaceId workspace, Pair pair) {
      return suggestions.settled(tx, workspace, pair);
    }

    @Override
    public void merged(
        WorkspaceId workspace,
        String run,
        Suggestion found,
        Collection<Identifier> left,
        Collection<Identifier> right) {
      suggestions.merged(tx, workspace, run, found, left, right);
    }
  }
}
