/**
 * Keeps one term for one concept, the one of {@code docs/glossary.md}: in pages, in the texts of
 * the web UI, in comments and in names of classes. {@code terms.tsv} has the words to avoid; {@code
 * frozen.csv} counts those that are left, which may only become fewer.
 */
@NullMarked
package dev.tributary.testkit.words;

import org.jspecify.annotations.NullMarked;
