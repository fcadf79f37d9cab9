package dev.tributary.audience.http.catalogue;

import dev.tributary.audience.dictionary.ValuePlace;
import dev.tributary.audience.rule.DeclaredTypes;
import dev.tributary.audience.rule.Path;
import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import dev.tributary.runtime.openapi.request.AnyOf;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A request for values of a trait, or of a property of an event.
 *
 * @param trait a name or a dotted path
 * @param call with {@code property}: track, page, screen, group or alias
 * @param event the event's name; absent for any
 * @param property a name or a dotted path
 * @param search the text that a value contains; upper and lower case are equal
 * @param limit the maximum number of values, 1 to 100; 20 if absent
 */
@Schema(name = "CatalogueValuesRequest")
@AnyOf({"trait", "call,property"})
public record ValuesRequest(
    @Nullable String trait,
    @Nullable String call,
    @Nullable String event,
    @Nullable String property,
    @Nullable String search,
    @Nullable Integer limit) {
  static final String CALLS = "call must be track, page, screen, group or alias";
  static final int LONGEST_NAME = 1_000;
  private static final int LONGEST_SEARCH = 200;
  private static final int MOST = 100;
  private static final int USUAL = 20;

  /**
   * @param types as which the values are read
   * @throws Problem unless it names a trait, or a property and its call
   */
  ValuePlace place(DeclaredTypes types) {
    if (trait == null) {
      Call named = Call.named(call);
      if (named == null) {
        throw call == null
            ? Problems.INVALID.problem("A trait is needed, or a call and a property", "/trait")
            : Problems.INVALID.problem(CALLS, "/call");
      }
      EventKind kind = new EventKind(named, event == null ? null : name(event, "/event"));
      return new ValuePlace.OfProperty(
          kind, types.property(kind, new Path(name(property, "/property"))));
    }
    refuseBesideTrait(call, "/call");
    refuseBesideTrait(event, "/event");
    refuseBesideTrait(property, "/property");
    return new ValuePlace.OfTrait(types.trait(new Path(name(trait, "/trait"))));
  }

  private static void refuseBesideTrait(@Nullable String given, String pointer) {
    if (given != null) {
      throw Problems.INVALID.problem("This cannot stand beside a trait", pointer);
    }
  }

  private static String name(@Nullable String text, String pointer) {
    if (text == null || text.isEmpty() || text.length() > LONGEST_NAME) {
      throw Problems.INVALID.problem(
          "This must be a text of 1 to %d characters".formatted(LONGEST_NAME), pointer);
    }
    return text;
  }

  /** Empty for everything. */
  String searched() {
    String text = Objects.requireNonNullElse(search, "");
    if (text.length() > LONGEST_SEARCH) {
      throw Problems.INVALID.problem(
          "search must have at most %d characters".formatted(LONGEST_SEARCH), "/search");
    }
    return text;
  }

  int most() {
    int most = Objects.requireNonNullElse(limit, USUAL);
    if (most < 1 || most > MOST) {
      throw Problems.INVALID.problem("limit must be from 1 to " + MOST, "/limit");
    }
    return most;
  }
}
