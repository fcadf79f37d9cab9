package dev.tributary.audience.http.audience;

import dev.tributary.audience.membership.MemberTraits;
import dev.tributary.audience.membership.MemberTraits.Members;
import dev.tributary.audience.membership.MemberTraits.Names;
import dev.tributary.audience.membership.MemberTraits.Position;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The columns of an export. The first row of the file has their names, so they are found before the
 * members are read, from a limited number of profiles.
 *
 * @param traits the traits that have a column, in order
 * @param others whether further traits may exist, which share one column
 */
record ExportColumns(SequencedSet<String> traits, boolean others) {
  /** The name of the column for further traits. */
  static final String OTHERS = "other_traits";

  private static final int MOST_TRAITS = 1_000;
  private static final int PAGE = 2_000;
  private static final int MOST_PAGES = 10;

  private static final List<String> FIRST =
      List.of("name", "firstName", "first_name", "lastName", "last_name", "email", "phone");

  boolean has(String trait) {
    return traits.contains(trait);
  }

  /**
   * @throws Problem 422 if there are too many traits
   */
  static ExportColumns of(MemberTraits people, Members members) {
    return of(people, members, PAGE);
  }

  static ExportColumns of(MemberTraits people, Members members, int pageSize) {
    SortedSet<String> traits = new TreeSet<>();
    Optional<Position> next = Optional.of(Position.START);
    for (int page = 0; page < MOST_PAGES && next.isPresent(); page++) {
      Names names = people.names(members, next.get(), pageSize);
      traits.addAll(names.traits());
      next = names.next();
      if (traits.size() > MOST_TRAITS) {
        throw Problems.INVALID.problem(
            "The members have more than %d traits, which are too many columns"
                .formatted(MOST_TRAITS));
      }
    }
    return new ExportColumns(ordered(traits), next.isPresent());
  }

  /** These traits in the order of columns: the name, the e-mail address, the others by name. */
  private static SequencedSet<String> ordered(SortedSet<String> traits) {
    SequencedSet<String> ordered = new LinkedHashSet<>(FIRST);
    ordered.retainAll(traits);
    ordered.addAll(traits);
    return ordered;
  }
}
