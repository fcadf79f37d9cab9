/**
 * What rules can ask for: the traits that people have, the events that they did, and their values.
 *
 * <p>The API calls it the catalogue, screens the data dictionary; the catalogue of rules is another
 * thing. It may depend on rules, to read values as they do.
 */
@NullMarked
package dev.tributary.audience.dictionary;

import org.jspecify.annotations.NullMarked;
