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
   * The part of a charge that a permit did not need.
   *
   * @param key of the budget
   * @param millis of this part, at the full rate
   * @param units of this part
   * @param window of the budget, in milliseconds
   * @param grant the pace that has counted the units
   */
  record Rest(String key, double millis, double units, double window, Decision.Grant grant) {}

  void settle(String account, String id, Rest rest);

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
   * @return empty if the shared pace cannot be read, or if permits of this instance are missing in
   *     it that still count
   */
  Optional<PaceReading> read(String account, List<Charge> charges);
}
