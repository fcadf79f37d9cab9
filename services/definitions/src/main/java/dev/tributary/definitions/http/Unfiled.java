package dev.tributary.definitions.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.definitions.Filing;
import dev.tributary.definitions.http.DefinitionHistory.Form;
import java.util.List;

/** The versions of a definition that users file. */
public final class Unfiled {
  private Unfiled() {}

  /**
   * The form without tags, folder and owner: no version keeps them, so a restoration leaves them as
   * they are.
   *
   * @param whole the form in which a client writes the definition
   * @param others further fields that no version keeps
   */
  public static <S> Form<S> form(Form<S> whole, String... others) {
    return (key, name, spec) -> {
      ObjectNode written = whole.of(key, name, spec);
      written.remove(Filing.FIELDS);
      written.remove(List.of(others));
      return written;
    };
  }
}
