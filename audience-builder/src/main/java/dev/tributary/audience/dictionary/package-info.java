/**
 * The data dictionary, which says what rules can ask for: the traits that people have, their
 * events, and the values.
 *
 * <p>The API calls it the catalogue, screens call it the data dictionary; the catalogue of rules is
 * something else. It may depend on rules, to read values as they do.
 */
@NullMarked
package dev.tributary.audience.dictionary;

import org.jspecify.annotations.NullMarked;
