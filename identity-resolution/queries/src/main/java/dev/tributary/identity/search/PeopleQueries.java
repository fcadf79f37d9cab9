package dev.tributary.identity.search;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lists of people: the recent ones, and those with a name. Thread-safe. */
public interface PeopleQueries {
  /**
   * A part of the list of recent people.
   *
   * @param next where the next part begins; null at the end
   */
  record Recent(List<ProfileId> people, @Nullable RecentPlace next) {}

  /**
   * People by their newest event, and after them people without events by the time at which their
   * profile was made. One person with very many events does not empty a part. The number of events
   * that are read is bounded, so a part may still have fewer people than the limit, or none,
   * although there is a next one.
   *
   * @param after null for the newest people
   */
  Recent recent(WorkspaceId workspace, @Nullable RecentPlace after, int limit);

  /**
   * People in whose names each word begins a word, by name. Stops after two seconds with the
   * problem {@code query-too-long}, because event processing needs the database too.
   *
   * @param words of {@code NameWords.sought}, at least one
   * @param traits with names that the caller may see
   */
  List<ProfileId> named(
      WorkspaceId workspace, List<String> words, Collection<String> traits, int limit);

  /** As {@link #named}, with words similar to these; the most similar names first. */
  List<ProfileId> similarlyNamed(
      WorkspaceId workspace, List<String> words, Collection<String> traits, int limit);

  /**
   * A person in a list.
   *
   * @param traits the values that win, by trait
   * @param lastSeen when the newest event or row happened
   * @param lastEvent when the newest event from a source happened; null if there is none
   */
  record Listed(
      ProfileId id, Map<String, JsonNode> traits, Instant lastSeen, @Nullable Instant lastEvent) {}

  /**
   * With one query for all of them, by the ids that were asked for; an id without a profile is
   * absent.
   *
   * @param ids of profiles, or of profiles that were merged into others
   */
  Map<ProfileId, Listed> read(WorkspaceId workspace, Collection<ProfileId> ids);
}
