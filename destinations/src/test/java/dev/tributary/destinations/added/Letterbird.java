package dev.tributary.destinations.added;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.declared.Compilation;

/** The manifest of a vendor that does not exist, of which tests change a part. */
public final class Letterbird {
  public static final String YAML =
      """
      id: letterbird
      name: Letterbird
      description: Keeps subscribers up to date.
      effectClass: A
      addressOverridable: true
      settings:
        - { name: apiKey, label: API key, help: In Letterbird, required: true, secret: true }
        - { name: list, label: List, help: Its number }
      host: https://api.letterbird.example
      auth:
        header: { name: x-letterbird-key, secret: apiKey }
      objects:
        - name: subscribers
          label: Subscribers
          kind: record
          batchSize: 10
          matchFields: [email]
          removal: deleted
          fields:
            - { name: email, label: Email }
            - { name: name, label: Name }
          requests:
            write:
              method: POST
              path: /v1/subscribers
              body:
                list: ${settings.list}
                subscribers:
                  $each:
                    email: ${item.matchValue | lower}
                    name: ${item.fields.name}
              answers: stored
            remove:
              method: DELETE
              path: /v1/subscribers/${item.knownAs}
              answers: stored
      answers:
        stored:
          - { status: 200, outcome: delivered }
          - { status: 204, outcome: delivered, body: ignored }
      probe:
        method: GET
        path: /v1/account
        answers:
          - { status: 200, outcome: delivered }
      sources: [the documentation]
      """;

  private Letterbird() {}

  /** The manifest with another part. */
  public static String with(String part, String other) {
    assertThat(YAML).contains(part);
    return YAML.replace(part, other);
  }

  static Connector connector(AddedConnectors connectors, String yaml) {
    return switch (connectors.compile(new ConnectorFile(yaml))) {
      case Compilation.Compiled(Connector connector) -> connector;
      case Compilation.Refused(var faults) -> throw new AssertionError(faults.toString());
    };
  }
}
