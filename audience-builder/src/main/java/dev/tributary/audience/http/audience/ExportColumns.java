package dev.tributary.audience.http.audience;

import dev.tributary.audience.membership.MemberTraits;
import dev.tributary.audience.membership.MemberTraits.Members;
import dev.tributary.audience.membership.MemberTraits.Names;
import dev.tributary.audience.membership.MemberTraits.Position;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The columns of an export. The first row of the file has their names, so they are found before the
 * members are read, from a limited number of members. A list of profiles with few members, such as
 * those of a rule about the last days, is read further, up to a limit of profiles and time.
 *
 * @param traits the traits that have a column, in order
 * @param others whether further traits may exist, which share one column
 */
record ExportColumns(SequencedSet<String> traits, boolean others) {
  private static final String OTHERS = "other_traits";

  private static final int MOST_TRAITS = 1_000;
  private static final int PAGE = 2_000;

  /** As many members as these pages have places are enough. */
  private static final int ENOUGH_PAGES = 10;

  /** A page without members takes some milliseconds. */
  private static final int MOST_PAGES = 500;

  /** Less than the limit of the question: columns that are found late are no reason to refuse. */
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private static final List<String> FIRST =
      List.of("name", "firstName", "first_name", "lastName", "last_name", "email", "phone");

  boolean has(String trait) {
    return traits.contains(trait);
  }

  /** The name of the column for further traits, which is no trait's own. */
  String othersName() {
    String name = OTHERS;
    for (int number = 2; traits.contains(name); number++) {
      name = OTHERS + "_" + number;
    }
    return name;
  }

  /**
   * @throws Problem 422 if there are too many traits
   */
  static ExportColumns of(MemberTraits people, Members members, InstantSource clock) {
    return of(people, members, clock, PAGE);
  }

  static ExportColumns of(MemberTraits people, Members members, InstantSource clock, int pageSize) {
    Instant end = clock.instant().plus(LONGEST);
    SortedSet<String> traits = new TreeSet<>();
    Optional<Position> next = Optional.of(Position.START);
    int enough = ENOUGH_PAGES * pageSize;
    int read = 0;
    for (int page = 0;
        page < MOST_PAGES && read < enough && next.isPresent() && clock.instant().isBefore(end);
        page++) {
      Names names = people.names(members, next.get(), pageSize);
      read += names.members();
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
