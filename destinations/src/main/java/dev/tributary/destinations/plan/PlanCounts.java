package dev.tributary.destinations.plan;

import dev.tributary.destinations.ledger.Delivery.Change;
import java.util.TreeMap;

/** The numbers of a plan so far. Not thread-safe. */
final class PlanCounts {
  private final Tally records = new Tally();
  private final Tally memberships = new Tally();
  private final TreeMap<LeftOut, Long> leftOut = new TreeMap<>();
  private long people;
  private long digest;

  private static final class Tally {
    private long created;
    private long updated;
    private long removed;
    private long unchanged;
    private long underway;

    void add(Change change, boolean isUnderway) {
      switch (change) {
        case CREATE -> created++;
        case UPDATE -> updated++;
        case REMOVE -> removed++;
      }
      underway += isUnderway ? 1 : 0;
    }

    Effects effects() {
      return new Effects(created, updated, removed, unchanged, underway);
    }
  }

  void person() {
    people++;
  }

  void undecided(long number) {
    people += number;
    leaveOut(LeftOut.because("undecided"), number);
  }

  void leaveOut(LeftOut reason, long number) {
    if (number > 0) {
      leftOut.merge(reason, number, Long::sum);
    }
  }

  /**
   * @param code of the record and the change; the order of the codes does not matter
   */
  void send(boolean membership, Change change, boolean underway, long code) {
    tally(membership).add(change, underway);
    digest += code;
  }

  void unchanged(boolean membership) {
    tally(membership).unchanged++;
  }

  private Tally tally(boolean membership) {
    return membership ? memberships : records;
  }

  long people() {
    return people;
  }

  Effects records() {
    return records.effects();
  }

  Effects memberships() {
    return memberships.effects();
  }

  TreeMap<LeftOut, Long> leftOut() {
    return new TreeMap<>(leftOut);
  }

  long digest() {
    return digest;
  }
}
