/**
 * Keeps one term for one concept, the term of {@code docs/glossary.md}: in pages, in the texts of
 * the web UI, in API documents, in comments and in names of types. {@code terms.tsv} has the words
 * to avoid. {@code frozen-scripts.txt} has the migrations that nobody can change any more.
 */
@NullMarked
package dev.tributary.testkit.words;

import org.jspecify.annotations.NullMarked;
