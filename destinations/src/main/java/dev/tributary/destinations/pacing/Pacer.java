package dev.tributary.destinations.pacing;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The {@linkplain AccountPace paces} of accounts, shared by all instances. No call fails.
 * Thread-safe.
 */
public interface Pacer {
  /**
   * @param account an opaque name
   */
  Decision ask(String account, Ask ask);

  void giveBack(String account, String id);

  /**
   * @param millis the part of the charge that was not needed
   * @param units of this part
   */
  void settle(String account, String id, String key, double millis, double units);

  void end(String account, String id);

  void slowDown(String account, Duration pause);

  /**
   * @param spent by all programs, in units of the budget
   * @param hold for how long nothing leaves; zero if something is left
   */
  void learn(String account, Charge charge, double spent, Duration hold);

  /**
   * Reads the pace of an account, and changes nothing.
   *
   * @param charges of the budgets that are asked for
   * @return empty if the shared pace cannot be read, or does not have the permits of this instance
   */
  Optional<PaceReading> read(String account, List<Charge> charges);

  /**
   * Whether the latest permits for the account come from a pace that only this instance has: the
   * shared one does not have them.
   */
  boolean isAlone(String account);
}
