package dev.tributary.definitions.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.definitions.http.DefinitionHistory.Form;
import dev.tributary.runtime.tenancy.MaskedValue;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Tenant;

/** The owner in the versions of a definition that users file. */
public final class OwnerMask {
  /** An additional sentence for the description of a route that lists such versions. */
  public static final String READING =
      "An owner with an e-mail address is masked for callers who may not read personal data.";

  private static final String OWNER = "owner";

  private OwnerMask() {}

  /**
   * The form of a version for a caller: the owner is masked as in the definition itself.
   *
   * @param whole the form that a restoration uses; it is not changed
   */
  public static <S> Form<S> seenBy(Tenant caller, Form<S> whole) {
    MemberNames names = MemberNames.seenBy(caller);
    return (key, name, spec) -> {
      ObjectNode seen = whole.of(key, name, spec);
      JsonNode owner = seen.path(OWNER);
      if (owner.isTextual() && !names.shows(owner.textValue())) {
        seen.set(OWNER, MaskedValue.json());
      }
      return seen;
    };
  }
}
