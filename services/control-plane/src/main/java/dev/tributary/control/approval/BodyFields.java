package dev.tributary.control.approval;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.control.approval.ApprovableRoutes.Concealed;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A body as a list of its fields, complete and in their order. The approver must see everything
 * that will be sent, and also what is removed. Only values of secrets are left out.
 */
public final class BodyFields {
  private final Concealed concealed;
  private final Predicate<String> isSecretName;
  private final List<Field> fields = new ArrayList<>();

  private BodyFields(Concealed concealed, Predicate<String> isSecretName) {
    this.concealed = concealed;
    this.isSecretName = isSecretName;
  }

  /**
   * One field.
   *
   * @param field JSON pointer (RFC 6901) into the body
   * @param value null for a secret, and where the field is removed
   */
  public record Field(String field, @Nullable JsonNode value, Kind kind) {

    /** The users who see the value. */
    public enum Kind {
      OPEN,
      /** Users who may read personal data, and the requester. */
      PERSONAL,
      SECRET
    }
  }

  /**
   * @param isSecretName whether a field of this name holds a secret
   */
  public static List<Field> of(JsonNode body, Concealed concealed, Predicate<String> isSecretName) {
    BodyFields found = new BodyFields(concealed, isSecretName);
    found.visit("", body, false);
    return List.copyOf(found.fields);
  }

  private void visit(String pointer, JsonNode node, boolean secret) {
    if (node.isObject() && !node.isEmpty()) {
      node.properties()
          .forEach(each ->
              visit(
                  pointer + "/" + escaped(each.getKey()),
                  each.getValue(),
                  secret || isSecret(pointer, each.getKey())));
    } else if (node.isArray() && node.valueStream().anyMatch(JsonNode::isContainerNode)) {
      for (int i = 0; i < node.size(); i++) {
        visit(pointer + "/" + i, node.get(i), secret);
      }
    } else if (!pointer.isEmpty()) {
      fields.add(field(pointer, node, secret));
    }
  }

  private boolean isSecret(String parent, String name) {
    return !concealed.secrets().isEmpty()
        && (parent + "/").startsWith(concealed.secrets() + "/")
        && isSecretName.test(name);
  }

  private Field field(String pointer, JsonNode node, boolean secret) {
    if (secret) {
      return new Field(pointer, null, Field.Kind.SECRET);
    }
    return new Field(
        pointer,
        node.isNull() ? null : node,
        pointer.equals(concealed.personal()) ? Field.Kind.PERSONAL : Field.Kind.OPEN);
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
