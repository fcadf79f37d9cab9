package dev.tributary.audience.postgres;

import dev.tributary.audience.rule.Answer;
import dev.tributary.audience.rule.Facts;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.audience.rule.RuleDependencies.Needed;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.profile.ProfileRef;
import dev.tributary.runtime.replica.PostgresProfileReplica;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads the events of many people at once: under every id of theirs, and no more than needed. */
public final class PeopleFacts {
  private final EventFacts events = new EventFacts();

  /**
   * The events that a person's decision needs.
   *
   * @param earliest the first instant of an evaluation, in epoch milliseconds
   */
  public record Question(ProfileRef who, Map<EventKind, Needed> needed, long earliest) {}

  /** By profile id, a function that finds the person's events. */
  public Map<ProfileId, Function<EventKind, List<Facts.Event>>> read(
      Connection tx, List<Question> questions) throws SQLException {
    Map<ProfileRef, List<ProfileId>> families =
        new PostgresProfileReplica(tx).absorbed(questions.stream().map(Question::who).toList());
    EventFacts.Found found = events.read(tx, wants(questions, families));
    Map<ProfileId, Function<EventKind, List<Facts.Event>>> result = new HashMap<>();
    for (Question question : questions) {
      List<ProfileId> family = families.getOrDefault(question.who(), List.of());
      result.put(question.who().profile(), kind -> all(found, family, kind));
    }
    return result;
  }

  /**
   * Each id and kind once, with the largest requirement. The questions may contain a merged profile
   * and the profile that it belongs to now, and an event that is read twice would count twice.
   */
  private static Collection<EventFacts.EventRequest> wants(
      List<Question> questions, Map<ProfileRef, List<ProfileId>> families) {
    Map<Asked, EventFacts.EventRequest> wants = new LinkedHashMap<>();
    for (Question question : questions) {
      for (ProfileId profile : families.getOrDefault(question.who(), List.of())) {
        question
            .needed()
            .forEach((kind, each) ->
                wants.merge(
                    new Asked(profile, kind),
                    new EventFacts.EventRequest(
                        profile, kind, each, after(each, question.earliest())),
                    EventFacts.EventRequest::and));
      }
    }
    return wants.values();
  }

  private record Asked(ProfileId profile, EventKind kind) {}

  private static long after(Needed needed, long earliest) {
    return needed.reach() == Answer.FOREVER ? Long.MIN_VALUE : earliest - needed.reach();
  }

  private static List<Facts.Event> all(
      EventFacts.Found found, List<ProfileId> family, EventKind kind) {
    if (family.size() == 1) {
      return found.of(family.getFirst(), kind);
    }
    return family.stream().flatMap(profile -> found.of(profile, kind).stream()).toList();
  }
}
