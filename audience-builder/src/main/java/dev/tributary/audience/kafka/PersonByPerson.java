package dev.tributary.audience.kafka;

import dev.tributary.runtime.loop.DatabaseFailures;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Each person in a savepoint of their own, after a try with all of them failed. A person who cannot
 * be decided goes to quarantine; time passes for the others. A failure of the database is not a
 * person's: it fails the transaction, which is then repeated.
 */
final class PersonByPerson implements PassingTime {
  private final Undecided undecided;
  private final Input tick;

  /**
   * @param tick what made time pass
   */
  PersonByPerson(Undecided undecided, Input tick) {
    this.undecided = undecided;
    this.tick = tick;
  }

  @Override
  public <T> List<Output> decide(
      Connection tx, List<T> items, Function<T, Undecided.Who> who, Decide<T> decide)
      throws SQLException {
    Map<String, List<T>> people = new LinkedHashMap<>();
    items.forEach(item ->
        people.computeIfAbsent(who.apply(item).profile(), _ -> new ArrayList<>()).add(item));
    List<Output> outputs = new ArrayList<>();
    for (List<T> person : people.values()) {
      outputs.addAll(decideOne(tx, person, who.apply(person.getLast()), decide));
    }
    return outputs;
  }

  private <T> List<Output> decideOne(
      Connection tx, List<T> items, Undecided.Who who, Decide<T> decide) throws SQLException {
    Savepoint before = tx.setSavepoint();
    Throwable failure;
    try {
      List<Output> outputs = decide.of(items);
      tx.releaseSavepoint(before);
      return outputs;
    } catch (SQLException | RuntimeException e) {
      SQLException database = DatabaseFailures.ofTheDatabase(e);
      if (database != null) {
        throw database;
      }
      failure = e;
    } catch (StackOverflowError e) {
      failure = e;
    }
    tx.rollback(before);
    undecided.keep(tx, tick, who, failure);
    return List.of();
  }
}
