package dev.tributary.destinations.added;

import java.util.List;

/** Manifests that a workspace cannot add. */
public final class BadFiles {
  private BadFiles() {}

  /** A mistake, and the place and the remedy that the answer has. */
  public record Bad(String yaml, int line, int column, String words) {}

  public static List<Bad> mistakes() {
    return List.of(
        new Bad(
            Letterbird.with("id: letterbird", "id: hubspot"),
            1,
            5,
            "accepted is another id, such as my-hubspot"),
        new Bad(
            Letterbird.with("host: https://api.letterbird.example", "host: https://10.0.0.7"),
            9,
            7,
            "accepted are hosts on the public internet"),
        new Bad(
            Letterbird.with("host: https://api.letterbird.example", "host: http://a.example"),
            9,
            7,
            "accepted is https:// and a host in lower case"),
        new Bad(Letterbird.with("kind: record", "kind: people"), 15, 11, "accepted are record"),
        new Bad(Letterbird.with("| lower", "| shout"), 30, 22, "functions are alphanumeric"),
        new Bad(
            Letterbird.with("${settings.list}", "${settings.apiKey}"),
            27,
            17,
            "only auth sends secrets"),
        new Bad(
            Letterbird.with("${item.fields.name}", "${item.fields.surname}"),
            31,
            21,
            "fields are email, name"),
        new Bad(
            Letterbird.with("path: /v1/account", "path: https://collector.example/v1"),
            43,
            9,
            "a path cannot name a host"),
        new Bad(Letterbird.with("effectClass: A", "effectClass: E"), 4, 14, "accepted are A, B, C"),
        new Bad("java: java.lang.Runtime\n" + Letterbird.YAML, 1, 7, "has no Java class"),
        new Bad(
            Letterbird.with("label: Subscribers", "label: &l Subscribers")
                .replace("sources: [the documentation]", "sources: [*l]"),
            46,
            11,
            "aliases are not read"));
  }
}
