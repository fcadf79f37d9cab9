package dev.tributary.audience.http.catalogue;

import dev.tributary.audience.dictionary.FrequentPropertyValues;
import dev.tributary.runtime.openapi.request.Required;
import dev.tributary.runtime.problem.Problem;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A search for values of all properties of events.
 *
 * @param search the text that a value contains, of 2 to 200 characters; upper and lower case are
 *     equal
 * @param limit the maximum number of values, 1 to 50; 10 if absent
 */
@Schema(name = "CataloguePropertyValueSearch")
public record PropertyValueSearch(@Required @Nullable String search, @Nullable Integer limit) {

  /**
   * The conditions that the values must meet.
   *
   * @param contained in lower case
   */
  record Conditions(String contained, int most) {
    boolean fits(FrequentPropertyValues.Counted counted) {
      return counted.value().toLowerCase(Locale.ROOT).contains(contained);
    }
  }

  /**
   * @throws Problem with the place of a mistake
   */
  Conditions conditions() {
    return new Conditions(ValueSearch.searched(search), ValueSearch.most(limit));
  }
}
