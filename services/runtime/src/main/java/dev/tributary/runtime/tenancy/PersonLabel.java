package dev.tributary.runtime.tenancy;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * The text by which a list shows a person: the name; without one the e-mail address; without both,
 * or for a caller who may see neither, the end of the id.
 *
 * @param text one line, never blank, of at most 80 characters; a longer value ends with {@code …}
 * @param source what the text is: {@code name}, {@code email}, or {@code id} for {@code Person
 *     …8c89}
 */
@Schema(name = "PersonLabel")
public record PersonLabel(String text, Source source) {
  /** The origin of the text of a label. */
  @Schema(name = "PersonLabelSource")
  public enum Source {
    NAME,
    EMAIL,
    ID;

    @JsonValue
    public String wireName() {
      return name().toLowerCase(Locale.ROOT);
    }

    @JsonCreator
    public static Source named(String name) {
      return valueOf(name.toUpperCase(Locale.ROOT));
    }
  }
}
