package dev.tributary.testkit.words;

import java.util.Locale;

/** Where a word stands. */
enum Scope {
  /** Prose of Markdown pages, without code. */
  DOCS,
  /** Texts of the web UI, of the API documents, and of messages and errors in Java. */
  TEXTS,
  /** Comments in Java. */
  COMMENTS,
  /** Names of Java's types, also of nested ones. */
  NAMES;

  static Scope named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }
}
