package dev.tributary.audience.rule;

import dev.tributary.contracts.id.AudienceId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A bound rule. Short forms are resolved, so interpreters know only these nodes. Immutable. */
public sealed interface Rule {

  record All(List<Rule> nodes) implements Rule {
    public All {
      nodes = List.copyOf(nodes);
    }
  }

  record Any(List<Rule> nodes) implements Rule {
    public Any {
      nodes = List.copyOf(nodes);
    }
  }

  record None(List<Rule> nodes) implements Rule {
    public None {
      nodes = List.copyOf(nodes);
    }
  }

  /** The person's value at the path passes the test. */
  record TraitCondition(Path trait, ValueTest test) implements Rule {}

  /**
   * The person has as many events of that kind, in that window and with those properties, as the
   * count requires.
   */
  record EventCondition(EventKind event, Count count, Window window, List<PropertyCondition> where)
      implements Rule {
    public EventCondition {
      where = List.copyOf(where);
    }
  }

  record PropertyCondition(Path property, ValueTest test) {}

  /**
   * The person's answer about a purpose is that one.
   *
   * @param purpose its name, compared exactly
   */
  record ConsentCondition(String purpose, ConsentAnswer state) implements Rule {}

  /**
   * The person is in another audience.
   *
   * @param audience its id
   * @param in false asks for people who are not in it
   */
  record AudienceCondition(AudienceId audience, boolean in) implements Rule {}

  /**
   * A kind of events to count.
   *
   * @param name null counts all calls of that kind, whatever their name
   */
  record EventKind(Call call, @Nullable String name) {}

  /** The calls of the tracking API that rules can count. */
  enum Call {
    TRACK("track"),
    PAGE("page"),
    SCREEN("screen"),
    GROUP("group"),
    ALIAS("alias");

    private final String wireName;

    Call(String wireName) {
      this.wireName = wireName;
    }

    public String wireName() {
      return wireName;
    }

    public boolean hasName() {
      return this != GROUP && this != ALIAS;
    }

    /** The call with that wire name, or null. */
    public static @Nullable Call named(@Nullable String name) {
      for (Call call : values()) {
        if (call.wireName.equals(name)) {
          return call;
        }
      }
      return null;
    }
  }
}
