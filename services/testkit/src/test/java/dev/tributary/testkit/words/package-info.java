/**
 * Keeps one term for one concept, the term of {@code docs/glossary.md}: in pages, in the texts of
 * the web UI, in API documents, in comments and in names of classes. {@code terms.tsv} has the
 * words to avoid.
 */
@NullMarked
package dev.tributary.testkit.words;

import org.jspecify.annotations.NullMarked;
