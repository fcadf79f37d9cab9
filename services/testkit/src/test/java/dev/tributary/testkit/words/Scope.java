package dev.tributary.testkit.words;

import java.util.Locale;

/** The kind of text in which a word to avoid is looked for. */
enum Scope {
  /** Prose of Markdown pages, without code. */
  DOCS,
  /** Texts of the web UI, of the API documents, and of messages and errors in Java. */
  TEXTS,
  /** Comments in Java, TypeScript, SQL, properties and CSV. */
  COMMENTS,
  /** Names of types in Java and TypeScript, also of nested ones, and of files in TypeScript. */
  NAMES,
  /** The beginning of the first sentence of a Javadoc comment, and of a heading. No questions. */
  OPENINGS;

  static Scope named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
