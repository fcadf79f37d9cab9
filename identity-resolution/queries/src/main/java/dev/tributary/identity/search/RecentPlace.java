package dev.tributary.identity.search;

import dev.tributary.contracts.id.ProfileId;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/** A position in the list of recent people, after which the next part begins. */
public sealed interface RecentPlace {
  /** Among the people with events: before this event, in the order of time and id. */
  record BeforeEvent(Instant time, String event) implements RecentPlace {
    @Override
    public String cursor() {
      return EVENT + time + "." + event;
    }
  }

  /** Among the people without events: before this profile, in the order of ids. */
  record BeforeProfile(ProfileId profile) implements RecentPlace {
    @Override
    public String cursor() {
      return PROFILE + profile.value();
    }
  }

  String EVENT = "e.";
  String PROFILE = "p.";

  /** Other times are no times of the database. */
  Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");

  Instant LATEST = Instant.parse("+10000-01-01T00:00:00Z");

  /** The text that {@link #of} reads. */
  String cursor();

  /** Empty for a text that is not a cursor of the list. */
  static Optional<RecentPlace> of(String cursor) {
    if (cursor.chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    if (cursor.startsWith(PROFILE)) {
      return Optional.of(new BeforeProfile(new ProfileId(cursor.substring(PROFILE.length()))));
    }
    int end = cursor.lastIndexOf('.');
    if (!cursor.startsWith(EVENT) || end < EVENT.length()) {
      return Optional.empty();
    }
    try {
      Instant time = Instant.parse(cursor.substring(EVENT.length(), end));
      if (time.isBefore(EARLIEST) || !time.isBefore(LATEST)) {
        return Optional.empty();
      }
      return Optional.of(new BeforeEvent(time, cursor.substring(end + 1)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
