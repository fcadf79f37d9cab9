package dev.tributary.runtime.audit;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.runtime.http.Problem;

/** Where it is put on record that somebody is shown personal data. Thread-safe. */
@FunctionalInterface
public interface ReadLog {
  /**
   * Returns when the record survives a crash of this process.
   *
   * @throws Problem 503 if that is not sure: nothing may be shown then
   */
  void add(PersonalDataRead read);
}
