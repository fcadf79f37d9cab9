package dev.tributary.runtime.audit;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.runtime.problem.Problem;

/** Records that a user or a program reads personal data. Thread-safe. */
@FunctionalInterface
public interface ReadLog {
  /**
   * Returns when the record survives a crash of this process.
   *
   * @throws Problem 503 if this is not certain; the caller must then return no data
   */
  void add(PersonalDataRead read);
}
