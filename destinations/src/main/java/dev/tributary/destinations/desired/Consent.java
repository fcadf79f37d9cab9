package dev.tributary.destinations.desired;

import dev.tributary.contracts.profile.ConsentState;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/**
 * The answers of a person, by purpose. A purpose in neither set is unknown.
 *
 * @param granted purposes
 * @param denied purposes
 */
public record Consent(Set<String> granted, Set<String> denied) {
  public static final Consent UNKNOWN = new Consent(Set.of(), Set.of());

  public static Consent of(Map<String, ConsentState> answers) {
    Set<String> granted = new TreeSet<>();
    Set<String> denied = new TreeSet<>();
    answers.forEach(
        (purpose, state) -> (state == ConsentState.GRANTED ? granted : denied).add(purpose));
    return new Consent(granted, denied);
  }

  /** The consent that an event carries. */
  public static Consent ofEvent(Map<String, Boolean> answers) {
    Set<String> granted = new TreeSet<>();
    Set<String> denied = new TreeSet<>();
    answers.forEach((purpose, allowed) -> (allowed ? granted : denied).add(purpose));
    return new Consent(granted, denied);
  }

  /**
   * Combines two answers: one denial denies, and one grant is enough where the other is unknown.
   */
  public Consent and(Consent other) {
    Set<String> eitherDenies = new TreeSet<>(denied);
    eitherDenies.addAll(other.denied);
    Set<String> eitherGrants = new TreeSet<>(granted);
    eitherGrants.addAll(other.granted);
    eitherGrants.removeAll(eitherDenies);
    return new Consent(eitherGrants, eitherDenies);
  }

  /** Only the answers for these purposes. */
  public Consent about(Collection<String> purposes) {
    Set<String> some = new TreeSet<>(granted);
    some.retainAll(purposes);
    Set<String> not = new TreeSet<>(denied);
    not.retainAll(purposes);
    return new Consent(some, not);
  }

  public boolean isSilent() {
    return granted.isEmpty() && denied.isEmpty();
  }

  /**
   * The first purpose that does not allow sending, or nothing.
   *
   * @param unknownAllows whether a purpose that was never answered counts as granted
   */
  public Optional<String> withheldFor(
      Collection<String> purposes, Predicate<String> unknownAllows) {
    return purposes.stream()
        .filter(purpose ->
            denied.contains(purpose)
                || (!granted.contains(purpose) && !unknownAllows.test(purpose)))
        .findFirst();
  }
}
