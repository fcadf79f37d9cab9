package dev.tributary.identity.health;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Predicate;

/** Measures of the quality of identity resolution. Thread-safe. */
public interface HealthQueries {
  /**
   * Figures that show how well identity resolution works in a workspace.
   *
   * @param merges of the last week, by the day on which the joining input happened; newest first,
   *     without days that have none
   * @param largest the profiles with the most identifiers, ten or more, most first
   * @param suspected how many values were seen beside too many profiles and are not blocked;
   *     counted up to a hundred, among the thousand that were suspected last
   */
  record Health(List<MergesOfDay> merges, List<Large> largest, int suspected) {}

  /**
   * How many profiles were merged on one day.
   *
   * @param day a day in the time zone of the workspace
   * @param merges how many profiles were merged into another one because of an input that happened
   *     on this day; at least 1
   */
  record MergesOfDay(LocalDate day, long merges) {}

  /**
   * A profile with many identifiers.
   *
   * @param profile the id of the profile
   * @param identifiers how many identifiers the profile has, of all types together; at least 10
   */
  record Large(ProfileId profile, int identifiers) {}

  /**
   * @param now in the zone in which days begin
   * @param blocked whether the rules block an identifier
   */
  Health of(WorkspaceId workspace, ZonedDateTime now, Predicate<Identifier> blocked);
}
