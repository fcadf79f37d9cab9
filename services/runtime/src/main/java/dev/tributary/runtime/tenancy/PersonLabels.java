package dev.tributary.runtime.tenancy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.runtime.tenancy.PersonLabel.Source;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the labels of the people in one answer. A label never uses a value that the caller may not
 * see: it is then made from the next trait that the caller may see. Values that are blank or no
 * texts are skipped. Confined to one request.
 */
public final class PersonLabels {
  private static final List<String> FULL = List.of("name", "fullName", "full_name", "fullname");
  private static final List<String> FIRST =
      List.of("firstName", "first_name", "firstname", "givenName", "given_name");
  private static final List<String> LAST =
      List.of("lastName", "last_name", "lastname", "surname", "familyName", "family_name");
  private static final List<String> EMAIL = List.of("email", "emailAddress", "email_address");

  /** The traits with a name or a part of it. */
  public static final List<String> NAMES =
      Stream.of(FULL, FIRST, LAST).flatMap(List::stream).toList();

  /** All traits from which a label can be made, so that a query can leave out the others. */
  public static final List<String> TRAITS =
      Stream.of(FULL, FIRST, LAST, EMAIL).flatMap(List::stream).toList();

  private static final int LONGEST = 80;
  private static final int END_OF_ID = 4;

  /**
   * The characters that become one blank: also line breaks, and characters without a width or with
   * an effect on the text around the label.
   */
  private static final Pattern BLANK =
      Pattern.compile("[\\s\\p{Z}\\p{Cc}\\u200B\\uFEFF\\u202A-\\u202E\\u2066-\\u2069]+");

  private final Visibility visibility;
  private final Set<ProfileId> shown = new TreeSet<>();

  public PersonLabels(Visibility visibility) {
    this.visibility = visibility;
  }

  /**
   * @param traits of the person, at least those of {@link #TRAITS}; empty if the person is unknown
   */
  public PersonLabel of(ProfileId profile, Map<String, JsonNode> traits) {
    List<String> used = new ArrayList<>();
    PersonLabel label = label(profile, traits, used);
    if (visibility.everyTraitByRight(used)) {
      shown.add(profile);
    }
    return label;
  }

  /** The people of whom a label shows personal data, for {@code ReadTrail}. */
  public Set<ProfileId> shown() {
    return Collections.unmodifiableSet(shown);
  }

  private PersonLabel label(ProfileId profile, Map<String, JsonNode> traits, List<String> used) {
    String full = first(FULL, traits, used);
    if (full != null) {
      return new PersonLabel(shortened(full), Source.NAME);
    }
    List<String> parts = new ArrayList<>();
    for (List<String> spellings : List.of(FIRST, LAST)) {
      String part = first(spellings, traits, used);
      if (part != null) {
        parts.add(part);
      }
    }
    if (!parts.isEmpty()) {
      return new PersonLabel(shortened(String.join(" ", parts)), Source.NAME);
    }
    String email = first(EMAIL, traits, used);
    return email == null ? ofId(profile) : new PersonLabel(shortened(email), Source.EMAIL);
  }

  /** The value of the first of these traits that has a text which the caller may see. */
  private @Nullable String first(
      List<String> names, Map<String, JsonNode> traits, List<String> used) {
    for (String name : names) {
      JsonNode value = traits.get(name);
      if (value != null && value.isTextual() && visibility.trait(name)) {
        String text = BLANK.matcher(value.textValue()).replaceAll(" ").strip();
        if (!text.isEmpty()) {
          used.add(name);
          return text;
        }
      }
    }
    return null;
  }

  private static PersonLabel ofId(ProfileId profile) {
    String id = profile.value();
    return new PersonLabel(
        "Person …" + id.substring(Math.max(0, id.length() - END_OF_ID)), Source.ID);
  }

  private static String shortened(String text) {
    return text.codePointCount(0, text.length()) <= LONGEST
        ? text
        : text.substring(0, text.offsetByCodePoints(0, LONGEST - 1)).strip() + "…";
  }
}
