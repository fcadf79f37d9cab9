package dev.tributary.destinations.pacing;

import java.time.Duration;

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
   */
  void settle(String account, String id, String key, double millis);

  void end(String account, String id);

  void slowDown(String account, Duration pause);

  /**
   * @param spent by all programs, in units of the budget
   * @param hold for how long nothing leaves; zero if something is left
   */
  void learn(String account, Charge charge, double spent, Duration hold);
}
