package dev.tributary.audience.kafka;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.runtime.loop.Input;
import dev.tributary.runtime.loop.Output;
import dev.tributary.runtime.loop.failure.DatabaseFailures;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Decides each person in a savepoint of its own, after one try for all of them failed. A person
 * whose decision fails goes to quarantine; time passes for the others. A part of the work that
 * fails for another reason is skipped. A failure of the database has another cause than a person or
 * a part: it fails the transaction, which is then repeated.
 */
final class DecidingOneByOne implements DueWorkBatching {
  private final QuarantinedPeople undecided;
  private final SkippedParts skipped;
  private final Input tick;

  private interface Instead<T> {
    T after(Throwable failure) throws SQLException;
  }

  /**
   * @param tick the tick that made time pass
   */
  DecidingOneByOne(QuarantinedPeople undecided, SkippedParts skipped, Input tick) {
    this.undecided = undecided;
    this.skipped = skipped;
    this.tick = tick;
  }

  @Override
  public <T> List<Output> decide(
      Connection tx, List<T> items, Function<T, QuarantinedPeople.DuePerson> who, Decide<T> decide)
      throws SQLException {
    Map<ProfileId, List<T>> people = new LinkedHashMap<>();
    items.forEach(item ->
        people.computeIfAbsent(who.apply(item).profile(), _ -> new ArrayList<>()).add(item));
    List<Output> outputs = new ArrayList<>();
    for (List<T> person : people.values()) {
      outputs.addAll(decideOne(tx, person, who.apply(person.getLast()), decide));
    }
    return outputs;
  }

  private <T> List<Output> decideOne(
      Connection tx, List<T> items, QuarantinedPeople.DuePerson person, Decide<T> decide)
      throws SQLException {
    return attempt(
        tx,
        () -> decide.of(items),
        failure -> {
          undecided.keep(tx, tick, person, failure);
          return List.of();
        });
  }

  @Override
  public <T> T part(Connection tx, String name, T instead, Part<T> part) throws SQLException {
    return attempt(
        tx,
        part,
        failure -> {
          skipped.keep(tx, tick, name, failure);
          return instead;
        });
  }

  private static <T> T attempt(Connection tx, Part<T> part, Instead<T> instead)
      throws SQLException {
    Savepoint before = tx.setSavepoint();
    Throwable failure;
    try {
      T result = part.run();
      tx.releaseSavepoint(before);
      return result;
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
    return instead.after(failure);
  }
}
